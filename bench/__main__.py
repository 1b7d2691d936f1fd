"""`make bench`: every measure and its goal; exit status 1 if one is missed.

`python -m bench sizes` runs only the measures named.
"""

from __future__ import annotations

import sys

from bench import dashboard, measures, rows

MEASURES = {
    "pages": measures.sending_and_showing,
    "sizes": measures.sizes,
    "demo": measures.demo,
    "memory": measures.memory,
    "report": measures.report,
    "rows": rows.rows,
    "dashboard": dashboard.dashboard,
    "small-province": dashboard.small_province,
}


def main(chosen: list[str]) -> int:
    missed = 0
    for name in chosen or list(MEASURES):
        for result in MEASURES[name]():
            mark = "reached" if result.reached else "MISSED "
            print(f"{mark}  {result.figure:>12}  (goal {result.goal})  {result.what}", flush=True)
            missed += not result.reached
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
