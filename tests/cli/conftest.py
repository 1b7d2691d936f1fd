"""An operator's console on a database of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.console import PUBLIC_URL, SECRET, Console


@pytest.fixture
def console(database_url: str, tmp_path: Path) -> Console:
    """A console on an installation that is set up and empty."""
    return Console(
        tmp_path,
        {
            "SURVEY_DATABASE_URL": database_url,
            "SURVEY_SECRET_KEY": SECRET,
            "SURVEY_PUBLIC_URL": PUBLIC_URL,
        },
    )


@pytest.fixture
def province(console: Console) -> Console:
    """The same, with the agencies and desks of a small province."""
    console.founds()
    return console


@pytest.fixture
def here(tmp_path: Path) -> Console:
    """A console without any settings, for what needs no database."""
    return Console(tmp_path, {})
