"""survey round …"""

from __future__ import annotations

import re

import pytest

from tests.cli.console import Console


def test_a_round_is_opened_listed_frozen_and_closed(province: Console) -> None:
    assert "D1" in province.opens_round("D1", "--title", "Đợt mùa thu").stdout
    listed = province.types("round", "list").stdout.splitlines()
    assert listed[0].split("\t")[:3] == ["D1", "open", "desk"]
    assert listed[0].endswith("Đợt mùa thu")
    province.types("responses", "import", province.paper(("S1", "1", 5)), "--round", "D1")
    assert "lần 1" in province.types("round", "freeze", "D1").stdout
    assert "1 phiếu" in province.types("round", "close", "D1").stdout
    assert "\tclosed\t" in province.types("round", "list").stdout
    province.types("round", "freeze", "D1")


def test_a_second_open_desk_round_for_an_agency_is_refused_and_named(province: Console) -> None:
    province.opens_round("D1", "--agency", "S1", "--title", "Đợt một")
    refused = province.opens_round("D2", "--agency", "S1", status=1)
    assert "Sở Tư pháp" in refused.stderr
    assert "Đợt một" in refused.stderr
    province.opens_round("D2", "--agency", "S2", "--agency", "X1")
    province.opens_round("D3", status=1)
    province.opens_round("H1", "--frame", "household")
    assert len(province.types("round", "list").stdout.splitlines()) == 3


def test_a_round_may_ask_a_quick_question_first(province: Console) -> None:
    refused = province.opens_round("H1", "--frame", "household", "--quick", status=1)
    assert "Câu hỏi nhanh chỉ dùng cho đợt hỏi tại nơi giải quyết thủ tục." in refused.stderr
    province.opens_round("D1", "--quick", "--title", "Mùa thu")
    province.opens_round("H1", "--frame", "household", "--title", "Ở nhà")
    lines = province.types("round", "list").stdout.splitlines()
    listed = {line.partition("\t")[0]: line for line in lines}
    assert listed["D1"].endswith("\tMùa thu\tquick")
    assert listed["H1"].endswith("\tỞ nhà")


def test_a_round_may_follow_one_that_was_closed(province: Console) -> None:
    province.opens_round("D1")
    province.types("round", "close", "D1")
    province.opens_round("D2")


@pytest.mark.parametrize(
    ("more", "named"),
    [
        (["--method", "top3.pooled"], "top3.pooled"),
        (["--method", "top2.weighted:policy=0.4,service=0.6"], "service"),
        (["--rank-channels", "poster,fax"], "fax"),
        (["--agency", "S9"], "S9"),
    ],
)
def test_what_a_round_cannot_have_is_refused_and_named(
    province: Console, more: list[str], named: str
) -> None:
    assert named in province.opens_round("D1", *more, status=1).stderr
    assert province.types("round", "list").stdout == ""


def test_days_the_wrong_way_round_and_unknown_questionnaires_are_refused(
    province: Console,
) -> None:
    days = ("--first", province.days(3), "--last", province.days(1))
    province.types("round", "open", "D1", "--questionnaire", "sipas-2023", *days, status=1)
    days = ("--first", province.days(1), "--last", province.days(3))
    refused = province.types("round", "open", "D1", "--questionnaire", "x", *days, status=1)
    assert "“x”" in refused.stderr
    province.types("round", "open", "D 1", "--questionnaire", "sipas-2023", *days, status=1)


def test_a_round_is_shown_to_its_bodies_then_published_then_corrected(province: Console) -> None:
    decree = ("--decision", "7/QĐ-UBND", "--day", province.days(0), "--signatory", "Lê Văn B")
    province.opens_round("D1")
    province.types("responses", "import", province.paper(("S1", "1", 5)), "--round", "D1")
    refused = province.types("round", "publish", "D1", *decree, status=1)
    assert "chưa kết thúc thu phiếu" in refused.stderr
    province.types("round", "provisional", "D1", "--until", province.days(1), status=1)
    province.types("round", "close", "D1")
    assert (
        "hết ngày"
        in province.types("round", "provisional", "D1", "--until", province.days(1)).stdout
    )
    assert "\tprovisional\t" in province.types("round", "list").stdout
    refused = province.types("round", "publish", "D1", *decree, status=1)
    assert "còn được giải trình" in refused.stderr

    province.opens_round("D2")
    province.types("round", "close", "D2")
    first = province.types("round", "publish", "D2", *decree).stdout
    assert "lần công bố thứ 1" in first
    assert re.search(r"SHA-256 của tệp CSV: [0-9a-f]{64}\n", first)
    assert "\tpublished\t" in province.types("round", "list").stdout
    late = province.paper(("S1", "1", 5), name="late.csv")
    refused = province.types("responses", "import", late, "--round", "D2", status=1)
    assert "công bố" in refused.stderr
    province.types("round", "publish", "D2", *decree, status=1)
    second = province.types("round", "publish", "D2", *decree, "--says", "Sửa người ký.").stdout
    assert "lần công bố thứ 2" in second


@pytest.mark.parametrize("command", ["close", "freeze"])
def test_an_unknown_round_is_refused(province: Console, command: str) -> None:
    assert "“D9”" in province.types("round", command, "D9", status=1).stderr


def test_a_round_is_not_closed_twice(province: Console) -> None:
    province.opens_round("D1")
    province.types("round", "close", "D1")
    province.types("round", "close", "D1", status=1)


def test_a_day_that_does_not_exist_is_wrong_usage(province: Console) -> None:
    wrong = province.types(
        "round", "open", "D1", "--questionnaire", "x", "--first", "2026-02-30", status=2
    )
    assert "--first: phải là ngày có thật" in wrong.stderr
