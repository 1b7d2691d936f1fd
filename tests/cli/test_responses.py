"""survey responses import"""

from __future__ import annotations

from pathlib import Path

import pytest

from survey import intake, store
from survey.intake import stream
from survey.settings import Settings
from tests.cli.console import LEVELS, SECRET, Console, lines, rows_of

Sheets = tuple[tuple[str, str, int], ...]
SHEETS: Sheets = (("S1", "1", 5), ("S1", "2", 4), ("X1", "1", 2))


def kept(console: Console) -> int:
    rows = rows_of(console.types("index", "D1", "--level", "overall"))
    return sum(int(row["responses"]) for row in rows)


@pytest.fixture
def opened(province: Console) -> Console:
    province.opens_round("D1")
    return province


def test_paper_sheets_are_kept_once_however_often_they_come(opened: Console) -> None:
    file = opened.paper(*SHEETS)
    first = opened.types("responses", "import", file, "--round", "D1").stdout
    assert "Đã nhập 3 phiếu mới; 0 phiếu" in first
    again = opened.types("responses", "import", file, "--round", "D1").stdout
    assert "Đã nhập 0 phiếu mới; 3 phiếu đã có" in again
    assert kept(opened) == 3


def test_ids_of_an_earlier_system_are_the_sheets(opened: Console) -> None:
    day = opened.days(-1)
    text = lines(
        [
            "id;agency;desk;day;channel;q24;gender",
            f"{1:032x};S1;1;{day};earlier;5;1",
            f"{2:032x};S1;1;{day};interview;4;",
        ]
    )
    file = opened.writes("old.csv", "\ufeff" + text.replace("\n", "\r\n"))
    assert "2 phiếu mới" in opened.types("responses", "import", file, "--round", "D1").stdout
    file = opened.writes("other.csv", text + f"{3:032x};S1;1;{day};earlier;4;\n")
    assert "1 phiếu mới" in opened.types("responses", "import", file, "--round", "D1").stdout


def test_every_fault_is_named_by_line_and_column_and_nothing_is_kept(opened: Console) -> None:
    good = opened.days(-1)
    text = lines(
        [
            "agency,desk,day,channel,q24",
            f"S1,1,{good},paper,5",
            f"S1,9,{good},paper,5",
            f"S1,1,{opened.days(-99)},paper,5",
            f"S1,1,{good},poster,5",
            f"S1,1,{good},paper,9",
        ]
    )
    file = opened.writes("bad.csv", text)
    refused = opened.types("responses", "import", file, "--round", "D1", status=1)
    assert refused.stderr.splitlines()[0].endswith("Có 4 chỗ cần sửa.")
    for place in ((3, "desk"), (4, "day"), (5, "channel"), (6, "q24")):
        assert f"Dòng {place[0]}, cột “{place[1]}”: " in refused.stderr
    assert kept(opened) == 0


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"", 1),
        ("agency,desk,day,channel\nS1,1,Sở".encode("utf-16"), 1),
        ("agency,desk,day,channel\nSơ,1,2,x\n".encode("windows-1258"), 2),
        (b"agency,desk,day\n", 1),
        (b"agency,desk,day,channel,q99\n", 1),
        (b"agency,desk,day,channel,q24,q24\n", 1),
    ],
    ids=["empty", "utf-16", "windows-1258", "missing", "unknown", "double"],
)
def test_a_file_that_cannot_be_read_is_refused_with_the_line(
    opened: Console, data: bytes, line: int
) -> None:
    file = opened.writes("bad.csv", data)
    refused = opened.types("responses", "import", file, "--round", "D1", status=1)
    assert f"Dòng {line}" in refused.stderr


def test_a_run_that_was_killed_is_finished_by_running_it_again(
    opened: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake.parts, "WINDOW", 50)
    monkeypatch.setattr(intake.rows, "_STEP", 20)
    file = opened.paper(*SHEETS * 100)

    class Killed(BaseException):
        pass

    def progress(_more: int) -> None:
        told.append(1)
        if len(told) > 25:
            raise Killed

    told: list[int] = []
    database = store.connect(opened.environment["SURVEY_DATABASE_URL"])
    with database.reading() as db:
        this = store.rounds.need(db, "D1")
    key = Settings.from_env({"SURVEY_SECRET_KEY": SECRET}).key("import")
    with pytest.raises(Killed):
        stream.import_file(database, this, file, key=key, progress=progress)
    database.dispose()
    half = kept(opened)
    assert 0 < half < 300
    done = opened.types("responses", "import", file, "--round", "D1").stdout
    assert f"Đã nhập {300 - half} phiếu mới; {half} phiếu đã có" in done
    assert kept(opened) == 300
    opened.types("tally", "check")


def test_a_published_round_takes_no_sheets(opened: Console) -> None:
    opened.types("round", "close", "D1")
    late = opened.paper(("S1", "1", 3), name="late.csv")
    opened.types("responses", "import", late, "--round", "D1")
    database = store.connect(opened.environment["SURVEY_DATABASE_URL"])
    with database.writing() as db:
        this = store.rounds.need(db, "D1")
        store.rounds.enter(db, this.id, "published", opened.today, "test")
    database.dispose()
    file = opened.paper(*SHEETS)
    refused = opened.types("responses", "import", file, "--round", "D1", status=1)
    assert "công bố" in refused.stderr
    assert kept(opened) == 1


def test_an_unknown_round_a_missing_file_and_no_secret_are_refused(opened: Console) -> None:
    file = opened.paper(*SHEETS)
    assert "“D9”" in opened.types("responses", "import", file, "--round", "D9", status=1).stderr
    none = Path("none.csv")
    opened.types("responses", "import", none, "--round", "D1", status=1)
    opened.types("responses", "import", file, status=2)
    del opened.environment["SURVEY_SECRET_KEY"]
    refused = opened.types("responses", "import", file, "--round", "D1", status=1)
    assert "SURVEY_SECRET_KEY" in refused.stderr


def test_the_columns_of_the_whole_questionnaire_are_taken(opened: Console) -> None:
    names = ["agency", "desk", "day", "channel", *LEVELS, "visit", "gender", "age"]
    row = ["S1", "1", str(opened.days(-1)), "paper", *["4"] * 16, "2", "1", "3"]
    file = opened.writes("all.csv", lines([",".join(names), ",".join(row)]))
    assert "1 phiếu mới" in opened.types("responses", "import", file, "--round", "D1").stdout


def test_whoever_brings_in_a_file_stands_in_the_log(opened: Console) -> None:
    opened.types("responses", "import", opened.paper(*SHEETS), "--round", "D1")
    database = store.connect(opened.environment["SURVEY_DATABASE_URL"])
    with database.reading() as db:
        acts = {act.what: act.subject for act in store.acts.last(db, 9)}
    database.dispose()
    assert acts["responses.import"] == "D1"
    assert acts["agencies.import"].endswith(".csv")
    assert acts["desks.import"].endswith(".csv")
