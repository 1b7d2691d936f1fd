"""Counts in, indices out. No Flask, no database, no files, no clock.

METHOD.md beside this file gives every formula, its source and a worked example.
"""

from survey.scoring.breakdown import Breakdown
from survey.scoring.errors import BadCounts, BadMethod
from survey.scoring.groups import change, gather, mean_of_units, pool, rank
from survey.scoring.index import Domain, Score, Scores, check_fits, criterion_score, percent, score
from survey.scoring.interval import (
    Interval,
    Stratum,
    effective_n,
    of_one_stratum,
    ratio_interval,
    ratio_variance,
    wilson,
)
from survey.scoring.layout import Group, Layout, Place, Rows
from survey.scoring.method import Method
from survey.scoring.options import OptionShare, option_share
from survey.scoring.people import person_interval, score_people
from survey.scoring.ranks import DRAWS, rank_intervals
from survey.scoring.sampling import ERROR, sample_needed
from survey.scoring.scale import BadScale, Scale, read_scale
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
from survey.scoring.tally import NO_SUMS, Sums, Tally
from survey.scoring.weights import Cell, Weighted, join_small, put_together, weigh
from survey.scoring.what_if import overall_if
from survey.scoring.yearly import OWN, PROVINCE, YEARLY, YearlyIndex

__all__ = [
    "BANDS",
    "DRAWS",
    "ERROR",
    "NO_SUMS",
    "OWN",
    "PROVINCE",
    "QD766",
    "TT01_CRITERIA",
    "TT01_MOST",
    "YEARLY",
    "BadCounts",
    "BadMethod",
    "BadScale",
    "Breakdown",
    "Cell",
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
    "Scale",
    "Score",
    "Scores",
    "Stratum",
    "Sums",
    "Tally",
    "Weighted",
    "YearlyIndex",
    "change",
    "check_fits",
    "criterion_score",
    "ddci",
    "effective_n",
    "gather",
    "join_small",
    "mean_of_units",
    "of_one_stratum",
    "option_share",
    "overall_if",
    "percent",
    "person_interval",
    "pool",
    "put_together",
    "qd766_total",
    "rank",
    "rank_intervals",
    "ratio_interval",
    "ratio_variance",
    "read_scale",
    "rescale",
    "sample_needed",
    "score",
    "score_people",
    "tt01_band",
    "tt01_total",
    "weigh",
    "wilson",
]
