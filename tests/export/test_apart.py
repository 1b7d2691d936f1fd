"""Files made in a process of their own: the same bytes, and a worker that stays small."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest

from survey.export.apart import made_apart
from survey.export.files import FORMATS, written
from survey.language import Language
from tests.export.test_files import ABOUT, ROW, SILENT
from tests.unstamped import unstamped

FEW = replace(SILENT, responses=3, hidden="few", level="criterion", channel="poster,paper")
MEAN = replace(ROW, hidden="without:access feedback", level="factor")
# What the process that asks has held at most (KiB), when all is made and sent.
ASK = """
import resource, sys
from survey.export.apart import made_apart
from tests.export.test_files import ABOUT, ROW
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for form in ("xlsx", "parquet", "sav"):
    assert sum(map(len, made_apart((ROW for _ in range(3000)), form, ABOUT, str)))
assert "xlsxwriter" not in sys.modules
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.mark.parametrize("form", ["xlsx", "parquet", "sav"])
def test_a_file_made_apart_is_the_same_file(form: str) -> None:
    assert form in FORMATS
    rows = [ROW, SILENT, FEW, MEAN] * 200
    say = Language("en").gettext
    there = b"".join(made_apart(iter(rows), form, ABOUT, say))
    assert unstamped(form, there) == unstamped(form, written(rows, form, ABOUT, say))


def test_what_goes_wrong_there_is_said_here() -> None:
    with pytest.raises(RuntimeError, match="KeyError: 'tỉnh'"):
        made_apart([replace(ROW, level="tỉnh")] * 5000, "xlsx", ABOUT, str)


def test_the_process_that_asks_loads_nothing_of_what_makes_the_file() -> None:
    done = subprocess.run(
        [sys.executable, "-c", ASK], capture_output=True, check=True, timeout=60, text=True
    )
    assert int(done.stdout) < 8 * 1024
