"""The operator's commands: each reads its arguments, calls one function and prints."""

from __future__ import annotations

import click

from survey.cli import (
    accounts,
    agencies,
    clips,
    demo,
    desks,
    doctor,
    figures,
    posters,
    questionnaires,
    responses,
    rounds,
    running,
    transactions,
    upkeep,
)
from survey.cli.commands import Group
from survey.words import N_


@click.group(cls=Group, help=N_("Khảo sát sự hài lòng của người dân (SIPAS)."))
def main() -> None:
    pass


for command in (
    demo.demo,
    running.upgrade,
    running.serve,
    doctor.doctor,
    agencies.agencies,
    desks.desks,
    accounts.account,
    questionnaires.questionnaire,
    clips.clips,
    rounds.round_,
    responses.responses,
    transactions.transactions,
    figures.index,
    figures.export,
    posters.posters,
    upkeep.tally,
    upkeep.tidy,
):
    main.add_command(command)

__all__ = ["main"]
