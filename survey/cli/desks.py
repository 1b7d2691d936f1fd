"""survey desks …"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import click

from survey import clock, export, store
from survey.cli import tables
from survey.cli.asked import printed_form
from survey.cli.commands import Group, option
from survey.cli.opened import opened, settings
from survey.cli.speech import give
from survey.intake import registers
from survey.store.desks import Desk
from survey.words import N_

COLUMNS = ("agency", "desk", "name", "code", "url")


@click.group("desks", cls=Group)
def desks() -> None:
    pass


@desks.command("import", help=N_("Nhập quầy từ tệp CSV; in mã quầy, giữ mã đã có."))
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    imported = tables.bring_in(file, registers.DESKS)
    give(as_csv(imported))


@desks.command("list", help=N_("In các quầy, mã quầy và địa chỉ trên bảng mã QR."))
@option("--agency", metavar="CODE", help=N_("Chỉ các quầy của đơn vị này."))
@printed_form
def list_(agency: str | None, form: str) -> None:
    today = clock.today()
    with opened() as database, database.reading() as db:
        if agency:
            store.agencies.need(db, agency, today)
        found = store.desks.list_desks(db, today, agency_code=agency)
    if form == "json":
        give(json.dumps([_row(desk) for desk in found], ensure_ascii=False, indent=1) + "\n")
    else:
        give(as_csv(found))


def as_csv(found: list[Desk]) -> str:
    """Return the desks as CSV, ordered by agency, then desk; no name can start a formula."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for row in map(_row, found):
        writer.writerow({**row, "name": export.guarded(row["name"])})
    return out.getvalue()


def _row(desk: Desk) -> dict[str, str]:
    code = desk.poster_code or ""
    return {
        "agency": desk.agency_code,
        "desk": desk.code,
        "name": desk.name,
        "code": code,
        "url": f"{settings().public_url}/p/{code}" if code else "",
    }
