"""Rows told one after another are the rows that are worked out at once."""

from __future__ import annotations

from datetime import date

import pytest

from survey import report
from survey.report import LEVELS, NotInRound, index_rows, shown_rows
from survey.report.bodies import bodies_of
from survey.store import Database
from tests.report.scene import answered, found, furnish, opened, people


def test_rows_are_the_same_whole_and_by_pages(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C", "D Sở D")
        furnish(db, "A 1 Quầy 1", "D 1 Quầy 1", officers="2")
        before, this = opened(db, "2025"), opened(db, "2026")
        for each in (before, this):
            answered(db, each, "A", people(30, 7))
            answered(db, each, "A", people(3), channel="paper")
            answered(db, each, "B", people(31, 9), channel="paper")
            answered(db, each, "C", people(2, 1))
            report.freeze(db, each, day=date(2026, 11, 22), person="x", everything=True)
    with database.reading() as db:
        asks: list[dict[str, str]] = [{"level": level} for level in ("all", *LEVELS)]
        asks += [{"channel": "poster"}, {"agency": "A"}, {"agency": "A", "channel": "paper"}]
        told = [(shown_rows(db, this, **ask), ask) for ask in asks]  # type: ignore[arg-type]
        whole = [index_rows(db, this, source="frozen", **ask) for ask in asks]  # type: ignore[arg-type]
        only = {body.id for body in bodies_of(db, this, ()).of_round}
        with pytest.raises(NotInRound):
            shown_rows(db, this, agency="Z")
        assert {row.agency for row in shown_rows(db, this, only=only)} == {"A", "D"}
        assert len(shown_rows(db, this, only=())) == 0
    # The database is closed: nothing more is asked of it.
    for (rows, ask), every in zip(told, whole, strict=True):
        assert list(rows) == every, ask
        assert len(rows) == len(every)
        for first, many in ((0, 1), (3, 40), (22, 2), (len(every) - 1, 5), (len(every), 5)):
            assert list(rows.page(first, many)) == every[first : first + many]
        assert list(rows.page(5, None)) == every[5:]
