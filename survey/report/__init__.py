"""Counts of a round become figures that people read. No Flask, no SQL, no clock."""

from survey.questionnaire import Questionnaire
from survey.report.agency import AgencyReport, CriterionLine, agency_report
from survey.report.asking import CHANNELS, GROUPINGS, LEVELS, NotInRound, NotThere
from survey.report.bodies import under
from survey.report.crosstab import BLANK, Category, Crosstab, NoCrosstabs, crosstab, exact_crosstab
from survey.report.freeze import close, freeze
from survey.report.index import index_rows
from survey.report.others import OptionLine, Other, OthersReport, others_report
from survey.report.quick import QuickReport, quick_report
from survey.report.ranking import Ranking, ranking
from survey.report.rows import COLUMNS, Entry, IndexRow
from survey.report.sides import NoFreeze, Shown, questionnaire_of, shown
from survey.scoring import Breakdown

__all__ = [
    "BLANK",
    "CHANNELS",
    "COLUMNS",
    "GROUPINGS",
    "LEVELS",
    "AgencyReport",
    "Breakdown",
    "Category",
    "CriterionLine",
    "Crosstab",
    "Entry",
    "IndexRow",
    "NoCrosstabs",
    "NoFreeze",
    "NotInRound",
    "NotThere",
    "OptionLine",
    "Other",
    "OthersReport",
    "Questionnaire",
    "QuickReport",
    "Ranking",
    "Shown",
    "agency_report",
    "close",
    "crosstab",
    "exact_crosstab",
    "freeze",
    "index_rows",
    "others_report",
    "questionnaire_of",
    "quick_report",
    "ranking",
    "shown",
    "under",
]
