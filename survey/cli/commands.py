"""click's command and group, speaking the operator's language and refusing in one sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import click

from survey.cli import usage
from survey.cli.speech import _, as_shown, fault, refused
from survey.words import N_, Refusal

# What click puts behind the help of an option, in its own English.
_BEHIND = (("default: ", N_("mặc định: ")), ("required]", N_("bắt buộc]")))


class _Spoken(click.Command):
    """Help is written in Vietnamese and shown in the operator's language."""

    def get_short_help_str(self, limit: int = 90) -> str:
        return self._told().split("\n")[0].rstrip(".")

    def get_help(self, ctx: click.Context) -> str:
        return as_shown(super().get_help(ctx), sys.stdout)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _("Hiện hướng dẫn này.")
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        for plain, spoken in (
            ("[OPTIONS]", _("[TÙY CHỌN]")),
            ("COMMAND [ARGS]...", _("LỆNH [THAM SỐ]...")),
        ):
            pieces = pieces.replace(plain, spoken)
        formatter.write_usage(ctx.command_path, pieces, prefix=_("Cách gọi:") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self._told())

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        given = (one for one in self.get_params(ctx) if isinstance(one, click.Option))
        options = (one.get_help_record(ctx) for one in given)
        _section(formatter, _("Tùy chọn"), [record for record in options if record])

    def _told(self) -> str:
        return _(self.help) if self.help else ""


class Command(_Spoken):
    """A command that does something."""

    allow_extra_args = True  # and refused below, in the operator's language

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        rest = super().parse_args(ctx, args)
        if rest and not ctx.resilient_parsing:
            raise click.UsageError(_("Thừa tham số: %(rest)s.") % {"rest": " ".join(rest)}, ctx)
        return rest


class _Later(_Spoken):
    """What the list of commands says of one, until it is called."""

    def __init__(self, name: str, place: str, told: str) -> None:
        super().__init__(name, help=told)
        self._place = place

    def called(self) -> click.Command:
        module, _, attribute = self._place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        command.help = self.help
        return command


class Group(_Spoken, click.Group):
    """A group of commands; what they refuse ends with exit status 1 and no traceback."""

    command_class = Command
    group_class = type

    def add_later(self, name: str, place: str, told: str) -> None:
        """Add a command that is imported when it is called: it may need half the house.

        :param place: where it stands, `module:attribute`.
        :param told: its help.
        """
        self.add_command(_Later(name, place, told))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        command = super().get_command(ctx, cmd_name)
        return command.called() if isinstance(command, _Later) else command

    def main(self, *args: Any, **more: Any) -> Any:
        """Run a command and end the process: 0 done, 1 refused, 2 wrong usage."""
        more["standalone_mode"] = False
        try:
            status = super().main(*args, **more)
        except click.UsageError as wrong:
            usage.tell(wrong)
            sys.exit(wrong.exit_code)
        except Refusal as refusal:
            refused(refusal)
            sys.exit(1)
        except click.Abort:
            fault(_("Đã dừng giữa chừng."))
            sys.exit(1)
        sys.exit(status if isinstance(status, int) else 0)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            raise click.UsageError(_("Không có lệnh “%(name)s”.") % {"name": args[0]}, ctx)
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        _Spoken.format_options(self, ctx, formatter)
        commands = ((name, self.commands[name]) for name in self.list_commands(ctx))
        _section(
            formatter,
            _("Lệnh"),
            [(name, command.get_short_help_str()) for name, command in commands],
        )


class Option(click.Option):
    """An option whose help is shown in the operator's language."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        kept, self.help = self.help, _(self.help) if self.help else self.help
        try:
            record = super().get_help_record(ctx)
        finally:
            self.help = kept
        if record is None:
            return None
        name, text = record
        for plain, spoken in _BEHIND:
            text = text.replace(plain, _(spoken))
        return name, text


def option(*names: str, **attributes: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Like click.option, with translated help."""
    return click.option(*names, cls=Option, **attributes)


def _section(
    formatter: click.HelpFormatter, title: str, records: Sequence[tuple[str, str]]
) -> None:
    if records:
        with formatter.section(title):
            formatter.write_dl(records)
