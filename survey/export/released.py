"""The sheets of a closed round, a row each, without anything that leads to a person.

No desk, body, day, channel or comment: the group of the unit, the answers, and what people said of
themselves as far as five of the group said the same. Rows stand in random order under running
numbers. Made once for an edition and kept, so that no two files can be laid side by side.
"""

from __future__ import annotations

import random
import secrets
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from typing import IO

from survey import report, store
from survey.export.given_away import without_group
from survey.report import Questionnaire
from survey.store import Connection, Database
from survey.store.responses import COUNTED
from survey.store.rounds import Round
from survey.words import N_, Refusal

LEAST = 5  # rows that share what their people said of themselves
# What a row loses first; whatever else is asked of people goes before it.
_LOST = ("occupation", "education", "age", "gender")
_STRETCH = 16_384  # rows shuffled at a time
_MOST_STRETCHES = 200  # files held open
_GROUP = 2  # bytes of a unit group's number
NO_GROUP = 0

# The number of the unit group, and the digits of what people said of themselves.
Cell = tuple[int, str]


class NotReleased(Refusal):
    """The sheets of this round may not be given out as rows."""


@dataclass(frozen=True, slots=True)
class Released:
    """The file's columns, and its rows a stretch at a time: (unit group, record) each."""

    sheet: Questionnaire
    groups: Sequence[str]
    stretches: Iterator[list[tuple[str, str]]]


def make(database: Database, this: Round) -> None:
    """Make the file of the round's last edition, unless it has been made.

    :raises NotReleased: if the round is open, does not ask about every body, has fewer sheets
        than one cell needs, or its sheets are gone; if beside what is published it would give
        away one body or a few people.
    """
    if this.state == "open":
        raise NotReleased(N_("Đợt chưa kết thúc thu phiếu, nên chưa ghi được tệp từng phiếu."))
    if this.agencies is not None:
        raise NotReleased(N_("Chỉ ghi được tệp từng phiếu của đợt hỏi về mọi đơn vị."))
    with ExitStack() as stack:
        with database.reading() as db:
            edition = edition_of(db, this)
            if store.released.groups(db, this.id, edition) is not None:
                return
            if store.rounds.is_final(this):
                raise NotReleased(
                    N_("Đợt này đã hết hạn lưu phiếu, không ghi được tệp từng phiếu.")
                )
            nameless = without_group(db, this)
            if nameless is None:
                raise NotReleased(
                    N_(
                        "Chưa ghi được tệp từng phiếu: lấy tệp trừ số liệu công bố của các đơn vị "
                        "thì còn lại câu trả lời của một đơn vị, hoặc của dưới 10 người."
                    )
                )
            sheet = report.questionnaire_of(db, this)
            making = _Making(sheet, stack)
            making.scatter(db, this, nameless)
        told = generalised(making.cells, making.order)
        with database.writing() as db:
            store.released.keep(db, this.id, edition, making.groups, making.stretches(told))


def released(db: Connection, this: Round) -> Released:
    """Return what was made; it is read while the connection is open."""
    edition = edition_of(db, this)
    groups = store.released.groups(db, this.id, edition)
    assert groups is not None, "it is made before it is read"
    sheet = report.questionnaire_of(db, this)
    return Released(sheet, groups, _rows(db, this, edition, groups, 2 * _GROUP + sheet.digits))


def edition_of(db: Connection, this: Round) -> int:
    """Return the number of the round's last edition; 0 before the first."""
    editions = [one.edition for one in store.freezes.all_freezes(db, this.id) if one.edition]
    return max(editions, default=0)


def generalised(cells: Mapping[Cell, int], order: Sequence[int]) -> dict[Cell, Cell]:
    """Return what each cell is told as, so that at least five rows are told as the same.

    Cells with fewer rows lose one thing after another, in `order` (places among their digits),
    and at last the unit group. A thing that is lost reads as if it had not been said.

    :raises NotReleased: if there are fewer than five rows in all.

    >>> generalised({(1, "12"): 9, (1, "13"): 4, (1, "10"): 2}, [1])
    {(1, '12'): (1, '12'), (1, '13'): (1, '10'), (1, '10'): (1, '10')}
    """
    told = {cell: cell for cell in cells}
    for place in (*order, None):
        rows = _rows_of(cells, told)
        for cell, seen in told.items():
            if rows[seen] < LEAST:
                told[cell] = _less(seen, place)
    while True:
        rows = _rows_of(cells, told)
        few = [seen for seen, many in rows.items() if many < LEAST]
        if not few:
            return told
        # What has nothing left to lose takes the smallest other cell in.
        others = sorted((many, seen) for seen, many in rows.items() if seen not in few)
        if not others:
            raise NotReleased(N_("Đợt có dưới 5 phiếu, không ghi được tệp từng phiếu."))
        nothing = (NO_GROUP, "0" * len(few[0][1]))
        taken = {*few, others[0][1]}
        told = {cell: nothing if seen in taken else seen for cell, seen in told.items()}


