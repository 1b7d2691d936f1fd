"""survey scoreboard …"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from survey import clock, export, intake, report, store
from survey.cli import tables
from survey.cli.asked import under_a_decision
from survey.cli.commands import Group, option
from survey.cli.opened import noted, opened, operator, settings
from survey.cli.speech import _, give, say
from survey.export import Decree
from survey.intake.scoreboard import NEEDED, OPTIONAL
from survey.intake.siblings import Computed
from survey.store import Database
from survey.words import N_

_year = option("--year", type=int, required=True, help=N_("Năm của số liệu."))
_keep = option("--keep", is_flag=True, help=N_("Ghi kết quả vào bảng tổng hợp chỉ số."))


@click.group("scoreboard", cls=Group)
def scoreboard() -> None:
    pass


@scoreboard.command(
    "import", help=N_("Nhập chỉ số các năm từ tệp CSV: tất cả hoặc không dòng nào.")
)
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    lines = tables.read(file, needed=NEEDED, optional=OPTIONAL)
    with opened() as database, database.writing() as db:
        done = intake.scoreboard.import_lines(db, lines, today=clock.today())
        noted(db, "scoreboard.import", file.name)
    said = _("Đã nhập: %(new)s số liệu mới, %(changed)s thay đổi, %(gone)s bỏ đi.")
    say(said % {"new": done.new, "changed": done.changed, "gone": done.gone})


@scoreboard.command("list", help=N_("In mọi số liệu đã nhập, với các cột mà lệnh nhập đọc được."))
@option(
    "--format",
    "form",
    type=click.Choice(export.SCOREBOARD_FORMATS),
    default="csv",
    show_default=True,
    help=N_("Dạng in ra."),
)
@option("--out", type=click.Path(path_type=Path), help=N_("Tên tệp; xlsx thì phải có."))
def list_(form: str, out: Path | None) -> None:
    if form == "xlsx" and out is None:
        raise click.UsageError(_("Tệp Excel cần --out."))
    with opened() as database, database.reading() as db:
        data = export.scoreboard(db, form, province=settings().province, say=_)
    if out is None:
        return give(data)
    export.save(data, out)
    say(_("Đã ghi %(file)s.") % {"file": out})


@scoreboard.command(
    "publish", help=N_("Công bố bảng tổng hợp chỉ số của một năm, hoặc đính chính lần trước.")
)
@click.argument("year", type=int, metavar="YEAR")
@under_a_decision
def publish(year: int, decision: str, day: datetime, signatory: str, says: str) -> None:
    with opened() as database, database.writing() as db:
        made = export.publish_year(
            db,
            year,
            Decree(decision, day.date(), signatory, says),
            province=settings().province,
            at=clock.now(),
            person=operator(),
        )
        noted(db, "scoreboard.publish", str(year), str(made.no))
    said = _("Đã công bố lần thứ %(no)s của bảng tổng hợp chỉ số năm %(year)s.")
    say(said % {"no": made.no, "year": year})
    say(_("Mã kiểm tra SHA-256 của tệp CSV: %(sha256)s") % {"sha256": made.sha256})


@scoreboard.command(
    "ddci",
    help=N_("Tính DDCI từ bảng chỉ tiêu, hoặc từ một đợt hỏi doanh nghiệp (--round)."),
)
@click.argument("file", type=click.Path(path_type=Path), required=False)
@option("--round", "code", metavar="ROUND", help=N_("Đợt hỏi doanh nghiệp, thay cho tệp."))
@option("--weights", metavar="F=W,…", help=N_("Quyền số của các yếu tố trong đợt."))
@option("--year", type=int, help=N_("Năm của số liệu; với --round: năm cuối của đợt."))
@_keep
def ddci(
    file: Path | None, code: str | None, weights: str | None, year: int | None, keep: bool
) -> None:
    if (file is None) == (code is None):
        raise click.UsageError(_("Cần một tệp, hoặc --round."))
    if file is not None:
        if year is None:
            raise click.UsageError(_("Cần --year."))
        return _of_file("ddci", file, year, keep)
    with opened() as database:
        with database.reading() as db:
            this = store.rounds.need(db, code or "")
            given = _weights(weights)
            found = intake.siblings.of_units(
                db, report.ddci_of_round(db, this, given), year or this.last.year
            )
        source = _("Tính từ đợt %(title)s") % {"title": this.title}
        _give(database, "ddci", year or this.last.year, found, source if keep else "")


@scoreboard.command(
    "tt01", help=N_("Tính điểm và xếp loại theo TT 01/2018 từ 9 tiêu chí của mỗi đơn vị.")
)
@click.argument("file", type=click.Path(path_type=Path))
@_year
@_keep
def tt01(file: Path, year: int, keep: bool) -> None:
    _of_file("tt01", file, year, keep)


@scoreboard.command("qd766", help=N_("Cộng điểm QĐ 766 từ 5 nhóm chỉ số của mỗi đơn vị."))
@click.argument("file", type=click.Path(path_type=Path))
@_year
@_keep
def qd766(file: Path, year: int, keep: bool) -> None:
    _of_file("qd766", file, year, keep)


def _of_file(index: str, file: Path, year: int, keep: bool) -> None:
    needed, optional = intake.siblings.COLUMNS[index]
    lines = tables.read(file, needed=needed, optional=optional)
    with opened() as database:
        with database.reading() as db:
            found = intake.siblings.compute(db, index, lines, year)
        source = _("Tính từ tệp %(file)s") % {"file": file.name}
        _give(database, index, year, found, source if keep else "")


def _give(
    database: Database, index: str, year: int, found: Sequence[Computed], source: str
) -> None:
    """Print what was worked out; with a source, put it on the scoreboard first."""
    if source:
        with database.writing() as db:
            intake.siblings.keep(db, index, year, found, source)
            noted(db, "scoreboard.import", f"{index} {year}: {source}")
    give(export.computed(found))


def _weights(text: str | None) -> dict[str, Decimal] | None:
    if text is None:
        return None
    pairs = [one.partition("=") for one in text.split(",")]
    try:
        return {name.strip(): Decimal(weight) for name, _sign, weight in pairs}
    except InvalidOperation:
        raise click.UsageError(_("Quyền số phải có dạng access=2,staff=1.")) from None
