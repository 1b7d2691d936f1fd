"""Tables of bodies for a workbook: where each stands, what came in, and groups of them.

Kind by kind as the ranking's page has them, by the channels that rank; the sheets of levels hold
the rows that other programs read.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from survey import report
from survey.export.meaning import CODES, ENDS, Cell, Table
from survey.report import Graded, GroupLine, IndexRow, Ranking, Received, Spread
from survey.store import Connection
from survey.store.rounds import Round
from survey.words import N_

Say = Callable[[str], str]

RANKED = N_("Xếp hạng")
HEADS = (
    N_("Nhóm đơn vị"),
    N_("Thứ hạng"),
    N_("Đơn vị"),
    N_("Chỉ số, %"),
    N_("Khoảng tin cậy 95%: đầu dưới, %"),
    N_("Khoảng tin cậy 95%: đầu trên, %"),
    N_("Phiếu thu về"),
    N_("Phiếu hợp lệ"),
    N_("Phiếu loại"),
    N_("Hơn đơn vị sau, điểm phần trăm"),
    N_("So với kỳ trước, điểm phần trăm"),
    N_("Ghi chú"),
)
GROUPED = N_("Cụm, khối")
GROUP_HEADS = (
    N_("Cụm, khối"),
    N_("Gộp, %"),
    N_("Khoảng tin cậy 95%: đầu dưới, %"),
    N_("Khoảng tin cậy 95%: đầu trên, %"),
    *ENDS.values(),
    N_("Đơn vị"),
    N_("Đơn vị đang ẩn"),
    N_("Số phiếu"),
)
WITHIN = N_("Trong cụm, khối")
MEMBER_HEADS = (
    N_("Cụm, khối"),
    N_("Thứ hạng"),
    N_("Đơn vị"),
    N_("Chỉ số, %"),
    N_("Phiếu hợp lệ"),
)
SCALE_HEADS = (N_("Xếp loại"), N_("Điểm quy đổi"), N_("Chỉ tiêu"))


def standings(
    db: Connection,
    this: Round,
    say: Say,
    *,
    agency: str | None = None,
    only: Collection[int] | None = None,
) -> tuple[Table, ...]:
    """Return the tables of a round's last freeze; groups where the whole round is told."""
    if agency is not None:
        only = {body.id for body in report.bodies_in(db, this) if body.code == agency}
    graded = report.graded(db, this)
    found = [_ranked(db, this, say, graded, only)]
    if only is None and (groups := report.groups(db, this)) and groups.named:
        found += [_grouped(groups.named, say), _within(groups.named, say, graded)]
    foot = _foot(this, say, graded)
    return tuple(replace(one, foot=foot) for one in found)


