"""The province put together: bodies, desks, two rounds of the past, one that is open, accounts."""

from __future__ import annotations

import json
import random
import secrets
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

from survey import clock, intake, passwords, report, store
from survey.demo import model, province
from survey.intake.parts import Given, Keeper, Spot
from survey.questionnaire import Questionnaire, from_values, shelf
from survey.store import Database
from survey.store.desks import Desk
from survey.store.rounds import Round
from survey.words import N_, Refusal

QUESTIONNAIRE = "sipas-2023-service"
RESPONSES = 20_000  # about; what a progress bar counts towards

# A body with too few sheets to be ranked, and one that nobody answered at.
_FEW = {"H35.18": 9}
_NONE = {"H35.2"}
_PAST = (
    ("2024", "Đợt khảo sát năm 2024", date(2024, 9, 2), date(2024, 11, 29)),
    ("2025", "Đợt khảo sát năm 2025", date(2025, 9, 3), date(2025, 11, 28)),
)
_COMMENTS = (
    "Cán bộ hướng dẫn tận tình, hồ sơ làm một lần là xong.",
    "Bảng niêm yết để ở góc khuất, chữ nhỏ, người lớn tuổi khó đọc.",
    "Chờ hơi lâu vào buổi sáng thứ hai, mong có thêm ghế ngồi.",
    "Trả kết quả sớm hơn giấy hẹn hai ngày, xin cảm ơn.",
    "Máy lấy số hỏng từ tuần trước, chưa thấy sửa.",
)


@dataclass(frozen=True, slots=True)
class SignIn:
    """An account of the demo and where it signs in."""

    title: str
    name: str
    password: str
    role: str
    path: str


@dataclass(frozen=True, slots=True)
class Demo:
    """What a visitor of the demo needs: the code of one poster, and the accounts."""

    poster: str
    accounts: tuple[SignIn, ...]


class RoundIsOver(Refusal):
    """The demo was made so long ago that its open round has ended."""


def environment(folder: Path, *, address: str, language: str) -> dict[str, str]:
    """Return the settings of a demo kept in `folder`, making its secret if there is none."""
    secret = folder / "secret"
    if not secret.exists():
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_hex(32), encoding="ascii")
    return {
        "SURVEY_DATABASE_URL": f"sqlite:///{(folder / 'survey.sqlite').resolve()}",
        "SURVEY_SECRET_KEY_FILE": str(secret),
        "SURVEY_PUBLIC_URL": address,
        "SURVEY_LANGUAGE": language,
        "SURVEY_OFFICE": "Sở Nội vụ tỉnh Lai Châu",
        "SURVEY_SYNTHETIC": "1",
    }


def prepare(
    database: Database,
    folder: Path,
    *,
    today: date,
    progress: Callable[[int], None] = lambda more: None,
) -> Demo:
    """Make the province in an empty database, or find the one made before.

    What was half made (the power went) is made anew: a demo counts only once demo.json is there.

    :param progress: told how many more sheets have been kept.
    :raises RoundIsOver: if it was made so long ago that no round is open any more.
    """
    told = folder / "demo.json"
    if told.exists():
        return _found(database, told, today)
    furnish(database, today=today, progress=progress)
    demo = Demo(_first_poster(database, today), _accounts(database, today))
    told.touch(mode=0o600)
    told.write_text(json.dumps(asdict(demo), ensure_ascii=False, indent=1), encoding="utf-8")
    return demo


def furnish(
    database: Database,
    *,
    today: date,
    share: float = 1.0,
    progress: Callable[[int], None] = lambda more: None,
) -> None:
    """Make everything but the accounts. `share` of the sheets: the tests make do with fewer."""
    store.migrate.upgrade(database)
    with database.writing() as db:
        store.agencies.import_rows(db, province.agency_rows(), today=province.MERGER)
        for since in (None, province.MERGER, province.TWO_LEVELS):
            store.desks.import_rows(db, province.desk_rows(since), today=since or _PAST[0][2])
    for code, title, first, last in _PAST:
        this = _open(database, code, title, first, last)
        _answer(database, this, until=last, share=share, progress=progress)
        with database.writing() as db:
            report.close(db, this, day=last, person="demo")
    first, last = today - timedelta(days=75), today + timedelta(days=30)
    this = _open(database, f"{today:%Y}", f"Đợt khảo sát năm {today:%Y}", first, last)
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
    year = this.first.year
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
    questionnaire = shelf.load(QUESTIONNAIRE)
    with database.reading() as db:
        doors = [
            intake.doors.at(db, desk.poster_code, day)
            for desk in store.desks.list_desks(db, day)[::4]
            if desk.poster_code and desk.agency_code not in {*_FEW, *_NONE}
        ]
    for at, door in enumerate(doors):
        desk = door.desk
        office = model.Office(desk.agency_code, f"{desk.code}/words", 1.0)
        (ticks,) = model.ticks(office, 1, year=this.first.year)
        intake.keep.keep(
            database,
            door,
            id=secrets.token_bytes(16),
            record=from_values(questionnaire, ticks),
            comment=_COMMENTS[at % len(_COMMENTS)],
            day=day,
        )


def _first_poster(database: Database, today: date) -> str:
    with database.reading() as db:
        desk = store.desks.list_desks(db, today, agency_code="H35.11")[0]
    assert desk.poster_code
    return desk.poster_code


def _accounts(database: Database, today: date) -> tuple[SignIn, ...]:
    made = tuple(
        SignIn(title, name, secrets.token_urlsafe(9), role, path)
        for title, name, role, path in (
            (N_("Bộ phận Một cửa (Sở Tư pháp)"), "motcua", "desk", "/mot-cua"),
            (N_("Tổng hợp, phân tích"), "tonghop", "analyst", "/tong-hop"),
            (N_("Quản trị"), "quantri", "admin", "/quan-tri"),
        )
    )
    with database.writing() as db:
        for each in made:
            body = store.agencies.need(db, "H35.11", today) if each.role == "desk" else None
            store.accounts.add(
                db,
                name=each.name,
                password_hash=passwords.hash_new(each.password),
                role=each.role,
                agency_id=body.id if body else None,
                today=today,
            )
        store.acts.note(
            db, at=clock.now(), person="demo", what="account.add", subject="motcua, tonghop, quantri"
        )
    return made


def _found(database: Database, told: Path, today: date) -> Demo:
    kept = json.loads(told.read_text(encoding="utf-8"))
    with database.reading() as db:
        if not any(r.state == "open" and r.last >= today for r in store.rounds.all_rounds(db)):
            raise RoundIsOver(
                N_("Đợt mẫu đã qua. Xin xóa thư mục %(folder)s rồi chạy lại."),
                folder=told.parent,
            )
    return Demo(kept["poster"], tuple(SignIn(**each) for each in kept["accounts"]))
