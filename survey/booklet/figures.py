"""What Typst is handed: every number as it is printed, every place of a mark as a share of 1."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from survey import charts, report
from survey.booklet import saying
from survey.booklet.contents import Contents, Kind
from survey.booklet.saying import VI
from survey.report import AgencyReport, CriterionLine, Entry, IndexRow, Standing
from survey.scoring import Score

Printed = dict[str, Any]


def printed(found: Contents, *, office: str, synthetic: bool) -> Printed:
    """Return a report's data for `report.typ`."""
    this = found.round
    return {
        "office": office,
        "synthetic": synthetic,
        "frame": saying.frame(this),
        "round": this.title,
        "about": found.bodies[0].body.name if found.one and found.bodies else "",
        "state": saying.state(this),
        "day": VI.day_said(found.shown.day),
        "no": found.shown.no,
        "first": VI.day_said(this.first),
        "last": VI.day_said(this.last),
        "responses": VI.number(found.responses),
        "bodies_count": VI.number(sum(len(kind.ranking.entries) for kind in found.kinds)),
        "facts": list(_facts(found)),
        "levels": [level.label["vi"] for level in found.sheet.levels],
        "minimum": this.minimum,
        "before": found.before,
        "foot": saying.foot(found, found.responses, ",".join(this.rank_channels) or "all"),
        "questions": [[one.ref, one.text["vi"]] for one in found.sheet.criteria],
        "channels": _channels(found),
        "kinds": [_kind(found, kind) for kind in found.kinds],
        "bodies": [_body(found, body) for body in found.bodies],
        "draws": VI.number(report.DRAWS),
        "seed": str(report.seed_of(found.shown.no, found.shown.day)),
        "ranks_drawn": any(
            one.ranks for kind in found.kinds for one in kind.ranking.standings.values()
        ),
        "method": saying.method(found.method),
        "at_desk": this.frame == "desk",
        "split": found.method.endswith(".split"),
        "plain": found.method == "top2.pooled",
        "interval_missing": any(
            body.overall.row.percent is not None and body.overall.row.low is None
            for body in found.bodies
        ),
    }


def _facts(found: Contents) -> Iterable[tuple[str, str]]:
    this, sheet = found.round, found.sheet
    used = {channel for kind in found.kinds for channel in kind.channels}
    ranking = this.rank_channels or ("all",)
    yield "Đợt khảo sát", f"{this.title} (mã {this.code})"
    yield (
        "Mẫu phiếu",
        f"{sheet.title['vi']}: {len(sheet.criteria)} tiêu chí, {len(sheet.factors)} yếu tố "
        f"(mã {sheet.code})",
    )
    yield "Nơi trả lời", saying.CODES["frame"][this.frame]
    yield (
        "Thời gian",
        f"từ ngày {VI.day_said(this.first)} đến ngày {VI.day_said(this.last)}",
    )
    yield (
        "Hình thức trả lời",
        saying.channels(one for one in saying.CODES["channel"] if one in used) or "chưa có phiếu",
    )
    yield "Thang đo", "năm mức, từ 1 (rất không hài lòng) đến 5 (rất hài lòng)"
    yield "Cách tính", f"{saying.method(found.method)} (mã {found.method})"
    yield (
        "Xếp hạng",
        f"trong từng nhóm đơn vị, từ {this.minimum} phiếu trở lên, theo: "
        f"{saying.channels(ranking)}",
    )
    yield "Kỳ trước", found.before or "chưa có kỳ trước cùng loại mẫu phiếu"
    yield "Số liệu", f"chốt lần {found.shown.no}, ngày {VI.day_said(found.shown.day)}"


def _channels(found: Contents) -> Printed:
    used = {channel for kind in found.kinds for channel in kind.channels}
    rows = []
    for channel in (one for one in saying.CODES["channel"] if one in used):
        each = [kind.channels.get(channel, 0) for kind in found.kinds]
        rows.append([saying.CODES["channel"][channel], *map(VI.number, (*each, sum(each)))])
    each = [sum(kind.channels.values()) for kind in found.kinds]
    total = ["Cộng", *map(VI.number, (*each, sum(each)))]
    return {"rows": rows, "total": total}


