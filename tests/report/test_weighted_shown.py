"""What may be told of strata is attacked: nobody can work out what is left out beside them."""

from __future__ import annotations

from itertools import combinations

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from survey.report.apart import are_tellable
from survey.report.asking import FEW
from survey.report.covering import beside
from tests.report.subtracting import rank

# People of each desk in each of three strata.
DESKS = st.lists(
    st.lists(st.sampled_from([0, 0, 2, 3, 5, 9, 30]), min_size=3, max_size=3),
    min_size=2,
    max_size=4,
)


# Of most of these nothing is told at all, which is right and leaves nothing to work out.
@settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(DESKS, st.sets(st.integers(0, 3)))
def test_no_desk_that_is_left_out_and_no_few_people_can_be_worked_out(
    desks: list[list[int]], one_officer: set[int]
) -> None:
    pieces = {(at, k): n for at, desk in enumerate(desks) for k, n in enumerate(desk) if n}
    sizes = [sum(desk) for desk in desks]
    alone = {at for at in one_officer if at < len(desks) and sizes[at]}
    few = {at for at, n in enumerate(sizes) if 0 < n < FEW}
    gone = few | alone | beside(sizes, few | alone, alone)
    gone = {at for at in gone if sizes[at]}
    assume(pieces and are_tellable(pieces, gone))
    atoms = list(pieces)
    shown = [at for at in range(len(desks)) if sizes[at] and at not in gone]
    known = [
        [1 for _ in atoms],
        *([int(desk == at) for desk, _ in atoms] for at in shown),
        *([int(stratum == k) for _, stratum in atoms] for k in range(3)),
    ]
    secret = [[int(desk == at) for desk, _ in atoms] for at in gone if len(gone) > 1]
    for many in range(1, FEW):
        for some in combinations(atoms, many):
            if sum(pieces[one] for one in some) < FEW and sum(sizes) >= FEW:
                secret.append([int(one in some) for one in atoms])
    told = rank(known)
    for one in secret:
        assert rank([*known, one]) > told
