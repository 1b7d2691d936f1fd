"""Bringing in a file of yearly figures: one page for analysts of the whole and administrators."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.file import FileField, FileRequired

from survey import intake, report, store
from survey.intake.scoreboard import NEEDED, OPTIONAL
from survey.web import gate, here
from survey.web.forms import Form
from survey.words import N_, Refusal

LARGEST_FILE = 1024 * 1024  # bytes; a year of every unit of a province takes about a tenth
_LONGEST_NAME = 100


class Upload(Form):
    """A CSV file of figures."""

    file = FileField(N_("Tệp CSV"), validators=[FileRequired(message=N_("Xin chọn một tệp CSV."))])


def make_room() -> None:
    """Let this request be as large as a file; to be called before anything reads its form."""
    request.max_content_length = request.max_form_memory_size = LARGEST_FILE


def sent(form: Upload) -> tuple[str, bytes]:
    """Return the name of the file that was sent, as it may be shown, and what is in it."""
    name = "".join(sign for sign in form.file.data.filename if sign.isprintable())
    return name[:_LONGEST_NAME] or "csv", form.file.data.read()


def page(template: str, form: Upload | None = None, refused: list[str] | None = None) -> str:
    """Return the page that asks for a file, and says what must be mended in the last one."""
    return render_template(
        template,
        form=form or Upload(),
        refused=refused or [],
        indices=report.YEARLY.values(),
        columns=(NEEDED, OPTIONAL),
    )


def take(template: str, onward: str) -> ResponseReturnValue:
    """Keep the figures of the file that was sent and go on, or ask again and say why."""
    form = Upload()
    if not form.validate_on_submit():
        return page(template, form), 422
    name, data = sent(form)
    try:
        lines = intake.tables.parse(data, name, needed=NEEDED, optional=OPTIONAL)
        with here.database().writing() as db:
            done = intake.scoreboard.import_lines(db, lines, today=here.today())
            store.acts.note(
                db,
                at=here.now(),
                person=gate.person().name,
                what="scoreboard.import",
                subject=name,
            )
    except Refusal as refused:
        return page(template, form, here.language().refusals(refused)), 422
    said = N_("Đã nhập: %(new)s số liệu mới, %(changed)s thay đổi, %(gone)s bỏ đi.")
    flash(here.gettext(said, new=done.new, changed=done.changed, gone=done.gone))
    return redirect(onward, 303)
