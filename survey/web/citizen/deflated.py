"""A page that is the same for everybody but for one spot, kept already compressed.

A page is deflated once. What differs goes between its two halves as a stored block, which costs
a copy and a checksum instead of a compression for each reader: the first half ends with a full
flush and the second starts anew, so neither looks back over the gap.
"""

from __future__ import annotations

import zlib

# Magic, deflate, no flags, no time, slowest compression, unknown system (RFC 1952).
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
_RAW = -15
# Short blocks, each with a code of its own: style, script and questions have little in common.
_BLOCKS = 6
_LARGEST_STORED = 0xFFFF


class Deflated:
    """Two halves of a document and the gap between them. The second half is best kept short."""

    __slots__ = ("_crc", "_end", "_end_deflated", "_length", "_start")

    def __init__(self, start: bytes, end: bytes) -> None:
        first = zlib.compressobj(9, zlib.DEFLATED, _RAW, _BLOCKS)
        last = zlib.compressobj(9, zlib.DEFLATED, _RAW)
        self._start = _HEADER + first.compress(start) + first.flush(zlib.Z_FULL_FLUSH)
        self._end_deflated = last.compress(end) + last.flush()
        self._end = end
        self._crc = zlib.crc32(start)
        self._length = len(start) + len(end)

    @property
    def size(self) -> int:
        """How many bytes it holds."""
        return len(self._start) + len(self._end) + len(self._end_deflated)

    def gzip(self, gap: bytes) -> bytes:
        """Return the document as gzip.

        >>> import gzip
        >>> gzip.decompress(Deflated(b"<p>", b"</p>").gzip(b"gap"))
        b'<p>gap</p>'
        """
        if len(gap) > _LARGEST_STORED:
            raise ValueError(f"a stored block holds {_LARGEST_STORED} bytes, not {len(gap)}")
        size = len(gap).to_bytes(2, "little")
        opposite = (len(gap) ^ _LARGEST_STORED).to_bytes(2, "little")
        crc = zlib.crc32(self._end, zlib.crc32(gap, self._crc))
        return b"".join(
            (
                self._start,
                b"\x00",
                size,
                opposite,
                gap,
                self._end_deflated,
                crc.to_bytes(4, "little"),
                (self._length + len(gap)).to_bytes(4, "little"),
            )
        )

    def plain(self, gap: bytes) -> bytes:
        """Return the document for the few that take no gzip.

        >>> Deflated(b"<p>", b"</p>").plain(b"gap")
        b'<p>gap</p>'
        """
        start = zlib.decompressobj(_RAW).decompress(self._start[len(_HEADER) :])
        return start + gap + self._end
