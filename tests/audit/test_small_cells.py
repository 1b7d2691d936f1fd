"""An attack on every page: whatever is shown, added and subtracted, gives no hidden figure."""

from __future__ import annotations

import csv
import random
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from fractions import Fraction

import pytest

from survey import export, report, store
from survey.report import AgencyReport, Entry, IndexRow
from survey.scoring import percent
from survey.store import Connection, Database
from survey.store.groups import GroupRow
from survey.store.rounds import Round
from tests.report.scene import SERVICE, answered, found, furnish, opened, people, sheet

PRIME = (1 << 61) - 1
CHANNELS = ("poster", "code", "kiosk", "paper")
CRITERIA = [criterion.id for criterion in SERVICE.criteria]
INSIDE: dict[tuple[str, str], list[str]] = {
    (level, id_): [CRITERIA[place] for place in places] for level, id_, places in SERVICE.groups
}


@dataclass
class Known:
    """Sums that an attacker has read: sets of unknowns, as a basis modulo a large prime."""

    numbers: dict[Hashable, int] = field(default_factory=dict)
    basis: dict[int, dict[int, int]] = field(default_factory=dict)

    def read(self, unknowns: Iterable[Hashable]) -> None:
        rest = self._reduced(unknowns)
        if rest:
            first = min(rest)
            inverse = pow(rest[first], -1, PRIME)
            self.basis[first] = {at: value * inverse % PRIME for at, value in rest.items()}

    def tells(self, unknowns: Iterable[Hashable]) -> bool:
        unknowns = list(unknowns)
        return bool(unknowns) and not self._reduced(unknowns)

    def _reduced(self, unknowns: Iterable[Hashable]) -> dict[int, int]:
        row = {self.numbers.setdefault(one, len(self.numbers)): 1 for one in unknowns}
        while True:
            at = next((one for one in sorted(row) if one in self.basis), None)
            if at is None:
                return row
            times = row[at]
            for place, value in self.basis[at].items():
                left = (row.get(place, 0) - times * value) % PRIME
                if left:
                    row[place] = left
                else:
                    row.pop(place, None)


def hidden(row: IndexRow) -> bool:
    shown = [row.percent, row.low, row.high, row.satisfied]
    if row.hidden in ("few", "officers", "complement"):
        assert shown == [None] * 4
        assert row.change is None
        return True
    assert (row.percent is None) == (row.answers == 0)
    return False


def secret(row: IndexRow) -> bool:
    return row.hidden in ("few", "officers")


def pages(db: Connection, this: Round, code: str) -> dict[str, AgencyReport]:
    seen = {}
    for channel in ("all", *CHANNELS):
        page = report.agency_report(db, this, code, channel=channel)
        assert page is not None
        seen[channel] = page
    return seen


def entries(page: AgencyReport) -> list[Entry]:
    lines = [line.entry for line in page.criteria]
    return [page.overall, *page.parts, *page.factors, *lines]


def province(db: Connection, chance: random.Random, **more: object) -> Round:
    found(db, *(f"{code} Sở {code}" for code in "ABCDEF"))
    for code in "ABCDEF":
        for number in range(chance.randint(1, 4)):
            furnish(db, f"{code} {number} Quầy {number}", officers=chance.choice("1223"))
    this = opened(db, minimum=1, **more)  # type: ignore[arg-type]
    for code in "ABCDEF":
        for desk in store.desks.list_desks(db, this.last, agency_code=code):
            for channel in CHANNELS:
                n = chance.choice([0, 0, 0, 1, 2, 4, 5, 30])
                blanks = chance.choice([0.0, 0.1, 0.8])
                answered(db, this, code, filled(chance, n, blanks), desk=desk.code, channel=channel)
    report.close(db, this, day=this.last, person="x")
    return store.rounds.need(db, this.code)


def filled(chance: random.Random, n: int, blanks: float) -> list[str]:
    made = []
    for _ in range(n):
        digits = [chance.choice("12345") if chance.random() >= blanks else "0" for _ in CRITERIA]
        made.append(sheet(chance.choice("2345") + "".join(digits[1:])))
    return made


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(12))
def test_nothing_hidden_on_a_page_can_be_worked_out_from_the_others(
    database: Database, seed: int
) -> None:
    chance = random.Random(seed)
    ranked = ("code",) if seed % 3 == 0 else ("code", "kiosk") if seed % 3 == 1 else ()
    shown = 0
    with database.writing() as db:
        this = province(db, chance, rank_channels=ranked)
        rankings = [report.ranking(db, this, channel=one) for one in (None, "all", *CHANNELS)]
        official = {entry.row.agency: entry for entry in rankings[0].entries} if rankings[0] else {}
        for code in "ABCDEF":
            seen = pages(db, this, code)
            told = [*ranked] if ranked and not hidden(official[code].row) else []
            shown += attack_rows(seen, told)
            attack_desks(seen, told)
    assert shown > 50


