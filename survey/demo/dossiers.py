"""Finished dossiers of the demo's bodies, by field and month; made up like everything else."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date

from survey.demo import model
from survey.store.desks import DeskRow
from survey.store.transactions import TransactionRow, months_between

# Those that count their dossiers in a system of their ministry and did not tell.
_UNTOLD = {"H35.30", "H35.31"}


def rows(desks: Iterable[DeskRow], first: date, last: date) -> Iterator[TransactionRow]:
    """Yield what the bodies of these desks finished in the months between two days."""
    for desk in desks:
        if desk.agency in _UNTOLD:
            continue
        draw = random.Random(f"{model.SEED}/{desk.agency}/{desk.field}/{first}/dossiers")
        usual = (60, 900) if desk.agency.startswith("H35") else (30, 320)
        in_a_month = draw.uniform(*usual)
        for month in months_between(first, last):
            finished = round(in_a_month * draw.uniform(0.8, 1.2))
            yield TransactionRow(0, desk.agency, desk.field, f"{month:%Y-%m}", str(finished))
