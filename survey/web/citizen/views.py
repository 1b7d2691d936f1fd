"""The citizen's pages: the first page, the form of a desk, its receipt, the check of a receipt."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import Blueprint, Flask, Response, request
from flask.blueprints import BlueprintSetupState

from survey import store
from survey.intake import doors
from survey.ledger import Mistyped, read_code, read_receipt, show_receipt
from survey.store.responses import COUNTED, EXCLUDED, TEST, Found
from survey.web import here
from survey.web.citizen import dead_ends, listening, offline, paper, preview, quick, ready
from survey.web.citizen.addresses import at, shared
from survey.web.citizen.form import WHOLE, drawn, handed_out
from survey.web.citizen.sending import send
from survey.words import N_

bp = Blueprint("citizen", __name__)

# A blank after a number, or within a short name in quotes.
_PARTED = re.compile(r"(?<=\d) (?=\w)|(?<=\w) (?=\w+”)")

_SAYS = {
    COUNTED: N_("Phiếu này đã được tính vào kết quả."),
    EXCLUDED: N_(
        "Phiếu này đã nhận nhưng không tính vào kết quả. Lý do: %(reason)s. "
        "Quyết định ngày %(day)s."
    ),
    TEST: N_("Đây là phiếu thử, không tính vào kết quả."),
    "unknown": N_(
        "Không tìm thấy phiếu có mã này. Xin xem lại từng ký tự. "
        "Mã phiếu khảo sát khác với mã hồ sơ."
    ),
    "mistyped": N_("Mã phiếu gõ chưa đúng ở một ký tự nào đó. Xin gõ lại."),
}


@bp.record
def _settle(state: BlueprintSetupState) -> None:
    app = state.app
    assert isinstance(app, Flask)
    ready.settle(app, here.place(app).settings)
    listening.settle(app, here.place(app).settings)
    paper.settle(app)


@bp.get("/")
def start() -> Response:
    """One box for a desk code typed by hand."""
    return paper.page("start", keep=True)


@bp.get("/p")
def typed() -> Response:
    """Lead from a desk code typed by hand to its form."""
    wanted = request.args.get("code", "").strip()
    code = read_code(wanted)
    if code is None:
        return dead_ends.unknown(wanted)
    return _lead(at(f"/p/{code}"))


@bp.get("/p/<code>")
@bp.get("/P/<code>")
def form(code: str) -> Response:
    """Show the form of a desk or the question before it, or say why there is none today."""
    known = read_code(code)
    if known is None:
        return dead_ends.unknown(code)
    day = here.today()
    # Read before the rest: what changes meanwhile is drawn again at the next request.
    version = store.form_version.glance(here.database())
    whole = bool(request.query_string) and WHOLE in request.args
    language = here.language().code
    key = (version, known, language, day, listening.version(), whole, shared())
    kept = ready.ready().forms.get(key)
    if kept is not None:
        return handed_out(kept)
    with here.database().reading() as db:
        try:
            door = doors.at(db, known, day)
        except doors.NoSuchPoster:
            return dead_ends.unknown(code)
        except doors.RetiredPoster:
            return dead_ends.retired(known)
    if door.round is None:
        return dead_ends.closed(door)
    made = quick.drawn(door) if door.round.quick and not whole else drawn(door)
    ready.ready().keep_form(key, made)
    return handed_out(made)


@bp.post("/p/<code>")
@bp.post("/P/<code>")
def sheet(code: str) -> Response:
    """Keep a sheet that came back, or hand it back with every tick and what to do."""
    known = read_code(code)
    if known is None:
        return dead_ends.unknown(code)
    return quick.send(known) if "nhanh" in request.args else send(known)


@bp.get("/p/<code>/da-ghi")
def counted(code: str) -> Response:
    """Say that the answer to the quick question is counted."""
    known = read_code(code)
    return dead_ends.unknown(code) if known is None else quick.done(known)


@bp.get("/p/<code>/da-nhan")
def receipt(code: str) -> Response:
    """Say that a sheet is kept. The database says so, not the address."""
    said = request.args.get("ma", "")
    try:
        wanted = read_receipt(said)
    except Mistyped:
        return _check(said, "mistyped")
    known = read_code(code)
    if known is None:
        return dead_ends.unknown(code)
    with here.database().reading() as db:
        found = store.responses.by_receipt(db, wanted)
        poster = store.desks.by_poster(db, known, here.today())
    if found is None or poster is None:
        return _check(said, "unknown")
    return paper.page(
        "receipt",
        agency=poster.desk.agency_name,
        desk=poster.desk.name,
        receipt=show_receipt(wanted),
        hidden=_count(request.args.get("che", "")),
        check_address=f"{urlsplit(here.settings().public_url).netloc}/kiem-tra",
        path=f"/p/{known}",
    )


@bp.get("/nghe/<version>/<language>/<name>")
def clip(version: str, language: str, name: str) -> Response:
    """Send a recorded question, or one of its choices."""
    return listening.clip(version, language, name)


@bp.post("/che")
def masked() -> Response:
    """Show what would be kept of a comment."""
    return preview.masked()


@bp.get("/mat-mang")
def without_signal() -> Response:
    """Say that there is no signal, and send what waits on the phone."""
    return offline.page()


@bp.get("/sw.js")
def worker() -> Response:
    """Send the service worker, which shows that page."""
    return offline.worker()


@bp.get("/kiem-tra")
def check() -> Response:
    """Say whether the sheet of a receipt is counted."""
    said = request.args.get("ma", "").strip()
    if not said:
        return _check("", "")
    try:
        wanted = read_receipt(said)
    except Mistyped:
        return _check(said, "mistyped")
    with here.database().reading() as db:
        found = store.responses.by_receipt(db, wanted)
    return _check(said, "unknown") if found is None else _check(said, found.standing, found)


def _check(typed: str, status: str, found: Found | None = None) -> Response:
    sentence = ""
    if status:
        values = {"reason": found.reason, "day": found.day} if found and found.day else {}
        sentence = here.gettext(_SAYS[status], **values)
    return paper.page("check", typed=paper.echoed(typed, 60), standing=status, sentence=sentence)


def _count(said: str) -> int:
    """Read a small count out of an address; 0 for anything else."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= 3 else 0


def _lead(path: str) -> Response:
    return Response(status=303, headers={"Location": path, "Cache-Control": "no-store"})


@bp.app_template_filter("host")
def _host(url: str) -> str:
    """The part of an address that people know it by.

    >>> _host("https://dichvucong.gov.vn/p/phan-anh")
    'dichvucong.gov.vn'
    """
    return urlsplit(url).netloc


@bp.app_template_filter("tail")
def _tail(heading: str) -> str:
    """Tie the last two syllables of a heading, so that none ends alone on a line.

    >>> _tail("Tiếp cận dịch vụ")
    'Tiếp cận dịch\\xa0vụ'
    """
    return "\u00a0".join(heading.rsplit(" ", 1))


@bp.app_template_filter("tied")
def _tied(text: str) -> str:
    """Tie a number to what it counts, and a name in quotes together.

    >>> _tied("từ 10 phiếu, “Không rõ”")
    'từ 10\\xa0phiếu, “Không\\xa0rõ”'
    """
    return _PARTED.sub("\u00a0", text)
