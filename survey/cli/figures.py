"""survey index, survey export"""

from __future__ import annotations

from pathlib import Path

import click

from survey import clock, report, store
from survey import export as exports
from survey.cli.asked import printed_form
from survey.cli.commands import Command, option
from survey.cli.opened import opened, settings
from survey.cli.speech import _, give, language, say
from survey.words import N_, Refusal

LEVELS = ("overall", "part", "factor", "criterion", "all")


@click.command("index", cls=Command)
@click.argument("code", metavar="ROUND")
@option("--agency", metavar="CODE", help=N_("Chỉ đơn vị này."))
@option(
    "--level",
    type=click.Choice(LEVELS),
    default="all",
    show_default=True,
    help=N_("Cấp của chỉ số."),
)
@option("--channel", metavar="C", help=N_("Chỉ một hình thức trả lời."))
@option(
    "--group-by",
    type=click.Choice(report.GROUPINGS),
    help=N_("Gộp theo quầy, nhóm đơn vị, đơn vị cấp trên…"),
)
@option(
    "--group",
    type=click.Choice(["pooled", "mean_of_units"]),
    default="pooled",
    show_default=True,
    help=N_("Gộp mọi câu trả lời, hay lấy trung bình các đơn vị."),
)
@option("--method", metavar="M", help=N_("Cách tính khác với cách của đợt."))
@option("--weighted", is_flag=True, help=N_("Thêm cột có quyền số theo số hồ sơ đã giải quyết."))
@printed_form
def index(
    code: str,
    agency: str | None,
    level: str,
    channel: str | None,
    group_by: str | None,
    group: str,
    method: str | None,
    weighted: bool,
    form: str,
) -> None:
    rows_of = report.weighted_rows if weighted else report.index_rows
    with opened() as database, database.reading() as db:
        rows = rows_of(
            db,
            store.rounds.need(db, code),
            agency=agency,
            level=level,
            channel=channel,
            group_by=group_by,
            group=group,
            method=method,
        )
    write = exports.to_csv if form == "csv" else exports.to_json
    give(write(rows))


@click.command("export", cls=Command)
@click.argument("code", metavar="ROUND")
@option("--format", "form", type=click.Choice(exports.FORMATS), required=True, help=N_("Dạng tệp."))
@option("--out", type=click.Path(path_type=Path), required=True, help=N_("Tên tệp."))
@option(
    "--what",
    type=click.Choice(["indices", "weighted", "responses", "comments"]),
    default="indices",
    show_default=True,
    help=N_("Nội dung của tệp."),
)
def export(code: str, form: str, out: Path, what: str) -> None:
    if what == "responses":
        _responses(code, form, out)
        return
    with opened() as database, database.reading() as db:
        found = store.rounds.need(db, code)
        if what == "comments":
            data = exports.comments(
                db, found, form, today=clock.today(), language=language().code, say=_
            )
        elif what == "weighted":
            data = b"".join(exports.weighted(db, found, form, language=language().code))
        else:
            data = exports.indices(db, found, form, language=language().code, say=_)
    exports.save(data, out)
    say(_("Đã ghi %(file)s.") % {"file": out})


def _responses(code: str, form: str, out: Path) -> None:
    """Write the sheets of a closed round, a row each, where the operator has allowed it."""
    if not settings().open_data:
        raise Refusal(N_("Chưa bật tệp từng phiếu. Xin đặt SURVEY_OPEN_DATA=1."))
    exports.rows.check(form)
    with opened() as database:
        with database.reading() as db:
            found = store.rounds.need(db, code)
        exports.released.make(database, found)
        with database.reading() as db, exports.saving(out) as file:
            rows = exports.released.released(db, found)
            many = exports.rows.write(rows, form, file, day=found.last, say=_)
    say(_("Đã ghi %(file)s: %(rows)s phiếu.") % {"file": out, "rows": language().number(many)})
