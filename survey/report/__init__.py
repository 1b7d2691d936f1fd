"""Counts of a round become figures that people read. No Flask, no SQL, no clock."""

from survey.report.agency import AgencyReport, CriterionLine, agency_report
from survey.report.asking import CHANNELS, GROUPINGS, LEVELS, PUBLIC, NotInRound, NotThere
from survey.report.bodies import under
from survey.report.explaining import (
    LONGEST_EXPLANATION,
    BadExplanation,
    Explained,
    answer,
    explain,
    explained,
    provisional,
)
from survey.report.freeze import close, freeze
from survey.report.index import index_rows
from survey.report.others import OptionLine, Other, OthersReport, others_report
from survey.report.quick import QuickReport, quick_report
from survey.report.ranking import Ranking, first_kind, ranking
from survey.report.rows import COLUMNS, Entry, IndexRow
from survey.report.sides import NoFreeze, Shown, questionnaire_of, shown

__all__ = [
    "CHANNELS",
    "COLUMNS",
    "GROUPINGS",
    "LEVELS",
    "LONGEST_EXPLANATION",
    "PUBLIC",
    "AgencyReport",
    "BadExplanation",
    "CriterionLine",
    "Entry",
    "Explained",
    "IndexRow",
    "NoFreeze",
    "NotInRound",
    "NotThere",
    "OptionLine",
    "Other",
    "OthersReport",
    "QuickReport",
    "Ranking",
    "Shown",
    "agency_report",
    "answer",
    "close",
    "explain",
    "explained",
    "first_kind",
    "freeze",
    "index_rows",
    "others_report",
    "provisional",
    "questionnaire_of",
    "quick_report",
    "ranking",
    "shown",
    "under",
]
