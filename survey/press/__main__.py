"""The short-lived process that sets what needs no code of a room's: JSON on standard input, a
file on standard output. It loads the typesetter and nothing else of the house."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from survey.press import packing, setting


def draw(order: dict[str, Any]) -> bytes:
    """Return the PDF of a Typst file with its data, or an SVG as a picture."""
    if "svg" in order:
        return setting.png(order["svg"], width=order["width"], dots=order["dots"])
    day = date.fromisoformat(order["day"])
    return packing.packed(setting.pdf(Path(order["file"]), order["data"], day=day))


if __name__ == "__main__":
    setting.answer(draw)
