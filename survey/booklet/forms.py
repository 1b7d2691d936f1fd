"""The kinds of documents, each by the ending of its file."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from survey.booklet.contents import Contents
from survey.booklet.paper import to_pdf
from survey.words import N_, Refusal

REPORTS = ("pdf", "docx")
SLIDES = ("pptx", "html")
MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html; charset=utf-8",
}
# Word and PowerPoint files need the extra `survey[office]`.
_NEEDED = {"docx": "docx", "pptx": "pptx"}


class UnknownForm(Refusal):
    """No such kind of document."""


class OfficeMissing(Refusal):
    """The libraries for this kind of document are not installed."""


def form_of(file: Path, forms: tuple[str, ...]) -> str:
    """Return which of these kinds a file is to be.

    :raises UnknownForm: if its ending names none of them.
    :raises OfficeMissing: if what writes it is not installed.
    """
    form = file.suffix.removeprefix(".").lower()
    if form not in forms:
        raise UnknownForm(
            N_("Tên tệp phải có đuôi .%(known)s: “%(file)s”."),
            known=" / .".join(forms),
            file=file.name,
        )
    if not installed(form):
        raise OfficeMissing(
            N_("Tệp %(format)s cần phần bổ sung “survey[office]”, chưa cài trên máy này."),
            format=form,
        )
    return form


def installed(form: str) -> bool:
    """Whether this installation can write such a document; looked up, not loaded."""
    return form not in _NEEDED or find_spec(_NEEDED[form]) is not None


def made(found: Contents, form: str, *, office: str = "", synthetic: bool = False) -> bytes:
    """Return a document as one of `MEDIA`; the same freeze gives the same bytes.

    :param office: who compiles it; empty leaves the line out.
    :param synthetic: true says on every page that its figures are made up.
    :raises CannotSet: if a PDF cannot be set.
    """
    if form == "docx":
        from survey.booklet.word import to_docx

        return to_docx(found, office=office, synthetic=synthetic)
    if form == "pptx":
        from survey.booklet.powerpoint import to_pptx

        return to_pptx(found, office=office, synthetic=synthetic)
    if form == "html":
        from survey.booklet.hall import to_html

        return to_html(found, office=office, synthetic=synthetic)
    return to_pdf(found, office=office, synthetic=synthetic)


def name_of(found: Contents, form: str) -> str:
    """Return what a document is called: letters that every system takes."""
    body = found.bodies[0].body.code if found.one and found.bodies else ""
    kind = "bao-cao" if form in REPORTS else "trinh-chieu"
    parts = (kind, found.round.code, body, f"{found.shown.day:%Y%m%d}")
    return "-".join(part for part in parts if part) + f".{form}"
