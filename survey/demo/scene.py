"""The province put together: bodies, desks, two rounds of the past and one that is open."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from survey import clock, export, intake, report, store
from survey.demo import dossiers, model, province, words
from survey.intake.parts import Given, Keeper, Spot
from survey.questionnaire import Questionnaire, from_values, shelf
from survey.store import Connection, Database
from survey.store.desks import Desk, DeskRow
from survey.store.rounds import Round
from survey.words import N_, Refusal

QUESTIONNAIRE = "sipas-2023-service"
RESPONSES = 18_800  # about; what a progress bar counts towards

# A body with too few sheets to be ranked, and one that nobody answered at.
_FEW = {"H35.18": 9}
_NONE = {"H35.2"}
_PAST = (
    ("2024", "Năm 2024", date(2024, 9, 2), date(2024, 11, 29)),
    ("2025", "Năm 2025", date(2025, 9, 3), date(2025, 11, 28)),
)
# Years of which the yearly figures are published.
_PUBLISHED = (2022, 2024)
_SIGNATORY = "Nguyễn Văn A, Phó Chủ tịch UBND tỉnh"
_COMMENTS = (
    "Cán bộ hướng dẫn tận tình, hồ sơ làm một lần là xong.",
    "Bảng niêm yết để ở góc khuất, chữ nhỏ, người lớn tuổi khó đọc.",
    "Chờ hơi lâu vào buổi sáng thứ hai, mong có thêm ghế ngồi.",
    "Trả kết quả sớm hơn giấy hẹn hai ngày, xin cảm ơn.",
    "Máy lấy số hỏng từ tuần trước, chưa thấy sửa.",
)


class WrongDay(Refusal):
    """The demo cannot be shown today: it is too old, or this machine's clock is wrong."""


def furnish(
    database: Database,
    *,
    today: date,
    share: float = 1.0,
    progress: Callable[[int], None] = lambda more: None,
) -> None:
    """Make everything but the accounts. `share` of the sheets: the tests make do with fewer.

    :raises WrongDay: if `today` is not well after the rounds of the past.
    """
    opening = max(today - timedelta(days=75), _PAST[-1][3] + timedelta(days=1))
    if opening > today - timedelta(days=35):
        raise WrongDay(N_("Đồng hồ của máy đang chỉ ngày %(day)s. Xin chỉnh lại."), day=today)
    store.migrate.upgrade(database)
    _register(database, today)
    for code, title, first, last in _PAST:
        this = _open(database, code, title, first, last)
        _answer(database, this, until=last, share=share, progress=progress)
        _end(database, this)
    _ask_now(database, opening, today, share=share, progress=progress)


def _register(database: Database, today: date) -> None:
    """Enter bodies, desks, groups and the published indices of past years."""
    old, new = (province.desk_rows(before_merger=before) for before in (True, False))
    with database.writing() as db:
        store.agencies.import_rows(db, province.agency_rows(), today=province.MERGER)
        store.desks.import_rows(db, old, today=_PAST[0][2])
        store.desks.import_rows(db, new, today=province.TWO_LEVELS)
        intake.registers.GROUPS.keep(db, province.group_lines(), today)
        intake.scoreboard.import_lines(db, province.scoreboard_lines(), today=today)
        for year in _PUBLISHED:
            _publish_year(db, year)


def _end(database: Database, this: Round) -> None:
    """Close a round that was answered and publish it; the last with the comments of its sheets."""
    with_words = this.code == _PAST[-1][0]
    if with_words:
        words.answer(database, this, without=frozenset({*_FEW, *_NONE}))
    desks = province.desk_rows(before_merger=this.code == _PAST[0][0])
    _finish(database, desks, this.first, this.last)
    with database.writing() as db:
        store.scales.attach(db, this, province.scale(), day=this.first, person="demo")
        report.close(db, this, day=this.last, person="demo")
    _publish(database, this.code, this.last + timedelta(days=20))
    if with_words:
        words.review(database, this)