def attack_rows(seen: dict[str, AgencyReport], official: list[str]) -> int:
    """Unknown: the answers to a criterion in a channel. Return how many figures are shown."""
    known, secrets, shown = Known(), [], 0
    known.read((channel, id_) for channel in official for id_ in CRITERIA)
    for channel, page in seen.items():
        inside = CHANNELS if channel == "all" else (channel,)
        for entry in entries(page):
            row = entry.row
            unknowns = [(one, id_) for one in inside for id_ in INSIDE[row.level, row.id]]
            if not hidden(row):
                # A place that nobody answered is known to hold nothing.
                known.read(unknowns)
                shown += row.answers > 0
            elif secret(row):
                secrets.append((unknowns, (channel, row)))
    for unknowns, what in secrets:
        assert not known.tells(unknowns), what
    return shown


def attack_desks(seen: dict[str, AgencyReport], official: list[str]) -> None:
    """Unknown: the answers at a desk in a channel, where there are any."""
    known, secrets = Known(), []
    known.read(_cells(seen, official))
    for channel, page in seen.items():
        cells = _cells(seen, CHANNELS if channel == "all" else (channel,))
        if not hidden(page.overall.row):
            known.read(cells)
        for entry in page.desks:
            unknowns = [cell for cell in cells if cell[1] == entry.unit]
            if not hidden(entry.row):
                known.read(unknowns)
            elif secret(entry.row):
                secrets.append((unknowns, (channel, entry.row)))
    # A body of a single desk is that desk.
    if sum(entry.row.responses > 0 for entry in seen["all"].desks) > 1:
        for unknowns, what in secrets:
            assert not known.tells(unknowns), what


def _cells(seen: dict[str, AgencyReport], channels: Iterable[str]) -> list[tuple[str, int]]:
    return [
        (channel, entry.unit)
        for channel in channels
        for entry in seen["all"].desks
        if not seen[channel].desks
        or any(one.unit == entry.unit and one.row.responses for one in seen[channel].desks)
    ]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(4))
def test_what_is_told_beyond_a_kind_is_the_sum_of_what_bodies_tell(
    database: Database, seed: int
) -> None:
    chance = random.Random(200 + seed)
    ranked = ("code", "kiosk") if seed % 2 else ()
    with database.writing() as db:
        this = province(db, chance, rank_channels=ranked)
        rows = [
            GroupRow(2, name, name, code) for name in "xy" for code in chance.sample("ABCDEF", 4)
        ]
        store.groups.import_rows(db, rows, today=this.first)
        seen = {
            code: report.agency_report(db, this, code, channel=",".join(ranked) or "all")
            for code in "ABCDEF"
        }
        last = store.freezes.last(db, this.id)
        assert last is not None
        whole = store.frozen.of_kind(db, this.id, last.no, "")
        groups = report.groups(db, this)
        heat = report.heat(db, this)
    assert groups is not None
    assert heat is not None
    told = {
        code: {(e.row.level, e.row.id): e.row for e in entries(page) if not hidden(e.row)}
        for code, page in seen.items()
        if page is not None
    }

    def sum_of(codes: Iterable[str], key: tuple[str, str]) -> str | None:
        some = [told[code][key] for code in codes if key in told[code]]
        satisfied, answers = (
            sum(row.satisfied or 0 for row in some),
            sum(row.answers for row in some),
        )
        return str(percent(Fraction(satisfied, answers))) if answers else None

    for figure in whole:
        assert figure.percent == sum_of("ABCDEF", (figure.level, figure.item))
    for group in groups.named:
        codes = [one.body.code for one in group.members]
        assert group.pooled.percent is None or str(group.pooled.percent) == sum_of(
            codes, ("overall", "overall")
        )
    for (_, _), criterion, one in zip(heat.criteria, CRITERIA, heat.whole, strict=True):
        assert one is None or str(one.percent) == sum_of("ABCDEF", ("criterion", criterion))


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("seed", range(8))
def test_no_body_can_be_worked_out_from_its_kind(database: Database, seed: int) -> None:
    chance = random.Random(100 + seed)
    with database.writing() as db:
        this = province(db, chance)
        for channel in ("all", *CHANNELS):
            seen = {}
            for code in "ABCDEF":
                page = report.agency_report(db, this, code, channel=channel)
                assert page is not None
                seen[code] = page
            ranking = report.ranking(db, this, channel=channel)
            assert ranking is not None
            exact = {
                (row.level, row.id): row
                for row in report.index_rows(db, this, group_by="kind", channel=channel)
            }
            for at, (level, id_) in enumerate(INSIDE):
                rows = {code: entries(page)[at].row for code, page in seen.items()}
                gone = [row for row in rows.values() if hidden(row) and row.responses]
                kinds = [page.kind.get((level, id_)) for page in seen.values()]
                told = [one.percent if one else None for one in kinds]
                if level == "overall":
                    told.append(ranking.whole.percent)
                for whole in told:
                    if whole is None or not gone:
                        continue
                    x = sum(row.satisfied or 0 for row in rows.values())
                    y = sum(row.answers for row in rows.values() if not hidden(row))
                    of_shown = y and percent(Fraction(x, y)) == whole
                    if whole == exact[level, id_].percent and not of_shown:
                        assert len(gone) > 1
                        assert sum(row.responses for row in gone) >= 5


