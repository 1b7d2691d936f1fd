"""Counting sheets, quickly.

A record is cut into short runs of places (chunks) that lie wholly inside or outside every group.
A chunk has few possible values, so what a value adds is worked out once and remembered; a
person's sums in a group are then the sum of a few remembered numbers.
"""

from __future__ import annotations

import struct
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TypeVar

from survey.scoring.errors import BadCounts
from survey.words import N_

T = TypeVar("T")

BATCH = 16_384  # records held at a time
FEW = 1_000  # sheets; up to here adding up one by one beats working out each kind at the end
LARGEST_CHUNK = 4_096  # values a chunk may take: bounds what is remembered
MOST_KINDS_OF_PEOPLE = 131_072  # numbers held before they are folded into sums

DIGITS = {digit: value for value, digit in enumerate("0123456789abcdef")}

# A person's answers in a group, in one number of six fields of 10 bits, low to high:
# x, y, s of the rows about the desk, then x, y, s of those about the decider.
FIELD = 10
MASK = (1 << FIELD) - 1
HALF = 3 * FIELD
HALF_MASK = (1 << HALF) - 1

_SUMS = struct.Struct("<9Q")


class Counting:
    """Turns records into the bytes of a tally's record, in the order that `layout` describes.

    :param options: k of every place.
    :param boxes: for every multiple-choice question, the places of its boxes.
    :param groups: for every group with sums of its own, its places.
    :param decider: the places whose answers judge the decider.
    """

    def __init__(
        self,
        *,
        options: Sequence[int],
        boxes: Sequence[Collection[int]],
        groups: Sequence[Collection[int]],
        decider: Collection[int],
    ) -> None:
        self._options = tuple(options)
        self._chunks = cut(options, [*boxes, *groups])
        self._slices = [slice(chunk.start, chunk.stop) for chunk in self._chunks]
        self._lanes_of = [_Memo(_lanes_of(chunk, options)) for chunk in self._chunks]
        self._numbers_of = [_Memo(_number_of(lanes)) for lanes in self._lanes_of]
        ticks = [_Memo(_ticks) for _ in self._chunks]
        answers = [_Memo(_answers(chunk, frozenset(decider))) for chunk in self._chunks]
        self._boxes = [self._blend(places, ticks) for places in boxes]
        self._groups = [self._blend(places, answers) for places in groups]

    def one(self, record: str) -> bytes:
        """Return the lanes of one sheet."""
        self._refuse_width((record,))
        values = [record[chunk] for chunk in self._slices]
        pieces = [memo[value] for memo, value in zip(self._lanes_of, values, strict=True)]
        pieces += [_lane(blend.of_one(values) > 0) for blend in self._boxes]
        pieces += [_sums_of_one(blend.of_one(values)) for blend in self._groups]
        return b"".join(pieces)

    def few(self, records: Sequence[str]) -> bytes:
        """Return the lanes of at least one sheet; as `many`, and quicker up to about FEW."""
        self._refuse_width(records)
        columns = [[record[chunk] for record in records] for chunk in self._slices]
        pieces = [
            sum(map(memo.__getitem__, column)).to_bytes(len(lanes[column[0]]), "little")
            for memo, lanes, column in zip(self._numbers_of, self._lanes_of, columns, strict=True)
        ]
        pieces += [_lane(sum(map(bool, blend.of_batch(columns)))) for blend in self._boxes]
        sums: dict[tuple[int, ...], bytes] = {}
        for blend in self._groups:
            if blend.chunks not in sums:
                total = sum(map(_sums_number, blend.of_batch(columns)))
                sums[blend.chunks] = total.to_bytes(3 * _SUMS.size, "little")
            pieces.append(sums[blend.chunks])
        return b"".join(pieces)

    def many(self, records: Iterable[str]) -> tuple[int, bytes]:
        """Return how many sheets there were, and their lanes."""
        sheets = 0
        counters: list[Counter[str]] = [Counter() for _ in self._chunks]
        ticked = [0 for _ in self._boxes]
        # Groups over the same chunks (a part that is the whole) are added up once.
        people = {blend.chunks: _People() for blend in self._groups}
        blends = {blend.chunks: blend for blend in self._groups}
        rest = iter(records)
        while batch := list(islice(rest, BATCH)):
            sheets += len(batch)
            self._refuse_width(batch)
            columns = [[record[chunk] for record in batch] for chunk in self._slices]
            for counter, memo, column in zip(counters, self._lanes_of, columns, strict=True):
                counter.update(column)
                for value in counter.keys() - memo.keys():
                    memo[value]  # refuses a digit that its place does not know
            for at, blend in enumerate(self._boxes):
                ticked[at] += sum(map(bool, blend.of_batch(columns)))
            for key, blend in blends.items():
                if len(key) > 1:
                    people[key].add(Counter(blend.of_batch(columns)))
        for key, blend in blends.items():
            if len(key) == 1:
                people[key].add(blend.of_counter(counters[key[0]]))
        pieces = [
            lane
            for chunk, counter in zip(self._chunks, counters, strict=True)
            for lane in _count_options(chunk, self._options, counter)
        ]
        pieces += map(_lane, ticked)
        pieces += [people[blend.chunks].sums() for blend in self._groups]
        return sheets, b"".join(pieces)

    def _blend(self, places: Collection[int], memos: Sequence[_Memo[int]]) -> _Blend:
        wanted = frozenset(places)
        return _Blend(
            [(at, memos[at]) for at, chunk in enumerate(self._chunks) if chunk.start in wanted]
        )

    def _refuse_width(self, records: Iterable[str]) -> None:
        if not {len(record) for record in records} <= {len(self._options)}:
            raise BadCounts(
                N_("Mỗi phiếu của mẫu này phải có đúng %(places)s ký tự."),
                places=len(self._options),
            )


