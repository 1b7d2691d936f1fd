"""survey agencies …"""

from __future__ import annotations

from pathlib import Path

import click

from survey import store
from survey.cli import tables
from survey.cli.commands import Group
from survey.cli.speech import _, say
from survey.intake import registers
from survey.words import N_


@click.group("agencies", cls=Group)
def agencies() -> None:
    pass


@agencies.command("import", help=N_("Nhập cơ quan, đơn vị từ tệp CSV: tất cả hoặc không dòng nào."))
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    done = tables.bring_in(file, registers.AGENCIES)
    say(_("Đã nhập: %(new)s đơn vị mới, %(changed)s đơn vị có thay đổi.") % vars_of(done))


def vars_of(done: store.agencies.Imported) -> dict[str, int]:
    return {"new": done.new, "changed": done.changed}
