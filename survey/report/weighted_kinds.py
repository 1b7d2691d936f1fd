"""The weighted index of every kind of bodies, made at the freeze: a page asks all its bodies."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from fractions import Fraction

from survey import store
from survey.report.bodies import bodies_of
from survey.report.strata import is_weighable
from survey.report.weighing import Beside
from survey.report.weighted_told import Strata, untold
from survey.scoring import Method, Weighted
from survey.store import Connection
from survey.store.freezes import Freeze
from survey.store.rounds import Round


def keep_weighted(db: Connection, this: Round, taken: Freeze) -> None:
    """Store the weighted index of each kind that a freeze of a closed round tells.

    To be called when the freeze has its kinds, its strata and its dossiers.
    """
    if not is_weighable(Method.parse(this.method)):
        return
    told = Strata(db, this, taken.no)
    gone = untold(db, this, taken.no)
    wholes = store.frozen.overall_of_kinds(db, this.id, taken.no)
    kinds = bodies_of(db, this, told.bodies).kinds()
    found = {
        kind: told.of_kind({body.id for body in some}, gone, wholes[kind].responses)
        for kind, some in kinds.items()
        if kind in wholes
    }
    texts = {kind: _written(one) for kind, one in found.items()}
    store.strata.keep_weighted(db, this.id, taken.no, texts)


def kept_weighted(db: Connection, this: Round, no: int, kind: str) -> Beside | None:
    """Return the weighted index of a kind as its freeze made it; None: it made none."""
    text = store.strata.weighted(db, this.id, no, kind)
    return _read(text) if text else None


def _written(one: Beside) -> str:
    return json.dumps(asdict(one), default=str, separators=(",", ":"))


def _read(text: str) -> Beside:
    found = json.loads(text)
    figure, day = found["figure"], found["day"]
    if figure is not None:
        figure["share"] = Fraction(figure["share"])
        figure["interval"] = tuple(figure["interval"])
    return Beside(
        figure=Weighted(**figure) if figure else None,
        why=found["why"],
        months=tuple(found["months"]),
        day=date.fromisoformat(day) if day else None,
    )
