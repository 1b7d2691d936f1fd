"""Every table. The migrations make them; a test holds the two together.

A body, desk or round has an `id` that only the database uses and a `code` that people use.
A day is a day in the office (Asia/Ho_Chi_Minh). Nothing here tells when within a day
a citizen answered, from where, with what, or in which language.
"""

from survey.store.tables.columns import metadata
from survey.store.tables.frozen import (
    freeze,
    frozen_body,
    frozen_breakdown,
    frozen_breakdown_kind,
    frozen_figure,
    frozen_interval,
    frozen_kind,
    frozen_stratum,
    frozen_tally,
    frozen_transactions,
    frozen_weighted,
)
from survey.store.tables.places import (
    agency,
    agency_group,
    agency_name,
    desk,
    poster,
    succession,
    transactions,
)
from survey.store.tables.published import (
    edition,
    edition_group,
    edition_part,
    explanation,
    released,
)
from survey.store.tables.rounds import questionnaire, round_, round_agency, round_scale, round_step
from survey.store.tables.sheets import (
    comment,
    comment_count,
    comment_step,
    day_count,
    exclusion,
    quick,
    quick_spent,
    response,
    tally,
)
from survey.store.tables.staff import account, act, form_version, session, token
from survey.store.tables.yearly import (
    scoreboard,
    scoreboard_edition,
    scoreboard_place,
)

__all__ = [
    "account",
    "act",
    "agency",
    "agency_group",
    "agency_name",
    "comment",
    "comment_count",
    "comment_step",
    "day_count",
    "desk",
    "edition",
    "edition_group",
    "edition_part",
    "exclusion",
    "explanation",
    "form_version",
    "freeze",
    "frozen_body",
    "frozen_breakdown",
    "frozen_breakdown_kind",
    "frozen_figure",
    "frozen_interval",
    "frozen_kind",
    "frozen_stratum",
    "frozen_tally",
    "frozen_transactions",
    "frozen_weighted",
    "metadata",
    "poster",
    "questionnaire",
    "quick",
    "quick_spent",
    "released",
    "response",
    "round_",
    "round_agency",
    "round_scale",
    "round_step",
    "scoreboard",
    "scoreboard_edition",
    "scoreboard_place",
    "session",
    "succession",
    "tally",
    "token",
    "transactions",
]
