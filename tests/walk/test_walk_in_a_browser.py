"""The same way with a real poster, a phone that reads it, and a browser without any script."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp
from flask import Flask
from playwright.sync_api import Browser, Page, Playwright, expect
from werkzeug.serving import make_server

from tests.chromium import FLAGS, PHONE
from tests.citizens import Citizen
from tests.cli.console import LEVELS, Console
from tests.people import PASSWORD
from tests.walk.conftest import PUBLIC_URL

pytestmark = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def browser(chromium: str, playwright: Playwright, pages: Flask) -> Iterator[Browser]:
    """A browser for which the address on the posters leads to these pages."""
    server = make_server("127.0.0.1", 0, pages, threaded=True)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    host = PUBLIC_URL.removeprefix("http://")
    mapped = f"--host-resolver-rules=MAP {host}:80 127.0.0.1:{server.port}"
    upgrades = "--disable-features=HttpsUpgrades,HttpsFirstBalancedModeAutoEnable"
    opened = playwright.chromium.launch(executable_path=chromium, args=[*FLAGS, mapped, upgrades])
    yield opened
    opened.close()
    server.shutdown()
    serving.join()
    server.server_close()


def squares(file: Path) -> list[str]:
    """What a phone reads on the posters of a file, a page each."""
    read = []
    for page in pypdfium2.PdfDocument(file):
        picture = page.render(scale=2, grayscale=True).to_pil()
        read += [one.text for one in zxingcpp.read_barcodes(picture)]
    return read


def answers(page: Page, address: str) -> str:
    """Open a form, tick it, send it; return the receipt."""
    page.goto(address)
    for name in LEVELS[:-1]:
        page.check(f'input[name={name}][value="4"]')
    page.check(f'input[name={LEVELS[-1]}][value=""]')
    page.fill("#comment", "Chờ hơi lâu.")
    page.click("main > form > section:last-of-type > button")
    expect(page.locator("h1")).to_have_text("Đã nhận phiếu. Cảm ơn Ông/Bà!")
    page.get_by_text("Xem mã phiếu").click()
    return page.locator("#receipt").inner_text()


def test_a_scanned_poster_ends_in_the_analysts_table(
    console: Console, pages: Flask, browser: Browser
) -> None:
    console.founds()
    console.opens_round("D1", "--minimum", "10", "--title", "Quý IV")
    file = console.folder / "posters.pdf"
    console.types("posters", "--agency", "S1", "--out", file)
    (address, other) = squares(file)
    assert address.startswith(f"{PUBLIC_URL}/p/".upper())
    assert address != other

    phone = browser.new_context(viewport=PHONE, java_script_enabled=False)  # type: ignore[arg-type]
    page = phone.new_page()
    receipt = answers(page, address)
    page.get_by_role("link", name="Kiểm tra phiếu").click()
    page.fill("#ma", receipt.replace("-", " ").lower())
    page.get_by_role("button", name="Kiểm tra").click()
    assert page.locator("#status").get_attribute("data-status") == "counted"
    assert answers(page, address) != receipt
    assert phone.cookies() == []
    phone.close()

    for _ in range(10):
        citizen = Citizen(pages).scans(address.rpartition("/")[2])
        citizen.ticks(**dict.fromkeys(LEVELS, 2)).sends()
    console.types("round", "close", "D1")
    console.types("account", "add", "phan.tich", "--role", "analyst", input=f"{PASSWORD}\n")

    desktop = browser.new_context(java_script_enabled=False)
    table = desktop.new_page()
    table.goto(f"{PUBLIC_URL}/tong-hop")
    table.fill("#name", "phan.tich")
    table.fill("#password", PASSWORD)
    table.get_by_role("button", name="Đăng nhập").click()
    row = table.get_by_role("row").filter(has_text="Sở Tư pháp")
    # Fifteen content answers from each of two people, of 15 · 12 and once 10 more.
    expect(row).to_contain_text("15,79")
    expect(row).to_contain_text("12")
    table.get_by_role("link", name="Sở Tư pháp").click()
    expect(table.locator("h1")).to_contain_text("Sở Tư pháp")
    with table.expect_download() as told:
        table.locator('a[href*="/tai-ve/csv"]').first.click()
    assert "S1" in Path(told.value.path()).read_text(encoding="utf-8-sig")
    desktop.close()
