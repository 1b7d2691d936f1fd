"""Layouts, and sheets as people fill them in, for the tests of this room."""

from __future__ import annotations

import random

from hypothesis import strategies as st

from survey.scoring import Domain, Group, Layout, Place
from tests.scoring.r.people import CRITERIA, DECIDER, FACTORS


def _small() -> Layout:
    parts: dict[str, list[int]] = {}
    factors = []
    for factor, (part, inside) in FACTORS.items():
        places = [CRITERIA.index(criterion) for criterion in inside]
        parts.setdefault(part, []).extend(places)
        factors.append(Group("factor", factor, tuple(places)))
    return Layout(
        [*(Place(criterion, 5) for criterion in CRITERIA), *EXTRAS],
        [
            Group("overall", "overall", tuple(range(len(CRITERIA)))),
            *(Group("part", part, tuple(places)) for part, places in parts.items()),
            *factors,
            *(Group("criterion", one, (at,)) for at, one in enumerate(CRITERIA)),
        ],
        {CRITERIA.index(criterion) for criterion in DECIDER},
    )


def _desk() -> Layout:
    """The service sheet of a desk: 16 criteria in five factors, one part, nine other places."""
    factors = {"access": 3, "procedure": 4, "staff": 3, "result": 3, "feedback": 3}
    others = (3, 2, 3, 2, 2, 5, 6, 7, 3)
    first, groups = 0, []
    for factor, rows in factors.items():
        groups.append(Group("factor", factor, tuple(range(first, first + rows))))
        first += rows
    return Layout(
        [*(Place(f"q{24 + at}", 5) for at in range(16))]
        + [Place(f"other{at}", k) for at, k in enumerate(others)],
        [
            Group("overall", "overall", tuple(range(16))),
            Group("part", "service", tuple(range(16))),
            *groups,
            *(Group("criterion", f"q{24 + at}", (at,)) for at in range(16)),
        ],
        {6, 10, 11, 12},
    )


EXTRAS = (Place("visit", 3), *(Place(f"c2_{box}", 1, many="c2") for box in range(1, 4)))
SMALL = _small()
DESK = _desk()

# Any sheet of the small layout, blanks and sixth choices too.
any_sheet = st.tuples(
    st.text("0123456", min_size=10, max_size=10),
    st.sampled_from("01234"),
    st.text("012", min_size=3, max_size=3),
).map("".join)
full_sheet = st.text("12345", min_size=10, max_size=10).map(lambda levels: levels + "0000")


def desk_sheets(people: int, *, seed: int = 1) -> list[str]:
    """Return sheets of the desk layout: a mood a person, some rows left blank."""
    chance = random.Random(seed)
    sheets = []
    for _ in range(people):
        mood = 2.5 + 2.5 * chance.random()
        levels = [
            chance.choice("06")
            if chance.random() < 0.08
            else str(min(5, max(1, round(mood + 2 * chance.random() - 1))))
            for _ in range(16)
        ]
        others = [str(chance.randrange(place.options + 2)) for place in DESK.places[16:]]
        sheets.append("".join(levels + others))
    return sheets


def whole(*sheets: str, layout: Layout = SMALL) -> Domain:
    """Return the domain of these sheets, every row of them counting."""
    return Domain(layout.count(sheets))


def levels(text: str) -> str:
    """Return a sheet of the small layout from its ten levels, nothing else filled in."""
    assert len(text) == len(CRITERIA)
    return text + "0" * len(EXTRAS)
