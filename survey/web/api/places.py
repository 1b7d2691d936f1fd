"""Rounds, and the bodies of today."""

from __future__ import annotations

from typing import Any

from flask import Response

from survey import report, store
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round
from survey.store.tokens import SCOPES
from survey.web import here
from survey.web.api import answers, shapes
from survey.web.api.described import LANGUAGE, LIMIT, OFFSET, ROUND, Route
from survey.web.api.door import serves, token
from survey.web.api.problems import Trouble
from survey.words import N_


@serves(
    Route(
        "/api/v1/rounds",
        "rounds",
        N_("Các đợt khảo sát, đợt mới trước"),
        gives=shapes.Round,
        scopes=SCOPES,
        asks=(LANGUAGE, LIMIT, OFFSET),
        listed=True,
    )
)
def rounds(asked: dict[str, Any]) -> Response:
    """List the rounds."""
    with here.database().reading() as db:
        found = store.rounds.all_rounds(db)
        some = [_round(db, this) for this in answers.page(found, asked)]
    return answers.paged(answers.whole(some), len(found), asked)


@serves(
    Route(
        "/api/v1/rounds/{round}",
        "round",
        N_("Một đợt khảo sát và lần chốt số liệu gần nhất"),
        gives=shapes.Round,
        scopes=SCOPES,
        asks=(LANGUAGE,),
        where=(ROUND,),
    )
)
def one_round(asked: dict[str, Any], round: str) -> Response:
    """Tell one round."""
    with here.database().reading() as db:
        return answers.whole(_round(db, need(db, round)))


@serves(
    Route(
        "/api/v1/agencies",
        "agencies",
        N_("Các cơ quan, đơn vị đang hoạt động hôm nay, theo mã"),
        gives=shapes.Agency,
        scopes=SCOPES,
        asks=(LANGUAGE, LIMIT, OFFSET),
        listed=True,
    )
)
def agencies(asked: dict[str, Any]) -> Response:
    """List the bodies of today."""
    today = here.today()
    with here.database().reading() as db:
        seen = report.scope(db, token().agency, today)
        found = [body for body in store.agencies.all_on(db, today) if seen.sees(body.id)]
    some = [_agency(body) for body in answers.page(found, asked)]
    return answers.paged(answers.whole(some), len(found), asked)


def need(db: Connection, code: str) -> Round:
    """Return the round of this code. :raises Trouble: if there is none."""
    found = store.rounds.by_code(db, code)
    if found is None:
        raise Trouble(404, here.gettext(N_("Không có đợt mã “%(code)s”."), code=code))
    return found


def _round(db: Connection, this: Round) -> shapes.Round:
    kept = store.questionnaires.by_sha(db, this.questionnaire)
    assert kept is not None, "a round's questionnaire stands in the database"
    seen = report.shown(db, this)
    return shapes.Round(
        code=this.code,
        title=this.title,
        questionnaire=kept.code,
        frame=this.frame,
        method=this.method,
        minimum=this.minimum,
        rank_channels=this.rank_channels,
        first=this.first,
        last=this.last,
        state=this.state,
        freeze=shapes.Freeze(seen.no, seen.day, seen.since) if seen else None,
    )


def _agency(body: Agency) -> shapes.Agency:
    return shapes.Agency(body.code, body.name, body.kind, body.parent_code)
