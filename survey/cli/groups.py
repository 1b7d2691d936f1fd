"""survey groups …"""

from __future__ import annotations

from pathlib import Path

import click

from survey import clock
from survey.cli import tables
from survey.cli.commands import Group
from survey.cli.opened import opened
from survey.cli.speech import _, say
from survey.intake import registers
from survey.words import N_


@click.group("groups", cls=Group, help=N_("Cụm, khối thi đua: nhóm đơn vị được đặt tên."))
def groups() -> None:
    pass


@groups.command("import", help=N_("Nhập cụm, khối từ tệp CSV: tất cả hoặc không dòng nào."))
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    kept = registers.GROUPS
    lines = tables.read(file, needed=kept.needed, optional=kept.optional)
    with opened() as database, database.writing() as db:
        done = kept.keep(db, lines, clock.today())
    say(_("Đã nhập %(groups)s nhóm đơn vị.") % {"groups": done})
