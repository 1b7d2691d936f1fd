"""What is kept as evidence says what was measured and how, and nothing of whose machine it was."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

KEPT = Path(__file__).parent.parent / "deploy" / "evidence" / "lighthouse-form.json"


@pytest.fixture
def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def test_lighthouse_gave_the_form_full_marks_on_a_throttled_phone(kept: dict[str, Any]) -> None:
    assert kept["scores"] == {"accessibility": 100, "best-practices": 100, "performance": 100}
    assert kept["page"] == "/p/CODE"
    assert kept["lighthouse"].startswith("12.")
    assert (kept["form_factor"], kept["throttling_method"]) == ("mobile", "simulate")
    assert kept["throttling"]["rttMs"] == 150
    assert kept["throttling"]["throughputKbps"] == pytest.approx(1638.4)
    assert kept["throttling"]["cpuSlowdownMultiplier"] == 4


def test_no_machine_is_named() -> None:
    text = KEPT.read_text(encoding="utf-8")
    assert not re.search(r"https?:|/(home|root|tmp|usr|work)\b|localhost|127\.0\.0", text)
