"""survey responses …"""

from __future__ import annotations

from pathlib import Path

import click

from survey import clock, intake, store
from survey.cli.commands import Group, option
from survey.cli.opened import noted, opened, settings
from survey.cli.progress import bar
from survey.cli.speech import _, language, say
from survey.words import N_


@click.group("responses", cls=Group)
def responses() -> None:
    pass


@responses.command("import", help=N_("Nhập phiếu giấy hoặc phiếu của hệ thống trước từ tệp CSV."))
@click.argument("file", type=click.Path(path_type=Path))
@option("--round", "code", metavar="ID", required=True, help=N_("Đợt khảo sát."))
def import_(file: Path, code: str) -> None:
    key = settings().key("import")
    with opened() as database:
        with database.reading() as db:
            found = store.rounds.need(db, code)
        with bar(intake.stream.steps(file), file.name) as progress:
            done = intake.stream.import_file(database, found, file, key=key, progress=progress)
        with database.writing() as db:
            noted(db, "responses.import", code, file.name)
        store.tidy.tidy(database, clock.today())
    say(
        _("Đã nhập %(new)s phiếu mới; %(known)s phiếu đã có từ trước.")
        % {"new": language().number(done.new), "known": language().number(done.known)}
    )
