"""The scoreboard's figures, brought in and published by an administrator.

To look at them is for analysts.
"""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from survey import export, store
from survey.export import Decree
from survey.store.connection import Busy
from survey.web import figures, gate, here
from survey.web.admin.door import bp, note, tell
from survey.web.admin.forms import PublishYearForm
from survey.words import N_, Refusal

_PAGE = "admin/scoreboard.html"


@bp.url_value_preprocessor
def _room_for_a_file(endpoint: str | None, _values: object) -> None:
    if endpoint == "admin.take_figures":
        figures.make_room()


@bp.get("/bang-chi-so")
def ask_for_figures() -> ResponseReturnValue:
    """Ask for a file of figures."""
    return figures.page(_PAGE)


@bp.post("/bang-chi-so")
def take_figures() -> ResponseReturnValue:
    """Keep the figures of a file, or say what must be mended in it."""
    return figures.take(_PAGE, url_for("admin.ask_for_figures"))


@bp.route("/bang-chi-so/cong-bo", methods=["GET", "POST"])
def publish_figures() -> ResponseReturnValue:
    """Ask for the decision, and publish a year's figures; a further edition is a correction."""
    with here.database().reading() as db:
        years = sorted(store.scoreboard.years_with_figures(db), reverse=True)
        editions = store.published_years.of_all(db)
    form = PublishYearForm()
    form.year.choices = [(year, str(year)) for year in years]
    if form.validate_on_submit():
        try:
            with here.database().writing() as db:
                made = export.publish_year(
                    db,
                    form.year.data,
                    Decree(
                        form.decision.data, form.day.data, form.signatory.data, form.says.data or ""
                    ),
                    province=here.settings().province,
                    at=here.now(),
                    person=gate.person().name,
                )
                note(db, "scoreboard.publish", str(made.year), str(made.no))
        except Busy:
            raise
        except Refusal as refusal:
            form.blame("", here.refusal(refusal))
        else:
            said = N_("Đã công bố lần thứ %(no)s của bảng tổng hợp chỉ số năm %(year)s.")
            tell(said, no=made.no, year=str(made.year))
            return redirect(url_for("admin.publish_figures"), 303)
    page = render_template(
        "admin/scoreboard_publish.html",
        form=form,
        years=years,
        editions=editions,
        section="scoreboard",
    )
    return page, 422 if form.is_submitted() else 200
