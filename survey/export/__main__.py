"""The short-lived process that makes a file: rows on standard input, bytes on standard output."""

from __future__ import annotations

import sys

from survey.export.apart import handed_over
from survey.export.files import written

if __name__ == "__main__":
    sys.stdout.buffer.write(written(*handed_over(sys.stdin.buffer)))
