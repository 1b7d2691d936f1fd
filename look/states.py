"""Every page that a citizen may meet and the way to it, named as its picture."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from look.scene import Scene

NOBODYS = "000G-40R4-0M30-E209-J"


@dataclass(frozen=True, slots=True)
class Phone:
    """A citizen's phone in front of a scene."""

    page: Page
    scene: Scene

    def opens(self, path: str = "") -> None:
        """Open a page; the form of the desk if no other is named."""
        self.page.goto(self.scene.url + (path or f"/p/{self.scene.poster}"))

    def ticks(self, **levels: int) -> None:
        """Choose levels, each a step on where the page has steps."""
        for name, level in levels.items():
            row = self.page.locator(f"#{name} label").nth(level - 1)
            while not row.is_visible():
                self.goes_on()
            row.click()

    def goes_on(self) -> None:
        """Go to the next step."""
        self.page.locator("section:visible .go a").last.click()

    def sends(self) -> None:
        """Press the button at the end of the form."""
        button = self.page.locator("main > form > section:last-of-type > button")
        while not button.is_visible():
            self.goes_on()
        button.click()

    def is_thanked(self) -> str:
        """Send a sheet and return its receipt."""
        self.opens()
        self.ticks(q24=4)
        self.sends()
        self.page.wait_for_url("**/da-nhan?*")
        return self.page.locator("#receipt").text_content() or ""


Way = Callable[[Phone], object]
WITH_SCRIPT: dict[str, Way] = {}
WITHOUT: dict[str, Way] = {}


def scripted(way: Way) -> Way:
    """A page as most people meet it."""
    WITH_SCRIPT[way.__name__.replace("_", "-")] = way
    return way


def plain(way: Way) -> Way:
    """A page as a phone shows it that runs no script."""
    WITHOUT[way.__name__.replace("_", "-")] = way
    return way


# ------------------------------------------------------------------ the form


@scripted
def first_page(phone: Phone) -> None:
    phone.opens("/")


@scripted
def form(phone: Phone) -> None:
    phone.opens()


@scripted
def form_answered(phone: Phone) -> None:
    phone.opens()
    phone.ticks(q24=1, q25=5)


@scripted
def form_second_step(phone: Phone) -> None:
    phone.opens()
    phone.goes_on()


@scripted
def form_to_be_heard(phone: Phone) -> None:
    with phone.scene.heard():
        phone.opens()


@scripted
def form_last_step(phone: Phone) -> None:
    phone.opens()
    phone.ticks(q24=4)
    while not phone.page.locator("#comment").is_visible():
        phone.goes_on()


@scripted
def form_begun_before(phone: Phone) -> None:
    phone.opens()
    phone.ticks(q24=4)
    phone.page.wait_for_timeout(300)
    phone.opens()
    phone.page.locator(".offer").wait_for()


@plain
def form_without_script(phone: Phone) -> None:
    phone.opens()


@scripted
def form_in_english(phone: Phone) -> None:
    phone.opens(f"/p/{phone.scene.poster}?lang=en")


@scripted
def quick(phone: Phone) -> None:
    with phone.scene.asks_quickly():
        phone.opens()


@scripted
def quick_done(phone: Phone) -> None:
    with phone.scene.asks_quickly():
        phone.opens()
        phone.page.locator(".five button").nth(3).click()
        phone.page.wait_for_url("**/da-ghi*")


# ------------------------------------------------------------------ sending


@scripted
def error_nothing_answered(phone: Phone) -> None:
    phone.opens()
    phone.sends()
    phone.page.locator(".errors").wait_for()


@plain
def error_expired(phone: Phone) -> None:
    phone.opens()
    phone.ticks(q24=4)
    with phone.scene.later(hours=25):
        phone.sends()


@plain
def error_busy_503(phone: Phone) -> None:
    phone.opens()
    phone.ticks(q24=4)
    with phone.scene.busy():
        phone.sends()


@plain
def error_no_database_503(phone: Phone) -> None:
    phone.opens()
    phone.ticks(q24=4)
    with phone.scene.gone():
        phone.sends()


@scripted
def waiting_for_a_signal(phone: Phone) -> None:
    phone.opens()
    phone.ticks(q24=4)
    phone.page.context.set_offline(True)
    phone.sends()
    phone.page.locator(".wait").wait_for()


@plain
def sent_before(phone: Phone) -> None:
    phone.is_thanked()
    phone.page.go_back()
    phone.ticks(q24=1)
    phone.sends()


@scripted
def receipt_closed(phone: Phone) -> None:
    phone.is_thanked()


@scripted
def receipt_open(phone: Phone) -> None:
    phone.is_thanked()
    phone.page.locator("summary").click()


@plain
def receipt_with_something_hidden(phone: Phone) -> None:
    phone.opens()
    phone.ticks(q24=4)
    phone.page.fill("#comment", "Gọi tôi theo số 0912 345 678.")
    phone.sends()


# ------------------------------------------------------------------ checking a receipt


@scripted
def check(phone: Phone) -> None:
    phone.opens("/kiem-tra")


@scripted
def check_counted(phone: Phone) -> None:
    phone.opens(f"/kiem-tra?ma={phone.is_thanked()}")


@scripted
def check_excluded(phone: Phone) -> None:
    receipt = phone.is_thanked()
    phone.scene.is_excluded(receipt)
    phone.opens(f"/kiem-tra?ma={receipt}")


@scripted
def check_test(phone: Phone) -> None:
    receipt = phone.is_thanked()
    phone.scene.is_a_test(receipt)
    phone.opens(f"/kiem-tra?ma={receipt}")


@scripted
def check_unknown(phone: Phone) -> None:
    phone.opens(f"/kiem-tra?ma={NOBODYS}")


@scripted
def check_mistyped(phone: Phone) -> None:
    phone.opens(f"/kiem-tra?ma={NOBODYS[:-1]}K")


# ------------------------------------------------------------------ where no form is


@scripted
def code_unknown(phone: Phone) -> None:
    phone.opens("/p/000000")


@scripted
def code_mistyped(phone: Phone) -> None:
    phone.opens("/p?code=K7M4Q1")


@scripted
def poster_retired(phone: Phone) -> None:
    phone.opens(f"/p/{phone.scene.retired}")


@scripted
def round_closed(phone: Phone) -> None:
    with phone.scene.later(days=200):
        phone.opens()


@scripted
def no_signal(phone: Phone) -> None:
    phone.opens("/mat-mang")


@scripted
def no_such_page(phone: Phone) -> None:
    phone.opens("/khong-co")


@scripted
def no_database_503(phone: Phone) -> None:
    with phone.scene.gone():
        phone.opens(f"/kiem-tra?ma={NOBODYS}")
