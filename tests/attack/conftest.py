"""The application under attack, on both databases."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.attack.ground import Ground, made
from tests.cli.conftest import console
from tests.web.conftest import app, make_app, watch

__all__ = ["app", "console", "ground", "make_app", "watch"]


@pytest.fixture
def ground(app: Flask) -> Ground:
    """A small province whose round has three sheets."""
    return made(app)