def _ranked(
    db: Connection,
    this: Round,
    say: Say,
    graded: Graded | None,
    only: Collection[int] | None,
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    ends: set[int] = set()
    for ranking in _rankings(db, this, only):
        rows += [_row(ranking, entry, say, graded) for entry in ranking.entries]
        _end(rows, ends, (ranking.kind, None), ranking.spread, say, len(HEADS) + _more(graded))
    heads = (*HEADS, *(SCALE_HEADS if graded else ()))
    return _table(RANKED, heads, rows, ends, say, signed={9, 10})


def _rankings(db: Connection, this: Round, only: Collection[int] | None) -> Iterator[Ranking]:
    first = report.ranking(db, this, only=only)
    if first is None or not first.kinds:
        return
    yield first
    for kind in first.kinds:
        if kind != first.kind and (found := report.ranking(db, this, kind=kind, only=only)):
            yield found


def _row(
    ranking: Ranking, entry: report.Entry, say: Say, graded: Graded | None
) -> tuple[Cell, ...]:
    row, standing = entry.row, ranking.standings[entry.unit]
    return (
        ranking.kind,
        row.rank,
        row.agency_name,
        row.percent,
        row.low,
        row.high,
        *_sheets(standing.received, say),
        standing.ahead,
        row.change,
        _note(row, ranking.round.minimum, say),
        *_worth(graded, row.percent if row.rank is not None else None, say),
    )


def _sheets(found: Received, say: Say) -> tuple[Cell, Cell, Cell]:
    """Return what came in, what counts and what does not: exact only where all of it counts."""
    if found.excluded == 0:
        return found.received, found.valid, 0
    some = say(N_("từ %(num)s"))
    gone = say(N_("dưới 5")) if found.excluded is None else some % {"num": found.excluded}
    return some % {"num": found.received}, found.valid, gone


def _note(row: IndexRow, minimum: int, say: Say) -> str:
    if row.hidden in CODES["hidden"]:
        return say(CODES["hidden"][row.hidden])
    if row.rank is not None:
        return ""
    if not row.responses:
        return say(N_("chưa có phiếu"))
    return say(N_("chưa đủ số phiếu để xếp hạng (%(n)s/%(minimum)s)")) % {
        "n": row.responses,
        "minimum": minimum,
    }


def _worth(graded: Graded | None, percent: Decimal | None, say: Say) -> tuple[Cell, ...]:
    """Return band, points and target of a ranked index, in columns of their own."""
    if graded is None:
        return ()
    reached = graded.scale.reached(percent)
    said = (
        "" if reached is None else say(N_("đạt chỉ tiêu") if reached else N_("chưa đạt chỉ tiêu"))
    )
    return graded.scale.band(percent), graded.scale.points(percent), said


def _grouped(named: Sequence[GroupLine], say: Say) -> Table:
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            one.pooled.percent,
            one.pooled.low,
            one.pooled.high,
            *one.spread,
            one.bodies,
            one.left_out,
            one.pooled.responses,
        )
        for one in named
    ]
    return _table(GROUPED, GROUP_HEADS, rows, set(), say)


def _within(named: Sequence[GroupLine], say: Say, graded: Graded | None) -> Table:
    rows: list[tuple[Cell, ...]] = []
    ends: set[int] = set()
    for one in named:
        rows += [
            (
                one.name,
                member.place,
                member.body.name,
                member.percent,
                member.responses,
                *_worth(graded, member.percent if member.place is not None else None, say),
            )
            for member in one.members
        ]
        wide = len(MEMBER_HEADS) + _more(graded)
        _end(rows, ends, (one.name, None), one.spread, say, wide)
    heads = (*MEMBER_HEADS, *(SCALE_HEADS if graded else ()))
    return _table(WITHIN, heads, rows, ends, say)


def _end(
    rows: list[tuple[Cell, ...]],
    ends: set[int],
    before: tuple[Cell, ...],
    spread: Spread,
    say: Say,
    wide: int,
) -> None:
    """Add mean, lowest and highest to the rows."""
    for words, value in zip(ENDS.values(), spread, strict=True):
        ends.add(len(rows))
        row = (*before, say(words), value)
        rows.append(row + (None,) * (wide - len(row)))


def _more(graded: Graded | None) -> int:
    return len(SCALE_HEADS) if graded else 0


def _table(
    name: str,
    heads: Sequence[str],
    rows: Sequence[tuple[Cell, ...]],
    ends: Collection[int],
    say: Say,
    signed: Collection[int] = (),
) -> Table:
    return Table(
        say(name), tuple(map(say, heads)), tuple(rows), frozenset(ends), frozenset(signed), ()
    )


def _foot(this: Round, say: Say, graded: Graded | None) -> tuple[str, ...]:
    channels = [say(CODES["channel"][one]) for one in this.ranking_channel.split(",")]
    lines = [
        f"{say(N_('Xếp hạng theo'))}: {', '.join(channels)}",
        say(N_("Phiếu thu về và phiếu loại tính mọi hình thức; phiếu loại tròn xuống từng 5.")),
    ]
    if graded is not None:
        said = say(
            N_("Xếp loại, điểm quy đổi, chỉ tiêu theo thang điểm %(stamp)s, gắn ngày %(day)s.")
        )
        lines.append(said % {"stamp": graded.stamp, "day": f"{graded.day:%d/%m/%Y}"})
    return tuple(lines)
