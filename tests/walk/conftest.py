"""An office's console, its pages, and the people in front of them, all on one database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from survey.settings import Settings
from survey.web import create_app, here
from tests.cli.console import SECRET, Console

# Over http, so that a browser of the tests needs no certificate.
PUBLIC_URL = "http://khaosat.example.vn"


@pytest.fixture
def console(database_url: str, tmp_path: Path) -> Console:
    """An operator's console on an installation that is set up and empty."""
    return Console(
        tmp_path,
        {
            "SURVEY_DATABASE_URL": database_url,
            "SURVEY_SECRET_KEY": SECRET,
            "SURVEY_PUBLIC_URL": PUBLIC_URL,
        },
    )


@pytest.fixture
def pages(console: Console) -> Iterator[Flask]:
    """The pages of the same installation, on today's clock."""
    app = create_app(Settings.from_env(console.environment))
    app.testing = True
    yield app
    here.place(app).database.dispose()
