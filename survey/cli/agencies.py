"""survey agencies …"""

from __future__ import annotations

from pathlib import Path

import click

from survey import clock, store
from survey.cli import tables
from survey.cli.commands import Group
from survey.cli.opened import opened
from survey.cli.speech import _, say
from survey.store.agencies import AgencyRow
from survey.words import N_, Fault, FileRefused


@click.group("agencies", cls=Group, help=N_("Cơ quan, đơn vị."))
def agencies() -> None:
    pass


@agencies.command("import", help=N_("Nhập cơ quan, đơn vị từ tệp CSV: tất cả hoặc không dòng nào."))
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    rows = _rows(file)
    with opened() as database, database.writing() as db:
        done = store.agencies.import_rows(db, rows, today=clock.today())
    say(_("Đã nhập: %(new)s đơn vị mới, %(changed)s đơn vị có thay đổi.") % vars_of(done))


def vars_of(done: store.agencies.Imported) -> dict[str, int]:
    return {"new": done.new, "changed": done.changed}


def _rows(file: Path) -> list[AgencyRow]:
    lines = tables.read(
        file, needed=["code", "name", "kind", "parent"], optional=["from", "to", "successor"]
    )
    faults: list[Fault] = []
    rows = [
        AgencyRow(
            line=line.number,
            code=line["code"],
            name=line["name"],
            kind=line["kind"],
            parent=line["parent"],
            first=tables.day(line, "from", faults),
            to=tables.day(line, "to", faults),
            successor=line["successor"],
        )
        for line in lines
    ]
    if faults:
        raise FileRefused(faults)
    return rows
