"""A small province put together by chance: mergers, splits, names and codes that changed hands."""

from __future__ import annotations

import random
from datetime import date, timedelta

from survey import store
from survey.intake.openings import open_round
from survey.intake.parts import Given, Keeper, Spot
from survey.questionnaire import shelf
from survey.store import Database
from survey.store.agencies import AgencyRow
from survey.store.desks import Desk, DeskRow
from survey.store.rounds import Round

HALL, COMMUNE = "Sở, ban, ngành", "UBND xã, phường"
HOW_MANY = (0, 1, 2, 4, 5, 9, 29, 30, 30, 31, 33, 36)
CHANNELS = ("code", "code", "code", "kiosk", "poster", "paper")


def d(text: str) -> date:
    return date.fromisoformat(text)


def bodies(database: Database) -> None:
    """Bodies since ever, then what happened to them, day by day."""

    def happens(today: str, *rows: AgencyRow) -> None:
        with database.writing() as db:
            store.agencies.import_rows(db, rows, today=d(today))

    def row(code: str, kind: str = HALL, parent: str = "T", **more: object) -> AgencyRow:
        name = str(more.pop("name", f"Cơ quan {code}"))
        return AgencyRow(2, code, name, kind, parent, **more)  # type: ignore[arg-type]

    first = [row("T", "Tỉnh", "")]
    first += [row(f"D{n}") for n in range(1, 8)] + [row("E1"), row("D1x", parent="D7")]
    first += [row(f"C{n}", COMMUNE) for n in range(1, 6)]
    happens("2024-01-01", *first)
    # Into one that was there: while a round runs, and between two.
    happens("2025-03-01", row("D1", to=d("2025-02-28"), successor="D2"))
    happens("2026-01-01", row("C1", COMMUNE, to=d("2025-12-31"), successor="C2"))
    # Two into a new one; its code was another body's before.
    happens(
        "2026-03-01",
        row("D3", to=d("2026-02-28"), successor="N"),
        row("D4", to=d("2026-02-28"), successor="N"),
        row("N", first=d("2026-03-01"), name="Sở mới"),
    )
    # Split off from one that lives on, and split into two.
    happens("2025-06-01", row("D5", successor="S"), row("S", first=d("2025-06-01")))
    happens(
        "2026-01-01",
        row("C3", COMMUNE, to=d("2025-12-31"), successor="CA CB"),
        row("CA", COMMUNE, first=d("2026-01-01")),
        row("CB", COMMUNE, first=d("2026-01-01")),
    )
    # A chain of successions; a code used again; another name and kind.
    happens(
        "2025-02-01",
        row("E1", to=d("2025-01-31"), successor="E2"),
        row("E2", first=d("2025-02-01")),
    )
    happens("2026-02-01", row("E2", to=d("2026-01-31"), successor="E3", first=d("2025-02-01")),
            row("E3", first=d("2026-02-01")))  # fmt: skip
    happens("2026-06-01", row("C1", COMMUNE, first=d("2026-06-01"), name="Xã khác, mã cũ"))
    happens("2026-06-01", row("E2", first=d("2026-06-01"), name="Sở khác, mã của đợt này"))
    happens("2026-05-01", row("D6", "Đơn vị khác", name="Tên mới"))
    # After the last round's last day: nothing of it may show.
    happens("2027-02-01", row("C4", COMMUNE, to=d("2027-01-31"), successor="C5"))
    happens("2027-02-01", row("D7", to=d("2027-01-31"), successor="D2"))


def desks(database: Database, chance: random.Random) -> None:
    """One to three desks at most bodies, some of which take in for another body."""
    for day in ("2024-01-01", "2025-02-15", "2025-07-01", "2026-03-01", "2026-06-01"):
        with database.writing() as db:
            living = store.agencies.all_on(db, d(day))
            furnished = {one.agency_id for one in store.desks.list_desks(db, d(day))}
            rows = []
            for body in living:
                if body.id in furnished or chance.random() < 0.15:
                    continue
                for code in ("1", "2", "3")[: chance.randint(1, 3)]:
                    other = chance.choice(living).code if chance.random() < 0.25 else ""
                    officers = chance.choice(["", "1", "2", "5"])
                    rows.append(
                        DeskRow(2, body.code, code, f"Quầy {code}", "", other, "", officers)
                    )
            store.desks.import_rows(db, rows, today=d(day))


