"""The short-lived process that draws: JSON on standard input, a PDF on standard output."""

from __future__ import annotations

import json
import sys

from survey.posters.drawing import DrawingError, draw
from survey.posters.printing import REFUSED

if __name__ == "__main__":
    try:
        sys.stdout.buffer.write(draw(json.load(sys.stdin.buffer)))
    except DrawingError as error:
        sys.stdout.write(json.dumps(error.fault))
        sys.exit(REFUSED)
