"""What was wrong with a command as it was typed, in the operator's language instead of click's."""

from __future__ import annotations

import sys

import click

from survey.cli.speech import _, as_shown, fault


def tell(wrong: click.UsageError) -> None:
    """Print to standard error how the command is called and what was wrong with the call."""
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        click.echo(as_shown(wrong.message, sys.stderr), err=True)
        return
    if wrong.ctx is not None:
        fault(wrong.ctx.get_usage())
        fault(
            _("Xem hướng dẫn: %(command)s") % {"command": f"{wrong.ctx.command_path} --help"} + "\n"
        )
    fault(_sentence(wrong))


def _sentence(wrong: click.UsageError) -> str:
    if isinstance(wrong, click.NoSuchOption):
        return _("Không có tùy chọn %(name)s.") % {"name": wrong.option_name}
    if isinstance(wrong, click.BadOptionUsage):
        return _("Tùy chọn %(name)s thiếu giá trị, hoặc có giá trị thừa.") % {
            "name": wrong.option_name
        }
    if isinstance(wrong, click.MissingParameter):
        return _("Thiếu %(name)s.") % {"name": _name(wrong)}
    if isinstance(wrong, click.BadParameter):
        return _("%(name)s: %(fault)s.") % {"name": _name(wrong), "fault": _wanted(wrong)}
    return wrong.message


def _name(wrong: click.BadParameter) -> str:
    """Return the parameter as it is typed: --first, or FILE."""
    if wrong.param is None:
        return ""
    if isinstance(wrong.param, click.Option):
        return max(wrong.param.opts, key=len)
    return wrong.param.make_metavar(wrong.ctx or click.Context(click.Command("survey")))


def _wanted(wrong: click.BadParameter) -> str:
    """Say what a value must be; where that is not known, what click says of it."""
    kind = wrong.param.type if wrong.param else None
    if isinstance(kind, click.Choice):
        return _("phải là một trong: %(known)s") % {"known": ", ".join(map(str, kind.choices))}
    if isinstance(kind, click.DateTime):
        return _("phải là ngày có thật, dạng 2026-11-23")
    if isinstance(kind, click.IntRange):
        if kind.max is None:
            return _("phải là số nguyên từ %(least)s trở lên") % {"least": kind.min}
        return _("phải là số nguyên từ %(least)s đến %(most)s") % {
            "least": kind.min,
            "most": kind.max,
        }
    return wrong.message.rstrip(".")
