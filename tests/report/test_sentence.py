"""The sentences of the conference: those that were asked for, and grammar whatever is missing."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from survey.language import Language
from survey.report import (
    YEARLY,
    Figure,
    headline,
    leaders,
    province_named,
    sentence,
)
from survey.report.scoreboard import Scoreboard
from survey.report.yearly import table
from survey.store.scoreboard import Place

VI, EN = Language("vi"), Language("en")
LAI_CHAU = "tỉnh Lai Châu"
PAR, SIPAS, PAPI = (YEARLY[id_] for id_ in ("par-index", "sipas", "papi"))


def figure(index=PAR, **known) -> Figure:  # type: ignore[no-untyped-def]
    return Figure(**{"year": 2022, "index": index, "name": LAI_CHAU, "since": 2021, **known})


PAR_2022 = figure(value=Decimal("86.29"), rank=24, of=63, previous_rank=31, previous_of=63)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (
            PAR_2022,
            "Năm 2022, Chỉ số cải cách hành chính (PAR INDEX) của tỉnh Lai Châu đạt 86,29 điểm, "
            "xếp thứ 24/63, tăng 7 bậc so với năm 2021.",
        ),
        (
            figure(SIPAS, value=Decimal("81.51"), previous=Decimal("79.82")),
            "Năm 2022, Chỉ số hài lòng về sự phục vụ hành chính (SIPAS) của tỉnh Lai Châu "
            "đạt 81,51%, tăng 1,69 điểm phần trăm so với năm 2021.",
        ),
        (
            figure(value=Decimal("85.97"), previous=Decimal("86.29"), rank=56, of=63,
                   previous_rank=24, previous_of=63),
            "Năm 2022, Chỉ số cải cách hành chính (PAR INDEX) của tỉnh Lai Châu đạt 85,97 điểm, "
            "giảm 0,32 điểm so với năm 2021, xếp thứ 56/63, giảm 32 bậc.",
        ),
        (
            figure(rank=24, of=63, previous_rank=24, previous_of=63),
            "Năm 2022, Chỉ số cải cách hành chính (PAR INDEX) của tỉnh Lai Châu xếp thứ 24/63, "
            "giữ nguyên thứ hạng so với năm 2021.",
        ),
        (
            figure(year=2025, since=2024, rank=12, of=34, previous_rank=31, previous_of=63),
            "Năm 2025, Chỉ số cải cách hành chính (PAR INDEX) của tỉnh Lai Châu xếp thứ 12/34 "
            "(năm 2024 xếp trên 63 tỉnh, thành phố; năm 2025 trên 34: "
            "không so sánh trực tiếp thứ bậc).",
        ),
        (
            figure(PAPI, value=Decimal("42.69"), unranked=True, group="trung bình cao"),
            "Năm 2022, Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI) của tỉnh Lai "
            "Châu đạt 42,69 điểm, thuộc nhóm đạt điểm trung bình cao của cả nước; "
            "đơn vị công bố không nêu thứ hạng.",
        ),
        (
            figure(places=(Place("tỉnh miền núi phía Bắc", 5, 14),)),
            "Năm 2022, Chỉ số cải cách hành chính (PAR INDEX) của tỉnh Lai Châu đứng thứ 5/14 "
            "tỉnh miền núi phía Bắc.",
        ),
        (
            Figure(2025, YEARLY["satisfaction"], name="xã Mường Kim", code="03637", frame="desk",
                   value=Decimal("91.20"), low=Decimal("88.4"), high=Decimal("93.6"),
                   responses=412),
            "Năm 2025, Chỉ số hài lòng tại nơi giải quyết thủ tục của xã Mường Kim đạt 91,20% "
            "(khoảng tin cậy 95%: 88,40–93,60%; 412 phiếu hợp lệ).",
        ),
        (
            figure(value=Decimal("86.29"), target=Decimal("90.00"), name=""),
            "Năm 2022, Chỉ số cải cách hành chính (PAR INDEX) của tỉnh đạt 86,29 điểm, "
            "chưa đạt chỉ tiêu 90,00 điểm.",
        ),
        (
            figure(target=Decimal("90.00")),
            "Năm 2022, chỉ tiêu của tỉnh Lai Châu về Chỉ số cải cách hành chính (PAR INDEX) "
            "là 90,00 điểm.",
        ),
        (
            figure(rank=24, of=63, target_rank=20, target_of=63),
            "Năm 2022, Chỉ số cải cách hành chính (PAR INDEX) của tỉnh Lai Châu xếp thứ 24/63, "
            "chưa đạt chỉ tiêu xếp thứ 20/63 trở lên.",
        ),
        (
            figure(year=2026, target=Decimal("90.00"), target_rank=20),
            "Năm 2026, chỉ tiêu của tỉnh Lai Châu về Chỉ số cải cách hành chính (PAR INDEX) "
            "là 90,00 điểm, xếp thứ 20 trở lên.",
        ),
        (figure(), "Chưa nhập Chỉ số cải cách hành chính (PAR INDEX) của tỉnh Lai Châu năm 2022."),
    ],
)  # fmt: skip
def test_a_figure_is_said_as_the_conference_says_it(one: Figure, said: str) -> None:
    assert sentence(one, VI) == said


def test_the_same_in_english() -> None:
    assert sentence(PAR_2022, EN) == (
        "In 2022, the Public Administration Reform Index (PAR INDEX) of tỉnh Lai Châu: "
        "86.29 points, ranked 24/63, up 7 on 2021."
    )
    assert province_named(LAI_CHAU, EN) == "Lai Châu province"
    assert province_named("Thành phố Huế", EN) == "Huế City"


VALUES = st.none() | st.decimals(0, 80, places=2)
RANKS = st.sampled_from([(None, None), (1, None), (24, 63), (12, 34), (63, 63)])
AIMS = st.sampled_from([(None, None), (20, None), (20, 63), (30, 34)])


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    """A figure of which any field may be missing."""
    rank, of = draw(RANKS)
    previous_rank, previous_of = draw(RANKS)
    target_rank, target_of = draw(AIMS)
    return Figure(
        year=2025,
        index=draw(st.sampled_from([PAR, SIPAS, YEARLY["tt01"]])),
        name=draw(st.sampled_from(["", LAI_CHAU])),
        code=draw(st.sampled_from(["", "H35.7"])),
        frame=draw(st.sampled_from(["", "desk", "household"])),
        value=draw(VALUES),
        rank=rank,
        of=of,
        unranked=rank is None and draw(st.booleans()),
        group=draw(st.sampled_from(["", "trung bình cao"])),
        places=draw(st.sampled_from([(), (Place("miền núi", 5, 14), Place("lân cận", 2, 5))])),
        target=draw(VALUES),
        target_rank=target_rank,
        target_of=target_of,
        since=draw(st.sampled_from([None, 2024])),
        previous=draw(VALUES),
        previous_rank=previous_rank,
        previous_of=previous_of,
        low=draw(VALUES),
        high=draw(VALUES),
        responses=draw(st.sampled_from([None, 412])),
    )


@settings(max_examples=400)
@given(figures())
def test_whatever_is_missing_the_sentence_stays_whole(one: Figure) -> None:
    for reader, begins in (
        (VI, ("Năm 2025, ", "Chưa nhập ")),
        (EN, ("In 2025, ", "Not entered: ")),
    ):
        said = sentence(one, reader)
        assert said.startswith(begins)
        assert said.endswith(".")
        assert not re.search(r"\s\s|\s[,;.)]|[,;(]\s*[,;.)]|\.\.|None|%\(|\bcủa (đạt|xếp)", said), (
            said
        )
        assert said.count("(") == said.count(")")
        # What is known is said, and what is not is not.
        assert ("412" in said) == (one.responses is not None and one.value is not None)
        assert ("24/63" in said) == (one.rank == 24)
        alone = not one.is_there and one.target_rank is not None
        assert bool(re.search(r"20/63|20 (trở|or)|30/34", said)) == (
            alone or one.meets_target_rank is not None
        )
    said = sentence(one, VI)
    percent = one.index.unit == "percent"
    assert not percent or "điểm phần trăm" in said or one.change in (None, 0)
    assert ("đứng thứ 5/14 miền núi, đứng thứ 2/5 lân cận" in said) == bool(one.places)
    # "so với năm …" once.
    assert said.count("so với") <= 1


@pytest.mark.parametrize(
    ("rank", "of", "target_rank", "target_of", "met"),
    [
        (20, 63, 20, 63, True),
        (21, 63, 20, 63, False),
        (12, 34, 20, 63, None),  # aimed at before provinces were joined
        (21, 63, 20, None, False),
        (None, None, 20, 63, None),
        (20, 63, None, None, None),
    ],
)
def test_a_rank_that_is_aimed_at_is_met_by_it_and_by_better_ones(
    rank: int | None, of: int | None, target_rank: int, target_of: int | None, met: bool | None
) -> None:
    one = figure(rank=rank, of=of, target_rank=target_rank, target_of=target_of)
    assert one.meets_target_rank is met


def test_who_is_first_is_said_with_and_without_a_value() -> None:
    first = Figure(2022, YEARLY["ddci"], body=1, name="Sở Tư pháp", code="TP", kind="Sở", rank=1)
    assert leaders(table([first]), VI) == (
        "Năm 2022, dẫn đầu nhóm Sở về Chỉ số năng lực cạnh tranh cấp sở, ban, ngành và "
        "địa phương (DDCI): Sở Tư pháp."
    )
    tied = [
        Figure(2022, YEARLY["tt01"], body=n, name=name, code=name, kind="Sở", value=Decimal(15))
        for n, name in enumerate(("Sở A", "Sở B"), 1)
    ]
    assert leaders(table(tied), VI).endswith(": Sở A, Sở B (15,000 điểm).")
    unknown = Figure(2022, YEARLY["ddci"], body=1, name="Sở Tư pháp", kind="Sở", rank=2, of=9)
    assert leaders(table([unknown]), VI) == ""


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ([7, 2, 3], "Tỉnh Lai Châu tăng hạng ở cả 3 chỉ số năm 2022"),
        ([-7, -2], "Tỉnh Lai Châu giảm hạng ở cả 2 chỉ số năm 2022"),
        ([7, -2, 0], "Tỉnh Lai Châu năm 2022: 1 chỉ số tăng hạng, 1 chỉ số giảm hạng, "
                     "1 chỉ số giữ nguyên thứ hạng"),
        ([7], "Tỉnh Lai Châu năm 2022: 1 chỉ số tăng hạng"),
        ([], "Bảng tổng hợp chỉ số năm 2022"),
    ],
)  # fmt: skip
def test_the_headline_is_the_finding(moves: list[int], said: str) -> None:
    province = tuple(
        figure(rank=30 - move, of=63, previous_rank=30, previous_of=63) for move in moves
    )
    assert headline(Scoreboard(2022, (2022,), province, (), (), ()), VI, LAI_CHAU) == said
