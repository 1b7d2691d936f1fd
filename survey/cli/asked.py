"""What several commands ask of the operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from survey.cli.commands import option
from survey.words import N_

Asks = Callable[..., Any]

DAY = click.DateTime(["%Y-%m-%d"])

printed_form = option(
    "--format",
    "form",
    type=click.Choice(["csv", "json"]),
    default="csv",
    show_default=True,
    help=N_("Dạng in ra."),
)


def under_a_decision(command: Asks) -> Asks:
    """Ask for what figures are published under: `decision`, `day`, `signatory` and `says`."""
    for asked in reversed(_DECISION):
        command = asked(command)
    return command


_DECISION = (
    option("--decision", metavar="NUMBER", required=True, help=N_("Số quyết định công bố.")),
    option("--day", type=DAY, metavar="DAY", required=True, help=N_("Ngày ký, dạng 2026-11-23.")),
    option("--signatory", metavar="NAME", required=True, help=N_("Người ký, kèm chức vụ.")),
    option("--says", metavar="TEXT", default="", help=N_("Đính chính điều gì, từ lần thứ hai.")),
)