def cut(options: Sequence[int], groups: Iterable[Collection[int]]) -> list[range]:
    """Return the places cut into runs that no group's edge crosses, each of few values.

    >>> cut([5] * 6, [range(6), range(3), range(3, 6)])
    [range(0, 3), range(3, 6)]
    """
    sets = [frozenset(group) for group in groups]
    sides = [tuple(at in one for one in sets) for at in range(len(options))]
    chunks: list[range] = []
    first, values = 0, 1
    for at, k in enumerate(options):
        if at > first and (sides[at] != sides[first] or values * (k + 2) > LARGEST_CHUNK):
            chunks.append(range(first, at))
            first, values = at, 1
        values *= k + 2
    if options:
        chunks.append(range(first, len(options)))
    return chunks


class _Memo(dict[str, T]):
    """What a chunk's value comes to, worked out when it is first met."""

    def __init__(self, work_out: Callable[[str], T]) -> None:
        super().__init__()
        self._work_out = work_out

    def __missing__(self, value: str) -> T:
        self[value] = found = self._work_out(value)
        return found


class _Blend:
    """A number of each person that is added up over several chunks."""

    def __init__(self, memos: Sequence[tuple[int, _Memo[int]]]) -> None:
        self._memos = tuple(memos)
        self.chunks = tuple(chunk for chunk, _ in memos)

    def of_one(self, values: Sequence[str]) -> int:
        return sum([memo[values[chunk]] for chunk, memo in self._memos])

    def of_batch(self, columns: Sequence[list[str]]) -> Iterator[int]:
        numbers = [map(memo.__getitem__, columns[chunk]) for chunk, memo in self._memos]
        return map(sum, zip(*numbers, strict=True))

    def of_counter(self, counter: Counter[str]) -> Counter[int]:
        ((_, memo),) = self._memos
        numbers: Counter[int] = Counter()
        for value, count in counter.items():
            numbers[memo[value]] += count
        return numbers


class _People:
    """How many people have which number; the sums over them, for all rows, desk, decider."""

    def __init__(self) -> None:
        self._whole: Counter[int] = Counter()
        self._apart: tuple[Counter[int], ...] = (Counter(), Counter(), Counter())

    def add(self, people: Counter[int]) -> None:
        self._whole.update(people)
        if len(self._whole) > MOST_KINDS_OF_PEOPLE:
            self._fold()

    def sums(self) -> bytes:
        self._fold()
        return b"".join(map(_sums, self._apart))

    def _fold(self) -> None:
        both, desk, decider = self._apart
        for number, count in self._whole.items():
            of_desk, of_decider = number & HALF_MASK, number >> HALF
            both[of_desk + of_decider] += count
            desk[of_desk] += count
            decider[of_decider] += count
        self._whole.clear()


def _sums(people: Mapping[int, int]) -> bytes:
    """Return the nine lanes of `Sums` of people given by their x, y, s in three fields."""
    n = sx = sy = sxx = syy = sxy = ss = sss = ssy = 0
    for number, count in people.items():
        x, y, s = number & MASK, number >> FIELD & MASK, number >> 2 * FIELD
        if y:
            n += count
            sx += count * x
            sy += count * y
            sxx += count * x * x
            syy += count * y * y
            sxy += count * x * y
            ss += count * s
            sss += count * s * s
            ssy += count * s * y
    return _SUMS.pack(n, sx, sy, sxx, syy, sxy, ss, sss, ssy)


@lru_cache(maxsize=8_192)
def _sums_of_one(number: int) -> bytes:
    of_desk, of_decider = number & HALF_MASK, number >> HALF
    return b"".join(_sums({part: 1}) for part in (of_desk + of_decider, of_desk, of_decider))


@lru_cache(maxsize=32_768)
def _sums_number(number: int) -> int:
    return int.from_bytes(_sums_of_one(number), "little")


def _number_of(lanes: Mapping[str, bytes]) -> Callable[[str], int]:
    return lambda value: int.from_bytes(lanes[value], "little")


def _lanes_of(chunk: range, options: Sequence[int]) -> Callable[[str], bytes]:
    """Return what turns a chunk's value into the lanes of its places."""

    def lanes(value: str) -> bytes:
        return b"".join(_count_options(chunk, options, {value: 1}))

    return lanes


def _count_options(
    chunk: range, options: Sequence[int], counter: Mapping[str, int]
) -> Iterator[bytes]:
    """Yield, for every place of a chunk, the lanes of its options and its sixth choice."""
    for at, place in enumerate(chunk):
        people = [0] * (options[place] + 2)
        for value, count in counter.items():
            level = DIGITS.get(value[at], len(people))
            if level >= len(people):
                raise BadCounts(
                    N_("Ký tự thứ %(place)s của phiếu không phải lựa chọn nào của câu này."),
                    place=place + 1,
                )
            people[level] += count
        yield struct.pack(f"<{len(people) - 1}Q", *people[1:])


def _answers(chunk: range, decider: Collection[int]) -> Callable[[str], int]:
    """Return what turns a chunk's value into x, y, s in six fields."""

    def number(value: str) -> int:
        found = 0
        for place, digit in zip(chunk, value, strict=True):
            level = DIGITS[digit]
            if 1 <= level <= 5:
                answer = (level >= 4) | 1 << FIELD | level << 2 * FIELD
                found += answer << HALF if place in decider else answer
        return found

    return number


def _ticks(value: str) -> int:
    return value.count("1")


def _lane(count: int) -> bytes:
    return count.to_bytes(8, "little")
