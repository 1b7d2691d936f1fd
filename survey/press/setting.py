"""The side that sets, in the process that `asking` starts. The only file that loads Typst."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import typst

from survey.press.asking import REFUSED

FONTS = Path(__file__).parent / "fonts"
# Tagged, with every font inside: for screen readers and for the archive. Under these rules the
# typesetter also refuses a letter that the font lacks; else it prints a box.
STANDARDS = ("a-2a", "ua-1")


class DrawingError(Exception):
    """What cannot be set: `fault` is "room" with a `code`, or "letter" with a `letter`."""

    def __init__(self, **fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def pdf(file: Path, data: object, *, day: date) -> bytes:
    """Return the PDF of a Typst file, which finds `data` as JSON in `sys.inputs.data`.

    The same input gives the same bytes: the file is dated by `day`.

    :raises DrawingError: if the file finds no room, or a letter is missing.
    """
    return _compiled(
        str(file),
        root=str(file.parent),
        format="pdf",
        pdf_standards=list(STANDARDS),
        timestamp=int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()),
        sys_inputs={"data": json.dumps(data)},
    )


def png(svg: str, *, width: float, dots: float) -> bytes:
    """Return an SVG as a picture `width` points wide on paper, of so many dots an inch."""
    page = (
        "#set page(width: auto, height: auto, margin: 0pt)\n"
        f'#image(bytes(sys.inputs.svg), format: "svg", width: {width}pt)\n'
    )
    return _compiled(page.encode(), format="png", ppi=dots, sys_inputs={"svg": svg})


def answer(draw: Callable[[Any], bytes]) -> None:
    """Draw the order on standard input, write the file to standard output, or say why not."""
    try:
        sys.stdout.buffer.write(draw(json.load(sys.stdin.buffer)))
    except DrawingError as error:
        sys.stdout.write(json.dumps(error.fault))
        sys.exit(REFUSED)


def _compiled(source: str | bytes, **options: Any) -> bytes:
    try:
        made: bytes = typst.compile(
            source, font_paths=[str(FONTS)], ignore_system_fonts=True, **options
        )
    except typst.TypstError as error:
        raise _refusal(str(error)) from error
    return made


def _refusal(message: str) -> Exception:
    if room := re.search(r"no room: (\S+)", message):
        return DrawingError(fault="room", code=room[1])
    if letter := re.search(r"the text `\"(.+)\"` could not be displayed", message):
        return DrawingError(fault="letter", letter=letter[1])
    return RuntimeError(message)
