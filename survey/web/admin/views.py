"""Every page of administrators, gathered behind one lock."""

from survey.web.admin import (
    accounts,
    agencies,
    desks,
    imports,
    log,
    publishing,
    rounds,
    scales,
    scoreboard,
    tokens,
)
from survey.web.admin.door import bp

__all__ = [
    "accounts",
    "agencies",
    "bp",
    "desks",
    "imports",
    "log",
    "publishing",
    "rounds",
    "scales",
    "scoreboard",
    "tokens",
]
