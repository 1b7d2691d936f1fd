"""Counts of a round become figures that people read. No Flask, no SQL, no clock."""

from survey import topics
from survey.questionnaire import Questionnaire
from survey.report import comments
from survey.report.agency import AgencyReport, CriterionLine, agency_report
from survey.report.asking import CHANNELS, GROUPINGS, LEVELS, PUBLIC, NotInRound, NotThere, few_for
from survey.report.basis import NoFreeze, Shown, questionnaire_of, shown
from survey.report.bodies import bodies_in, body_in, under
from survey.report.business import ddci_of_round
from survey.report.categories import BLANK, Category, Crosstab
from survey.report.comments import NoComments, Published, Readable, Subjects
from survey.report.crosstab import NoCrosstabs, crosstab, exact_crosstab
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
from survey.report.graded import Graded, graded
from survey.report.groups import GroupLine, Groups, Member, groups
from survey.report.heat import Cell, Heat, heat
from survey.report.intervals import touch
from survey.report.kinds import KindIndex
from survey.report.made import seed_of
from survey.report.others import OptionLine, Other, OthersReport, others_report
from survey.report.over_years import Trend, Years, years_of, years_of_province
from survey.report.overview import Overview, overview
from survey.report.pace import Pace, pace
from survey.report.pairs import Pair, pair
from survey.report.pooled import adds_up, pooled_rows
from survey.report.published import published_reports
from survey.report.quick import QuickReport, quick_report
from survey.report.ranking import Ranking, first_kind, ranking
from survey.report.rows import COLUMNS, Entry, IndexRow
from survey.report.sample import Needed, Received
from survey.report.scope import Scope, scope
from survey.report.scoreboard import BEST, Scoreboard, laid_out, scoreboard
from survey.report.sentence import (
    aims,
    headline,
    leaders,
    province_named,
    said_change,
    said_rank,
    said_rank_change,
    said_target,
    said_value,
    sentence,
    title,
)
from survey.report.spreads import Spread, spread_of
from survey.report.standing import Standing, Verdict
from survey.report.telling import Rows, index_rows, shown_rows
from survey.report.told import Told
from survey.report.weighing import Beside
from survey.report.weighted import WeightedRow, weighted_rows
from survey.report.weighted_lines import (
    LINE_COLUMNS,
    WeightedLine,
    WeightedLines,
    weighted_lines,
)
from survey.report.weighted_shown import (
    WeightedBody,
    WeightedRanking,
    weighted_of_body,
    weighted_ranking,
)
from survey.report.yearly import FRAMES, Figure, Table
from survey.scoring import DRAWS, PROVINCE, YEARLY, Breakdown
from survey.topics import Topic, topics_of

__all__ = [
    "BEST",
    "BLANK",
    "CHANNELS",
    "COLUMNS",
    "DRAWS",
    "FRAMES",
    "GROUPINGS",
    "LEVELS",
    "LINE_COLUMNS",
    "LONGEST_EXPLANATION",
    "PROVINCE",
    "PUBLIC",
    "YEARLY",
    "AgencyReport",
    "BadExplanation",
    "Beside",
    "Breakdown",
    "Category",
    "Cell",
    "CriterionLine",
    "Crosstab",
    "Entry",
    "Explained",
    "Figure",
    "Graded",
    "GroupLine",
    "Groups",
    "Heat",
    "IndexRow",
    "KindIndex",
    "Member",
    "Needed",
    "NoComments",
    "NoCrosstabs",
    "NoFreeze",
    "NotInRound",
    "NotThere",
    "OptionLine",
    "Other",
    "OthersReport",
    "Overview",
    "Pace",
    "Pair",
    "Published",
    "Questionnaire",
    "QuickReport",
    "Ranking",
    "Readable",
    "Received",
    "Rows",
    "Scope",
    "Scoreboard",
    "Shown",
    "Spread",
    "Standing",
    "Subjects",
    "Table",
    "Told",
    "Topic",
    "Trend",
    "Verdict",
    "WeightedBody",
    "WeightedLine",
    "WeightedLines",
    "WeightedRanking",
    "WeightedRow",
    "Years",
    "adds_up",
    "agency_report",
    "aims",
    "answer",
    "bodies_in",
    "body_in",
    "close",
    "comments",
    "crosstab",
    "ddci_of_round",
    "exact_crosstab",
    "explain",
    "explained",
    "few_for",
    "first_kind",
    "freeze",
    "graded",
    "groups",
    "headline",
    "heat",
    "index_rows",
    "laid_out",
    "leaders",
    "others_report",
    "overview",
    "pace",
    "pair",
    "pooled_rows",
    "province_named",
    "provisional",
    "published_reports",
    "questionnaire_of",
    "quick_report",
    "ranking",
    "said_change",
    "said_rank",
    "said_rank_change",
    "said_target",
    "said_value",
    "scope",
    "scoreboard",
    "seed_of",
    "sentence",
    "shown",
    "shown_rows",
    "spread_of",
    "title",
    "topics",
    "topics_of",
    "touch",
    "under",
    "weighted_lines",
    "weighted_of_body",
    "weighted_ranking",
    "weighted_rows",
    "years_of",
    "years_of_province",
]
