"""Every page of administrators, gathered behind one lock."""

from survey.web.admin import accounts, agencies, desks, log, publishing, rounds, scoreboard, tokens
from survey.web.admin.door import bp

__all__ = [
    "accounts",
    "agencies",
    "bp",
    "desks",
    "log",
    "publishing",
    "rounds",
    "scoreboard",
    "tokens",
]
