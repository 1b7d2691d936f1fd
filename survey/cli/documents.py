"""survey report, survey slides"""

from __future__ import annotations

from pathlib import Path

import click

from survey import booklet, export, store
from survey.cli.commands import Command, option
from survey.cli.opened import opened, settings
from survey.cli.speech import _, say
from survey.words import N_


@click.command("report", cls=Command)
@click.argument("code", metavar="ROUND")
@option("--agency", metavar="CODE", help=N_("Chỉ đơn vị này."))
@option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help=N_("Tên tệp, đuôi .pdf hoặc .docx."),
)
def report(code: str, agency: str | None, out: Path) -> None:
    _write(booklet.REPORTS, code, out, agency)


@click.command("slides", cls=Command)
@click.argument("code", metavar="ROUND")
@option("--agency", metavar="CODE", help=N_("Chỉ đơn vị này."))
@option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help=N_("Tên tệp, đuôi .pptx hoặc .html."),
)
def slides(code: str, agency: str | None, out: Path) -> None:
    _write(booklet.SLIDES, code, out, agency)


def _write(forms: tuple[str, ...], code: str, out: Path, agency: str | None) -> None:
    form = booklet.form_of(out, forms)
    chosen = settings()
    with opened() as database, database.reading() as db:
        this = store.rounds.need(db, code)
        found = booklet.gather(db, this, agency=agency, province=chosen.province)
    data = booklet.made(found, form, office=chosen.office, synthetic=chosen.synthetic)
    export.save(data, out)
    say(_("Đã ghi %(file)s.") % {"file": out})