def _kind(found: Contents, kind: Kind) -> Printed:
    ranking, ends = kind.ranking, kind.ends
    axis = charts.axis_for([entry.row for entry in ranking.entries], ranking.whole.percent)
    whole = ranking.whole
    return {
        "name": kind.name,
        "bodies": VI.number(len(ranking.entries)),
        "answered": VI.number(sum(entry.row.responses > 0 for entry in ranking.entries)),
        "ranked": VI.number(ranking.ranked),
        "short": VI.number(ranking.short),
        "silent": VI.number(ranking.silent),
        "responses": VI.number(sum(kind.channels.values())),
        "whole": _score(whole),
        "factors": [
            {"name": found.sheet.label(level, id_, "vi"), "level": level, **_score(one)}
            for (level, id_), one in kind.scores.items()
            if level in ("part", "factor") and not (level == "part" and len(found.sheet.parts) < 2)
        ],
        "axis": _axis(axis, whole.percent),
        "mean": None if whole.percent is None else at(axis, whole.percent),
        "rows": [
            {
                **_entry(entry, found),
                "marks": _marks(entry, axis),
                "verdict": saying.VERDICTS[ranking.against_whole(entry)],
                "side": ranking.against_whole(entry),
                **_standing(ranking.standings[entry.unit]),
            }
            for entry in ranking.entries
        ],
        "ends": None
        if ends is None
        else {
            "count": VI.number(ends.count),
            "mean": saying.percent(ends.mean),
            "lowest": [ends.lowest.row.agency_name, saying.figure(ends.lowest.row)],
            "highest": [ends.highest.row.agency_name, saying.figure(ends.highest.row)],
        },
        "ranked_ends": [
            [entry.row.agency_name, saying.figure(entry.row)] for entry in kind.first_and_last or ()
        ],
        "foot": saying.foot(found, ranking.responses, ranking.channel),
        "changes": _changes(found, kind),
    }


def _standing(one: Standing) -> Printed:
    """Return where a body stands among the others; `sheets` says what of its sheets is left out."""
    excluded = one.received.excluded
    left_out = "dưới 5" if excluded is None else VI.number(excluded)
    return {
        "gap": saying.NONE if one.ahead is None else VI.number(one.ahead, 2),
        "ranks": "" if one.ranks is None else "–".join(map(str, sorted(set(one.ranks)))),
        "sheets": "" if excluded == 0 else f"loại {left_out}",
    }


def _changes(found: Contents, kind: Kind) -> Printed:
    """Return the bodies that can be compared with the round before, largest gain first."""
    entries = [entry for entry in kind.ranking.entries if entry.row.change is not None]
    entries.sort(key=lambda entry: (-(entry.row.change or 0), entry.row.agency_name))
    ends = [
        value
        for entry in entries
        for value in (entry.row.percent, entry.row.previous)
        if value is not None
    ]
    axis = charts.axis_over(ends)
    return {
        "axis": _axis(axis, None),
        "rows": [{**_entry(entry, found), "marks": _marks(entry, axis)} for entry in entries],
        "rest": [
            entry.row.agency_name for entry in kind.ranking.entries if entry.row.change is None
        ],
        "clear": VI.number(sum(entry.change_is_clear for entry in entries)),
        "rose": VI.number(sum(entry.row.change > 0 for entry in entries if entry.row.change)),
        "fell": VI.number(sum(entry.row.change < 0 for entry in entries if entry.row.change)),
        "ranks_apart": any(
            entry.row.previous_rank is not None
            and entry.row.rank is not None
            and entry.row.rank_change is None
            for entry in entries
        ),
    }


