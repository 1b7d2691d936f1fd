"""The base installation: this environment's packages without those of an extra."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

TOP = Path(__file__).parent.parent
EXTRA = ("polars", "_polars", "pyreadstat", "numpy", "narwhals")


class Bare:
    """A Python that has the base's packages only."""

    def __init__(self, folder: Path) -> None:
        self.packages = folder / "packages"
        self.packages.mkdir()
        for path in Path(sysconfig.get_path("purelib")).iterdir():
            if not path.name.startswith(EXTRA):
                (self.packages / path.name).symlink_to(path)

    def survey(
        self, *words: object, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run `survey words…` there."""
        path = os.pathsep.join([str(TOP), str(self.packages)])
        return subprocess.run(
            [sys.executable, "-S", "-m", "survey", *map(str, words)],
            env={**os.environ, **environment, "PYTHONPATH": path},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
