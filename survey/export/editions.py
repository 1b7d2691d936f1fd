"""Publishing (công bố): a freeze under a decision, kept as the very bytes that everybody gets.

Everything that the public reads of an edition, pages included, is read from these bytes; their
SHA-256 is printed on every page of it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from itertools import chain

from survey import report, store
from survey.export.decree import Decree, checked
from survey.export.plain import csv_as_json, from_csv, to_csv
from survey.report import IndexRow
from survey.store import Connection
from survey.store.editions import Edition, Part
from survey.store.rounds import BadRound, Round
from survey.words import N_

POOLED = WHOLE = ""  # the agency of a row that is of several; the kind of one that is of all


def publish(
    db: Connection,
    this: Round,
    *,
    decision: str,
    day: date,
    signatory: str,
    says: str = "",
    at: datetime,
    person: str,
) -> Edition:
    """Freeze a round's figures, publish them and return the edition.

    :param day: of the decision; `decision` is its number, `signatory` who signed it.
    :param says: what changed, for every edition but the first; it is a correction.
    :param at: this moment on the office's clock.
    :raises BadRound: if the round is open, or its sheets have expired; if bodies may still
        explain figures or wait for an answer.
    :raises BadDecree: as `checked`.
    """
    # Moving the version first makes two who publish wait for one another.
    store.form_version.bump(db)
    this = store.rounds.need(db, this.code)
    before = store.editions.last(db, this.id)
    check_publishable(db, this, at.date())
    decree = checked(
        Decree(decision, day, signatory, says), correction=before is not None, today=at.date()
    )
    made = _frozen(db, this, decree, no=before.no + 1 if before else 1, at=at, person=person)
    rows = _rows(db, this, made, pooled=True)
    made = replace(made, sha256=hashlib.sha256(to_csv(rows)).hexdigest())
    store.editions.add(db, made, to_csv([]).decode("utf-8-sig"), map(_part, _bodies(rows)))
    store.groups.keep(db, made, this.last)
    if this.state != "published":
        store.rounds.enter(db, this.id, "published", at.date(), person)
    return made


def recomputed(db: Connection, this: Round, edition: Edition) -> bytes:
    """Return the file of an edition, worked out anew from what its freeze holds.

    Editions of earlier versions tell bodies alone.
    """
    pooled = store.editions.part(db, edition, POOLED) is not None
    return to_csv(_rows(db, this, edition, pooled=pooled))


def is_whole(db: Connection, edition: Edition) -> bool:
    """Whether the file that is kept is the one that was published."""
    kept = hashlib.sha256()
    for some in csv_of(db, edition):
        kept.update(some)
    return kept.hexdigest() == edition.sha256


def csv_of(db: Connection, edition: Edition) -> Iterator[bytes]:
    """Return the file as it was published, body after body: UTF-8 with a byte order mark."""
    header = store.editions.header(db, edition).encode("utf-8-sig")
    parts = store.editions.parts(db, edition)
    return chain([header], (f"{part.overall}{part.below}".encode() for part in parts))


def json_of(db: Connection, edition: Edition) -> Iterator[bytes]:
    """Return the rows of that file as an array of objects, body after body."""
    header = store.editions.header(db, edition)
    parts = store.editions.parts(db, edition)
    return csv_as_json(header, (part.overall + part.below for part in parts))


def overall_lines(db: Connection, edition: Edition) -> str:
    """Return the file with nothing but overall indices."""
    header = store.editions.header(db, edition)
    return header + "".join(line for _, line in store.editions.overalls(db, edition))


def rows_of(db: Connection, edition: Edition, agency: str) -> list[IndexRow]:
    """Return every row of one body; none where the edition has no such body."""
    found = None if agency == POOLED else store.editions.part(db, edition, agency)
    if found is None:
        return []
    return from_csv(store.editions.header(db, edition) + found.overall + found.below)


def check_publishable(db: Connection, this: Round, today: date) -> None:
    """Refuse a round that may not be published today. :raises BadRound: then, and why."""
    if this.state == "open":
        raise BadRound(N_("Đợt chưa kết thúc thu phiếu, nên chưa công bố được."))
    if store.rounds.is_final(this):
        raise BadRound(N_("Phiếu của đợt đã hết hạn lưu, nên không đính chính được nữa."))
    if this.state != "provisional":
        return
    until = store.rounds.until(db, this.id)
    if until is not None and today <= until:
        raise BadRound(N_("Các đơn vị còn được giải trình đến hết ngày %(until)s."), until=until)
    if waiting := store.explanations.waiting(db, this.id):
        raise BadRound(N_("Còn %(num)s giải trình chưa được trả lời."), num=waiting)


def _frozen(
    db: Connection, this: Round, decree: Decree, *, no: int, at: datetime, person: str
) -> Edition:
    """Freeze a round under a decision; the edition still lacks what its file hashes to."""
    frozen = report.freeze(
        db, this, day=at.date(), person=person, edition=no, decision=decree.decision
    )
    earlier = store.rounds.previous(db, this)
    compared = store.editions.last(db, earlier.id) if earlier else None
    return Edition(
        round=this.id,
        no=no,
        freeze=frozen.no,
        decision=decree.decision,
        day=decree.day,
        signatory=decree.signatory,
        says=decree.says or None,
        at=at,
        person=person,
        sha256="",
        compared_round=compared.round if compared else None,
        compared_edition=compared.no if compared else None,
    )


def _rows(db: Connection, this: Round, edition: Edition, *, pooled: bool) -> list[IndexRow]:
    """Return what the public may see of an edition, through the channels that rank.

    :param pooled: whether the kinds and the whole follow the bodies.
    """
    rows = report.index_rows(
        db,
        this,
        source="frozen",
        channel=this.ranking_channel,
        hide=report.PUBLIC,
        edition=edition,
    )
    if pooled:
        rows += report.pooled_rows(db, this, list(rows), edition)
    return rows


def _part(body: list[IndexRow]) -> Part:
    return Part(body[0].agency, body[0].kind, _lines(body[:1]), _lines(body[1:]))


def _bodies(rows: Iterable[IndexRow]) -> Iterator[list[IndexRow]]:
    """Yield the rows of each body: they begin with its overall index."""
    some: list[IndexRow] = []
    for row in rows:
        if row.level == "overall" and some:
            yield some
            some = []
        some.append(row)
    if some:
        yield some


def _lines(rows: list[IndexRow]) -> str:
    return to_csv(rows).removeprefix(to_csv([])).decode()
