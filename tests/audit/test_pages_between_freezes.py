"""Between two freezes of an open round no page and no file of analysts moves, whatever comes."""

from __future__ import annotations

import random
import re

import pytest

from survey import export, report, store
from survey.settings import Settings
from survey.web import create_app, here
from tests.audit.test_freeze_steps import FIRST, arrive, province
from tests.people import Clock, Staff

PAGES = (
    *("", "/2026", "/2026?kenh=poster", "/2026?kenh=code"),
    *("/2026/A", "/2026/B", "/2026/A?kenh=code"),
    *("/2026/cau-hoi-khac", "/2026/A/cau-hoi-khac"),
)
FILES = [f"/2026/{whose}tai-ve/{form}" for whose in ("", "A/") for form in ("csv", "json")]
# Taken by an analyst, each is made in a process of its own: so before and when all has come, and
# meanwhile as that process makes it.
WORKBOOKS = ("/2026/tai-ve/xlsx", "/2026/A/tai-ve/xlsx")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_nothing_moves_but_what_came_since_and_that_in_fives(database_url: str) -> None:
    app = create_app(Settings(database_url=database_url, secret_key="a secret"), now=Clock())
    app.testing = True
    chance = random.Random(5)
    with here.place(app).database.writing() as db:
        this = province(db)
        for _ in range(3):
            arrive(db, this, chance, 40)
            report.freeze(db, this, day=FIRST, person="x")
    analyst = Staff(app, "analyst").signs_in()
    before, taken = read(analyst), [analyst.opens(f"/tong-hop{path}").data for path in WORKBOOKS]
    told = set()
    for _ in range(8):
        with here.place(app).database.writing() as db:
            arrive(db, this, chance, 7)
            told.add(store.freezes.since(db, this.id))
            made = [export.indices(db, this, "xlsx", agency=agency) for agency in (None, "A")]
        assert made == taken
        after = read(analyst)
        assert after.keys() == before.keys()
        for path, (body, since) in after.items():
            assert body == before[path][0], path
            assert all(n % 5 == 0 for n in since)
    assert len(told) > 4
    assert [analyst.opens(f"/tong-hop{path}").data for path in WORKBOOKS] == taken
    here.place(app).database.dispose()


def read(analyst: Staff) -> dict[str, tuple[bytes | str, list[int]]]:
    """Return what each address answers, without what came since and the tokens of forms."""
    found: dict[str, tuple[bytes | str, list[int]]] = {}
    for path in FILES:
        found[path] = analyst.opens(f"/tong-hop{path}").data, []
    for path in PAGES:
        text = analyst.opens(f"/tong-hop{path}").text
        said = re.compile(r"(?:từ (\d+)|dưới 5) phiếu mới từ khi chốt")
        assert said.search(text), path
        since = [int(one) for one in said.findall(text) if one]
        text = re.sub(r'name="csrf_token" value="[^"]*"', "", said.sub("…", text))
        found[path] = text, since
    return found
