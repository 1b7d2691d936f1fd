"""Counts of a round become figures that people read. No Flask, no SQL, no clock."""

from survey.report.agency import AgencyReport, CriterionLine, agency_report
from survey.report.asking import CHANNELS, GROUPINGS, LEVELS, NotInRound, NotThere
from survey.report.bodies import under
from survey.report.business import ddci_of_round
from survey.report.freeze import close, freeze
from survey.report.index import index_rows
from survey.report.others import OptionLine, Other, OthersReport, others_report
from survey.report.quick import QuickReport, quick_report
from survey.report.ranking import Ranking, ranking
from survey.report.rows import COLUMNS, Entry, IndexRow
from survey.report.scoreboard import BEST, Scoreboard, Trend, scoreboard
from survey.report.sentence import (
    headline,
    leaders,
    province_named,
    said_change,
    said_rank,
    said_rank_change,
    said_value,
    sentence,
    title,
)
from survey.report.sides import NoFreeze, Shown, questionnaire_of, shown
from survey.report.yearly import FRAMES, Figure, Table
from survey.scoring import PROVINCE, YEARLY

__all__ = [
    "BEST",
    "CHANNELS",
    "COLUMNS",
    "FRAMES",
    "GROUPINGS",
    "LEVELS",
    "PROVINCE",
    "YEARLY",
    "AgencyReport",
    "CriterionLine",
    "Entry",
    "Figure",
    "IndexRow",
    "NoFreeze",
    "NotInRound",
    "NotThere",
    "OptionLine",
    "Other",
    "OthersReport",
    "QuickReport",
    "Ranking",
    "Scoreboard",
    "Shown",
    "Table",
    "Trend",
    "agency_report",
    "close",
    "ddci_of_round",
    "freeze",
    "headline",
    "index_rows",
    "leaders",
    "others_report",
    "province_named",
    "questionnaire_of",
    "quick_report",
    "ranking",
    "said_change",
    "said_rank",
    "said_rank_change",
    "said_value",
    "scoreboard",
    "sentence",
    "shown",
    "title",
    "under",
]
