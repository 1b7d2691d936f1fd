"""The square itself, as one outline of SVG."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import qrcode
from qrcode.constants import ERROR_CORRECT_H, ERROR_CORRECT_M, ERROR_CORRECT_Q

# Up to this many modules a side, a square of 85 mm has modules of 2 mm: read at arm's length
# by a cheap camera. A longer address gives up some of the repair before it gives up that.
LARGEST = 41
_REPAIR = (ERROR_CORRECT_H, ERROR_CORRECT_Q, ERROR_CORRECT_M)


def modules(url: str) -> list[list[bool]]:
    """Return the square's rows, dark is True, without the white border.

    With as much repair (H, 30 %) as the size allows. An address in capitals needs a
    smaller square, for QR packs capitals and digits tighter than other text.
    """
    for repair in _REPAIR:
        square = qrcode.QRCode(error_correction=repair, border=0)
        square.add_data(url)
        square.make(fit=True)
        if square.modules_count <= LARGEST:
            break
    return [[bool(dark) for dark in row] for row in square.get_matrix()]


def svg(rows: Sequence[Sequence[bool]]) -> str:
    """Return the square as an SVG of one unit a module: a single path, so no hairlines show."""
    side = len(rows)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}">'
        f'<path fill="#000" fill-rule="evenodd" d="{_outline(rows)}"/></svg>'
    )


def _outline(rows: Sequence[Sequence[bool]]) -> str:
    """Return the borders between dark and light as closed loops, in SVG's path language."""
    onward: defaultdict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    dark = {(x, y) for y, row in enumerate(rows) for x, is_dark in enumerate(row) if is_dark}
    for x, y in sorted(dark):
        corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)]
        beyond = [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)]
        for start, end, neighbour in zip(corners, corners[1:] + corners[:1], beyond, strict=True):
            if neighbour not in dark:
                onward[start].append(end)
    loops = []
    while onward:
        start = at = next(iter(onward))
        loop = f"M{at[0]} {at[1]}"
        while True:
            ends = onward[at]
            after = ends.pop()
            if not ends:
                del onward[at]
            loop += f"H{after[0]}" if after[1] == at[1] else f"V{after[1]}"
            at = after
            if at == start:
                break
        loops.append(loop + "Z")
    return "".join(loops)
