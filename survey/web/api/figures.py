"""A round's figures as they were last frozen: never a live row, and no more than pages show."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from flask import Response

from survey import export, report, store
from survey.report import (
    LINE_COLUMNS,
    AgencyReport,
    CriterionLine,
    Entry,
    IndexRow,
    NoFreeze,
    NotInRound,
    Shown,
    WeightedLine,
)
from survey.report.rows import is_hidden
from survey.store import Connection
from survey.store.rounds import Round
from survey.store.tokens import SCOPES
from survey.web import here
from survey.web.api import answers, shapes
from survey.web.api import described as say
from survey.web.api.door import bp, serves, token
from survey.web.api.places import need
from survey.web.api.problems import Trouble, told
from survey.words import N_, Refusal


@serves(
    say.Route(
        "/api/v1/rounds/{round}/indices",
        "indices",
        N_("Chỉ số của lần chốt gần nhất, đúng các cột của tệp CSV và JSON"),
        gives=IndexRow,
        scopes=("indices",),
        asks=(
            say.LEVEL,
            say.AGENCY,
            say.CHANNEL,
            say.FORMAT,
            say.LANGUAGE,
            say.LIMIT,
            say.OFFSET,
        ),
        where=(say.ROUND,),
        listed=True,
        tables=True,
        dated=True,
    )
)
def indices(asked: dict[str, Any], round: str) -> Response:
    """Give the rows of the last freeze."""
    return _rows(asked, round, _pieces(asked), export.MEDIA[asked["format"]])


@serves(
    say.Route(
        "/api/v1/rounds/{round}/weighted",
        "weighted",
        N_("Chỉ số có quyền số theo số hồ sơ đã giải quyết, bên cạnh chỉ số không quyền số"),
        gives=WeightedLine,
        scopes=("indices",),
        asks=(say.LEVEL, say.AGENCY, say.FORMAT, say.LANGUAGE, say.LIMIT, say.OFFSET),
        where=(say.ROUND,),
        listed=True,
        tables=True,
        dated=True,
    )
)
def weighted(asked: dict[str, Any], round: str) -> Response:
    """Give the weighted figures of the last freeze, through the channels that rank."""
    with here.database().reading() as db:
        this, seen = _frozen(db, round)
        # A freeze that kept no dossiers shows them as they stand.
        tag = _tag(db, asked, store.dossiers.state(db, this, seen.no))
        if answers.unchanged(tag):
            return answers.not_modified(tag, seen.day)
        lines = report.weighted_lines(
            db,
            this,
            level=asked["level"],
            agency=asked["agency"],
            only=report.scope(db, token().agency, this.last).ids,
            language=here.language().code,
        )
    write = partial(_pieces(asked), columns=LINE_COLUMNS)
    return answers.listed(
        lines, asked, write, tag=tag, day=seen.day, media=export.MEDIA[asked["format"]]
    )


@serves(
    say.Route(
        "/api/v1/rounds/{round}/agencies",
        "round_agencies",
        N_("Các đơn vị trong số liệu đã chốt của một đợt, theo mã"),
        gives=shapes.RoundAgency,
        scopes=SCOPES,
        asks=(say.LANGUAGE, say.LIMIT, say.OFFSET),
        where=(say.ROUND,),
        listed=True,
        dated=True,
    )
)
def round_agencies(asked: dict[str, Any], round: str) -> Response:
    """List the bodies of a round."""

    def write(rows: Iterable[IndexRow]) -> Iterable[bytes]:
        return [answers.text([_body(row) for row in rows])]

    whole = {"level": "overall", "agency": None, "channel": None}
    return _rows(asked | whole, round, write, export.MEDIA["json"])


@serves(
    say.Route(
        "/api/v1/rounds/{round}/agencies/{code}",
        "report",
        N_("Số liệu của một đơn vị: phần, yếu tố, tiêu chí theo từng mức, quầy"),
        gives=shapes.Report,
        scopes=("reports",),
        asks=(say.CHANNEL, say.LANGUAGE),
        where=(say.ROUND, say.BODY),
        dated=True,
    )
)
def one_report(asked: dict[str, Any], round: str, code: str) -> Response:
    """Tell what a body's own page shows."""
    with here.database().reading() as db:
        this, seen = _frozen(db, round)
        tag = _tag(db, asked)
        if answers.unchanged(tag):
            return answers.not_modified(tag, seen.day)
        scope = report.scope(db, token().agency, this.last)
        found = report.agency_report(
            db,
            this,
            code,
            channel=asked["channel"],
            only=scope.ids,
            language=here.language().code,
        )
        assert found is not None, "the round is frozen"
        if not scope.sees(found.body.id):
            raise NotInRound(round, code)
    return answers.kept(answers.text(_report(found)), tag=tag, day=seen.day)


