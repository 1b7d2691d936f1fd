"""What the operator hears: one clear sentence a fault, in their language, on standard error."""

from __future__ import annotations

import os
import sys
import unicodedata
from typing import TextIO

import click

from survey.language import Language
from survey.words import Refusal


def language() -> Language:
    """Return the operator's language (SURVEY_LANGUAGE; Vietnamese unless it says otherwise)."""
    return Language(os.environ.get("SURVEY_LANGUAGE") or "vi")


def _(message: str) -> str:
    """Give a Vietnamese sentence in the operator's language."""
    return language().gettext(message)


def as_shown(text: str, stream: TextIO) -> str:
    """Drop the accents where they would come out as rubbish: no UTF-8, or a bare console."""
    encoding = (getattr(stream, "encoding", None) or "").lower().replace("-", "")
    if encoding == "utf8" and os.environ.get("TERM") != "linux":
        return text
    plain = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    for curly, straight in (("“", '"'), ("”", '"'), ("–", "-"), ("…", "..."), ("·", "-")):
        plain = plain.replace(curly, straight)
    return plain.encode("ascii", "replace").decode("ascii")


def say(text: str) -> None:
    """Print a line of what was done."""
    click.echo(as_shown(text, sys.stdout))


def fault(text: str) -> None:
    """Print a sentence about a fault, to standard error."""
    click.echo(as_shown(text, sys.stderr), err=True)


def give(data: bytes | str) -> None:
    """Print figures or a list: always UTF-8, for a file or another program."""
    click.echo(data.encode() if isinstance(data, str) else data, nl=False)


def refused(refusal: Refusal) -> None:
    """Print why something was refused; a fault a line where it names several."""
    for sentence in language().refusals(refusal):
        fault(sentence)
