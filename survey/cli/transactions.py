"""survey transactions …"""

from __future__ import annotations

import csv
import io
from dataclasses import asdict
from pathlib import Path

import click

from survey import export, store
from survey.cli import tables
from survey.cli.commands import Group, option
from survey.cli.opened import opened
from survey.cli.speech import _, give, say
from survey.intake import registers
from survey.store.transactions import Finished
from survey.words import N_


@click.group("transactions", cls=Group)
def transactions() -> None:
    pass


@transactions.command(
    "import", help=N_("Nhập số hồ sơ đã giải quyết từ tệp CSV: tất cả hoặc không dòng nào.")
)
@click.argument("file", type=click.Path(path_type=Path))
def import_(file: Path) -> None:
    done = tables.bring_in(file, registers.TRANSACTIONS)
    said = _("Đã nhập: %(new)s dòng mới, %(changed)s dòng đổi số, %(gone)s dòng cũ bỏ đi.")
    say(said % asdict(done))
    say(_("Trang và tệp dùng số hồ sơ này từ lần chốt số liệu sau."))


@transactions.command("list", help=N_("In số hồ sơ đã giải quyết đã nhập."))
@option("--agency", metavar="CODE", help=N_("Chỉ đơn vị này."))
def list_(agency: str | None) -> None:
    with opened() as database, database.reading() as db:
        found = store.transactions.entered(db, agency)
    give(as_csv(found))


def as_csv(found: list[Finished]) -> str:
    """Return the entries as the import takes them; no field can start a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(registers.TRANSACTIONS.needed)
    for one in found:
        field = export.guarded(one.field)
        writer.writerow([one.agency, field, f"{one.month:%Y-%m}", one.finished])
    return out.getvalue()
