"""A PDF's small parts packed together, as PDF 1.5 and PDF/A-2 allow (ISO 32000-1, 7.5.7, 7.5.8).

What tells a screen reader of tables is tens of thousands of small objects, which the typesetter
writes out one by one. Streams (pages, fonts, the file's description) stay as they are.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from itertools import pairwise

_ENTRY = re.compile(rb"(\d{10}) \d{5} ([nf])\r?\n")
_TOGETHER = 500  # objects in one pack: a reader unpacks it for any of them
_PLACED, _PACKED = 1, 2  # kinds of entries in the table

Entry = tuple[int, int, int]  # kind; where the object begins, or its pack; its number in the pack


def packed(made: bytes) -> bytes:
    """Return the same document in fewer bytes; the same input gives the same bytes.

    A file that was packed already is returned as it is.
    """
    at = int(made[made.rindex(b"startxref") :].split()[1])
    if not made.startswith(b"xref", at):
        return made
    begins, trailer = _table(made, at)
    out = bytearray(made[: min(begins.values())])
    table: dict[int, Entry] = {0: (0, 0, 0xFFFF)}
    small: list[tuple[int, bytes]] = []
    for number, body in _objects(made, begins, at):
        if body.endswith(b"endstream"):
            table[number] = _PLACED, len(out), 0
            out += _object(number, body)
        else:
            small.append((number, body))
    free = max(begins) + 1
    for first in range(0, len(small), _TOGETHER):
        some = small[first : first + _TOGETHER]
        table[free] = _PLACED, len(out), 0
        table |= {number: (_PACKED, free, order) for order, (number, _) in enumerate(some)}
        out += _object(free, _pack(some))
        free += 1
    table[free] = _PLACED, len(out), 0
    end = f"startxref\n{len(out)}\n%%EOF\n".encode()
    out += _object(free, _table_stream(table, trailer)) + end
    return bytes(out)


def _table(made: bytes, at: int) -> tuple[dict[int, int], bytes]:
    """Return where each object begins, and what the trailer says beside the size."""
    end = made.index(b"trailer", at)
    entries = _ENTRY.findall(made, at, end)
    begins = {number: int(place) for number, (place, used) in enumerate(entries) if used == b"n"}
    trailer = made[made.index(b"<<", end) + 2 : made.index(b"startxref", end)].strip()
    said = re.sub(rb"/Size \d+", b"", trailer.removesuffix(b">>"))
    return begins, said


def _objects(made: bytes, begins: dict[int, int], end: int) -> Iterator[tuple[int, bytes]]:
    """Yield each object's number and what it is, in the order of the file."""
    order = sorted((place, number) for number, place in begins.items())
    for (place, number), (follows, _) in pairwise([*order, (end, 0)]):
        body = made[place:follows].strip()
        yield number, body.removeprefix(b"%d 0 obj" % number).removesuffix(b"endobj").strip()


def _object(number: int, body: bytes) -> bytes:
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def _pack(some: Iterable[tuple[int, bytes]]) -> bytes:
    head, body = [], bytearray()
    for number, one in some:
        head.append(b"%d %d" % (number, len(body)))
        body += one + b"\n"
    first = b" ".join(head) + b"\n"
    return _stream(b"/Type/ObjStm/N %d/First %d" % (len(head), len(first)), first + bytes(body))


def _table_stream(table: dict[int, Entry], trailer: bytes) -> bytes:
    rows = b"".join(
        kind.to_bytes(1) + place.to_bytes(4) + order.to_bytes(2)
        for kind, place, order in (table.get(number, (0, 0, 0)) for number in range(max(table) + 1))
    )
    return _stream(b"/Type/XRef/Size %d/W[1 4 2]%s" % (max(table) + 1, trailer), rows)


def _stream(said: bytes, data: bytes) -> bytes:
    deflated = zlib.compress(data, 9)
    return b"<<%s/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (
        said,
        len(deflated),
        deflated,
    )
