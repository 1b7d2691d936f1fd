"""survey agencies …"""

from __future__ import annotations

from pathlib import Path

import click

from survey import clock, store
from survey.cli import tables
from survey.cli.commands import Group
from survey.cli.opened import opened
from survey.cli.speech import _, say
from survey.intake import registers
from survey.words import N_


@click.group("agencies", cls=Group, help=N_("Cơ quan, đơn vị."))
def agencies() -> None:
    pass


@agencies.command("import", help=N_("Nhập cơ quan, đơn vị từ tệp CSV: tất cả hoặc không dòng nào."))
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    kept = registers.AGENCIES
    lines = tables.read(file, needed=kept.needed, optional=kept.optional)
    with opened() as database, database.writing() as db:
        done = kept.keep(db, lines, clock.today())
    say(_("Đã nhập: %(new)s đơn vị mới, %(changed)s đơn vị có thay đổi.") % vars_of(done))


def vars_of(done: store.agencies.Imported) -> dict[str, int]:
    return {"new": done.new, "changed": done.changed}