def test_the_second_smallest_desk_stands_beside_one_that_is_hidden(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        for desk in "1234":
            furnish(db, f"A {desk} Quầy {desk}", officers="2")
        this = opened(db)
        for desk, n in zip("1234", (40, 3, 12, 20), strict=True):
            answered(db, this, "A", people(n), desk=desk)
        report.close(db, this, day=this.last, person="x")
        page = report.agency_report(db, this, "A")
        live = report.index_rows(db, this, group_by="desk", level="overall")
    assert page is not None
    assert [entry.row.hidden for entry in page.desks] == ["", "few", "complement", ""]
    assert [row.satisfied for row in live] == [640, 48, 192, 320]


def test_a_second_criterion_and_a_second_factor_are_hidden_beside_one(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        # Twenty answer all but the last factor, three of them its first two rows.
        answered(db, this, "A", [sheet("5" * 13)] * 9 + [sheet("4" * 13)] * 8)
        answered(db, this, "A", [sheet("5" * 13 + "11")] * 3)
        report.close(db, this, day=this.last, person="x")
        rows = report.index_rows(db, this, source="frozen")
        live = report.index_rows(db, this)
        file = export.indices(db, this, "csv").decode("utf-8-sig").splitlines()
    by_id = {row.id: row.hidden for row in rows}
    assert (by_id["feedback"], by_id["q37"], by_id["q38"]) == ("few", "few", "few")
    beside = {id_ for id_, why in by_id.items() if why == "complement"}
    assert beside == {"access", "q24"}  # another factor, and a row of it
    assert {row.hidden for row in live} == {""}
    for row in csv.DictReader(file):
        assert row["hidden"] == by_id[row["id"]]
        told = [row[name] for name in ("percent", "low", "high", "satisfied")]
        assert any(told) == (row["hidden"] == "")


def test_a_figure_before_is_not_told_where_it_was_hidden_before(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A", "B Sở B", "C Sở C")
        before = opened(db, "2025")
        answered(db, before, "A", people(30))
        answered(db, before, "B", people(3))
        answered(db, before, "C", people(20), channel="code")
        answered(db, before, "C", people(3), channel="paper")
        report.close(db, before, day=before.last, person="x")
        day = before.last.replace(year=2026, month=1, day=5)
        old = store.agencies.need(db, "B", before.last).id
        store.agencies.close(db, old, day, ["A"], today=day)
        this = opened(db, "2026")
        for code in "AC":
            answered(db, this, code, people(30, 5), channel="code")
        report.close(db, this, day=this.last, person="x")
        rows = {
            (row.agency, row.channel): row
            for channel in ("all", "code")
            for row in report.index_rows(
                db, this, source="frozen", level="overall", channel=channel
            )
        }
        live = {row.agency: row for row in report.index_rows(db, this, level="overall")}
    # A less what it was then would be B, whose three sheets were hidden.
    assert (rows["A", "all"].previous, rows["A", "all"].compared_with) == (None, "")
    assert live["A"].previous is not None
    # C by code then was hidden beside its three sheets on paper.
    assert rows["C", "all"].previous is not None
    assert rows["C", "code"].previous is None
