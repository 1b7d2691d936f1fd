"""A phone at the end of a valley: 64 kbit/s, 600 ms, two segments of a hundred lost.

The pages come from the server as it is shipped, since whether it holds a connection open decides
how many round trips a receipt costs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copyfile
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Locator, Page

from tests.attack.served import served
from tests.browser.slow_line import slow_line
from tests.browser.steps import turn
from tests.cli.console import LEVELS, SECRET, Console, rows_of

USABLE, RECEIPT = 5.0, 6.0  # seconds
LINES = ((1, False), (2, False), (3, True))  # seed, and whether TLS is paid for
SEND = "main > form > section:last-of-type > button"

pytestmark = pytest.mark.parametrize("scripts", [False, True], ids=["no script", "script"])


class Desk(NamedTuple):
    """A desk whose form is served: the port, and the address of the form there."""

    port: int
    path: str


@pytest.fixture(scope="module")
def desk(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("valley")
    copyfile(migrated_file, folder / "survey.sqlite")
    url = f"sqlite:///{folder}/survey.sqlite"
    console = Console(folder, {"SURVEY_DATABASE_URL": url, "SURVEY_SECRET_KEY": SECRET})
    console.founds()
    console.opens_round()
    poster = rows_of(console.types("desks", "list"))[0]["code"]
    with served(console) as server:
        yield Desk(server.port, f"/p/{poster}")


def opens(page: Page, address: str) -> float:
    """Seconds until a finger has ticked the first answer of the form."""
    began = time.monotonic()
    page.goto(address, wait_until="commit")
    row = page.locator("fieldset label").first
    row.click()
    took = time.monotonic() - began
    assert row.locator("input").is_checked()
    return took


def answers(page: Page) -> None:
    """Answer some questions, and go on to the button, a step at a time where there are steps."""
    page.wait_for_load_state()
    for name in LEVELS[::4]:
        row = page.locator(f"#{name} label").nth(3)
        _turns_to(page, row)
        row.click()
    _turns_to(page, page.locator(SEND))


def sends(page: Page) -> float:
    """Seconds from the button to the receipt."""
    began = time.monotonic()
    page.click(SEND, no_wait_after=True)
    page.wait_for_selector("#receipt", state="attached")
    took = time.monotonic() - began
    assert len(page.locator("#receipt").text_content() or "") == len("XXXX-XXXX-XXXX-XXXX-X")
    return took


def walked(page: Page, desk: Desk, seed: int, *, tls: bool) -> tuple[float, float, int]:
    """How long opening and sending took over a line, and how many segments it lost."""
    with slow_line(desk.port, seed=seed, tls=tls) as line:
        usable = opens(page, line.url + desk.path)
        answers(page)
        # Who answers takes minutes; the connection is closed long before.
        line.cut()
        line.mend()
        return usable, sends(page), line.lost


def test_a_form_is_soon_there_and_its_receipt_soon_back(
    desk: Desk, contexts: Callable[..., BrowserContext], alone: Callable[[], None], scripts: bool
) -> None:
    lost = 0
    for seed, tls in LINES:
        usable = receipt = float("inf")
        # The line is the same each time; what a busy machine adds to it is not.
        for tried in range(5):
            if tried == 1:
                alone()
            page = contexts(java_script_enabled=scripts).new_page()
            opened, sent, losses = walked(page, desk, seed, tls=tls)
            usable, receipt = min(usable, opened), min(receipt, sent)
            if usable <= USABLE and receipt <= RECEIPT:
                break
        assert usable <= USABLE, seed
        assert receipt <= RECEIPT, seed
        lost += losses
    assert lost >= 2, "these seeds show nothing"


def _turns_to(page: Page, what: Locator) -> None:
    while not what.is_visible():
        turn(page)
