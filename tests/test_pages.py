"""The checks of pages see what they are for: each is shown a page with one fault."""

from __future__ import annotations

import pytest

from tests.pages import check_page

GOOD = (
    '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>Quầy</title></head>'
    '<body><h1 id="a">Quầy</h1><form><label for="b">Tên</label><input id="b" name="b">'
    "<button>Gửi</button></form></body></html>"
)


def test_a_page_without_fault_passes() -> None:
    check_page(GOOD)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("<!DOCTYPE html>", "", "not well-formed"),
        ("</form>", "", "not well-formed"),
        ("<title>Quầy</title>", "<title> </title>", "no title"),
        ('lang="vi"', 'lang="en"', "lang is"),
        ('id="b"', 'id="a"', "used twice"),
        ('for="b"', 'for="c"', "points nowhere"),
        ('<label for="b">Tên</label>', "", "no label"),
        ("<button>Gửi</button>", "<button></button>", "empty button"),
        ("<h1", '<h1 style="color:red"', "style attributes"),
        ("<button>", '<button onclick="x()">', "script in attributes"),
        ("Gửi", "Gửi %(name)s", "unfilled blank"),
        ("Gửi", "This field is required.", "not for readers"),
        ("Gửi", "None", "not for readers"),
        ("<form>", "<h3>Nhảy</h3><form>", "h3 under h1"),
        ("<form>", "<h1>Hai</h1><form>", "2 h1"),
    ],
)
def test_a_fault_is_seen(was: str, becomes: str, said: str) -> None:
    assert was in GOOD
    with pytest.raises(AssertionError, match=said):
        check_page(GOOD.replace(was, becomes, 1))