@bp.errorhandler(NotInRound)
@bp.errorhandler(NoFreeze)
def _missing(refusal: Refusal) -> Response:
    return told(Trouble(404, here.refusal(refusal)))


def _rows(
    asked: dict[str, Any],
    round: str,
    write: Callable[[Iterable[IndexRow]], Iterable[bytes]],
    media: str,
) -> Response:
    """Answer with a page of index rows, written one way or another."""
    with here.database().reading() as db:
        this, seen = _frozen(db, round)
        tag = _tag(db, asked)
        if answers.unchanged(tag):
            return answers.not_modified(tag, seen.day)
        rows = report.shown_rows(
            db,
            this,
            level=asked["level"],
            agency=asked["agency"],
            channel=asked["channel"],
            only=report.scope(db, token().agency, this.last).ids,
            language=here.language().code,
        )
    if asked["agency"] is not None and not rows:
        raise NotInRound(round, asked["agency"])
    return answers.listed(rows, asked, write, tag=tag, day=seen.day, media=media)


def _pieces(asked: dict[str, Any]) -> Callable[..., Iterable[bytes]]:
    """Return what writes rows in the form that is asked for."""
    return export.csv_pieces if asked["format"] == "csv" else export.json_pieces


def _frozen(db: Connection, code: str) -> tuple[Round, Shown]:
    this = need(db, code)
    seen = report.shown(db, this)
    if seen is None:
        raise NoFreeze(code)
    return this, seen


def _tag(db: Connection, asked: dict[str, Any], *more: object) -> str:
    of_token = token().agency
    return answers.state_tag(db, of_token, sorted(asked.items()), here.language().code, *more)


def _body(row: IndexRow) -> shapes.RoundAgency:
    return shapes.RoundAgency(row.agency, row.agency_name, row.kind, row.responses)


def _report(found: AgencyReport) -> shapes.Report:
    row = found.overall.row
    # Of a body that is not told at all, its page says neither levels nor how its kind stands.
    gone = is_hidden(row.hidden)
    return shapes.Report(
        round=found.round.code,
        agency=_body(row),
        channel=found.channel,
        method=found.method,
        freeze_no=found.shown.no,
        freeze_day=found.shown.day,
        before=found.before or None,
        overall=row,
        parts=tuple(entry.row for entry in found.parts),
        factors=tuple(entry.row for entry in found.factors),
        criteria=tuple(_criterion(line, gone) for line in found.criteria),
        desks=tuple(_desk(entry.row) for entry in found.desks),
        kind=() if gone else tuple(_kinds(found)),
    )


def _criterion(line: CriterionLine, gone: bool) -> shapes.Criterion:
    return shapes.Criterion(
        index=line.entry.row,
        factor=line.factor,
        ref=line.ref,
        levels=None if gone else line.levels,
        skipped=None if gone else line.skipped,
        blank=None if gone else line.blank,
    )


def _desk(row: IndexRow) -> shapes.Desk:
    return shapes.Desk(
        code=row.group or "",
        name=row.group_name or "",
        responses=row.responses,
        percent=row.percent,
        low=row.low,
        high=row.high,
        hidden=row.hidden,
    )


def _kinds(found: AgencyReport) -> list[shapes.OfKind]:
    entries: tuple[Entry, ...] = (found.overall, *found.parts, *found.factors)
    return [
        shapes.OfKind(entry.row.level, entry.row.id, whole.responses, whole.percent)
        for entry in entries
        if (whole := found.of_kind(entry)) and whole.percent is not None
    ]
