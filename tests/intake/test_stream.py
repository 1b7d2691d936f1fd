from __future__ import annotations

import csv
import random
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import pytest

from survey.intake import counts, parts, rows, stream
from survey.intake.stream import Imported, NoSuchFile
from survey.intake.writing import Closed
from survey.store import agencies, responses, rounds, tallies
from survey.store.connection import Database
from survey.store.responses import Sheet
from survey.store.rounds import Round
from survey.words import FileRefused
from tests import scene

KEY = b"k" * 32
HEADER = ["agency", "desk", "day", "channel", "q24", "q25", "q30", "gender"]
GOOD = ["X1", "1", "2026-11-25", "paper", "5", "4", "", "1"]


def file(tmp_path: Path, *lines: Iterable[str], header: Iterable[str] = HEADER) -> Path:
    path = tmp_path / "sheets.csv"
    with path.open("w", newline="", encoding="utf-8") as handle:
        csv.writer(handle).writerows([header, *lines])
    return path


def import_(database: Database, this: Round, path: Path) -> Imported:
    return stream.import_file(database, this, path, key=KEY)


def kept(database: Database, this: Round) -> list[Sheet]:
    """Every sheet of the round."""
    with database.reading() as db:
        ids = db.exec_driver_sql("SELECT id FROM response").scalars().all()
        sheets = [responses.existing(db, bytes(id_)) for id_ in ids]
    return [one for one in sheets if one is not None and one.round == this.id]


def faults(database: Database, this: Round, path: Path) -> list[tuple[int, str]]:
    """(line, column) of what a file is refused for; nothing of it is kept."""
    with pytest.raises(FileRefused) as refused:
        import_(database, this, path)
    assert kept(database, this) == []
    assert refused.value.count == len(refused.value.faults)
    for fault in refused.value.faults:
        assert fault.message % fault.values
    return [(fault.line, fault.column) for fault in refused.value.faults]


def test_the_sheets_of_a_file_are_kept_and_counted(database: Database, tmp_path: Path) -> None:
    this, counters = scene.made(database)
    path = file(tmp_path, GOOD, ["X1", "2", "2026-11-26", "earlier", "", "6", "2", ""])

    assert import_(database, this, path) == Imported(new=2, known=0)

    first, second = sorted(kept(database, this), key=lambda one: one.day)
    digits = len(scene.sheet().places)
    assert (first.channel, first.day, first.desk) == ("paper", "2026-11-25", counters[0].id)
    assert responses.unpack(first.record, digits).startswith("54")
    place = scene.sheet().place_of("gender")
    assert responses.unpack(first.record, digits)[place] == "1"
    assert (second.decider, second.field) == (counters[1].decider_id, "Đất đai")
    assert second.day == "2026-11-26"
    assert counts.check(database, this) == []


