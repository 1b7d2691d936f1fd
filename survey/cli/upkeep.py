"""survey tally …, survey tidy"""

from __future__ import annotations

import sys

import click

from survey import clock, intake, store
from survey.cli.commands import Command, Group, option
from survey.cli.opened import opened
from survey.cli.progress import bar
from survey.cli.speech import _, fault, language, say
from survey.words import N_


@click.group("tally", cls=Group)
def tally() -> None:
    pass


@tally.command("check", help=N_("So số đếm với từng phiếu; có chỗ lệch thì báo và thoát với mã 1."))
@option("--round", "code", metavar="ID", help=N_("Chỉ đợt này."))
def check(code: str | None) -> None:
    wrong = 0
    with opened() as database:
        for found in _rounds(database, code):
            if store.rounds.is_final(found):
                say(_("Đợt %(code)s: phiếu đã hết hạn lưu, chỉ còn số đếm.") % {"code": found.code})
                continue
            differences = intake.counts.check(database, found)
            for difference in differences:
                fault(f"{found.code}: {language().refusal(difference)}")
            wrong += len(differences)
            if not differences:
                say(_("Đợt %(code)s: số đếm khớp với phiếu.") % {"code": found.code})
    sys.exit(1 if wrong else 0)


@tally.command("rebuild", help=N_("Đếm lại từ từng phiếu."))
@option("--round", "code", metavar="ID", help=N_("Chỉ đợt này."))
def rebuild(code: str | None) -> None:
    with opened() as database:
        for found in _rounds(database, code):
            if store.rounds.is_final(found):
                say(_("Đợt %(code)s: phiếu đã hết hạn lưu, chỉ còn số đếm.") % {"code": found.code})
                continue
            with database.reading() as db:
                many = store.responses.count(db, found.id)
            with bar(many, _("Đếm lại đợt %(code)s") % {"code": found.code}) as progress:
                counted = intake.counts.rebuild(database, found, progress=progress)
            say(
                _("Đợt %(code)s: đã đếm lại %(count)s phiếu.")
                % {"code": found.code, "count": language().number(counted)}
            )


def _rounds(database: store.Database, code: str | None) -> list[store.rounds.Round]:
    with database.reading() as db:
        return [store.rounds.need(db, code)] if code else store.rounds.all_rounds(db)


@click.command("tidy", cls=Command)
def tidy() -> None:
    with opened() as database:
        store.tidy.tidy(database, clock.today())
    say(_("Đã dọn xong."))
