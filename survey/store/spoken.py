"""What the published comments of a round speak of: counts that move with every act of a reviewer.

Of a comment that is hidden or masked again nothing stays here: a count of none is no row.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from sqlalchemy import Connection, delete, func, select

from survey.store.prepared import adding
from survey.store.tables import comment_count, round_

# What it is about, the key of that, its spelling.
Said = tuple[str, str, str]
RULE, TOPIC, WORDS = "rule", "topic", "words"

_C = comment_count.c
_ADD = adding(comment_count, "many")
_AT_ONCE = 200  # pairs whose spellings are read together


def said(rule: str, topics: Collection[str], pairs: Mapping[str, str]) -> Counter[Said]:
    """Return what one comment adds.

    :param topics: what it is of; `pairs`: folded → as written.
    """
    found = [(RULE, rule, ""), *((TOPIC, one, "") for one in topics)]
    return Counter([*found, *((WORDS, folded, written) for folded, written in pairs.items())])


def add(db: Connection, round_id: int, more: Counter[Said], *, sign: int = 1) -> None:
    """Count comments in, or out again (`sign` -1)."""
    # Locked in one order, whoever counts.
    _ADD.run_rows(db, [(round_id, *one, sign * many) for one, many in sorted(more.items())])
    if sign < 0:
        db.execute(delete(comment_count).where(_C.round == round_id, _C.many <= 0))


def hold(db: Connection, round_id: int) -> None:
    """Let nobody else count comments of a round until this transaction ends."""
    db.execute(select(round_.c.id).where(round_.c.id == round_id).with_for_update(key_share=True))


def forget(db: Connection, round_id: int) -> None:
    """Count from nothing again."""
    db.execute(delete(comment_count).where(_C.round == round_id))


def counted(db: Connection, round_id: int) -> dict[str, int]:
    """Return the rule by which comments were counted → how many; nothing: none was."""
    return _many(db, round_id, RULE)


def topics(db: Connection, round_id: int) -> dict[str, int]:
    """Return topic → how many comments are of it."""
    return _many(db, round_id, TOPIC)


def words(db: Connection, round_id: int, *, fewest: int) -> Iterator[dict[str, int]]:
    """Yield the pairs of words that `fewest` comments or more hold, the commonest first.

    Each as its spellings with how many comments hold them. Read as far as it is asked for.
    """
    total = func.sum(_C.many)
    found = (
        select(_C.key)
        .where(_C.round == round_id, _C.about == WORDS)
        .group_by(_C.key)
        .having(total >= fewest)
        .order_by(total.desc(), _C.key)
    )
    keys = db.scalars(found).all()
    for at in range(0, len(keys), _AT_ONCE):
        yield from _spellings(db, round_id, keys[at : at + _AT_ONCE])


def _spellings(db: Connection, round_id: int, keys: Sequence[str]) -> Iterator[dict[str, int]]:
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    rows = select(_C.key, _C.text, _C.many).where(
        _C.round == round_id, _C.about == WORDS, _C.key.in_(keys)
    )
    for key, text, many in db.execute(rows):
        found[key][text] = many
    yield from (found[key] for key in keys)


def _many(db: Connection, round_id: int, about: str) -> dict[str, int]:
    rows = select(_C.key, _C.many).where(_C.round == round_id, _C.about == about)
    return {row.key: row.many for row in db.execute(rows)}
