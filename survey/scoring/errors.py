"""How this room refuses."""

from __future__ import annotations

from survey.words import Refusal


class BadCounts(Refusal):
    """Counts that no set of sheets can give, or that were counted under another layout."""


class BadMethod(Refusal):
    """A method of scoring that does not exist, or that does not fit the questionnaire."""
