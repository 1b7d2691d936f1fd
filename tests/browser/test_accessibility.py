"""Every page and state of staff, for whoever sees, hears or moves otherwise.

Both languages, narrow and wide each meet every page, but not every mixture of them: what goes
wrong goes wrong with one of the two, and a minute is what people will wait.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Office
from tests.browser.patience import follows
from tests.browser.reach import DESK, PHONE, fits, hit_with_a_mouse, holds

STAFFS_PAGES = {
    "": (
        "/dang-nhap",
        "/ket-qua",
        "/ket-qua/2025",
        "/ket-qua/2025/lan-1/don-vi/H35.11",
        "/ket-qua/chi-so/2022",
        "/ket-qua/khong-co",
    ),
    "desk": ("/mot-cua", "/quan-tri", "/mot-cua/khong-co", "/mot-cua/that-bai"),
    "analyst": (
        "/tong-hop",
        f"/tong-hop/2026?nhom={quote('UBND xã, phường')}",
        "/tong-hop/2025",
        "/tong-hop/2026?kenh=paper",
        "/tong-hop/ho-gia-dinh",
        "/tong-hop/2025/H35.7",
        "/tong-hop/2026/H35.2",
        "/tong-hop/ho-gia-dinh/cau-hoi-khac",
        "/tong-hop/2026/H35.2/cau-hoi-khac",
        "/tong-hop/cach-tinh",
        "/tong-hop/2025/tong-quan",
        "/tong-hop/2026/tien-do",
        "/tong-hop/2025/ban-do-nhiet",
        "/tong-hop/2025/cum-khoi",
        "/tong-hop/2025/so-sanh?a=H35.11&b=H35.7",
        "/tong-hop/2025/phan-to?theo=age",
        "/tong-hop/2025/phan-to?don-vi=H35.11&theo=channel",
        "/tong-hop/2025/gop-y",
        "/tong-hop/2025/gop-y/chu-de",
        "/tong-hop/2025/gop-y/duyet?chon-san=1",
        "/tong-hop/2026/gop-y",
        "/tong-hop/2025/giai-trinh",
        "/tong-hop/bang-chi-so",
        "/tong-hop/bang-chi-so?chieu=1",
        "/tong-hop/bang-chi-so/nhap",
        "/tong-hop/bang-chi-so/qua-cac-nam/H35.9",
    ),
    "auditor": ("/giam-sat",),
    "admin": (
        "/quan-tri/dot",
        "/quan-tri/dot/2026",
        "/quan-tri/dot/2026/ket-thuc",
        "/quan-tri/dot/2026/thang-diem",
        "/quan-tri/nhap/cum-khoi",
        "/quan-tri/co-quan",
        "/quan-tri/co-quan?q=zzz",
        "/quan-tri/co-quan/{body}",
        "/quan-tri/co-quan/{body}/ket-thuc",
        "/quan-tri/quay",
        "/quan-tri/quay/{desk}",
        "/quan-tri/tai-khoan",
        "/quan-tri/tai-khoan/{account}/mat-khau",
        "/quan-tri/tai-khoan/{account}/dong",
        "/quan-tri/nhat-ky",
        "/quan-tri/dot/2025/cong-bo",
        "/quan-tri/ma-truy-cap",
        "/quan-tri/bang-chi-so",
        "/quan-tri/bang-chi-so/cong-bo",
    ),
}
EMPTY_PAGES = {
    "analyst": ("/tong-hop",),
    "admin": ("/quan-tri/dot", "/quan-tri/co-quan", "/quan-tri/quay"),
}
FORMS = ("dot/mo", "co-quan/them", "co-quan/{body}/quay/them", "tai-khoan/them")


def _listed(pages: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(role, path) for role, paths in pages.items() for path in paths]


@pytest.mark.parametrize(("role", "path"), _listed(STAFFS_PAGES))
def test_a_page_of_staff_shuts_nobody_out(office: Office, role: str, path: str) -> None:
    with _page(office, role) as page:
        _holds_for_staff(office, page, path)


@pytest.mark.parametrize(("role", "path"), _listed(EMPTY_PAGES))
def test_a_page_with_nothing_on_it_yet_shuts_nobody_out(bare: Office, role: str, path: str) -> None:
    with _page(bare, role) as page:
        _holds_for_staff(bare, page, path)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_of_staff_with_faults_shuts_nobody_out(office: Office, path: str) -> None:
    with _page(office, "admin") as page:
        for language, width in (("vi", PHONE), ("en", DESK)):
            office.goes(page, f"/quan-tri/{path}", language)
            follows(page, page.locator("form.form button"))
            expect(page.locator(".error")).to_be_focused()
            hit_with_a_mouse(page)
            holds(page, width)


def test_a_refused_sign_in_shuts_nobody_out(office: Office) -> None:
    with _page(office, "") as page:
        for language, width in (("vi", PHONE), ("en", DESK)):
            office.goes(page, "/dang-nhap", language)
            page.fill("#name", "nobody")
            follows(page, page.locator(".sign button"))
            page.wait_for_selector(".error")
            holds(page, width)


@contextmanager
def _page(office: Office, role: str) -> Iterator[Page]:
    """Open a window of somebody signed in; of nobody where `role` is empty."""
    if role:
        with office.signed[role].new_page() as page:
            yield page
    else:
        with office.browser.new_context() as context:
            yield context.new_page()


def _holds_for_staff(office: Office, page: Page, path: str) -> None:
    for language, width in (("vi", PHONE), ("en", DESK)):
        page.set_viewport_size({"width": width, "height": 800})
        office.goes(page, path, language)
        hit_with_a_mouse(page)
        holds(page, width)
    for width in (320, 768, 1024):
        fits(page, width)
