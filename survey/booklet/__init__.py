"""A round as documents: the report to print or to edit, the slides for the hall.

Vietnamese, whatever language a reader's pages are in. Made of one freeze alone, the last one or
that of the last edition, and dated by it.
"""

from survey.booklet import drawings
from survey.booklet.contents import Contents
from survey.booklet.forms import MEDIA, REPORTS, SLIDES, form_of, installed, made, name_of
from survey.booklet.gathering import gather
from survey.booklet.paper import CannotSet

__all__ = [
    "MEDIA",
    "REPORTS",
    "SLIDES",
    "CannotSet",
    "Contents",
    "drawings",
    "form_of",
    "gather",
    "installed",
    "made",
    "name_of",
]
