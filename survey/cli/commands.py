"""click's command and group, speaking the operator's language and refusing in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from survey.cli.speech import _, refused
from survey.words import Refusal


class Command(click.Command):
    """A command whose help is written in Vietnamese and shown in the operator's language."""

    def get_short_help_str(self, limit: int = 90) -> str:
        return _(self.help or "").split("\n")[0].rstrip(".")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(_(self.help or ""))


class Group(click.Group, Command):
    """A group of such commands; what they refuse ends with exit status 1 and no traceback."""

    command_class = Command
    group_class = type

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            refused(refusal)
            sys.exit(1)


class Option(click.Option):
    """An option whose help is shown in the operator's language."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        kept, self.help = self.help, _(self.help) if self.help else self.help
        try:
            return super().get_help_record(ctx)
        finally:
            self.help = kept


def option(*names: str, **attributes: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Like click.option, with translated help."""
    return click.option(*names, cls=Option, **attributes)