def _body(found: Contents, body: AgencyReport) -> Printed:
    overall = body.overall.row
    place = found.place_of(body)
    ranking = found.kind_of(body).ranking
    whole = body.of_kind(body.overall)
    axis = charts.axis_of_one(overall, whole.percent if whole else None)
    rows = (body.parts if len(body.parts) > 1 else ()) + body.factors
    return {
        "name": body.body.name,
        "code": body.body.code,
        "kind": body.body.kind,
        "place": {**_entry(place, found), **_standing(ranking.standings[place.unit])},
        "overall": _entry(body.overall, found),
        "answers": f"{VI.number(overall.satisfied or 0)}/{VI.number(overall.answers)}",
        "axis": _axis(axis, None),
        "marks": _marks(body.overall, axis),
        "mean": None if whole is None else at(axis, whole.percent),
        "whole": saying.percent(whole.percent if whole else None),
        "factors": [
            {
                **_entry(entry, found),
                "name": found.sheet.short(entry.row.level, entry.row.id, "vi"),
                "level": entry.row.level,
                "marks": _marks(entry, WHOLE),
                **_beside(body, entry),
            }
            for entry in rows
        ],
        "groups": [
            [found.sheet.label("factor", factor, "vi"), [_line(found, line) for line in lines]]
            for factor, lines in body.by_factor()
        ],
        "desks": [{**_entry(entry, found), "name": entry.row.group_name} for entry in body.desks],
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
        **_entry(line.entry, found),
        "id": row.id,
        "ref": line.ref,
        "name": found.sheet.short("criterion", row.id, "vi"),
        "bars": [
            [n - 1, _share(x), _share(width)] for n, x, width in charts.segments(levels or ())
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
        "ẩn" if saying.gone(row) else f"{VI.number(row.satisfied or 0)}/{VI.number(row.answers)}",
        saying.figure(row),
        saying.interval(row),
        saying.percent(row.previous),
        saying.change(entry),
    ]


def _entry(entry: Entry, found: Contents) -> Printed:
    row = entry.row
    return {
        "name": row.agency_name if row.level == "overall" else row.name,
        "rank": saying.rank(row),
        "place": saying.NONE if row.rank is None else str(row.rank),
        "of": saying.NONE if row.of is None else str(row.of),
        "ranked": row.rank is not None,
        "why": saying.unranked(row, found.round.minimum),
        "percent": saying.figure(row),
        "told": row.percent is not None,
        "interval": saying.interval(row),
        "responses": VI.number(row.responses),
        "previous": saying.percent(row.previous),
        "change": saying.change(entry),
        "clear": entry.change_is_clear,
        "rank_before": saying.rank_before(row),
        "moved": saying.moved(row),
        "gone": saying.gone(row),
        "compared": saying.compared(entry),
        "without": row.hidden.startswith("without:"),
    }


def _score(one: Score) -> Printed:
    told = one.percent is not None
    return {
        "percent": saying.percent(one.percent) if told or not one.responses else "ẩn",
        "interval": saying.interval(one),
        "responses": VI.number(one.responses),
        "told": told,
        "marks": [at(WHOLE, value) for value in (one.low, one.percent, one.high)],
    }


WHOLE = charts.Axis(0, 100, (25, 50, 75))
_ROOM = 0.22  # of the width of a column of marks that a label needs


def at(axis: charts.Axis, value: Decimal | None) -> float | None:
    """Return where a value stands on an axis, 0 to 1."""
    return None if value is None else _share(axis.at(value))


def _marks(entry: Entry, axis: charts.Axis) -> list[float | None]:
    """Return where the low end, the value, the high end and the value before stand."""
    row: IndexRow = entry.row
    return [at(axis, value) for value in (row.low, row.percent, row.high, row.previous)]


def _axis(axis: charts.Axis, mean: Decimal | None) -> Printed:
    labelled = _apart(axis, mean)
    return {
        "low": axis.low,
        "high": axis.high,
        "ticks": [
            [at(axis, Decimal(tick)), tick if tick in labelled else None] for tick in axis.ticks
        ],
        "mean": None if mean is None else [at(axis, mean), VI.number(mean, 1)],
    }


def _apart(axis: charts.Axis, mean: Decimal | None) -> list[int]:
    """Return the ticks with a label: what finds room beside the others in a narrow column."""
    taken = [] if mean is None else [at(axis, mean) or 0.0]
    found = []
    for tick in axis.ticks:
        place = at(axis, Decimal(tick)) or 0.0
        if all(abs(place - other) > _ROOM for other in taken):
            taken.append(place)
            found.append(tick)
    return found


def _share(place: str) -> float:
    return float(place.removesuffix("%")) / 100
