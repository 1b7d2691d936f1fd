"""The operator's commands: each reads its arguments, calls one function and prints."""

from __future__ import annotations

import click

from survey.cli import (
    accounts,
    agencies,
    clips,
    crosstabs,
    demo,
    desks,
    doctor,
    documents,
    figures,
    groups,
    posters,
    questionnaires,
    responses,
    rounds,
    running,
    scoreboard,
    tokens,
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
    groups.groups,
    transactions.transactions,
    desks.desks,
    accounts.account,
    tokens.token,
    questionnaires.questionnaire,
    clips.clips,
    rounds.round_,
    responses.responses,
    figures.index,
    figures.export,
    crosstabs.crosstab,
    crosstabs.archive,
    documents.report,
    documents.slides,
    scoreboard.scoreboard,
    posters.posters,
    upkeep.tally,
    upkeep.tidy,
):
    main.add_command(command)

__all__ = ["main"]
