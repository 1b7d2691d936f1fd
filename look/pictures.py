"""A picture of every page a citizen may meet, on a small phone, light and dark: look-out/."""

from __future__ import annotations

import logging
import os
import tempfile
from pathlib import Path
from shutil import rmtree, which

from playwright.sync_api import Browser, sync_playwright

from look.scene import Scene, scene
from look.states import WITH_SCRIPT, WITHOUT, Phone, Way
from tests.chromium import FLAGS

SCREEN = {"width": 360, "height": 740}
SCHEMES = ("light", "dark")

_OUT = Path(__file__).parent.parent / "look-out"


def main() -> int:
    """Take every picture anew, and put them side by side on look-out/index.html."""
    logging.getLogger("werkzeug").disabled = True  # each request a line
    rmtree(_OUT, ignore_errors=True)
    _OUT.mkdir()
    chromium = os.environ.get("CHROMIUM") or which("chromium") or which("chromium-browser")
    with (
        tempfile.TemporaryDirectory() as folder,
        scene(Path(folder)) as here,
        sync_playwright() as driver,
        driver.chromium.launch(executable_path=chromium, args=FLAGS) as browser,
    ):
        for ways, scripts in ((WITH_SCRIPT, True), (WITHOUT, False)):
            for name, way in ways.items():
                for scheme in SCHEMES:
                    _take(browser, here, way, scheme, scripts, _OUT / f"{name}-{scheme}.png")
    names = sorted([*WITH_SCRIPT, *WITHOUT])
    (_OUT / "index.html").write_text(sheet(names), encoding="utf-8")
    print(f"{len(names) * len(SCHEMES)} pictures: {_OUT.name}/index.html")
    return 0


def sheet(names: list[str]) -> str:
    """Return a page with the first screens of these pages; a press shows a page whole."""
    rows = (
        f"<h2>{name}</h2>"
        + "".join(
            f'<a href="{name}-{scheme}.png"><img src="{name}-{scheme}.png" alt="{scheme}"></a> '
            for scheme in SCHEMES
        )
        for name in names
    )
    style = "img{width:360px;height:740px;object-fit:cover;object-position:top;border:1px solid}"
    return (
        '<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>look</title>'
        f"<style>{style}</style>{''.join(rows)}"
    )


def _take(browser: Browser, here: Scene, way: Way, scheme: str, scripts: bool, file: Path) -> None:
    """Go the way to a page and photograph it whole; what is under the fold is in it."""
    context = browser.new_context(
        viewport=SCREEN,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        java_script_enabled=scripts,
        is_mobile=True,
        has_touch=True,
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    way(Phone(page, here))
    page.screenshot(path=file, full_page=True)
    context.close()
