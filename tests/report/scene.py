"""A small province, and sheets put into its rounds as they are kept: counted in the same go."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import count

from survey import questionnaire, store
from survey.intake.openings import open_round
from survey.report.basis import layout_of
from survey.store import Connection
from survey.store.agencies import AgencyRow
from survey.store.desks import DeskRow
from survey.store.responses import Sheet, pack
from survey.store.rounds import Round
from survey.store.tallies import Key, Plain

SERVICE = questionnaire.shelf.load("sipas-2023-service")
LAYOUT = layout_of(SERVICE)
PLACES = len(LAYOUT.places)
FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
_numbers = count(1)


def sheet(levels: str) -> str:
    """A record whose criteria begin with these digits; the rest is untouched."""
    return levels.ljust(PLACES, "0")


PLEASED = sheet("5" * 16)
DISPLEASED = sheet("2" * 16)


def people(pleased: int, displeased: int = 0) -> list[str]:
    """So many sheets all of level 5, and so many all of level 2."""
    return [PLEASED] * pleased + [DISPLEASED] * displeased


def found(
    db: Connection, *bodies: str, kind: str = "Sở, ban, ngành", day: date = FIRST, parent: str = ""
) -> None:
    """Bodies "CODE Name", since ever."""
    rows = []
    for line, body in enumerate(bodies, 2):
        code, _, name = body.partition(" ")
        rows.append(AgencyRow(line=line, code=code, name=name or code, kind=kind, parent=parent))
    store.agencies.import_rows(db, rows, today=day)


def furnish(db: Connection, *desks: str, day: date = FIRST, officers: str = "") -> None:
    """Desks "AGENCY DESK Name"."""
    rows = []
    for line, desk in enumerate(desks, 2):
        agency, code, name = desk.split(" ", 2)
        rows.append(DeskRow(line, agency, code, name, officers=officers))
    store.desks.import_rows(db, rows, today=day)


def opened(db: Connection, code: str = "2026", *, year: int | None = None, **more: object) -> Round:
    """A round of a whole year."""
    year = year or int(code[:4])
    options: dict[str, object] = {
        "questionnaire": "sipas-2023-service",
        "first": date(year, 1, 1),
        "last": date(year, 12, 31),
        "today": date(year, 1, 1),
        "person": "test",
        "title": f"Năm {year}",
    }
    return open_round(db, code=code, **(options | more))  # type: ignore[arg-type]


def answered(
    db: Connection,
    this: Round,
    agency: str,
    records: Iterable[str],
    *,
    desk: str | None = None,
    decider: str | None = None,
    channel: str = "poster",
) -> None:
    """Keep sheets at a body, as the last day of the round knows it."""
    day = this.last
    body = store.agencies.need(db, agency, day).id
    decided_by = store.agencies.need(db, decider, day).id if decider else body
    desks = store.desks.list_desks(db, day, agency_code=agency)
    at = next((one.id for one in desks if desk is None or one.code == desk), 0)
    records = list(records)
    sheets = []
    for record in records:
        number = next(_numbers).to_bytes(10, "big")
        sheets.append(
            Sheet(
                id=number.rjust(16, b"\0"),
                round=this.id,
                agency=body,
                desk=at or None,
                decider=decided_by,
                field=None,
                channel=channel,
                day=day.isoformat(),
                test=None,
                record=pack(record),
                salt=bytes(16),
                receipt=number,
            )
        )
    store.responses.add_many(db, sheets)
    tally = LAYOUT.count(Counter(records).elements())
    key = Key(body, at, decided_by, channel)
    store.tallies.add(db, this.id, key, Plain(*tally.plain), tally.record)
