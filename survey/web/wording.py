"""How figures and what they stand on are said. Vietnamese sentences, marked for the catalogues."""

from __future__ import annotations

from survey import export
from survey.report import IndexRow, Other, Shown
from survey.scoring import Method
from survey.store.rounds import Round
from survey.web import here
from survey.words import N_

CHANNELS = export.CODES["channel"]
FRAMES = {
    "desk": N_("Chỉ số hài lòng tại nơi giải quyết thủ tục"),
    "household": N_("Chỉ số hài lòng theo khảo sát tại hộ gia đình"),
}
STATES = {
    "open": N_("đang thu phiếu"),
    "closed": N_("đã kết thúc thu phiếu"),
    "provisional": N_("kết quả sơ bộ"),
    "published": N_("đã công bố"),
    "final": N_("đã công bố"),
}
RULES = {
    "top2": N_("hài lòng là mức 4 và mức 5"),
    "mean5": N_("điểm trung bình trên 5"),
    "mean4": N_("điểm trung bình quy về 0–100"),
}
COMBINATIONS = {
    "pooled": N_("gộp mọi câu trả lời"),
    "mean_of_criteria": N_("trung bình các tiêu chí"),
    "mean_of_factors": N_("trung bình các yếu tố"),
    "mean_of_parts": N_("trung bình các phần"),
    "weighted": N_("các phần theo quyền số"),
}
HIDDEN = export.CODES["hidden"]
SPLIT = N_("tiêu chí về giải quyết tính cho cơ quan giải quyết")


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


def is_hidden(row: IndexRow) -> bool:
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
