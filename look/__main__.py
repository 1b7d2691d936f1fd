"""`make look`: Lighthouse on the form of a desk, and a picture of every page a citizen may meet.

`python -m look pictures` or `python -m look lighthouse` does one of the two. Exit status 1 if
Lighthouse finds anything.
"""

from __future__ import annotations

import sys

from look import lighthouse, pictures

PARTS = {"lighthouse": lighthouse.main, "pictures": pictures.main}


def main(chosen: list[str]) -> int:
    return max([PARTS[name]() for name in chosen or PARTS])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
