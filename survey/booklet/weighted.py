"""Weighted figures beside the unweighted, as a report prints them: a table a kind of bodies."""

from __future__ import annotations

from decimal import Decimal

from survey.booklet import saying
from survey.booklet.attached import ends_of
from survey.booklet.contents import Contents
from survey.booklet.entries import Printed
from survey.booklet.saying import VI
from survey.report import Beside, IndexRow, WeightedRanking
from survey.scoring import change

HEADS = (
    *("Đơn vị", "Không quyền số, %", "Có quyền số, %", "Khoảng tin cậy 95%"),
    *("Chênh lệch, điểm %", "Số phiếu", "Phiếu hiệu dụng", "Hồ sơ"),
)
_OF_BOTH = "Trung bình, thấp nhất, cao nhất: của các đơn vị có cả hai chỉ số. "
_WHY = {
    "complement": "ẩn để giữ kín số liệu khác",
    "dossiers": "chưa nhập số hồ sơ",
}


def weighted(found: Contents) -> list[Printed]:
    """Return for each kind its name, its rows under `HEADS`, and what they stand on."""
    return [_of_kind(found, name, one) for name, one in found.weighted if one.lines]


def _of_kind(found: Contents, name: str, kind: WeightedRanking) -> Printed:
    whole = next(one.ranking.whole for one in found.kinds if one.name == name)
    rows = [_row(entry.row, one) for entry, one in kind.lines if entry.row.percent is not None]
    ends = _ends(kind)
    rows += ends
    if kind.whole.figure is not None:
        plain = (saying.percent(whole.percent), VI.number(whole.responses))
        rows.append(["Cả nhóm", plain[0], *_figures(kind.whole, whole.percent, plain[1])])
    days = {one.day for _, one in kind.lines if one.day}
    until = "".join(f" theo số liệu nhập đến ngày {VI.day_said(day)}" for day in days)
    of_both = _OF_BOTH if ends else ""
    return {
        "name": name,
        "rows": rows,
        "foot": "Quyền số theo số hồ sơ đã giải quyết của từng lĩnh vực"
        f"{until}. Phiếu hiệu dụng: số phiếu quyền số bằng nhau cho biết nhiều như vậy. "
        f"Thứ hạng tính theo chỉ số không quyền số. {of_both}{_foot(found)}",
    }


def _ends(kind: WeightedRanking) -> list[list[str]]:
    """Return mean, lowest and highest, of the bodies that have both indices."""
    if kind.spreads is None:
        return []
    nothing = [""] * (len(HEADS) - 3)
    return [[*line, *nothing] for line in ends_of(*kind.spreads)]


def _row(row: IndexRow, one: Beside) -> list[str]:
    name = row.agency_name
    if one.figure is None and one.why in _WHY:
        name += f" · {_WHY[one.why]}"
    return [name, saying.figure(row), *_figures(one, row.percent, VI.number(row.responses))]


def _figures(one: Beside, plain: Decimal | None, responses: str) -> list[str]:
    figure = one.figure
    if figure is None:
        return [*[saying.NONE] * 3, responses, *[saying.NONE] * 2]
    return [
        saying.percent(figure.percent),
        f"{VI.number(figure.low, 2)}–{VI.number(figure.high, 2)}",
        VI.points(change(figure.percent, plain)),
        responses,
        VI.number(round(figure.kish)),
        VI.number(figure.finished),
    ]


def _foot(found: Contents) -> str:
    return saying.foot(found, found.responses, found.round.ranking_channel)
