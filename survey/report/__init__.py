"""Counts of a round become figures that people read. No Flask, no SQL, no clock."""

from survey.report.agency import AgencyReport, CriterionLine, agency_report
from survey.report.asking import CHANNELS, GROUPINGS, LEVELS, NotInRound, NotThere
from survey.report.bodies import bodies_in, under
from survey.report.freeze import close, freeze
from survey.report.graded import Graded, graded
from survey.report.groups import Groups, groups
from survey.report.heat import Heat, heat
from survey.report.index import index_rows
from survey.report.made import seed_of
from survey.report.others import OptionLine, Other, OthersReport, others_report
from survey.report.overview import Overview, overview
from survey.report.pace import Pace, pace
from survey.report.pairs import Pair, pair
from survey.report.quick import QuickReport, quick_report
from survey.report.ranking import Ranking, ranking
from survey.report.rows import COLUMNS, Entry, IndexRow
from survey.report.sample import Needed, Received
from survey.report.scope import Scope, scope
from survey.report.sides import NoFreeze, Shown, questionnaire_of, shown
from survey.report.spreads import Spread
from survey.report.standing import Standing
from survey.report.telling import Rows, shown_rows
from survey.report.told import Told
from survey.scoring import DRAWS

__all__ = [
    "CHANNELS",
    "COLUMNS",
    "DRAWS",
    "GROUPINGS",
    "LEVELS",
    "AgencyReport",
    "CriterionLine",
    "Entry",
    "Graded",
    "Groups",
    "Heat",
    "IndexRow",
    "Needed",
    "NoFreeze",
    "NotInRound",
    "NotThere",
    "OptionLine",
    "Other",
    "OthersReport",
    "Overview",
    "Pace",
    "Pair",
    "QuickReport",
    "Ranking",
    "Received",
    "Rows",
    "Scope",
    "Shown",
    "Spread",
    "Standing",
    "Told",
    "agency_report",
    "bodies_in",
    "close",
    "freeze",
    "graded",
    "groups",
    "heat",
    "index_rows",
    "others_report",
    "overview",
    "pace",
    "pair",
    "questionnaire_of",
    "quick_report",
    "ranking",
    "scope",
    "seed_of",
    "shown",
    "shown_rows",
    "under",
]
