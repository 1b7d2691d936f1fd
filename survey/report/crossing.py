"""Bodies by options, with the totals of both shown: what is left out so that no small cell is told.

Under five people in a cell say too much of who came. Such a cell is left out; so are others of its
body and of its option, until no sum or difference of what is shown gives it back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from survey.report.asking import FEW
from survey.report.covering import beside, enough

_Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Crossed:
    """Numbers of the options left out: of each body, and of all together.

    `of_all` None: nothing of all together is told.
    """

    of_body: dict[int, set[int]]
    of_all: set[int] | None


def crossed(table: Mapping[int, Sequence[int]]) -> Crossed:
    """Return what is left out of a table of people: body → people per option, five or more a body.

    >>> crossed({1: [40, 3, 12], 2: [9, 30, 20], 3: [30, 20, 10]})
    Crossed(of_body={1: {1, 2}, 2: set(), 3: {1, 2}}, of_all=set())
    """
    alone = {body: _of_row(row) for body, row in table.items()}
    total = [sum(people) for people in zip(*table.values(), strict=True)]
    of_all = _of_row(total)
    if len(table) < 2:
        return Crossed(alone, of_all)
    columns = [{at} for at in range(len(total)) if at not in of_all]
    columns += [of_all] if of_all else []
    out = {body: set(gone) for body, gone in alone.items()}
    size = -1
    while size != (size := sum(map(len, out.values()))):
        for body, gone in out.items():
            if gone:
                gone |= beside(table[body], gone)
        for column in columns:
            _cover(table, out, column)
        if size == sum(map(len, out.values())):
            for body, _column in bridges(out, columns):
                out[body] |= {at for at, n in enumerate(table[body]) if n}
    told = all(_is_safe(table, out, column) for column in columns)
    if not told or any(bridges(out, columns)):
        return Crossed(alone, None)
    return Crossed(out, of_all)


def _of_row(row: Sequence[int]) -> set[int]:
    if min(row, default=FEW) >= FEW:
        return set()
    few = {at for at, n in enumerate(row) if 0 < n < FEW}
    return few | beside(row, few)


def _cover(table: Mapping[int, Sequence[int]], out: dict[int, set[int]], column: set[int]) -> None:
    """Leave out of a column, in place, the smallest others beside those that are."""
    bodies = list(table)
    gone = {at for at, body in enumerate(bodies) if not out[body].isdisjoint(column)}
    if not gone:
        return
    sizes = [_people(table[body], out[body] & column or column) for body in bodies]
    for at in beside(sizes, gone):
        out[bodies[at]] |= {one for one in column if table[bodies[at]][one]}


def _is_safe(
    table: Mapping[int, Sequence[int]], out: Mapping[int, set[int]], column: set[int]
) -> bool:
    sizes = [_people(table[body], gone & column) for body, gone in out.items() if gone & column]
    return not sizes or enough(sizes)


def _people(row: Sequence[int], options: set[int]) -> int:
    return sum(row[at] for at in options)


def bridges(out: Mapping[int, set[int]], columns: Sequence[set[int]]) -> Iterator[tuple[int, int]]:
    """Yield (body, column) of every cell left out that the totals alone give back.

    In the graph of bodies and columns, joined where a cell is left out, these are the edges that
    lie on no circle.

    Source: Gusfield (1988), SIAM Journal on Computing 17(3), 552-571.
    """
    near: dict[_Node, list[_Node]] = {}
    for body, gone in out.items():
        for at, column in enumerate(columns):
            if gone & column:
                near.setdefault(("body", body), []).append(("column", at))
                near.setdefault(("column", at), []).append(("body", body))
    order: dict[_Node, int] = {}
    low: dict[_Node, int] = {}
    for start in near:
        if start in order:
            continue
        order[start] = low[start] = len(order)
        path = [(start, start, iter(near[start]))]
        while path:
            node, parent, rest = path[-1]
            for one in rest:
                if one not in order:
                    order[one] = low[one] = len(order)
                    path.append((one, node, iter(near[one])))
                    break
                if one != parent:
                    low[node] = min(low[node], order[one])
            else:
                path.pop()
                if node != parent:
                    low[parent] = min(low[parent], low[node])
                    if low[node] > order[parent]:
                        ends = dict((node, parent))
                        yield ends["body"], ends["column"]
