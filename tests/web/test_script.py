from __future__ import annotations

import base64
import hashlib
import re

import html5lib
from flask import Flask

from deploy import script
from survey.web import here
from tests.citizens import Citizen
from tests.scene import made


def test_the_script_is_made_of_its_parts_as_they_stand() -> None:
    parts = {file.stem for file in (script.FOLDER / "script").glob("*.js")}
    assert parts == set(script.PARTS)
    assert script.MADE.read_text("utf-8") == script.made(), "run `make script`"


def test_the_script_says_nothing_of_its_own() -> None:
    """What people read comes from the page, in their language."""
    assert script.MADE.read_text("utf-8").isascii()


def test_a_form_runs_the_script_that_its_policy_names_and_no_other(app: Flask) -> None:
    _, counters = made(here.place(app).database)
    page = Citizen(app).scans(str(counters[0].poster_code)).page
    assert page is not None
    (found,) = html5lib.parse(page.text, namespaceHTMLElements=False).iter("script")
    assert found.attrib == {}
    digest = base64.b64encode(hashlib.sha256((found.text or "").encode()).digest()).decode()
    (allowed,) = re.findall(r"script-src ([^;]*)", page.headers["Content-Security-Policy"])
    assert allowed == f"'sha256-{digest}'"