def record(chance: random.Random, questionnaire: str, lean: float) -> str:
    """Levels, blanks and sixth choices; the extras at random. At least one level."""
    sheet = shelf.load(questionnaire)
    criteria = len(sheet.criteria)
    silent = chance.choice([0.0, 0.1, 0.7, 0.95])
    digits = []
    for _ in range(criteria):
        if chance.random() < silent:
            digits.append(chance.choice("06"))
        else:
            digits.append(chance.choice("45") if chance.random() < lean else chance.choice("123"))
    # The last factor is seldom answered at all.
    if chance.random() < 0.8:
        digits[-3:] = [chance.choice("06") for _ in range(3)]
    if not set(digits) & set("12345"):
        digits[chance.randrange(criteria)] = chance.choice("12345")
    rest = [str(chance.randint(0, options)) for _, options, _ in sheet.places[criteria:]]
    return "".join(digits + rest)


def opened(database: Database, code: str, year: int, **more: object) -> Round:
    options: dict[str, object] = {
        "questionnaire": "sipas-2023-service",
        "first": date(year, 1, 1),
        "last": date(year, 12, 31),
        "today": date(year, 1, 1),
        "person": "x",
    }
    with database.writing() as db:
        return open_round(db, code=code, **(options | more))  # type: ignore[arg-type]


def answered(database: Database, this: Round, chance: random.Random, questionnaire: str) -> None:
    """Sheets at every body that lived on a day of the round, each kept as any sheet is."""
    given: list[Given] = []
    with database.reading() as db:
        days = [this.first, this.last, this.first + timedelta(days=170)]
        living = {body.id: body for day in days for body in store.agencies.all_on(db, day)}
        living = {id_: body for id_, body in living.items() if this.covers(id_)}
        open_desks = {one.id: one for day in days for one in store.desks.list_desks(db, day)}
    copied: list[str] = []
    for body in living.values():
        at: list[Desk | None] = [one for one in open_desks.values() if one.agency_id == body.id]
        if this.frame == "household" or not at:
            at = [None]
        lean = chance.choice([0.0, 0.5, 0.8, 0.8, 0.9, 1.0])
        records = [record(chance, questionnaire, lean) for _ in range(chance.choice(HOW_MANY))]
        if copied and chance.random() < 0.3:
            records = copied  # the very same figure: a tie
        copied = records if len(records) >= 30 else copied
        for one in records:
            desk = chance.choice(at)
            own = chance.random() < 0.05
            decider = desk.decider_id if desk else body.id
            if own:
                decider = chance.choice(list(living))
            spot = Spot(
                body.id, body.code, desk.id if desk else None, desk.code if desk else "",
                decider, living[decider].code if decider in living else "-", None,
                "interview" if this.frame == "household" else chance.choice(CHANNELS), own,
            )  # fmt: skip
            day = this.first + timedelta(days=chance.randrange(360))
            given.append(Given(chance.randbytes(16), spot, day, one))
    Keeper(database, this, shelf.load(questionnaire)).keep_all(given)


def made(database: Database, seed: int) -> None:
    """Three years of desks, two of homes."""
    chance = random.Random(seed)
    bodies(database)
    desks(database, chance)
    desk, home = "sipas-2023-service", "sipas-2023"
    for year in (2024, 2025, 2026):
        ranked = ("code", "kiosk") if year == 2026 and seed % 2 else ()
        method = "top2.mean_of_factors.split" if year == 2025 else "top2.pooled"
        this = opened(database, str(year), year, rank_channels=ranked, minimum=9, method=method)
        answered(database, this, chance, desk)
    for year in (2025, 2026):
        this = opened(
            database, f"ho-{year}", year, questionnaire=home, frame="household", minimum=5,
            agencies=["D2", "D5", "S", "C4"] if year == 2025 else ["D2", "D5", "S", "C5"],
        )  # fmt: skip
        answered(database, this, chance, home)
