"""Recorded questions: an office's folder of clips, and what each of them says."""

from survey.clips.asked import Reading, of_form, of_quick, readings
from survey.clips.folder import LARGEST, NONE, Clips, Spoken, read
from survey.clips.watched import Watched

__all__ = [
    "LARGEST",
    "NONE",
    "Clips",
    "Reading",
    "Spoken",
    "Watched",
    "of_form",
    "of_quick",
    "read",
    "readings",
]
