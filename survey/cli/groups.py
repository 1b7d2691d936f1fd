"""survey groups …"""

from __future__ import annotations

from pathlib import Path

import click

from survey.cli import tables
from survey.cli.commands import Group
from survey.cli.speech import _, say
from survey.intake import registers
from survey.words import N_


@click.group("groups", cls=Group)
def groups() -> None:
    pass


@groups.command("import", help=N_("Nhập cụm, khối từ tệp CSV: tất cả hoặc không dòng nào."))
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    done = tables.bring_in(file, registers.GROUPS)
    say(_("Đã nhập %(groups)s nhóm đơn vị.") % {"groups": done})
