"""The report as a PDF for print and for the archive, set in a process of its own."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from survey import press
from survey.booklet.contents import Contents
from survey.booklet.figures import printed
from survey.words import N_, Refusal

HERE = Path(__file__).parent
# A report of a hundred bodies takes a tenth of this; more is a fault.
_START_SECONDS = 120.0
_BODY_SECONDS = 2.0
# A hundred bodies take three quarters of a gigabyte while they are set: one report at a time.
_one = Lock()


class CannotSet(Refusal):
    """A report that cannot be set, and why."""


def to_pdf(found: Contents, *, office: str = "", synthetic: bool = False) -> bytes:
    """Return the report as PDF/A with bookmarks; the same freeze gives the same bytes.

    :param office: who compiles it, on the cover; empty leaves the line out.
    :param synthetic: true says on every page that its figures are made up.
    :raises CannotSet: if a name holds a sign that the font lacks, or another report is being set.
    """
    order = {
        "file": str(HERE / "report" / "report.typ"),
        "day": found.shown.day.isoformat(),
        "data": printed(found, office=office, synthetic=synthetic),
    }
    seconds = _START_SECONDS + _BODY_SECONDS * len(found.bodies)
    if not _one.acquire(blocking=False):
        raise CannotSet(N_("Đang dựng một báo cáo khác. Xin thử lại sau một phút."))
    try:
        return press.drawn("survey.press", order, seconds=seconds)
    except press.TookTooLong:
        raise CannotSet(
            N_("Sau %(seconds)s giây vẫn chưa xong báo cáo nên đã dừng."), seconds=round(seconds)
        ) from None
    except press.SetRefused as refused:
        raise CannotSet(
            N_("Phông chữ của báo cáo không có ký tự “%(letter)s”. Xin sửa tên đơn vị."),
            letter=refused.fault["letter"],
        ) from None
    finally:
        _one.release()
