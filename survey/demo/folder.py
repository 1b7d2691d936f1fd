"""A demo kept in a folder: its secret, its database, its accounts; found again the next time."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from survey import clock, passwords, store
from survey.demo.province import NAME
from survey.demo.scene import WrongDay, furnish
from survey.store import Database
from survey.words import N_

DATABASE = "survey.sqlite"


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


def environment(folder: Path, *, address: str, language: str) -> dict[str, str]:
    """Return the settings of a demo kept in `folder`, making its secret if there is none."""
    secret = folder / "secret"
    if not secret.exists():
        _keep_to_oneself(secret, secrets.token_hex(32))
    return {
        "SURVEY_DATABASE_URL": f"sqlite:///{(folder / DATABASE).resolve()}",
        "SURVEY_SECRET_KEY_FILE": str(secret),
        "SURVEY_PUBLIC_URL": address,
        "SURVEY_LANGUAGE": language,
        "SURVEY_OFFICE": "Sở Nội vụ tỉnh Lai Châu",
        "SURVEY_PROVINCE": NAME,
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

    :param database: the one in `folder`, as `environment` names it.
    :param progress: told how many more sheets have been kept.
    :raises WrongDay: if it was made so long ago that no round is open any more.
    """
    told = folder / "demo.json"
    if told.exists() and (folder / DATABASE).exists():
        return _found(database, told, today)
    _clear(database, folder)
    furnish(database, today=today, progress=progress)
    demo = Demo(_first_poster(database, today), _accounts(database, today))
    _keep_to_oneself(told, json.dumps(asdict(demo), ensure_ascii=False, indent=1))
    return demo


def _clear(database: Database, folder: Path) -> None:
    """Take away what a run that was cut short left behind."""
    database.dispose()
    (folder / "demo.json").unlink(missing_ok=True)
    for behind in ("", "-wal", "-shm"):
        (folder / f"{DATABASE}{behind}").unlink(missing_ok=True)


def _keep_to_oneself(path: Path, text: str) -> None:
    """Write a file that its owner alone can read, whole or not at all."""
    scratch = path.with_name(f".{path.name}")
    scratch.unlink(missing_ok=True)
    scratch.touch(mode=0o600)
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(path)


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
            (N_("Giám sát"), "giamsat", "auditor", "/giam-sat"),
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
            db,
            at=clock.now(),
            person="demo",
            what="account.add",
            subject=", ".join(each.name for each in made),
        )
    return made


def _found(database: Database, told: Path, today: date) -> Demo:
    kept = json.loads(told.read_text(encoding="utf-8"))
    store.migrate.upgrade(database)
    with database.reading() as db:
        if not any(r.state == "open" and r.last >= today for r in store.rounds.all_rounds(db)):
            raise WrongDay(
                N_("Đợt mẫu đã qua. Xin xóa thư mục %(folder)s rồi chạy lại."),
                folder=told.parent,
            )
    return Demo(kept["poster"], tuple(SignIn(**each) for each in kept["accounts"]))
