"""survey groups …"""

from __future__ import annotations

from pathlib import Path

import click

from survey import clock, store
from survey.cli import tables
from survey.cli.commands import Group
from survey.cli.opened import opened
from survey.cli.speech import _, say
from survey.store.groups import GroupRow
from survey.words import N_, Fault, FileRefused


@click.group("groups", cls=Group, help=N_("Cụm, khối thi đua: nhóm đơn vị được đặt tên."))
def groups() -> None:
    pass


@groups.command("import", help=N_("Nhập cụm, khối từ tệp CSV: tất cả hoặc không dòng nào."))
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    lines = tables.read(file, needed=["group", "name", "agency"], optional=["from", "to"])
    faults: list[Fault] = []
    rows = [
        GroupRow(
            line=line.number,
            group=line["group"],
            name=line["name"],
            agency=line["agency"],
            first=tables.day(line, "from", faults),
            to=tables.day(line, "to", faults),
        )
        for line in lines
    ]
    if faults:
        raise FileRefused(faults)
    with opened() as database, database.writing() as db:
        done = store.groups.import_rows(db, rows, today=clock.today())
    say(_("Đã nhập %(groups)s nhóm đơn vị.") % {"groups": done})
