"""The scoreboard as a file: what was entered, with the columns that an import reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Protocol

from survey import store
from survey.export.plain import guarded
from survey.export.yearbook import to_yearbook
from survey.report import PROVINCE, YEARLY
from survey.report.yearly import figure
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.scoreboard import PROVINCE as THE_PROVINCE
from survey.store.scoreboard import Place, Published

SCOREBOARD_FORMATS = ("xlsx", "csv", "json")
# As `survey.intake.scoreboard` reads them; a test holds the two together.
COLUMNS = (
    "year",
    "index",
    "body",
    "frame",
    "value",
    "unit",
    "scale",
    "rank",
    "of",
    "group",
    "sets",
    "target",
    "source",
    "target_rank",
    "target_of",
)


class Worked(Protocol):
    """What was worked out of one unit: what `survey.intake.siblings.Computed` is."""

    @property
    def code(self) -> str:
        """The unit's code."""

    @property
    def parts(self) -> Mapping[str, Decimal]:
        """Its components by name."""

    @property
    def total(self) -> Decimal | None:
        """Its points; None: some component is missing."""

    @property
    def rank(self) -> int | None:
        """Its rank, and `of` among how many."""

    @property
    def of(self) -> int | None:
        """Among how many."""

    @property
    def band(self) -> str:
        """Its band, where the index has bands."""


Cells = Mapping[str, str | int | Decimal | None]


def scoreboard(
    db: Connection,
    form: str,
    *,
    only: Collection[int] | None = None,
    province: str = "",
    say: Callable[[str], str] = str,
) -> bytes:
    """Return every figure by year, index and body, as one of `SCOREBOARD_FORMATS`.

    :param only: ids of units to tell of, beside the province; None: all.
    :param province: what it is called; `say` gives a Vietnamese sentence in the reader's
        language. Both for a workbook.
    """
    codes = {body.id: body.code for body in store.agencies.names_on(db, date.max).values()}
    codes[THE_PROVINCE] = PROVINCE
    order = list(YEARLY)
    told = sorted(
        (
            one
            for one in store.scoreboard.figures(db)
            if only is None or one.key.body in {THE_PROVINCE, *only}
        ),
        key=lambda one: (
            one.key.year,
            order.index(one.key.id),
            one.key.body != THE_PROVINCE,
            codes[one.key.body],
            one.key.frame,
        ),
    )
    rows = [_cells(one, codes[one.key.body]) for one in told]
    if form == "xlsx":
        more = _spelt_out(db, told, province, say)
        return to_yearbook([{**row, **spelt} for row, spelt in zip(rows, more, strict=True)], say)
    return _json(rows) if form == "json" else table_of(COLUMNS, rows)


def computed(rows: Sequence[Worked]) -> bytes:
    """Return what was worked out of units as CSV: components, total, rank among how many, band."""
    parts = list(dict.fromkeys(name for row in rows for name in row.parts))
    columns = ("body", *parts, "total", "rank", "of", "band")
    return table_of(
        columns,
        [
            {
                "body": row.code,
                **{name: row.parts.get(name) for name in parts},
                "total": row.total,
                "rank": row.rank,
                "of": row.of,
                "band": row.band,
            }
            for row in rows
        ],
    )


def _cells(one: Published, code: str) -> Cells:
    known = YEARLY[one.key.id]
    return {
        "year": one.key.year,
        "index": known.id,
        "body": code,
        "frame": one.key.frame,
        "value": one.value,
        "unit": known.unit,
        "scale": known.scale,
        "rank": "none" if one.unranked else one.rank,
        "of": one.of,
        "group": one.group,
        "sets": sets(one.places),
        "target": one.target,
        "source": one.source,
        "target_rank": one.target_rank,
        "target_of": one.target_of,
    }


def _spelt_out(
    db: Connection, told: Sequence[Published], province: str, say: Callable[[str], str]
) -> Iterator[Cells]:
    """Yield of each figure what its codes stand for, and its change against the year before."""
    before = {one.key: one for one in told}

    @cache
    def bodies(year: int) -> Mapping[int, Agency]:
        return store.agencies.names_on(db, date(year, 12, 31))

    for one in told:
        year, index = one.key.year, YEARLY[one.key.id]
        body = bodies(year).get(one.key.body)
        beside = figure(index, year, one, before.get(one.key._replace(year=year - 1)))
        yield {
            "index_name": say(index.title),
            "body_name": body.name if body else province,
            "kind": body.kind if body else "",
            "change": beside.change,
            "rank_change": beside.rank_change,
        }


def sets(places: Iterable[Place]) -> str:
    """Return ranks within named sets as one cell, as an import reads them."""
    return "; ".join(f"{place.among} {place.rank}/{place.of}" for place in places)


def table_of(columns: Sequence[str], rows: Sequence[Cells]) -> bytes:
    """Return rows as CSV: UTF-8 with a byte order mark, decimals with a dot."""
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow([guarded(name) for name in columns])
    for row in rows:
        texts = ("" if row[name] is None else row[name] for name in columns)
        lines.writerow([guarded(one) if isinstance(one, str) else one for one in texts])
    return out.getvalue().encode("utf-8-sig")


def _json(rows: list[Cells]) -> bytes:
    objects = ["{" + ",".join(f'"{n}":{_value(row[n])}' for n in COLUMNS) + "}" for row in rows]
    inside = ",\n".join(objects)
    return (f"[\n{inside}\n]\n" if objects else "[]\n").encode()


def _value(value: str | int | Decimal | None) -> str:
    # A decimal keeps its places, which a float would lose.
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
