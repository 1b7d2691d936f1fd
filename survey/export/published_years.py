"""Publishing the scoreboard of a year: its figures under a decision, kept as the bytes of a file.

The public pages of the year are made from these bytes and from nothing else.
"""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from survey import report, store
from survey.export.board import Cells, sets, table_of
from survey.export.decree import BadDecree, Decree, checked
from survey.export.plain import unguarded
from survey.report import PROVINCE, YEARLY, Figure, Scoreboard
from survey.store import Connection
from survey.store.published_years import YearEdition
from survey.store.scoreboard import Place
from survey.words import N_

COLUMNS = (
    "year",
    "index",
    "body",
    "body_name",
    "kind",
    "frame",
    "value",
    "unit",
    "scale",
    "rank",
    "of",
    "rank_by",
    "group",
    "sets",
    "target",
    "target_rank",
    "target_of",
    "source",
    "previous",
    "change",
    "previous_rank",
    "previous_of",
    "rank_change",
)
# The columns of words; what stands in the others is a number.
WORDS = frozenset(
    {"index", "body", "body_name", "kind", "frame", "unit", "rank_by", "group", "sets", "source"}
)
BY_VALUE, NO_RANKS = "value", "none"  # in `rank_by`: worked out from the values; not published
_PLACE = re.compile(r"(?P<among>.*) (?P<rank>\d+)/(?P<of>\d+)", re.DOTALL)


def publish_year(
    db: Connection, year: int, decree: Decree, *, province: str, at: datetime, person: str
) -> YearEdition:
    """Publish the figures of a year and return the edition; a further one is a correction.

    :param province: what it is called ("tỉnh Lai Châu").
    :raises BadDecree: as `checked`, and if nothing was entered of the year.
    """
    # Moving the version first makes two who publish wait for one another.
    store.form_version.bump(db)
    before = store.published_years.of_year(db, year)
    decree = checked(decree, correction=bool(before), today=at.date())
    board = report.scoreboard(db, year, province=province, with_rounds=False)
    if board is None or board.year != year or not (board.entered or board.tables):
        raise BadDecree(N_("Chưa nhập chỉ số nào của năm %(year)s."), year=str(year))
    file = table_of(COLUMNS, _rows(board))
    made = YearEdition(
        year=year,
        no=len(before) + 1,
        decision=decree.decision,
        day=decree.day,
        signatory=decree.signatory,
        says=decree.says or None,
        at=at,
        person=person,
        sha256=hashlib.sha256(file).hexdigest(),
    )
    store.published_years.add(db, made, file)
    return made


def year_of(file: bytes) -> Scoreboard:
    """Return what a published file says, laid out as the scoreboard of its year."""
    rows = list(csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline="")))
    computed = {row["index"] + row["frame"] + row["kind"] for row in rows if _by_value(row)}
    board = report.laid_out(int(rows[0]["year"]), [_figure(row) for row in rows])
    tables = (
        replace(one, computed=one.index.id + one.frame + one.kind in computed)
        for one in board.tables
    )
    return replace(board, tables=tuple(tables))


def year_as_json(file: bytes) -> bytes:
    """Return the rows of a published file as an array of objects: numbers as they stand there."""
    rows = csv.DictReader(io.StringIO(file.decode("utf-8-sig"), newline=""))
    objects = (
        "{" + ",".join(f'"{name}":{_member(name, cell)}' for name, cell in row.items()) + "}"
        for row in rows
    )
    return ("[\n" + ",\n".join(objects) + "\n]\n").encode()


def _rows(board: Scoreboard) -> list[Cells]:
    told = [one for one in board.province if one.is_there or one.has_target]
    rows = [_cells(one, PROVINCE, NO_RANKS if one.unranked else "") for one in told]
    for table in board.tables:
        for one in table.figures:
            by = BY_VALUE if table.computed else NO_RANKS if one.unranked else ""
            rows.append(_cells(one, one.code, by))
    return rows


def _cells(one: Figure, code: str, rank_by: str) -> Cells:
    return {
        "year": one.year,
        "index": one.index.id,
        "body": code,
        "body_name": one.name,
        "kind": one.kind,
        "frame": one.frame,
        "value": one.value,
        "unit": one.index.unit,
        "scale": one.index.scale,
        "rank": one.rank,
        "of": one.of,
        "rank_by": rank_by,
        "group": one.group,
        "sets": sets(one.places),
        "target": one.target,
        "target_rank": one.target_rank,
        "target_of": one.target_of,
        "source": one.source,
        "previous": one.previous,
        "change": one.change,
        "previous_rank": one.previous_rank,
        "previous_of": one.previous_of,
        "rank_change": one.rank_change,
    }


def _figure(row: dict[str, str]) -> Figure:
    def number(name: str) -> int | None:
        return int(row[name]) if row[name] else None

    def decimal(name: str) -> Decimal | None:
        return Decimal(row[name]) if row[name] else None

    year = int(row["year"])
    return Figure(
        year,
        YEARLY[row["index"]],
        name=unguarded(row["body_name"]),
        code="" if row["body"] == PROVINCE else unguarded(row["body"]),
        kind=unguarded(row["kind"]),
        frame=row["frame"],
        value=decimal("value"),
        rank=number("rank"),
        of=number("of"),
        unranked=row["rank_by"] == NO_RANKS,
        group=unguarded(row["group"]),
        places=_places(unguarded(row["sets"])),
        target=decimal("target"),
        source=unguarded(row["source"]),
        target_rank=number("target_rank"),
        target_of=number("target_of"),
        since=year - 1 if row["previous"] or row["previous_rank"] else None,
        previous=decimal("previous"),
        previous_rank=number("previous_rank"),
        previous_of=number("previous_of"),
    )


def _places(text: str) -> tuple[Place, ...]:
    found = (_PLACE.fullmatch(one) for one in text.split("; ") if one)
    return tuple(Place(one["among"], int(one["rank"]), int(one["of"])) for one in found if one)


def _by_value(row: dict[str, str]) -> bool:
    return row["rank_by"] == BY_VALUE


def _member(name: str, cell: str) -> str:
    return json.dumps(unguarded(cell), ensure_ascii=False) if name in WORDS else cell or "null"
