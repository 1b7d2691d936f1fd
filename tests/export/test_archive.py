"""A round in a Parquet file: what it holds, and the same cross-tabs as the sheets themselves."""

from __future__ import annotations

from pathlib import Path

import polars
import pytest

from survey import report, store
from survey.export import archive, crosstabs, saving
from survey.export.archive import NotAnArchive
from survey.store import Database
from tests.export.test_released import closed


@pytest.fixture
def kept(lai_chau: Database, tmp_path: Path) -> Path:
    path = tmp_path / "2025.parquet"
    with lai_chau.reading() as db, saving(path) as file:
        archive.archive(db, store.rounds.need(db, "2025"), file)
    return path


def test_it_tells_what_the_sheets_tell_where_nothing_is_hidden(
    lai_chau: Database, kept: Path
) -> None:
    same = 0
    with lai_chau.reading() as db:
        this = store.rounds.need(db, "2025")
        for kind, agency in (("UBND xã, phường", None), (None, "H35.11")):
            for by in ("gender", "age", "visit", "channel", "month"):
                exact = archive.crosstab(db, this, kept, by=by, kind=kind, agency=agency)
                hidden = report.crosstab(db, this, by=by, kind=kind, agency=agency)
                # By channel a kind is of the bodies that tell the same index in that channel.
                if hidden.left_out or (kind and by == "channel"):
                    continue
                names = {one.id: one for one in exact.categories}
                for one in hidden.categories:
                    for mine, right in zip(one.scores, names[one.id].scores, strict=True):
                        assert mine is None or mine == right
                        same += mine is not None
    assert same > 60


def test_a_row_holds_no_more_than_it_says(lai_chau: Database, kept: Path) -> None:
    frame = polars.read_parquet(kept)
    with lai_chau.reading() as db:
        sheet = report.questionnaire_of(db, store.rounds.need(db, "2025"))
    names = ["agency", "kind", "decider", "channel", "month", *sheet.columns]
    assert frame.columns == names
    assert set(frame["month"].unique()) == {"2025-09", "2025-10", "2025-11"}


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_another_file_is_refused(database: Database, tmp_path: Path) -> None:
    this = closed(database, A=30)
    other, text = tmp_path / "other.parquet", tmp_path / "text.parquet"
    polars.DataFrame({"a": [1]}).write_parquet(other)
    text.write_text("no")
    with database.reading() as db:
        for path in (other, text, tmp_path / "gone.parquet"):
            with pytest.raises(NotAnArchive):
                archive.crosstab(db, this, path, by="age")


def test_a_cross_tab_as_a_file_is_the_same_each_time(lai_chau: Database) -> None:
    with lai_chau.reading() as db:
        this = store.rounds.need(db, "2025")
        table = report.crosstab(db, this, by="month", agency="H35.11")
    for form in crosstabs.FORMATS:
        assert crosstabs.crosstab(table, form) == crosstabs.crosstab(table, form)
    text = crosstabs.crosstab(table, "csv").decode("utf-8-sig").splitlines()
    assert text[0].startswith("round,questionnaire,frame,method,agency,agency_name,kind,by,option,")
    told = [spread for spread in table.spreads if spread is not None]
    assert 0 < len(told) < 6  # of some factors not two months are told
    assert len(text) == 1 + 4 * 6 + 3 * len(told)
