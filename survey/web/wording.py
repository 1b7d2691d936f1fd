"""How figures and what they stand on are said. Vietnamese sentences, marked for the catalogues."""

from __future__ import annotations

from survey import export
from survey.export.meaning import COMBINATIONS, RULES, SPLIT, STATES
from survey.report import (
    FRAMES,
    AgencyReport,
    Graded,
    IndexRow,
    Needed,
    Other,
    Received,
    Shown,
    Standing,
    Told,
)
from survey.scoring import Method
from survey.store.editions import Edition
from survey.store.rounds import Round
from survey.web import here
from survey.words import N_

CHANNELS = export.CODES["channel"]
HIDDEN = export.CODES["hidden"]


def channel(name: str) -> str:
    """Return what a channel, or several with commas, is called."""
    return ", ".join(here.gettext(CHANNELS[one]) for one in name.split(","))


def frame(this: Round) -> str:
    """Return what is measured: at the desk or at home, never one for the other."""
    return here.gettext(FRAMES[this.frame])


def state(this: Round) -> str:
    """Return how far the round has come."""
    return here.gettext(STATES[this.state])


def method(name: str) -> str:
    """Return a method in words."""
    found = Method.parse(name)
    said = [RULES[found.rule], COMBINATIONS[found.combination], *([SPLIT] if found.split else [])]
    return ", ".join(here.gettext(one) for one in said)


def since(shown: Shown) -> str:
    """Return how many sheets came after the freeze, in fives."""
    if not shown.since:
        return here.gettext(N_("dưới 5 phiếu mới từ khi chốt"))
    return here.gettext(N_("từ %(num)s phiếu mới từ khi chốt"), num=shown.since)


def decided(edition: Edition) -> str:
    """Return the decision under which figures were published."""
    said = N_(
        "Lần công bố thứ %(no)s: Quyết định số %(decision)s ngày %(day)s, người ký: %(signatory)s"
    )
    return here.gettext(
        said,
        no=edition.no,
        decision=edition.decision,
        day=edition.day,
        signatory=edition.signatory,
    )


def neighbour(found: Standing) -> str:
    """Return how far a body is before the next one, or the last one after the one before."""
    if found.ahead is not None:
        if not found.ahead:
            return here.gettext(N_("bằng đơn vị liền kề"))
        return here.gettext(N_("hơn đơn vị liền kề %(points)s điểm phần trăm"), points=found.ahead)
    if found.behind is None:
        return ""
    if not found.behind:
        return here.gettext(N_("bằng đơn vị liền kề"))
    return here.gettext(N_("kém đơn vị liền kề %(points)s điểm phần trăm"), points=found.behind)


def alike(found: Standing) -> str:
    """Return from how many others a body does not differ clearly."""
    if found.alike is None:
        return ""
    return here.ngettext("%(num)s đơn vị", "%(num)s đơn vị", found.alike)


GROUPS = {
    "above": N_("nhóm đầu"),
    "unclear": N_("nhóm giữa"),
    "below": N_("nhóm cuối"),
}


def sentence(this: Round, found: AgencyReport) -> str:
    """Return a ranked body's index as a sentence to publish (câu công bố)."""
    row = found.overall.row
    blanks = {
        "frame": frame(this),
        "name": found.body.name,
        "percent": here.language().percent(row.percent),
        "low": here.language().number(row.low or 0, 1),
        "high": here.language().percent(row.high, 1),
        "responses": row.responses,
        "alike": found.alike or 0,
        "kind": found.body.kind,
    }
    said = here.gettext(
        N_(
            "%(frame)s của %(name)s đạt %(percent)s "
            "(khoảng tin cậy 95%%: %(low)s–%(high)s; %(responses)s phiếu hợp lệ)"
        ),
        **blanks,
    )
    if found.verdict:
        said += here.gettext(N_(", thuộc %(group)s"), group=here.gettext(GROUPS[found.verdict]))
    if found.alike:
        said += here.gettext(
            N_("; chưa khác biệt rõ với %(alike)s đơn vị khác trong nhóm %(kind)s"), **blanks
        )
    return f"{said}."


