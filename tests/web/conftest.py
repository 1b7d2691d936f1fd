"""The application on a database of the test's own, with an office's clock that a test moves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask

from survey.settings import Settings
from survey.store import agencies, desks
from survey.store.agencies import Agency
from survey.store.desks import Desk, DeskRow
from survey.web import create_app, here
from tests.people import Clock, Person, Staff

SECRET = "a secret of the tests"

MakeApp = Callable[..., Flask]


@pytest.fixture
def watch() -> Clock:
    """The office's clock: 9:00 on Monday 23 November 2026 until a test moves it."""
    return Clock()


@pytest.fixture
def make_app(database_url: str, watch: Clock) -> Iterator[MakeApp]:
    """Make an application with settings of the test's own."""
    made: list[Flask] = []

    def make(**settings: Any) -> Flask:
        given: dict[str, Any] = {"database_url": database_url, "secret_key": SECRET, **settings}
        app = create_app(Settings(**given), now=watch)
        app.testing = True
        made.append(app)
        return app

    yield make
    for app in made:
        here.place(app).database.dispose()


@pytest.fixture
def app(make_app: MakeApp) -> Flask:
    """The application as `survey serve` runs it on a loopback address."""
    return make_app()


@pytest.fixture
def somebody(app: Flask) -> Person:
    """A browser in which nobody is signed in."""
    return Person(app)


@pytest.fixture
def justice(app: Flask) -> Agency:
    """Sở Tư pháp, with two desks."""
    return _agency(app, "H35.11", "Sở Tư pháp", ("Quầy 1 · Lý lịch tư pháp", "Quầy 2 · Hộ tịch"))


@pytest.fixture
def health(app: Flask) -> Agency:
    """Sở Y tế, with one desk."""
    return _agency(app, "H35.14", "Sở Y tế", ("Quầy 1 · Hành nghề y",))


@pytest.fixture
def admin(app: Flask) -> Staff:
    """An administrator, signed in."""
    return Staff(app, "admin", name="quan.tri").signs_in()


@pytest.fixture
def analyst(app: Flask) -> Staff:
    """An analyst of the province, signed in."""
    return Staff(app, "analyst").signs_in()


def desks_of(app: Flask, agency: Agency, day: date) -> list[Desk]:
    """Return an agency's desks."""
    with here.place(app).database.reading() as db:
        return desks.list_desks(db, day, agency_code=agency.code)


def _agency(app: Flask, code: str, name: str, named: tuple[str, ...]) -> Agency:
    place = here.place(app)
    today = place.now().date()
    with place.database.writing() as db:
        made = agencies.add(db, code=code, name=name, kind="Sở, ban, ngành", today=today)
        rows = [DeskRow(no, code, str(no), each) for no, each in enumerate(named, 1)]
        desks.import_rows(db, rows, today=today)
    return made
