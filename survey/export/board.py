"""The scoreboard as a file: what was entered, with the columns that an import reads."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from survey import store
from survey.export.plain import guarded
from survey.report import PROVINCE, YEARLY
from survey.store import Connection
from survey.store.scoreboard import PROVINCE as THE_PROVINCE
from survey.store.scoreboard import Published

SCOREBOARD_FORMATS = ("csv", "json")
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
)

Cells = Mapping[str, str | int | Decimal | None]


def scoreboard(db: Connection, form: str, *, only: Collection[int] | None = None) -> bytes:
    """Return every figure by year, index and body, as CSV or JSON.

    :param only: ids of units to tell of, beside the province; None: all.
    """
    codes = {body.id: body.code for body in store.agencies.names_on(db, date.max).values()}
    codes[THE_PROVINCE] = PROVINCE
    order = list(YEARLY)
    rows = [
        _cells(one, codes[one.key.body])
        for one in sorted(
            store.scoreboard.all_figures(db),
            key=lambda one: (
                one.key.year,
                order.index(one.key.index),
                one.key.body != THE_PROVINCE,
                codes[one.key.body],
                one.key.frame,
            ),
        )
        if only is None or one.key.body in {THE_PROVINCE, *only}
    ]
    return _json(rows) if form == "json" else _csv(rows)


def _cells(one: Published, code: str) -> Cells:
    known = YEARLY[one.key.index]
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
        "sets": "; ".join(f"{place.among} {place.rank}/{place.of}" for place in one.places),
        "target": one.target,
        "source": one.source,
    }


def _csv(rows: list[Cells]) -> bytes:
    out = io.StringIO(newline="")
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for row in rows:
        texts = ("" if row[name] is None else row[name] for name in COLUMNS)
        lines.writerow([guarded(one) if isinstance(one, str) else one for one in texts])
    return out.getvalue().encode("utf-8-sig")


def _json(rows: list[Cells]) -> bytes:
    objects = ["{" + ",".join(f'"{n}":{_value(row[n])}' for n in COLUMNS) + "}" for row in rows]
    inside = ",\n".join(objects)
    return (f"[\n{inside}\n]\n" if objects else "[]\n").encode()


def _value(value: str | int | Decimal | None) -> str:
    # A decimal keeps its places, which a float would lose.
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)
