"""Which strata of a body may be told apart, beside the desks that are shown and those that are not.

A weighted index beside the unweighted one is a second equation, and with other dossiers it is a
third. So every stratum that was ever told counts as known by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from survey.report.asking import FEW
from survey.report.covering import beside
from survey.store.strata import Stratum

# desk, field
At = tuple[int, str]


def pieces_of(rows: Sequence[Stratum], numbers: Mapping[str, int]) -> dict[At, int]:
    """Return (desk, field) → number of the piece of the body that it lies in, from 1 on.

    Pieces are what this freeze's strata and those that were told before leave together.

    :param rows: of one body; `numbers`: field → number of its stratum.
    """
    apart = {(row.desk, row.field): (row.apart or 0, numbers[row.field]) for row in rows}
    known = {piece: no for no, piece in enumerate(sorted(set(apart.values())), 1)}
    return {at: known[piece] for at, piece in apart.items()}


def is_plain(rows: Sequence[Stratum], one_officer: Collection[int]) -> bool:
    """Whether any strata of a body may be known: it leaves out no desk, nor has a field few."""
    return all(row.responses >= FEW and row.desk not in one_officer for row in rows)


def tells(
    rows: Sequence[Stratum], numbers: Mapping[str, int], one_officer: Collection[int]
) -> bool:
    """Whether the strata of a body may be known, each by itself, with those told before."""
    number_of = pieces_of(rows, numbers)
    if len(set(number_of.values())) < 2:
        return True
    sizes: Counter[int] = Counter()
    pieces: Counter[tuple[int, int]] = Counter()
    for row in rows:
        sizes[row.desk] += row.responses
        pieces[row.desk, number_of[row.desk, row.field]] += row.responses
    return are_tellable(pieces, gone_desks(sizes, one_officer))


def gone_desks(sizes: Mapping[int, int], one_officer: Collection[int]) -> set[int]:
    """Return the desks that are not told, as a body's page leaves them out.

    :param sizes: desk → people.
    """
    if min(sizes.values()) >= FEW and not set(sizes) & set(one_officer):
        return set()
    desks = sorted(sizes)
    alone = {at for at, desk in enumerate(desks) if desk in one_officer}
    few = {at for at, desk in enumerate(desks) if sizes[desk] < FEW}
    also = beside([sizes[desk] for desk in desks], few | alone, alone)
    return {desks[at] for at in few | alone | also}


def are_tellable(pieces: Mapping[tuple[int, int], int], gone: Collection[int]) -> bool:
    """Whether strata may be known beside the desks that are shown, and the sum of all.

    Desks that are left out must all lie in one stratum, for their sum is known anyway; and no
    stratum may cut a few people off a desk.

    :param pieces: (desk, stratum) → people.
    :param gone: the desks that are left out.

    >>> are_tellable({(1, 0): 40, (2, 1): 9, (3, 1): 3}, {2, 3})
    True
    >>> are_tellable({(1, 0): 40, (2, 1): 9, (3, 0): 3}, {2, 3})
    False
    """
    if len({stratum for desk, stratum in pieces if desk in gone}) > 1:
        return False
    return all(n >= FEW for (desk, _), n in pieces.items() if desk not in gone)
