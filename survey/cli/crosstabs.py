"""survey crosstab, survey archive"""

from __future__ import annotations

from pathlib import Path

import click

from survey import export, report, store
from survey.cli.asked import printed_form
from survey.cli.commands import Command, option
from survey.cli.opened import opened
from survey.cli.speech import _, give, language, say
from survey.words import N_


@click.command("crosstab", cls=Command)
@click.argument("code", metavar="ROUND")
@option("--by", metavar="ID", help=N_("Phân tổ theo câu hỏi, desk, channel hoặc month."))
@option("--agency", metavar="CODE", help=N_("Chỉ đơn vị này."))
@option("--kind", metavar="K", help=N_("Chỉ nhóm đơn vị này."))
@option(
    "--archive",
    "file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=N_("Tính từ tệp của survey archive: đủ số, không ẩn gì."),
)
@printed_form
def crosstab(
    code: str,
    by: str | None,
    agency: str | None,
    kind: str | None,
    file: Path | None,
    form: str,
) -> None:
    if file is not None:
        export.archive.check()
    with opened() as database, database.reading() as db:
        this = store.rounds.need(db, code)
        reader = language().code
        if file is not None:
            found = export.archive.crosstab(
                db, this, file, by=by, agency=agency, kind=kind, language=reader
            )
        else:
            found = report.crosstab(db, this, by=by, agency=agency, kind=kind, language=reader)
    give(export.crosstabs.crosstab(found, form, _))


@click.command("archive", cls=Command)
@click.argument("code", metavar="ROUND")
@option("--out", type=click.Path(path_type=Path), required=True, help=N_("Tên tệp."))
def archive(code: str, out: Path) -> None:
    export.archive.check()
    with opened() as database, database.reading() as db:
        this = store.rounds.need(db, code)
        with export.saving(out) as file:
            many = export.archive.archive(db, this, file)
    say(_("Đã ghi %(file)s: %(rows)s phiếu.") % {"file": out, "rows": language().number(many)})
    say(_("Tệp này không ẩn gì. Xin giữ như giữ cơ sở dữ liệu."))