def test_the_same_file_again_brings_nothing_new(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    path = file(tmp_path, GOOD, GOOD, GOOD)

    assert import_(database, this, path) == Imported(3, 0)
    assert import_(database, this, path) == Imported(0, 3)
    path.write_bytes(path.read_bytes() + b"X2,1,2026-11-25,paper,3,3,3,\r\n")
    assert import_(database, this, path) == Imported(4, 0)  # another file, other sheets
    assert counts.check(database, this) == []


def test_an_import_that_was_cut_short_is_finished_by_running_it_again(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    this, _ = scene.made(database)
    path = file(tmp_path, *[GOOD] * 25)
    monkeypatch.setattr(parts, "FIRST_PART", 5)
    monkeypatch.setattr(parts, "SMALLEST_PART", 5)
    monkeypatch.setattr(parts, "WINDOW", 5)
    monkeypatch.setattr(rows, "_STEP", 1)

    def cut(_more: int) -> None:
        if kept(database, this):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stream.import_file(database, this, path, key=KEY, progress=cut)
    before = len(kept(database, this))  # whole parts, for one was being written meanwhile
    assert before in {5, 10, 15}
    assert counts.check(database, this) == []

    assert import_(database, this, path) == Imported(new=25 - before, known=before)
    assert counts.check(database, this) == []


def test_a_part_of_which_some_is_known_is_counted_once(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    header = ["id", *HEADER]
    first = [[f"{n:032x}", *GOOD] for n in range(1, 6)]
    more = [[f"{n:032X}", *GOOD[:4], "1", "1", "1", ""] for n in range(4, 9)]

    assert import_(database, this, file(tmp_path, *first, header=header)) == Imported(5, 0)
    assert import_(database, this, file(tmp_path, *more, header=header)) == Imported(3, 2)
    assert counts.check(database, this) == []
    with database.reading() as db:
        assert sum(n for _, n in tallies.days(db, this.id)) == 8


def test_a_decider_or_field_of_its_own_leaves_only_the_week(
    database: Database, tmp_path: Path
) -> None:
    this, _ = scene.made(database)
    header = [*HEADER, "decider", "field"]
    path = file(
        tmp_path,
        [*GOOD, "S1", ""],
        [*GOOD, "", "Hộ tịch"],
        [*GOOD, "X1", ""],  # its desk's own
        ["X1", "2", *GOOD[2:], "S1", "Đất đai"],  # its desk's own
        header=header,
    )

    import_(database, this, path)

    days = sorted(one.day for one in kept(database, this))
    assert days == ["2026-11-23"] * 2 + ["2026-11-25"] * 2
    with database.reading() as db:
        s1 = agencies.need(db, "S1", scene.TODAY).id
    assert sum(one.decider == s1 for one in kept(database, this)) == 2
    assert counts.check(database, this) == []


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_from_excel_is_read(
    database: Database, tmp_path: Path, separator: str, mark: str
) -> None:
    this, _ = scene.made(database)
    path = tmp_path / "sheets.csv"
    lines = [separator.join(line) for line in (HEADER, GOOD, [""] * len(HEADER), GOOD)]
    path.write_text(mark + "\r\n".join(lines), encoding="utf-8")

    assert import_(database, this, path) == Imported(2, 0)


def test_words_may_come_in_either_form(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    field = unicodedata.normalize("NFD", "Đất đai")
    path = file(tmp_path, ["X1", "2", *GOOD[2:], field], header=[*HEADER, "field"])

    import_(database, this, path)

    (one,) = kept(database, this)
    assert (one.field, one.day) == ("Đất đai", "2026-11-25")  # its desk's, so the day stays


@pytest.mark.parametrize(
    ("line", "column"),
    [
        (["X9", *GOOD[1:]], "agency"),
        (["X1", "9", *GOOD[2:]], "desk"),
        (["X1", "", *GOOD[2:]], "desk"),
        ([*GOOD[:2], "25/11/2026", *GOOD[3:]], "day"),
        ([*GOOD[:2], "2026-11-31", *GOOD[3:]], "day"),
        ([*GOOD[:2], "2026-11-01", *GOOD[3:]], "day"),
        ([*GOOD[:2], "2027-01-01", *GOOD[3:]], "day"),
        ([*GOOD[:3], "poster", *GOOD[4:]], "channel"),
        ([*GOOD[:3], "", *GOOD[4:]], "channel"),
        ([*GOOD[:4], "7", *GOOD[5:]], "q24"),
        ([*GOOD[:4], "-1", *GOOD[5:]], "q24"),
        ([*GOOD[:7], "9"], "gender"),
        ([*GOOD[:4], "", "", "", "1"], ""),
        ([*GOOD[:4], "6", "", "", ""], ""),
        (GOOD[:-1], ""),
        ([*GOOD, "1"], ""),
    ],
    ids=str,
)
def test_a_fault_is_named_by_line_and_column(
    database: Database, tmp_path: Path, line: list[str], column: str
) -> None:
    this, _ = scene.made(database)
    assert faults(database, this, file(tmp_path, GOOD, line, GOOD)) == [(3, column)]


def test_every_fault_of_a_row_is_named(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    header = ["id", "decider", *HEADER]
    path = file(tmp_path, ["zz", "S9", "X9", "1", "x", "poster", "9", "9", "", ""], header=header)

    named = faults(database, this, path)

    columns = ["agency", "decider", "channel", "day", "id", "q24", "q25"]
    assert sorted(column for _, column in named) == sorted(columns)


def test_all_faults_are_counted_and_the_first_are_shown(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    path = file(tmp_path, *[["X9", *GOOD[1:]]] * 120)

    with pytest.raises(FileRefused) as refused:
        import_(database, this, path)

    assert refused.value.count == 120
    assert len(refused.value.faults) == rows.SHOWN_FAULTS


def test_an_id_twice_in_a_file_is_a_fault(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    one = ["0" * 31 + "a", *GOOD]
    path = file(tmp_path, one, ["", *GOOD], ["0" * 31 + "A", *GOOD], header=["id", *HEADER])

    assert faults(database, this, path) == [(4, "id")]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (["agency", "desk", "day", "q24"], ["channel"]),
        ([*HEADER, "q99"], ["q99"]),
        ([*HEADER, "q24"], ["q24"]),
        ([*HEADER, "day"], ["day"]),
        ([*HEADER, ""], [""]),
    ],
    ids=str,
)
def test_a_header_must_fit_the_questionnaire(
    database: Database, tmp_path: Path, header: list[str], columns: list[str]
) -> None:
    this, _ = scene.made(database)
    path = file(tmp_path, GOOD, header=header)
    assert faults(database, this, path) == [(1, column) for column in columns]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"\r\n", 1),
        (",".join(HEADER).encode() + b"\r\nX1,1,2026-11-25,paper,5,4,,\xe2\r\n", 2),
        (",".join(HEADER).encode() + b'\r\nX1,1,2026-11-25,"paper,5,4,,\r\n', 2),
        ("agency,desk".encode("utf-16"), 1),
    ],
    ids=["empty", "blank", "not UTF-8", "an open quote", "UTF-16"],
)
def test_what_is_no_csv_is_refused(
    database: Database, tmp_path: Path, content: bytes, line: int
) -> None:
    this, _ = scene.made(database)
    path = tmp_path / "sheets.csv"
    path.write_bytes(content)

    assert faults(database, this, path)[0][0] == line


def test_a_file_with_a_header_only_brings_nothing(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    assert import_(database, this, file(tmp_path)) == Imported(0, 0)


def test_a_file_that_is_not_there_is_named(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    with pytest.raises(NoSuchFile):
        import_(database, this, tmp_path / "none.csv")
    with pytest.raises(NoSuchFile):
        stream.steps(tmp_path)


def test_a_household_round_knows_no_desks(database: Database, tmp_path: Path) -> None:
    with database.writing() as db:
        scene.province(db)
        this = scene.opened(db, frame="household")

    assert faults(database, this, file(tmp_path, GOOD)) == [(2, "desk")]
    path = file(tmp_path, ["X1", "", *GOOD[2:]])
    assert import_(database, this, path) == Imported(1, 0)
    assert [one.desk for one in kept(database, this)] == [None]
    assert counts.check(database, this) == []


def test_a_round_over_some_bodies_takes_sheets_of_those(database: Database, tmp_path: Path) -> None:
    with database.writing() as db:
        scene.province(db)
        this = scene.opened(db, agencies=["X2"])

    assert faults(database, this, file(tmp_path, GOOD)) == [(2, "agency")]
    assert import_(database, this, file(tmp_path, ["X2", *GOOD[1:]])) == Imported(1, 0)


def test_a_closed_round_still_takes_paper_and_a_published_one_no_more(
    database: Database, tmp_path: Path
) -> None:
    this, _ = scene.made(database)
    with database.writing() as db:
        rounds.close(db, this.id, scene.TODAY, "an")
        this = rounds.need(db, "2026")
    assert import_(database, this, file(tmp_path, GOOD)) == Imported(1, 0)

    with database.writing() as db:
        rounds.enter(db, this.id, "published", scene.TODAY, "an")
    path = file(tmp_path, GOOD, GOOD)
    with pytest.raises(Closed):  # even one that was still open when the command began
        import_(database, this, path)
    with database.reading() as db:
        this = rounds.need(db, "2026")
    with pytest.raises(Closed):
        import_(database, this, path)
    assert len(kept(database, this)) == 1


def test_progress_reaches_its_end(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    path = file(tmp_path, *[GOOD] * 5_000)
    told: list[int] = []

    stream.import_file(database, this, path, key=KEY, progress=told.append)

    assert sum(told) == stream.steps(path)
    assert min(told) >= 0
    assert len(told) > 4


def test_rows_lie_in_no_order_of_the_file(database: Database, tmp_path: Path) -> None:
    this, _ = scene.made(database)
    chance = random.Random(4)
    header = ["id", *HEADER]
    ids = [chance.randbytes(16) for _ in range(50)]
    import_(database, this, file(tmp_path, *[[i.hex(), *GOOD] for i in ids], header=header))

    with database.reading() as db:
        stored = [bytes(i) for i in db.exec_driver_sql("SELECT id FROM response").scalars()]
    assert stored == sorted(ids)


def test_rows_without_an_id_take_another_with_another_key(
    database: Database, tmp_path: Path
) -> None:
    this, _ = scene.made(database)
    path = file(tmp_path, GOOD)
    import_(database, this, path)

    assert stream.import_file(database, this, path, key=b"other") == Imported(1, 0)
