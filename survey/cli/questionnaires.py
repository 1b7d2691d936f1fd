"""survey questionnaire …"""

from __future__ import annotations

from pathlib import Path

import click

from survey import clock
from survey import questionnaire as questionnaires
from survey.cli.commands import Group
from survey.cli.opened import opened
from survey.cli.speech import _, language, say
from survey.cli.tables import UnreadableFile
from survey.intake import openings
from survey.questionnaire import Questionnaire
from survey.words import N_, why


@click.group("questionnaire", cls=Group)
def questionnaire() -> None:
    pass


@questionnaire.command("list", help=N_("In các mẫu phiếu dùng được."))
def list_() -> None:
    with opened() as database, database.reading() as db:
        found = openings.questionnaires(db)
    for sheet in found.values():
        say(f"{sheet.code}\t{_count(sheet)}\t{sheet.title[language().code]}")


@questionnaire.command("check", help=N_("Đọc thử một tệp mẫu phiếu và nói chỗ chưa đúng."))
@click.argument("file", type=click.Path(path_type=Path))
def check(file: Path) -> None:
    sheet = _read(file)
    say(_("Tệp đọc được: %(code)s, %(count)s.") % {"code": sheet.code, "count": _count(sheet)})


@questionnaire.command("add", help=N_("Thêm mẫu phiếu của riêng cơ quan vào cơ sở dữ liệu."))
@click.argument("file", type=click.Path(path_type=Path))
def add(file: Path) -> None:
    sheet = _read(file)
    with opened() as database, database.writing() as db:
        openings.add_questionnaire(db, sheet, today=clock.today())
    say(_("Đã thêm mẫu phiếu %(code)s.") % {"code": sheet.code})


def _read(file: Path) -> Questionnaire:
    try:
        sheet = questionnaires.read(file.read_bytes(), file.name)
    except OSError as error:
        raise UnreadableFile(
            N_("Không đọc được tệp %(file)s: %(reason)s."), file=file, reason=why(error)
        ) from None
    openings.method_of(sheet)
    return sheet


def _count(sheet: Questionnaire) -> str:
    return _("%(count)s tiêu chí") % {"count": len(sheet.criteria)}
