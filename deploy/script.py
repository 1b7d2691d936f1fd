"""Make the script of the citizen's form out of its parts: `make script`, after each change to them.

What is made is kept beside the templates, so that nothing has to be installed for it where the
survey runs; tests/web/test_script.py makes it again and compares.
"""

from __future__ import annotations

from pathlib import Path

import minify

FOLDER = Path(__file__).parent.parent / "templates" / "citizen"
MADE = FOLDER / "form.min.js"
# In this order, inside one function of their own.
PARTS = (
    "shelf",
    "deliver",
    "sending",
    "steps",
    "nearby",
    "listening",
    "preview",
    "start",
)


def made() -> str:
    """Return the script as a page carries it: short names, no comments, one line."""
    parts = "\n".join((FOLDER / "script" / f"{name}.js").read_text("utf-8") for name in PARTS)
    script = minify.string("application/javascript", f"(()=>{{\n{parts}\n}})()")
    return f"{script}\n"


if __name__ == "__main__":
    MADE.write_text(made(), "utf-8")
