"""survey posters"""

from __future__ import annotations

from pathlib import Path

import click

from survey import clock, export, store
from survey import posters as printing
from survey.cli.commands import Command, option
from survey.cli.opened import opened, settings
from survey.cli.speech import _, language, say
from survey.words import N_, Refusal


@click.command("posters", cls=Command)
@option("--agency", metavar="CODE", help=N_("Chỉ các quầy của đơn vị này."))
@option("--desk", metavar="CODE", help=N_("Chỉ quầy này."))
@option(
    "--size",
    type=click.Choice(printing.SIZES),
    default="a4",
    show_default=True,
    help=N_("Khổ giấy."),
)
@option("--out", type=click.Path(path_type=Path), required=True, help=N_("Tên tệp PDF."))
def posters(agency: str | None, desk: str | None, size: str, out: Path) -> None:
    today = clock.today()
    with opened() as database, database.reading() as db:
        if agency:
            store.agencies.need(db, agency, today)
        found = [
            each
            for each in store.desks.list_desks(db, today, agency_code=agency)
            if each.poster_code and desk in (None, each.code)
        ]
    if not found:
        raise Refusal(N_("Không có quầy nào như vậy để in."))
    chosen = settings()
    sheets = [
        printing.Poster.of(
            agency=each.agency_name,
            desk=each.name,
            code=each.poster_code or "",
            public_url=chosen.public_url,
        )
        for each in found
    ]
    data = printing.pdf(
        sheets,
        size=size,
        day=today,
        office=chosen.office,
        phone=chosen.supervisor_phone,
        synthetic=chosen.synthetic,
    )
    export.save(data, out)
    say(
        _("Đã ghi %(file)s: %(count)s trang.")
        % {"file": out, "count": language().number(len(found))}
    )
