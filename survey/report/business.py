"""DDCI of a round's own questionnaire: what businesses answered, brought to 1..10 and weighed."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from survey import scoring
from survey.report.asking import PUBLIC
from survey.report.basis import questionnaire_of
from survey.report.telling import index_rows
from survey.scoring import Ddci, Indicator
from survey.store import Connection
from survey.store.rounds import Round


def ddci_of_round(
    db: Connection, this: Round, weights: Mapping[str, Decimal] | None = None
) -> dict[str, Ddci]:
    """Return agency → DDCI by the last freeze: criteria are indicators, factors components.

    It is worked out to be published, so what may not be told to everybody is not in it.

    Each of the bodies that the round ranks, compared within its kind. A criterion that is not
    told of a body is not known of it here either.

    :param weights: factor id → weight; None: every factor weighs the same.
    :raises NoFreeze: before the first freeze.
    :raises BadCounts: if the weights do not fit.
    """
    rows = index_rows(db, this, source="frozen", hide=PUBLIC)
    factor_of = {
        criterion.id: factor.id
        for factor in questionnaire_of(db, this).factors
        for criterion in factor.criteria
    }
    ranked: dict[str, list[str]] = {}
    for row in rows:
        if row.level == "overall" and row.rank is not None:
            ranked.setdefault(row.kind, []).append(row.agency)
    told: dict[str, dict[str, Decimal]] = {id_: {} for id_ in factor_of}
    for row in rows:
        if row.level == "criterion" and row.percent is not None:
            told[row.id][row.agency] = row.percent
    found: dict[str, Ddci] = {}
    for codes in ranked.values():
        indicators = [
            Indicator(factor_of[id_], id_, {code: values[code] for code in codes if code in values})
            for id_, values in told.items()
        ]
        found |= scoring.ddci([one for one in indicators if one.values], weights)
    return {code: found[code] for codes in ranked.values() for code in codes if code in found}
