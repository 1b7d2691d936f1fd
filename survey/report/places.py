"""Cross-tabs by desk and by channel: what other pages tell of them, and the factors beside it.

The overall index of a desk, and every index of a channel, stand on pages of their own. So no more
is told here than there; and nothing whose answers are all alike.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from survey.report.asking import CHANNELS, Ask
from survey.report.bodies import Bodies
from survey.report.guarding import guard, secret
from survey.report.index import Index
from survey.report.rows import is_hidden
from survey.report.sides import Side
from survey.report.tabled import Row, Tabled, cell, shown
from survey.report.together import overall_of, scores_of_told
from survey.scoring import Method, Score, Scores
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.rounds import Round

_LEVELS = ("overall", "factor")


def by_desk(
    db: Connection, this: Round, bodies: Bodies, body: Agency, *, few: int
) -> tuple[Tabled, list[tuple[str, str]]]:
    """Return a body by its desks, and (code, name) of each."""
    index = _index(db, this, bodies, body, few)
    total = _row(index, body)
    entries = [one for one in index.desks(body) if one.row.responses]
    if not entries:
        return Tabled(total, ()), []
    lines = [_asked(index.side.scores({body.id}, desk=entry.unit)) for entry in entries]
    found = guard(
        {body.id: [[cell(one) for one in line] for line in lines]},
        few=few,
        gone={body.id: {at for at, entry in enumerate(entries) if is_hidden(entry.row.hidden)}},
        untold={at for at, one in enumerate(total) if at and one is None},
    )
    rows = zip(lines, found.of_body[body.id], strict=True)
    named = [(entry.row.group or "", entry.row.group_name or "") for entry in entries]
    return Tabled(total, tuple(shown(line, level, found.place) for line, level in rows)), named


def by_channel(
    db: Connection, this: Round, bodies: Bodies, body: Agency, *, few: int
) -> tuple[Tabled, list[str]]:
    """Return a body by the channels that its sheets came in, and the channels."""
    rows: dict[str, Row] = {}
    lines = []
    for channel in CHANNELS:
        index = _index(db, this, bodies, body, few, channel)
        line = _asked(index.side.scores({body.id}))
        if line[0].responses:
            rows[channel] = _row(index, body)
            lines.append([cell(one) for one in line])
    total = _row(_index(db, this, bodies, body, few), body)
    if not rows:
        return Tabled(total, ()), []
    gone = {at for at, row in enumerate(rows.values()) if row[0] is None}
    found = guard({body.id: lines}, few=few, gone={body.id: gone})
    told = tuple(
        tuple(one if level < at else None for one, at in zip(row, found.place, strict=True))
        for row, level in zip(rows.values(), found.of_body[body.id], strict=True)
    )
    return Tabled(total, told), list(rows)


def kinds_by_channel(
    db: Connection, this: Round, bodies: Bodies, kinds: Collection[str]
) -> tuple[Tabled, list[str]]:
    """Return the bodies of some kinds together by channel, and the channels.

    Several kinds are added up where each of them tells all of its own.
    """
    members = [{one.id for one in bodies.kinds()[kind]} for kind in kinds]
    rows: dict[str, Row] = {}
    for channel in CHANNELS:
        side = _side(db, this, members, frozenset({channel}))
        if side.overall(set().union(*members)).responses:
            rows[channel] = _together(side, members, alike=False)
    total = _together(_side(db, this, members, None), members, alike=True)
    return Tabled(total, tuple(rows.values())), list(rows)


def _together(side: Side, kinds: Sequence[set[int]], *, alike: bool) -> Row:
    """Return what may be told of kinds together; `alike`: also where all answers are."""
    everyone = side.scores(set().union(*kinds))
    own = [(side.scores(some), _of_kind(side, some)) for some in kinds]
    if len(own) == 1:
        ((_, found),) = own
    else:
        found = {
            key: score
            for key, score in everyone.items()
            if all(
                not exact[key].responses
                or (key in told and told[key].answers == exact[key].answers)
                for exact, told in own
            )
        }
    return tuple(
        one if one is not None and (alike or not secret(cell(one))) else None
        for one in (found.get((key[0], key[1])) for key in everyone if key[0] in _LEVELS)
    )


def _of_kind(side: Side, members: set[int]) -> Scores:
    """Return the indices of a kind as its own pages tell them."""
    found = scores_of_told(side, members)
    found.pop(("overall", "overall"), None)
    whole = overall_of(side, members)
    if whole.share is not None or not whole.responses:
        found[whole.level, whole.id] = whole
    return found


def _side(
    db: Connection, this: Round, members: Sequence[set[int]], channels: frozenset[str] | None
) -> Side:
    return Side(
        db,
        this,
        source="frozen",
        method=Method.parse(this.method),
        channels=channels,
        records=set().union(*members),
    )


def _index(
    db: Connection,
    this: Round,
    bodies: Bodies,
    body: Agency,
    few: int,
    channel: str | None = None,
) -> Index:
    channels = frozenset({channel}) if channel else None
    ask = Ask(agency=body.code, levels=_LEVELS, channels=channels, hide=few)
    return Index(db, this, ask, bodies=bodies, bare=True)


def _row(index: Index, body: Agency) -> Row:
    """Return a body's indices as its own page tells them."""
    gone = {
        (entry.row.level, entry.row.id)
        for entry in index.entries()
        if entry.unit == body.id and is_hidden(entry.row.hidden)
    }
    found = _asked(index.side.scores({body.id}))
    return tuple(None if (one.level, one.id) in gone else one for one in found)


def _asked(scores: Scores) -> list[Score]:
    return [one for (level, _), one in scores.items() if level in _LEVELS]
