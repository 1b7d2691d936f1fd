"""From what is to be printed to a PDF. Runs in the process that `printing` starts."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from survey.posters import qr

HERE = Path(__file__).parent


class DrawingError(Exception):
    """What cannot be drawn: `fault` is "room" with a `code`, or "letter" with a `letter`."""

    def __init__(self, **fault: str) -> None:
        super().__init__(fault)
        self.fault = fault


def draw(order: dict[str, Any]) -> bytes:
    """Return the PDF of an order that `printing.pdf` wrote.

    :raises DrawingError: if a poster's words leave no room for its code, or a letter is missing.
    """
    sheets = [_sheet(poster) for poster in order["posters"]]
    day = datetime.fromisoformat(order["day"]).replace(tzinfo=UTC)
    try:
        made: bytes = typst.compile(
            str(HERE / "poster.typ"),
            root=str(HERE),
            font_paths=[str(HERE / "fonts")],
            ignore_system_fonts=True,
            format="pdf",
            # Tagged, with every font inside: for screen readers and for the archive. Under these
            # rules the typesetter also refuses a letter that the font lacks; else it prints a box.
            pdf_standards=["a-2a", "ua-1"],
            timestamp=int(day.timestamp()),
            sys_inputs={"data": json.dumps({**order, "posters": sheets})},
        )
    except typst.TypstError as error:
        raise _refusal(str(error)) from error
    # An overflow would spill onto a second page without a word.
    if len(re.findall(rb"/Type\s*/Page\b", made)) != len(sheets):
        raise RuntimeError(f"{len(sheets)} posters did not make as many pages")
    return made


def _sheet(poster: dict[str, str]) -> dict[str, Any]:
    rows = qr.modules(poster["url"])
    code = poster["code"]
    return {
        **poster,
        "code": f"{code[:3]}-{code[3:]}" if len(code) == 6 else code,
        "plain": code,
        "qr": qr.svg(rows),
        "modules": len(rows),
    }


def _refusal(message: str) -> Exception:
    if room := re.search(r"no room: (\S+)", message):
        return DrawingError(fault="room", code=room[1])
    if letter := re.search(r"the text `\"(.+)\"` could not be displayed", message):
        return DrawingError(fault="letter", letter=letter[1])
    return RuntimeError(message)