def _rows_of(cells: Mapping[Cell, int], told: Mapping[Cell, Cell]) -> Counter[Cell]:
    rows: Counter[Cell] = Counter()
    for cell, many in cells.items():
        rows[told[cell]] += many
    return rows


def _less(cell: Cell, place: int | None) -> Cell:
    group, digits = cell
    if place is None:
        return NO_GROUP, digits
    return group, f"{digits[:place]}0{digits[place + 1 :]}"


class _Making:
    """Rows thrown into stretches by chance, each of which is then shuffled by itself."""

    def __init__(self, sheet: Questionnaire, stack: ExitStack) -> None:
        places = [sheet.place_of(one.id) for one in sheet.demographics]
        self._people = slice(places[0], places[-1] + 1) if places else slice(0)
        ids = [one.id for one in sheet.demographics]
        self.order = sorted(
            range(len(ids)), key=lambda at: _LOST.index(ids[at]) if ids[at] in _LOST else -1
        )
        self.groups: list[str] = [""]
        self.cells: Counter[Cell] = Counter()
        self._stack = stack
        self._packed = (sheet.digits + 1) // 2
        self._digits = sheet.digits
        self._chance = random.Random(secrets.randbits(256))
        self._files: list[IO[bytes]] = []

    def scatter(self, db: Connection, this: Round, nameless: Collection[str]) -> None:
        """Read every counted sheet once and throw it into one of the stretches.

        :param nameless: unit groups that are not named.
        """
        kinds = {one.id: one.kind for one in store.agencies.names_on(db, this.last).values()}
        self.groups += sorted(set(kinds.values()) - {"", *nameless})
        numbers = {kind: at for at, kind in enumerate(self.groups)}
        group_of = {body: numbers.get(kind, NO_GROUP) for body, kind in kinds.items()}
        many = min(store.responses.count(db, this.id) // _STRETCH + 1, _MOST_STRETCHES)
        self._files = [self._stack.enter_context(_scratch()) for _ in range(many)]
        people, cells = self._people, self.cells
        for rows in store.responses.stream(db, this.id):
            thrown: list[list[bytes]] = [[] for _ in range(many)]
            at = self._chance.choices(range(many), k=len(rows))
            for one, (agency, _, _, _, standing, _, record) in zip(at, rows, strict=True):
                if standing == COUNTED:
                    group, packed = group_of[agency], bytes(record)
                    cells[group, packed.hex()[people]] += 1
                    thrown[one].append(group.to_bytes(_GROUP, "big") + packed)
            for file, some in zip(self._files, thrown, strict=True):
                file.write(b"".join(some))

    def stretches(self, told: Mapping[Cell, Cell]) -> Iterator[bytes]:
        """Yield each stretch in random order, every row as it is told."""
        width = _GROUP + self._packed
        first, last = self._people.start or 0, self._people.stop
        words = {
            (f"{group:0{2 * _GROUP}x}", digits): (f"{seen[0]:0{2 * _GROUP}x}", seen[1])
            for (group, digits), seen in told.items()
        }
        for file in self._files:
            file.seek(0)
            data = file.read().hex()
            rows = [data[at : at + 2 * width] for at in range(0, len(data), 2 * width)]
            self._chance.shuffle(rows)
            stretch = []
            for row in rows:
                head, text = row[: 2 * _GROUP], row[2 * _GROUP : 2 * _GROUP + self._digits]
                group, seen = words[head, text[first:last]]
                stretch.append(group + text[:first] + seen + text[last:])
            yield "".join(stretch).encode()


def _scratch() -> IO[bytes]:
    return tempfile.TemporaryFile()


def _rows(
    db: Connection, this: Round, edition: int, groups: Sequence[str], width: int
) -> Iterator[list[tuple[str, str]]]:
    named = {f"{at:0{2 * _GROUP}x}": name for at, name in enumerate(groups)}
    for part in store.released.parts(db, this.id, edition):
        data = part.decode()
        yield [
            (named[data[at : at + 2 * _GROUP]], data[at + 2 * _GROUP : at + width])
            for at in range(0, len(data), width)
        ]