def worth(found: Graded, row: IndexRow) -> str:
    """Return what an index is on the round's scale: band, points, target."""
    said = []
    if band := found.scale.band(row.percent):
        said.append(here.gettext(N_("xếp loại %(band)s"), band=band))
    if (points := found.scale.points(row.percent)) is not None:
        said.append(here.gettext(N_("%(points)s điểm quy đổi"), points=points))
    if (reached := found.scale.reached(row.percent)) is not None:
        said.append(here.gettext(N_("đạt chỉ tiêu") if reached else N_("chưa đạt chỉ tiêu")))
    return ", ".join(said)


def scale(found: Graded) -> str:
    """Return which scale that is."""
    stamped = here.gettext(
        N_("Xếp loại, điểm quy đổi, chỉ tiêu theo thang điểm %(stamp)s, gắn ngày %(day)s."),
        stamp=found.stamp,
        day=found.day,
    )
    target = found.scale.target
    if target is None:
        return stamped
    asked = here.gettext(N_("Chỉ tiêu: %(target)s%%."), target=target)
    return f"{asked} {stamped}"


def excluded(found: Received) -> str:
    """Return how many sheets are not counted, in fives."""
    if found.excluded is None:
        return here.gettext(N_("dưới 5"))
    if not found.excluded:
        return "0"
    return here.gettext(N_("từ %(num)s"), num=found.excluded)


def received(found: Received) -> str:
    """Return how many sheets came in: exact only where none is excluded."""
    if found.excluded == 0:
        return here.language().number(found.received)
    return here.gettext(N_("từ %(num)s"), num=found.received)


def came(found: Received) -> str:
    """Return what came in of a body, to stand beside the sheets in its figures."""
    return here.gettext(
        N_("thu về %(received)s, loại %(excluded)s"),
        received=received(found),
        excluded=excluded(found),
    )


def figure(row: IndexRow) -> str:
    """Return an index in percent, or why there is none."""
    if is_hidden(row):
        return here.gettext(N_("ẩn"))
    return "–" if row.percent is None else here.language().number(row.percent, 2)


def interval(row: IndexRow) -> str:
    """Return the 95 % interval of an index, or why there is none."""
    if is_hidden(row):
        return here.gettext(N_("ẩn"))
    if row.low is None or row.high is None:
        return "–"
    number = here.language().number
    return f"{number(row.low, 2)}–{number(row.high, 2)}"


def has_of_needed(sheets: int, need: Needed) -> str:
    """Return how many sheets a body has of those it needs."""
    return here.gettext(N_("đã có %(n)s/%(needed)s phiếu"), n=sheets, needed=need.sheets)


def why_no_rank(row: IndexRow, minimum: int) -> str:
    """Return why a body has no rank."""
    if not row.responses:
        return here.gettext(N_("chưa có phiếu"))
    if is_hidden(row) and row.responses >= minimum:
        return here.gettext(N_("không xếp hạng"))
    if row.responses < minimum:
        return here.gettext(
            N_("chưa đủ số phiếu để xếp hạng (%(n)s/%(minimum)s)"),
            n=row.responses,
            minimum=minimum,
        )
    return here.gettext(N_("hình thức trả lời này không dùng để xếp hạng"))


def is_hidden(row: IndexRow | Told) -> bool:
    """Whether the figures of a row are left out."""
    return row.hidden in HIDDEN


def why_hidden(row: IndexRow | Other) -> str:
    """Return why the figures of a row or of a question are left out."""
    return here.gettext(HIDDEN[row.hidden])


def moved(row: IndexRow) -> str:
    """Return the change of rank in words; empty where there was no rank to compare with."""
    if row.previous_rank is None or row.rank is None:
        return ""
    if row.rank_change is None:
        return here.gettext(N_("không so sánh trực tiếp"))
    if not row.rank_change:
        return here.gettext(N_("giữ nguyên"))
    said = N_("tăng %(num)s bậc") if row.rank_change > 0 else N_("giảm %(num)s bậc")
    return here.gettext(said, num=abs(row.rank_change))
