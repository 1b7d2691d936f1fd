"""What Typst is handed: every number as it is printed, every place of a mark as a share of 1."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from survey import charts, report
from survey.booklet import attached, decided, saying
from survey.booklet.bodies import body_of
from survey.booklet.contents import Contents, Kind
from survey.booklet.entries import (
    Printed,
    at,
    axis_of,
    entry_of,
    marks_of,
    needed_of,
    score_of,
    standing_of,
)
from survey.booklet.letterhead import head_of
from survey.booklet.saying import VI
from survey.booklet.weighted import HEADS, weighted
from survey.export import CODES
from survey.report import Ranking


def printed(found: Contents, *, office: str, synthetic: bool) -> Printed:
    """Return a report's data for `report.typ`."""
    this = found.round
    return {
        "office": office,
        "head": head_of(office, found.shown.day),
        "synthetic": synthetic,
        "frame": saying.frame(this),
        "round": this.title,
        "about": found.bodies[0].body.name if found.one and found.bodies else "",
        "state": saying.state(this),
        "mark": decided.mark(found),
        "published": decided.published(found),
        "explanations": decided.explanations(found),
        "day": VI.day_said(found.shown.day),
        "no": found.shown.no,
        "first": VI.day_said(this.first),
        "last": VI.day_said(this.last),
        "responses": VI.number(found.responses),
        "bodies_count": VI.number(sum(len(kind.ranking.entries) for kind in found.kinds)),
        "facts": list(_facts(found)),
        "levels": [level.label["vi"] for level in found.sheet.levels],
        "minimum": this.minimum,
        "few": found.few,
        "entered": any(body.needed.finished is not None for body in found.bodies),
        "before": found.before,
        "foot": saying.foot(found, found.responses, this.ranking_channel),
        "questions": [[one.ref, one.text["vi"]] for one in found.sheet.criteria],
        "channels": _channels(found),
        "scale": attached.scale_of(found.graded),
        "groups": attached.groups_of(found),
        "kinds": [_kind(found, kind) for kind in found.kinds],
        "bodies": [body_of(found, body) for body in found.bodies],
        "weighted": weighted(found),
        "weighted_heads": list(HEADS),
        "draws": VI.number(report.DRAWS),
        "seed": str(report.seed_of(found.shown.no, found.shown.day)),
        "ranks_drawn": any(
            kind.ranking.standings[entry.unit].ranks
            for kind in found.kinds
            for entry in kind.ranking.entries
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
    yield "Đợt khảo sát", f"{this.title} (mã {this.code})"
    yield (
        "Mẫu phiếu",
        f"{sheet.title['vi']}: {len(sheet.criteria)} tiêu chí, {len(sheet.factors)} yếu tố "
        f"(mã {sheet.code})",
    )
    yield "Nơi trả lời", CODES["frame"][this.frame]
    yield (
        "Thời gian",
        f"từ ngày {VI.day_said(this.first)} đến ngày {VI.day_said(this.last)}",
    )
    yield (
        "Hình thức trả lời",
        saying.channels(one for one in CODES["channel"] if one in used) or "chưa có phiếu",
    )
    yield "Thang đo", "năm mức, từ 1 (rất không hài lòng) đến 5 (rất hài lòng)"
    yield "Cách tính", f"{saying.method(found.method)} (mã {found.method})"
    yield (
        "Xếp hạng",
        f"trong từng nhóm đơn vị, từ {this.minimum} phiếu trở lên, theo: "
        f"{saying.channels(this.ranking_channel.split(','))}",
    )
    without = "chưa có kỳ trước cùng loại mẫu phiếu" + (", đã công bố" if found.edition else "")
    yield "Kỳ trước", found.before or without
    yield "Số liệu", f"chốt lần {found.shown.no}, ngày {VI.day_said(found.shown.day)}"


def _channels(found: Contents) -> Printed:
    used = {channel for kind in found.kinds for channel in kind.channels}
    rows = []
    for channel in (one for one in CODES["channel"] if one in used):
        each = [kind.channels.get(channel, 0) for kind in found.kinds]
        rows.append([CODES["channel"][channel], *map(VI.number, (*each, sum(each)))])
    each = [sum(kind.channels.values()) for kind in found.kinds]
    total = ["Cộng", *map(VI.number, (*each, sum(each)))]
    return {"rows": rows, "total": total}


def _kind(found: Contents, kind: Kind) -> Printed:
    ranking, ends = kind.ranking, kind.ends
    axis = charts.axis_for([entry.row for entry in ranking.entries], ranking.whole.percent)
    whole = ranking.whole
    needs = {body.body.id: body.needed for body in found.bodies}
    return {
        "name": kind.name,
        "bodies": VI.number(len(ranking.entries)),
        "answered": VI.number(sum(entry.row.responses > 0 for entry in ranking.entries)),
        "ranked": VI.number(ranking.ranked),
        "short": VI.number(ranking.short),
        "silent": VI.number(ranking.silent),
        "responses": VI.number(sum(kind.channels.values())),
        "whole": score_of(whole),
        "untold": _untold(ranking),
        "factors": [
            {
                "name": found.sheet.label(level, id_, "vi"),
                "level": level,
                **score_of(one),
                "ends": [saying.percent(value) for value in _of_bodies(found, kind, level, id_)],
            }
            for (level, id_), one in kind.scores.items()
            if level in ("part", "factor") and not (level == "part" and len(found.sheet.parts) < 2)
        ],
        "axis": axis_of(axis, whole.percent, narrow=found.graded is not None),
        "mean": None if whole.percent is None else at(axis, whole.percent),
        "rows": [
            {
                **entry_of(entry, found),
                "marks": marks_of(entry, axis),
                "verdict": saying.VERDICTS[ranking.against_whole(entry)],
                "side": ranking.against_whole(entry),
                "worth": attached.worth_of(
                    found.graded, entry.row.percent, ranked=entry.row.rank is not None
                ),
                **standing_of(ranking.standings[entry.unit]),
                **needed_of(needs.get(entry.unit)),
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
        "graded": attached.graded_of(found.graded, ranking),
        "sheets": _sheets(ranking),
        "foot": saying.foot(found, ranking.responses, ranking.channel),
        "changes": _changes(found, kind),
    }


def _untold(ranking: Ranking) -> str:
    """Return why the index of a kind is not told, if it is not."""
    if not ranking.responses:
        return "chưa có phiếu"
    if all(entry.row.percent is None for entry in ranking.entries):
        return "chỉ số ẩn vì ít phiếu"
    return "không hiện chỉ số chung của nhóm"


def _of_bodies(found: Contents, kind: Kind, level: str, id_: str) -> report.Spread:
    """Return mean, lowest and highest of an index of a kind's bodies, as their pages tell it."""
    return report.spread_of(
        entry.row.percent
        for body in found.bodies
        if body.body.kind == kind.name
        for entry in (*body.parts, *body.factors)
        if (entry.row.level, entry.row.id) == (level, id_)
    )


def _sheets(ranking: Ranking) -> list[list[str]]:
    """Return what a table of sheets ends with."""
    counts = [entry.row.responses for entry in ranking.entries]
    if not counts:
        return []
    mean = Decimal(sum(counts)) / len(counts)
    return [
        ["Trung bình", VI.number(mean, 1)],
        ["Thấp nhất", VI.number(min(counts))],
        ["Cao nhất", VI.number(max(counts))],
    ]


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
    # A mark at the very end of an axis would stand on the number beside it.
    axis = charts.axis_over([min(ends) - 1, max(ends) + 1] if ends else [])
    return {
        "axis": axis_of(axis, None),
        "rows": [{**entry_of(entry, found), "marks": marks_of(entry, axis)} for entry in entries],
        "ends": attached.changes_ends(
            report.spread_of(getattr(entry.row, name) for entry in entries)
            for name in ("previous", "percent", "change")
        ),
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
