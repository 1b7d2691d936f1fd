"""Somebody who adds and subtracts whatever a table with its totals tells."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeVar

Body = TypeVar("Body")


def nobody_is_told(
    table: Mapping[Body, Sequence[int]],
    gone: Mapping[Body, Collection[int]],
    gone_of_all: Collection[int] | None,
) -> None:
    """Assert that no cell left out, and no sum of few, follows from what is shown.

    Known are the people of each body, every total that is shown, and the sum of the others;
    no total where `gone_of_all` is None.
    """
    unknown = [(body, at) for body, options in gone.items() for at in options if table[body][at]]
    options = range(len(next(iter(table.values()))))
    columns = []
    if gone_of_all is not None:
        columns = [{at} for at in options if at not in gone_of_all] + [set(gone_of_all)]
    sums = [[cell[0] == body for cell in unknown] for body in table]
    sums += [[cell[1] in column for cell in unknown] for column in columns]
    for one in sums:
        inside = [table[body][at] for (body, at), is_in in zip(unknown, one, strict=True) if is_in]
        assert not inside or (len(inside) > 1 and sum(inside) >= 5), (table, gone)
    known = rank(sums)
    for at, cell in enumerate(unknown):
        alone = [place == at for place in range(len(unknown))]
        assert rank([*sums, alone]) > known, (table, gone, cell)


def rank(rows: Sequence[Sequence[int]]) -> int:
    """Return the rank of a matrix modulo a large prime."""
    prime, left, found = (1 << 61) - 1, [[int(one) for one in row] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((row for row in left if row[column]), None)
        if pivot is None:
            continue
        left.remove(pivot)
        found += 1
        inverse = pow(pivot[column], -1, prime)
        for row in left:
            times = row[column] * inverse % prime
            row[:] = [(a - times * b) % prime for a, b in zip(row, pivot, strict=True)]
    return found
