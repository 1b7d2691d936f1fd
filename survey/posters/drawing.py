"""From what is to be printed to a PDF. Runs in the process that `printing` starts."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

from survey.posters import qr
from survey.press import setting

HERE = Path(__file__).parent


def draw(order: dict[str, Any]) -> bytes:
    """Return the PDF of an order that `printing.pdf` wrote.

    :raises DrawingError: if a poster's words leave no room for its code, or a letter is missing.
    """
    sheets = [_sheet(poster) for poster in order["posters"]]
    day = date.fromisoformat(order["day"])
    made = setting.pdf(HERE / "poster.typ", {**order, "posters": sheets}, day=day)
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