def _ask_now(
    database: Database,
    opening: date,
    today: date,
    *,
    share: float,
    progress: Callable[[int], None],
) -> None:
    """Open this year's round on a day and answer it until yesterday."""
    code, last = f"{today:%Y}", today + timedelta(days=30)
    this = _open(database, code, f"Năm {code}", opening, last)
    with database.writing() as db:
        store.scales.attach(db, this, province.scale(), day=opening, person="demo")
    until = today.replace(day=1) - timedelta(days=1)
    _finish(database, province.desk_rows(before_merger=False), opening, until)
    _answer_in_words(database, this, today - timedelta(days=21))
    # Three freezes on the way, so that the last shows what is old enough to be shown.
    after = None
    for ago in (20, 7, 1):
        until = today - timedelta(days=ago)
        _answer(database, this, after=after, until=until, share=share, progress=progress)
        after = until
        with database.writing() as db:
            report.freeze(db, this, day=until, person="demo")


def _open(database: Database, code: str, title: str, first: date, last: date) -> Round:
    with database.writing() as db:
        return intake.openings.open_round(
            db,
            code=code,
            title=title,
            questionnaire=QUESTIONNAIRE,
            first=first,
            last=last,
            today=first,
            person="demo",
        )


def _publish_year(db: Connection, year: int) -> None:
    day = date(year + 1, 6, 2)
    export.publish_year(
        db,
        year,
        export.Decree(f"{year}/QĐ-UBND", day, _SIGNATORY),
        province=province.NAME,
        at=datetime(day.year, day.month, day.day, 9, tzinfo=clock.OFFICE),
        person="demo",
    )


def _publish(database: Database, code: str, day: date) -> None:
    with database.writing() as db:
        export.publish(
            db,
            store.rounds.need(db, code),
            decision=f"{code}/QĐ-UBND",
            day=day,
            signatory=_SIGNATORY,
            at=datetime(day.year, day.month, day.day, 9, tzinfo=clock.OFFICE),
            person="demo",
        )


def _finish(database: Database, desks: list[DeskRow], first: date, last: date) -> None:
    """Enter the finished dossiers of desks in the months between two days."""
    with database.writing() as db:
        store.transactions.import_rows(db, list(dossiers.rows(desks, first, last)))


def _answer(
    database: Database,
    this: Round,
    *,
    after: date | None = None,
    until: date,
    share: float,
    progress: Callable[[int], None],
) -> None:
    """Keep the round's sheets of the days after one and up to another."""
    questionnaire = shelf.load(QUESTIONNAIRE)
    with database.reading() as db:
        desks = store.desks.list_desks(db, this.first)

    def sheets() -> Iterator[Given]:
        for desk in desks:
            done = 0
            for given in _of_desk(this, questionnaire, desk, share):
                if given.day <= until and (after is None or given.day > after):
                    done += 1
                    yield given
            progress(done)

    Keeper(database, this, questionnaire).keep_all(sheets())


def _of_desk(
    this: Round, questionnaire: Questionnaire, desk: Desk, share: float
) -> Iterator[Given]:
    """Yield the sheets of a desk: the same again whenever it is asked."""
    year = this.last.year  # no two of the rounds end in one year
    draw = random.Random(f"{model.SEED}/{desk.agency_code}/{desk.code}/{year}/days")
    spot = Spot(
        agency=desk.agency_id,
        agency_code=desk.agency_code,
        desk=desk.id,
        desk_code=desk.code,
        decider=desk.decider_id,
        decider_code=desk.decider_code,
        field=desk.field,
        channel="poster",
    )
    office = model.Office(desk.agency_code, desk.code, model.standing(desk.agency_code, year))
    days = (this.last - this.first).days
    how_many = _how_many(desk.agency_code, draw, share)
    for ticks in model.ticks(office, how_many, year=year):
        day = this.first + timedelta(days=int(draw.random() * (days + 1)))
        yield Given(draw.randbytes(16), spot, day, from_values(questionnaire, ticks))


def _how_many(agency: str, draw: random.Random, share: float) -> int:
    if agency in _NONE:
        return 0
    if agency in _FEW:
        return _FEW[agency]
    usual = (60, 140) if agency.startswith("H35") else (40, 105)
    return max(12, int(draw.uniform(*usual) * share))


def _answer_in_words(database: Database, this: Round, day: date) -> None:
    """Send some sheets with a comment, each through the door of its poster."""
    with database.reading() as db:
        doors = [
            intake.doors.at(db, desk.poster_code, day)
            for desk in store.desks.list_desks(db, day)[::4]
            if desk.poster_code and desk.agency_code not in {*_FEW, *_NONE}
        ]
    for at, door in enumerate(doors):
        said = _COMMENTS[at % len(_COMMENTS)]
        words.send(database, this, door, said, day=day, draw="words")
