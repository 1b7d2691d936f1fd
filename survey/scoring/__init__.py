"""Counts in, indices out. No Flask, no database, no files, no clock.

METHOD.md beside this file gives every formula, its source and a worked example.
"""

from survey.scoring.errors import BadCounts, BadMethod
from survey.scoring.groups import change, gather, mean_of_units, pool, rank
from survey.scoring.index import Domain, Score, Scores, check_fits, percent, score
from survey.scoring.interval import (
    Interval,
    Stratum,
    effective_n,
    ratio_interval,
    ratio_variance,
    wilson,
)
from survey.scoring.layout import Group, Layout, Place, Rows
from survey.scoring.method import Method
from survey.scoring.options import OptionShare, option_share
from survey.scoring.people import person_interval, score_people
from survey.scoring.tally import Sums, Tally
from survey.scoring.weights import Cell, Weighted, join_small, weigh

__all__ = [
    "BadCounts",
    "BadMethod",
    "Cell",
    "Domain",
    "Group",
    "Interval",
    "Layout",
    "Method",
    "OptionShare",
    "Place",
    "Rows",
    "Score",
    "Scores",
    "Stratum",
    "Sums",
    "Tally",
    "Weighted",
    "change",
    "check_fits",
    "effective_n",
    "gather",
    "join_small",
    "mean_of_units",
    "option_share",
    "percent",
    "person_interval",
    "pool",
    "rank",
    "ratio_interval",
    "ratio_variance",
    "score",
    "score_people",
    "weigh",
    "wilson",
]
