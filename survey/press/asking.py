"""The side that asks: an order goes to a process of its own, and a file comes back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

REFUSED = 3  # exit status of the process: what it refused with is on standard output


class TookTooLong(Exception):  # noqa: N818 - whoever asked refuses in words of their own
    """The process did not end in time and was stopped."""


class SetRefused(Exception):  # noqa: N818
    """What cannot be set: `fault` names it, see `setting.DrawingError`."""

    def __init__(self, fault: Mapping[str, str]) -> None:
        super().__init__(fault)
        self.fault = fault


def drawn(room: str, order: object, *, seconds: float) -> bytes:
    """Return what `python -m ROOM` makes of an order, handed over as JSON.

    :raises TookTooLong: after so many seconds.
    :raises SetRefused: if it cannot be set.
    """
    try:
        process = subprocess.run(
            [sys.executable, "-m", room],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
            cwd=Path(__file__).parents[2],  # where `survey` is found, installed or in a checkout
        )
    except subprocess.TimeoutExpired:
        raise TookTooLong from None
    if process.returncode == REFUSED:
        raise SetRefused(json.loads(process.stdout))
    if process.returncode != 0:
        raise RuntimeError(process.stderr.decode(errors="replace"))
    return process.stdout
