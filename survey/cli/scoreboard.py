"""survey scoreboard …"""

from __future__ import annotations

from pathlib import Path

import click

from survey import clock, export, intake, store
from survey.cli import tables
from survey.cli.commands import Group, option
from survey.cli.opened import opened, operator
from survey.cli.speech import _, give, say
from survey.intake.scoreboard import NEEDED, OPTIONAL
from survey.words import N_


@click.group("scoreboard", cls=Group, help=N_("Bảng tổng hợp chỉ số công bố hằng năm."))
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
        store.acts.note(
            db, at=clock.now(), person=operator(), what="scoreboard.import", subject=file.name
        )
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
def list_(form: str) -> None:
    with opened() as database, database.reading() as db:
        give(export.scoreboard(db, form))


def _computing(index: str, told: str) -> None:
    @scoreboard.command(index, help=told)
    @click.argument("file", type=click.Path(path_type=Path))
    @option("--year", type=int, required=True, help=N_("Năm của số liệu."))
    @option("--keep", is_flag=True, help=N_("Ghi kết quả vào bảng tổng hợp chỉ số."))
    def command(file: Path, year: int, keep: bool) -> None:
        needed, optional = intake.siblings.COLUMNS[index]
        lines = tables.read(file, needed=needed, optional=optional)
        with opened() as database:
            with database.reading() as db:
                found = intake.siblings.compute(db, index, lines, year)
            if keep:
                source = _("Tính từ tệp %(file)s") % {"file": file.name}
                with database.writing() as db:
                    intake.siblings.keep(db, index, year, found, source)
                    store.acts.note(
                        db,
                        at=clock.now(),
                        person=operator(),
                        what="scoreboard.import",
                        subject=f"{index} {year}: {file.name}",
                    )
        give(export.computed(found))


_computing("ddci", N_("Tính DDCI từ bảng chỉ tiêu: mỗi dòng một chỉ tiêu của một đơn vị."))
_computing("tt01", N_("Tính điểm và xếp loại theo TT 01/2018 từ 9 tiêu chí của mỗi đơn vị."))
_computing("qd766", N_("Cộng điểm QĐ 766 từ 5 nhóm chỉ số của mỗi đơn vị."))
