"""A body's page as it is printed."""

from __future__ import annotations

from decimal import Decimal

from survey import charts
from survey.booklet import attached, saying
from survey.booklet.contents import Contents
from survey.booklet.entries import (
    WHOLE,
    Printed,
    at,
    axis_of,
    entry_of,
    marks_of,
    share_of,
    standing_of,
)
from survey.booklet.saying import VI
from survey.report import AgencyReport, CriterionLine, Entry


def body_of(found: Contents, body: AgencyReport) -> Printed:
    """Return everything that a body's page and its lines of the annex show."""
    overall = body.overall.row
    place = found.place_of(body)
    standing = standing_of(found.kind_of(body).ranking.standings[place.unit])
    if body.channel != "all":
        standing["received"] += " (mọi hình thức)"
    whole = body.of_kind(body.overall)
    axis = charts.axis_of_one(overall, whole.percent if whole else None)
    rows = (body.parts if len(body.parts) > 1 else ()) + body.factors
    return {
        "name": body.body.name,
        "code": body.body.code,
        "kind": body.body.kind,
        "place": {**entry_of(place, found), **standing},
        "overall": entry_of(body.overall, found),
        "answers": f"{VI.number(overall.satisfied or 0)}/{VI.number(overall.answers)}",
        "worth": attached.worth_of(
            found.graded, place.row.percent, ranked=place.row.rank is not None
        ),
        "axis": axis_of(axis, None),
        "marks": marks_of(body.overall, axis),
        "mean": None if whole is None else at(axis, whole.percent),
        "whole": saying.percent(whole.percent if whole else None),
        "factors": [
            {
                **entry_of(entry, found),
                "name": found.sheet.short(entry.row.level, entry.row.id, "vi"),
                "level": entry.row.level,
                "marks": marks_of(entry, WHOLE),
                **_beside(body, entry),
            }
            for entry in rows
        ],
        "groups": [
            [found.sheet.label("factor", factor, "vi"), [_line(found, line) for line in lines]]
            for factor, lines in body.by_factor()
        ],
        "desks": [
            {**entry_of(entry, found), "name": entry.row.group_name or "Không ghi quầy"}
            for entry in body.desks
            if any(one.row.responses for one in body.desks)
        ],
        "desks_end": attached.ends_of(body.desk_spread) if len(body.desks) > 1 else [],
        "figures": [_figure(entry, found) for entry in (body.overall, *body.parts, *body.factors)]
        + [_figure(line.entry, found, line.ref) for line in body.criteria],
        "foot": saying.foot(found, overall.responses, body.channel),
    }


def _beside(body: AgencyReport, entry: Entry) -> Printed:
    """Return what stands beside a factor: the kind's figure, and how far apart they are."""
    mean, row = body.of_kind(entry), entry.row
    if mean is None or mean.percent is None:
        return {"kind": saying.NONE, "away": saying.NONE, "far": False, "tick": None}
    away = None if row.percent is None else row.percent - mean.percent
    return {
        "kind": saying.percent(mean.percent),
        "away": VI.points(away),
        "far": body.away(entry),
        "tick": at(WHOLE, mean.percent),
    }


def _line(found: Contents, line: CriterionLine) -> Printed:
    row = line.entry.row
    levels = line.levels
    people = sum(levels) if levels else 0
    return {
        **entry_of(line.entry, found),
        "id": row.id,
        "ref": line.ref,
        "name": found.sheet.short("criterion", row.id, "vi"),
        "bars": [
            [n - 1, share_of(x), share_of(width)] for n, x, width in charts.segments(levels or ())
        ],
        "levels": [
            VI.number(Decimal(100 * n) / people, 1) if people else saying.NONE for n in levels
        ]
        if levels
        else None,
        "answers": VI.number(row.answers),
    }


def _of(people: int, total: int) -> str:
    return VI.number(Decimal(100 * people) / total, 1) if total else saying.NONE


def _figure(entry: Entry, found: Contents, ref: str = "") -> list[str]:
    """Return a line of the annex: level, name, sheets, satisfied/answers, index and its past."""
    row = entry.row
    return [
        row.level,
        f"{ref}. {found.sheet.short(row.level, row.id, 'vi')}" if ref else row.name,
        VI.number(row.responses),
        "ẩn"
        if row.hidden in saying.HIDDEN
        else f"{VI.number(row.satisfied or 0)}/{VI.number(row.answers)}",
        saying.figure(row),
        saying.interval(row),
        saying.percent(row.previous),
        saying.change(entry),
    ]
