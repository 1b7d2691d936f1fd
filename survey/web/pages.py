"""Long lists: a page of them at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar
from urllib.parse import urlencode

from flask import request

LINES = 50

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """Some lines of a list. `number` counts from 1, also where there is nothing."""

    lines: Sequence[Line]
    number: int
    of: int
    total: int

    def address(self, number: int) -> str:
        """Return the address of another page of the same list."""
        asked = {**request.args.to_dict(flat=False), "trang": [str(number)]}
        return f"{request.path}?{urlencode(asked, doseq=True)}"


def page_of(found: Sequence[Line], number: int | None = None, *, lines: int = LINES) -> Page[Line]:
    """Return the page that the address asks for, or the nearest there is."""
    asked = request.args.get("trang", 1, type=int) if number is None else number
    of = max(1, -(-len(found) // lines))
    asked = min(max(asked, 1), of)
    return Page(found[(asked - 1) * lines : asked * lines], asked, of, len(found))
