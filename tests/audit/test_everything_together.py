"""One attacker who lays everything side by side that whoever sees a whole round may read.

Pages of bodies by every channel, desks, rankings, kinds, groups, the round at a glance, the
scoreboard, months and cross-tabs of a freeze are one system of equations, and those of all
freezes are another. No sum that must not be told may follow from them: of one
freeze none of under five people and no desk of one officer; of all of them no overall index of
under five. The attacker is told more than pages tell: who stands behind each figure, and which
desk had no sheet in which channel.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from survey.store import Database
from tests.audit.hearing import Hearing
from tests.audit.hearing_crosstabs import WAYS, category, cell, hear_crosstabs, inside, links
from tests.audit.knowing import following
from tests.audit.lives import (
    BODIES,
    CHANNELS,
    FACTORS,
    GROUPS,
    MONTHS,
    OVERALL,
    Life,
    Sum,
    begun,
    come,
    counted,
    frozen,
    minus,
)

FEW = 5
RANKED = ((), ("code",), ("code", "kiosk"))
VIEWS = [*({one} for one in CHANNELS), {"code", "kiosk"}, {"poster", "kiosk"}, set(CHANNELS)]
Secret = tuple[str, Sum]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", [5])
def test_nothing_that_is_left_out_follows_from_all_that_is_told(
    database: Database, seed: int
) -> None:
    life, heard = lived(database, seed)
    secrets = 0
    for one in heard:
        closed = life.closing <= one.no
        known = [*(links(life) if closed else ()), *(found for _, found in one.told)]
        hidden = [*left_out(life, one.no), *(of_closing(life) if closed else ())]
        assert leaks(known, hidden) == []
        secrets += len(hidden)
    known = [*links(life), *(found for one in heard for _, found in one.told)]
    over_time = [
        *(one for at in heard for one in left_out(life, at.no, overall=True)),
        *of_closing(life, overall=True),
    ]
    assert leaks(known, over_time) == []
    assert secrets > 60
    assert len(over_time) > 3
    assert sum(len(one.told) for one in heard) > 1000


def lived(database: Database, seed: int) -> tuple[Life, list[Hearing]]:
    """A round that is frozen while it is open, closed, and frozen again when more had come."""
    chance = random.Random(seed)
    heard = []
    with database.writing() as db:
        life = begun(db, chance, rank_channels=RANKED[seed % 3])
        for month in MONTHS:
            come(db, life, chance, month)
            no = frozen(db, life)
        heard.append(Hearing(db, life, no))
        come(db, life, chance, MONTHS[-1], (0, 0, 2, 9))
        for close in (True, False):
            no = frozen(db, life, close=close)
            heard.append(Hearing(db, life, no))
            hear_crosstabs(heard[-1])
            come(db, life, chance, MONTHS[-1], (0, 2, 9, 12))
    return life, heard


def leaks(known: list[Sum], secrets: list[Secret]) -> list[str]:
    found = following(known, [one for _, one in secrets])
    return [secrets[at][0] for at in found]


def left_out(life: Life, no: int, *, overall: bool = False) -> Iterator[Secret]:
    """Yield every index of under five people in a channel, and desks of few or of one officer.

    :param overall: overall indices of few people only.
    """
    state = life.state(no)
    for code in BODIES:
        for channels in VIEWS:
            groups = life.groups(code, channels)
            for key in (OVERALL,) if overall else GROUPS:
                if 0 < counted(life.people(state, groups), key)[0] < FEW:
                    yield f"{no} {code} {channels} {key}", life.sum(state, groups, key)
        desks = {desk for _, desk, _ in life.groups(code)}
        sizes = {desk: desk_of(life, no, code, desk, OVERALL)[0] for desk in desks}
        for desk in desks if sum(n > 0 for n in sizes.values()) > 1 else ():
            groups = [one for one in life.groups(code) if one[1] == desk]
            alone = (code, desk) in life.one_officer and not overall
            for key in (OVERALL,) if overall else (OVERALL, *FACTORS):
                n = desk_of(life, no, code, desk, key)[0]
                if 0 < n < FEW or (n and alone and key == OVERALL):
                    yield f"{no} desk {code} {desk} {key}", life.sum(state, groups, key)


def desk_of(life: Life, no: int, code: str, desk: str, key: tuple[str, str]) -> tuple[int, ...]:
    groups = [one for one in life.groups(code) if one[1] == desk]
    return counted(life.people(life.state(no), groups), key)


def of_closing(life: Life, *, overall: bool = False) -> Iterator[Secret]:
    """Yield every category and month of under five, and what lies between states and months."""
    keys = [OVERALL] if overall else [OVERALL, *FACTORS]
    for code in BODIES:
        for by in WAYS:
            people = inside(life, code, by, "")
            ids = {category(one, by) for one in people}
            for id_ in ids if len(ids) > 1 else ():
                for key in keys:
                    if 0 < counted(inside(life, code, by, id_), key)[0] < FEW:
                        yield f"{code} {by} {id_} {key}", cell(life, code, by, id_, key)
        for channels in VIEWS:
            yield from of_months(life, code, channels, keys)


def of_months(
    life: Life, code: str, channels: set[str], keys: list[tuple[str, str]]
) -> Iterator[Secret]:
    groups = life.groups(code, channels)
    before: dict[tuple[str, str, str], int] = {}
    for month in MONTHS:
        until = dict(life.until(month))
        for key in keys:
            if 0 < counted(life.people(until, groups, before), key)[0] < FEW:
                found = minus(life.sum(until, groups, key), life.sum(before, groups, key))
                yield f"{code} {channels} {month} {key}", found
        for no, state in enumerate(life.shown[: life.closing], 1):
            if 0 < sum(abs(until.get(one, 0) - state.get(one, 0)) for one in groups) < FEW:
                found = minus(life.sum(until, groups, OVERALL), life.sum(state, groups, OVERALL))
                yield f"{code} {channels} end of {month} and freeze {no}", found
        before = until
