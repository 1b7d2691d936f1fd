"""Where a masked comment may still tell of somebody, for a reader to look at.

The masker looks for numbers alone and hides only what it is sure of. Names are guessed here from
capitals, which is wrong often enough that a person decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from survey.intake.masking import places

# Four digits and more that the masker let stand, but for a year.
_NUMBER = re.compile(r"(?<!\w)(?!(?:19|20)\d\d(?!\d))\d(?:[.\-/]?\d){3,}")
# Words with nothing but blanks between them.
_RUN = re.compile(r"[^\W\d_]+(?:\s+[^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+")
# A capital word after one of these is most likely somebody's name.
_TITLES = frozenset(
    ("ông", "bà", "anh", "chị", "cô", "chú", "bác", "em", "cháu", "thầy", "tên", "là", "chí")
) | {"bộ", "viên", "chức", "sĩ"}  # cán bộ, nhân viên, công chức, bác sĩ
# Names of offices begin so.
_OFFICES = frozenset(
    ("sở", "ubnd", "ủy", "bộ", "ban", "trung", "tỉnh", "phòng", "văn", "công", "việt", "hội")
)


def doubtful(text: str) -> list[tuple[int, int]]:
    """Return where a masked text may still tell of somebody: (start, end), none overlapping.

    What `mask` would hide today, long numbers, and what looks like a name.

    >>> text = "Cán bộ Lò Thị Mai hẹn 4 lần"
    >>> [text[start:end] for start, end in doubtful(text)]
    ['Lò Thị Mai']
    """
    found = [*places(text), *(one.span() for one in _NUMBER.finditer(text)), *_names(text)]
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if apart and start < apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return apart


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield where capitals stand in a row, or one behind a title."""
    if text.isupper():
        return
    for run in _RUN.finditer(text):
        words = [one.span() for one in _WORD.finditer(text, *run.span())]
        at = 0
        while at < len(words):
            end = at
            while end < len(words) and text[words[end][0]].isupper():
                end += 1
            yield from _name(text, words, at, end)
            at = max(end, at + 1)


def _name(
    text: str, words: list[tuple[int, int]], first: int, end: int
) -> Iterator[tuple[int, int]]:
    def small(at: int) -> str:
        return text[slice(*words[at])].lower()

    while first < end and small(first) in _TITLES:
        first += 1
    behind_title = first > 0 and small(first - 1) in _TITLES
    if first < end and small(first) not in _OFFICES and (end - first > 1 or behind_title):
        yield words[first][0], words[end - 1][1]
