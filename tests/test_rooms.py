"""The building plan: which room may import which, and which library lives in one room only."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "survey"

# `words` (how a room refuses) may be imported by every room.
INNER = {
    *("scoring", "questionnaire", "ledger", "posters", "charts", "press", "booklet"),
    *("store", "topics", "intake", "report", "export"),
}
EDGE = {"settings", "paths", "clock", "language", "passwords"}
MAY_IMPORT: dict[str, set[str]] = {
    "words": set(),
    "clock": set(),
    "paths": set(),
    "passwords": set(),
    "settings": set(),
    "language": {"paths"},
    "scoring": set(),
    "questionnaire": set(),
    "clips": {"questionnaire"},
    "ledger": set(),
    "press": set(),
    "posters": {"press"},
    "charts": set(),
    "store": {"ledger"},
    "topics": {"store"},
    "intake": {"questionnaire", "ledger", "scoring", "store", "topics"},
    "report": {"scoring", "questionnaire", "store", "topics"},
    "export": {"report", "store", "charts"},
    "booklet": {
        *("report", "store", "scoring", "questionnaire"),
        *("export", "charts", "press", "language"),
    },
    "demo": INNER | EDGE,
    "serving": {"settings"},
    "web": INNER | EDGE | {"clips"},
    "cli": INNER | EDGE | {"clips", "demo", "serving"},
}
ONLY_IN = {
    "flask": {"web"},
    "flask_wtf": {"web"},
    "wtforms": {"web"},
    "werkzeug": {"web"},
    "jinja2": {"web"},
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "psycopg": {"store"},
    "click": {"cli"},
    "qrcode": {"posters"},
    "typst": {"press"},
    "docx": {"booklet"},
    "pptx": {"booklet"},
    "xlsxwriter": {"export"},
    "polars": {"export"},
    "pyreadstat": {"export"},
    "babel": {"language"},
    "argon2": {"passwords"},
    "gunicorn": {"serving"},
}
PEOPLE = {"citizen", "desk", "analyst", "auditor", "admin", "public", "api"}


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def files() -> list[Path]:
    return sorted(
        path for path in PACKAGE.rglob("*.py") if room_of(path) not in {"__init__", "__main__"}
    )


def imports_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            assert node.module
            yield node.module
            if node.module == "survey":
                yield from (f"survey.{alias.name}" for alias in node.names)


def test_every_room_is_on_the_plan() -> None:
    assert {room_of(path) for path in files()} <= set(MAY_IMPORT)


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_room_imports_only_its_neighbours(path: Path) -> None:
    room = room_of(path)
    for name in imports_of(path):
        top, _, rest = name.partition(".")
        if top == "survey" and rest:
            neighbour = rest.split(".")[0]
            assert neighbour in MAY_IMPORT[room] | {room, "words"}, f"{path}: {name}"
        assert room in ONLY_IN.get(top, {room}), f"{path}: {name}"


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_persons_of_the_web_never_import_each_other(person: str) -> None:
    for path in (PACKAGE / "web" / person).rglob("*.py"):
        for name in imports_of(path):
            parts = name.split(".")
            if parts[:2] == ["survey", "web"] and len(parts) > 2:
                assert parts[2] not in PEOPLE - {person}, f"{path}: {name}"


def test_the_package_itself_imports_nothing() -> None:
    assert list(imports_of(PACKAGE / "__init__.py")) == []
