"""What a person is told before answering: no longer than will be read, and true in every clause."""

from __future__ import annotations

from survey.web import here
from survey.words import N_

MOST = 60  # words

_ASKED = N_(
    "Phiếu này không hỏi tên, số điện thoại hay số hồ sơ. Trả lời hay không là tùy Ông/Bà; "
    "câu nào không rõ, xin chọn dòng cuối. Cán bộ ở quầy không xem được phiếu của từng người."
)
_PUBLISHED_BY = N_("%(office)s tổng hợp; chỉ công bố số liệu chung, khi có từ 10 phiếu trở lên.")
_PUBLISHED = N_("Chỉ công bố số liệu chung, khi có từ 10 phiếu trở lên.")
_SHORT = N_(
    "Phiếu không hỏi tên, số điện thoại, số hồ sơ. Không bắt buộc trả lời. Cán bộ ở quầy không "
    "xem được phiếu của từng người. Chỉ công bố số liệu chung, từ 10 phiếu trở lên."
)
_IN_CHARGE = N_("Phụ trách: %(office)s.")


def notice() -> str:
    """Return the notice, in at most `MOST` words: shorter where the office's name is long."""
    office = here.settings().office
    asked, short = here.gettext(_ASKED), here.gettext(_SHORT)
    if not office:
        return f"{asked} {here.gettext(_PUBLISHED)}"
    for told in (
        f"{asked} {here.gettext(_PUBLISHED_BY, office=office)}",
        f"{short} {here.gettext(_IN_CHARGE, office=office)}",
    ):
        if len(told.split()) <= MOST:
            return told
    return short
