"""Cut the report's letter out of Tinos: `python deploy/fonts.py FOLDER`, with fontTools installed.

FOLDER holds the four fonts of Tinos 1.340 as they are published (npm has them as
`@expo-google-fonts/tinos` 0.4.2). What is cut is kept in `survey/press/fonts`, so that nothing has
to be fetched or installed where a report is set. The Open Font License allows it: Tinos reserves
no name.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from fontTools import subset

OUT = Path(__file__).resolve().parent.parent / "survey" / "press" / "fonts"
# As published (SHA-256), and what each is called here.
PUBLISHED = {
    "Tinos_400Regular.ttf": (
        "Tinos-Regular.ttf",
        "924ef269e73da94c1803ff68877f5d998dd16605c5ffad82ee181034f8a1fffe",
    ),
    "Tinos_400Regular_Italic.ttf": (
        "Tinos-Italic.ttf",
        "4a52de5bcf70e37bd71949f8a85302b75795a1943aedffbbee4f2db7744e1c81",
    ),
    "Tinos_700Bold.ttf": (
        "Tinos-Bold.ttf",
        "576a19b5dc026cafe6ae8fde4c849588dae6475cf5d912cebdf2827388c43ad9",
    ),
    "Tinos_700Bold_Italic.ttf": (
        "Tinos-BoldItalic.ttf",
        "10c90ef7896d758923c06a1485d7824cdb457466da0bf7d42f81c5228931281b",
    ),
}
# What `survey.booklet.decided.printable` lets through: Latin, Vietnamese, signs; and the report's
# own arrows, marks and bullets.
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x250),
    *range(0x1E00, 0x1F00),
    *map(ord, "‐‑–—‘’“”„•‣…‰′″₫€←↑→↓−≈≠≤≥×□▲▼"),
]


def cut(font: Path, to: Path) -> None:
    """Write the letters that reports need; marks and kerning stay, hints for old screens go."""
    options = subset.Options(
        hinting=False,
        layout_features=["ccmp", "kern", "mark", "mkmk"],
        name_IDs=["*"],
        recalc_timestamp=False,
    )
    whole = subset.load_font(font, options)
    missing = [hex(letter) for letter in LETTERS if letter not in whole.getBestCmap()]
    if missing:
        sys.exit(f"{font.name}: no {', '.join(missing)}")
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(whole)
    subset.save_font(whole, to, options)


def main(folder: Path) -> None:
    """Cut the four fonts; refuse others than those that this was written for."""
    for published, (name, sha256) in PUBLISHED.items():
        (font,) = folder.rglob(published)
        if hashlib.sha256(font.read_bytes()).hexdigest() != sha256:
            sys.exit(f"{font}: not Tinos 1.340 as it was published")
        cut(font, OUT / name)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
