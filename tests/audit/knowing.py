"""Sums that somebody has read, and whether another sum follows from them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping

PRIME = (1 << 61) - 1
# Unknown → how often it is in a sum.
Sum = Mapping[Hashable, int]


def following(told: Iterable[Sum], secrets: Iterable[Sum]) -> list[int]:
    """Return the numbers of the secrets that are sums and differences of what is told.

    Unknowns that stand in the very same sums, equally often, are taken together first: the rest
    is elimination modulo a large prime.
    """
    told, secrets = [dict(one) for one in told], [dict(one) for one in secrets]
    columns: dict[Hashable, list[tuple[int, int]]] = defaultdict(list)
    for row, one in enumerate([*told, *secrets]):
        for unknown, times in one.items():
            if times:
                columns[unknown].append((row, times))
    number: dict[tuple[tuple[int, int], ...], int] = {}
    rows: list[dict[int, int]] = [{} for _ in range(len(told) + len(secrets))]
    for places in columns.values():
        at = number.setdefault(tuple(places), len(number))
        for row, times in places:
            rows[row][at] = times
    basis: dict[int, dict[int, int]] = {}
    for row_ in sorted(_distinct(rows[: len(told)]), key=len):
        rest = _reduced(row_, basis)
        if rest:
            first = min(rest)
            inverse = pow(rest[first], -1, PRIME)
            basis[first] = {at: value * inverse % PRIME for at, value in rest.items()}
    return [at for at, row_ in enumerate(rows[len(told) :]) if row_ and not _reduced(row_, basis)]


def _distinct(rows: Iterable[dict[int, int]]) -> list[dict[int, int]]:
    return [dict(one) for one in {tuple(sorted(row.items())) for row in rows if row}]


def _reduced(row: dict[int, int], basis: Mapping[int, dict[int, int]]) -> dict[int, int]:
    left = {at: value % PRIME for at, value in row.items()}
    while left:
        at = next((one for one in sorted(left) if one in basis), None)
        if at is None:
            return left
        times = left[at]
        for place, value in basis[at].items():
            rest = (left.get(place, 0) - times * value) % PRIME
            if rest:
                left[place] = rest
            else:
                left.pop(place, None)
    return left
