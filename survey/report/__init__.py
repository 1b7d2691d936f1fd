"""Counts of a round become figures that people read. No Flask, no SQL, no clock."""

from survey.report.agency import AgencyReport, CriterionLine, agency_report
from survey.report.asking import CHANNELS, GROUPINGS, LEVELS, NotInRound, NotThere
from survey.report.bodies import under
from survey.report.freeze import close, freeze
from survey.report.index import index_rows
from survey.report.others import OptionLine, Other, OthersReport, others_report
from survey.report.quick import QuickReport, quick_report
from survey.report.ranking import Ranking, ranking
from survey.report.rows import COLUMNS, Entry, IndexRow
from survey.report.sides import NoFreeze, Shown, questionnaire_of, shown
from survey.report.weighted import Beside, WeightedRow, weighted_rows
from survey.report.weighted_shown import WeightedRanking, weighted_of_body, weighted_ranking

__all__ = [
    "CHANNELS",
    "COLUMNS",
    "GROUPINGS",
    "LEVELS",
    "AgencyReport",
    "Beside",
    "CriterionLine",
    "Entry",
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
    "WeightedRanking",
    "WeightedRow",
    "agency_report",
    "close",
    "freeze",
    "index_rows",
    "others_report",
    "questionnaire_of",
    "quick_report",
    "ranking",
    "shown",
    "under",
    "weighted_of_body",
    "weighted_ranking",
    "weighted_rows",
]
