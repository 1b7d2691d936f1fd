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
from survey.scoring.siblings import (
    BANDS,
    QD766,
    TT01_CRITERIA,
    TT01_MOST,
    Ddci,
    Indicator,
    ddci,
    qd766_total,
    rescale,
    tt01_band,
    tt01_total,
)
from survey.scoring.tally import Sums, Tally
from survey.scoring.yearly import OWN, PROVINCE, YEARLY, YearlyIndex

__all__ = [
    "BANDS",
    "OWN",
    "PROVINCE",
    "QD766",
    "TT01_CRITERIA",
    "TT01_MOST",
    "YEARLY",
    "BadCounts",
    "BadMethod",
    "Ddci",
    "Domain",
    "Group",
    "Indicator",
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
    "YearlyIndex",
    "change",
    "check_fits",
    "ddci",
    "effective_n",
    "gather",
    "mean_of_units",
    "option_share",
    "percent",
    "person_interval",
    "pool",
    "qd766_total",
    "rank",
    "ratio_interval",
    "ratio_variance",
    "rescale",
    "score",
    "score_people",
    "tt01_band",
    "tt01_total",
    "wilson",
]
