"""The page that explains the figures is held to the code that makes them."""

from __future__ import annotations

import doctest
import re
from pathlib import Path
from typing import get_args

import survey.scoring
from survey.scoring.method import Combination, Rule

PAGE = Path(survey.scoring.__file__).parent / "METHOD.md"


def test_every_example_on_the_page_is_true() -> None:
    failed, attempted = doctest.testfile(str(PAGE), module_relative=False, encoding="utf-8")

    assert failed == 0
    assert attempted > 35


def test_the_page_names_every_rule_and_combination() -> None:
    page = PAGE.read_text(encoding="utf-8")

    for name in (*get_args(Rule), *get_args(Combination)):
        assert re.search(rf"`{name}\b", page), name
