"""survey token …"""

from __future__ import annotations

from datetime import date, datetime

import click

from survey import clock, store
from survey.cli.asked import DAY
from survey.cli.commands import Group, option
from survey.cli.opened import noted, opened, operator
from survey.cli.speech import _, fault, give, say
from survey.store.tokens import SCOPES
from survey.words import N_


@click.group("token", cls=Group)
def token() -> None:
    pass


@token.command("add", help=N_("Cấp một mã truy cập; mã chỉ được in ra một lần này."))
@click.argument("name")
@option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    required=True,
    help=N_("Phạm vi: chỉ số, hay số liệu từng đơn vị; có thể lặp lại."),
)
@option("--agency", metavar="CODE", help=N_("Chỉ đơn vị này và các đơn vị trực thuộc."))
@option("--last", type=DAY, metavar="DAY", help=N_("Ngày cuối dùng được, kể cả ngày đó."))
def add(name: str, scopes: tuple[str, ...], agency: str | None, last: datetime | None) -> None:
    with opened() as database, database.writing() as db:
        today = clock.today()
        body = store.agencies.need(db, agency, today) if agency else None
        made, words = store.tokens.add(
            db,
            name=name,
            scopes=scopes,
            agency_id=body.id if body else None,
            last=last.date() if last else None,
            today=today,
        )
        noted(db, "token.add", made.name, " ".join(made.scopes))
    give(f"{words}\n")
    fault(_("Mã của %(name)s chỉ hiện lần này. Xin cất vào nơi giữ bí mật.") % {"name": made.name})


@token.command("list", help=N_("In các mã truy cập: tên, phạm vi, đơn vị, các ngày."))
def list_() -> None:
    with opened() as database, database.reading() as db:
        found = store.tokens.all_tokens(db)
        bodies = store.agencies.by_ids(
            db, [one.agency for one in found if one.agency], clock.today()
        )
    for one in found:
        body = bodies[one.agency].code if one.agency else ""
        days = (one.first, one.last, one.revoked, one.used)
        say("\t".join([one.name, ",".join(one.scopes), body, *map(_day, days)]))


@token.command("revoke", help=N_("Thu hồi một mã truy cập."))
@click.argument("name")
def revoke(name: str) -> None:
    with opened() as database, database.writing() as db:
        done = store.tokens.revoke(db, name, day=clock.today(), person=operator())
        noted(db, "token.revoke", done.name)
    say(_("Đã thu hồi mã truy cập %(name)s.") % {"name": done.name})


def _day(day: date | None) -> str:
    return day.isoformat() if day else "-"
