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
    "xem được phiếu của từng người."
)
_SHORT_PUBLISHED = N_("Chỉ công bố số liệu chung, từ 10 phiếu trở lên.")
# Where the sheets of a closed round may be given out as rows: five alike, of no desk and no day.
_OPEN = N_("Công bố số liệu chung từ 10 phiếu, và từng phiếu đã bỏ dấu vết người trả lời.")
_IN_CHARGE = N_("Phụ trách: %(office)s.")


def notice() -> str:
    """Return the notice, in at most `MOST` words: shorter where the office's name is long."""
    settings = here.settings()
    office, open_data = settings.office, settings.open_data
    asked, short = here.gettext(_ASKED), here.gettext(_SHORT)
    published = here.gettext(_OPEN if open_data else _SHORT_PUBLISHED)
    if not office:
        return f"{asked} {published if open_data else here.gettext(_PUBLISHED)}"
    in_charge = here.gettext(_IN_CHARGE, office=office)
    for told in (
        f"{asked} {published} {in_charge}"
        if open_data
        else f"{asked} {here.gettext(_PUBLISHED_BY, office=office)}",
        f"{short} {published} {in_charge}",
    ):
        if len(told.split()) <= MOST:
            return told
    return f"{short} {published}"
