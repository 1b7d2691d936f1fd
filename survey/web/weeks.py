"""An ISO week as people read it."""

from __future__ import annotations

from survey.web import here
from survey.words import N_


def week_said(week: str) -> str:
    """Return an ISO week such as 2026-W47 in words: its number and its year."""
    year, _, number = week.partition("-W")
    # As text: a year is no count, and takes no mark between its thousands.
    return here.gettext(N_("tuần %(number)s năm %(year)s"), number=str(int(number)), year=year)
