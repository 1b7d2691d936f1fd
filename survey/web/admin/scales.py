"""The scale of a round (thang điểm): target, bands and points, attached until it is published."""

from __future__ import annotations

from flask import abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey import store
from survey.scoring import read_scale
from survey.store.connection import Busy
from survey.store.scales import may_attach
from survey.web import gate, here
from survey.web.admin.door import bp, note, tell
from survey.web.admin.forms import ScaleForm
from survey.web.attached import attached
from survey.words import N_, Refusal

# What an office begins from: every key that a scale may have.
_SAMPLE = """target = 85

[[band]]
name = "%(good)s"
from = 80

[[band]]
name = "%(fair)s"
from = 70

[points]
rule = "linear"
at = [[60, 0], [90, 10]]
"""


@bp.route("/dot/<code>/thang-diem", methods=["GET", "POST"])
def scale(code: str) -> ResponseReturnValue:
    """Show the scale of a round as it was read, and ask for another while one may be attached."""
    form = ScaleForm()
    refused: list[str] = []
    if form.validate_on_submit():
        try:
            made = _attach(code, form.file.data.read())
        except Busy:
            raise
        except Refusal as refusal:
            refused = here.language().refusals(refusal)
        else:
            tell(N_("Đã gắn thang điểm %(sha)s."), sha=made[:12])
            return redirect(url_for("admin.scale", code=code), 303)
    with here.database().reading() as db:
        this = store.rounds.by_code(db, code) or abort(404)
        found = store.scales.of_round(db, this.id)
    page = render_template(
        "admin/round_scale.html",
        round=this,
        attached=found,
        scale=read_scale(found.file) if found else None,
        may_attach=may_attach(this),
        form=form,
        refused=refused,
        sample=_SAMPLE % {"good": here.gettext(N_("Tốt")), "fair": here.gettext(N_("Khá"))},
        section="rounds",
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/dot/<code>/thang-diem.toml")
def take_scale(code: str) -> ResponseReturnValue:
    """Send the very file that is attached."""
    with here.database().reading() as db:
        this = store.rounds.by_code(db, code) or abort(404)
        found = store.scales.of_round(db, this.id) or abort(404)
    return attached(found.file, f"thang-diem-{this.code}.toml", "application/toml")


def _attach(code: str, file: bytes) -> str:
    """Attach a file to a round and return its hash."""
    read_scale(file)
    with here.database().writing() as db:
        this = store.rounds.by_code(db, code) or abort(404)
        made = store.scales.attach(db, this, file, day=here.today(), person=gate.person().name)
        note(db, "round.scale", code, made.sha256)
    return made.sha256
