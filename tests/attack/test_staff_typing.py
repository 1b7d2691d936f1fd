"""What is typed into the pages of staff, at the gate and behind it: refused, and never a fault."""

from __future__ import annotations

import re

from tests.attack.ground import Ground
from tests.attack.test_staff import ON_ONE, ROOMS, addresses, ask, everybody
from tests.people import PASSWORD, Person, Staff

STRANGE = (
    "\x00",
    "a\x00b",
    "\ud800",
    "9" * 30,
    "-1",
    "0",
    "x" * 20_000,
    "𐀀",
    "\u202e",
    "'; --",
    "",
)


def test_nothing_typed_at_the_gate_breaks_it(ground: Ground) -> None:
    Staff(ground.app, "admin")
    person = Person(ground.app)
    with ground.unharmed():
        for strange in STRANGE:
            person.opens("/dang-nhap")
            for fields in ({"name": strange}, {"password": strange}, {"kept": strange}):
                given = {"csrf_token": person.token(), "name": "admin.tinh", "password": "x"}
                page = person.browser.post(
                    "/dang-nhap",
                    data={
                        name: text.encode("utf-8", "surrogatepass")
                        for name, text in (given | fields).items()
                    },
                    base_url=person.base_url,
                )
                expected = {400} if "\x00" in strange else {422, 429}
                assert page.status_code in expected, (strange[:10], fields.keys())


@ON_ONE
def test_a_long_form_that_came_late_breaks_nothing(ground: Ground) -> None:
    admin = Staff(ground.app, "admin")
    admin.opens("/dang-nhap")
    many = "&".join(f"a{n}=" for n in range(6000))
    answer = admin.browser.post(
        "/dang-nhap",
        data={
            "csrf_token": admin.token(),
            "name": admin.name,
            "password": PASSWORD,
            "onward": "/quan-tri/dot/mo",
            "kept": many,
        },
        base_url=admin.base_url,
    )
    assert answer.status_code in {200, 303}


def test_no_address_of_staff_breaks_on_strange_words(ground: Ground) -> None:
    staff = everybody(ground)
    spelled = ("%00", "a%00b", "%FF", "9" * 30, "2147483648", "-1", "0", "%F0%90%80%80", "x" * 300)
    with ground.unharmed():
        for rule in ground.app.url_map.iter_rules():
            room = rule.endpoint.partition(".")[0]
            if room not in ROOMS or "GET" not in (rule.methods or ()):
                continue
            for strange in spelled:
                path = rule.rule
                for name in rule.arguments:
                    path = path.replace(f"<{name}>", strange).replace(f"<int:{name}>", strange)
                query = f"q={strange}&trang={strange}&nhom={strange}&kenh={strange}&co={strange}"
                answer = ask(staff[room], "GET", f"{path}?{query}")
                assert answer.status_code < 500, f"{path}?{query}"


GOOD = {
    "name": "Tên",
    "code": "",
    "kind": "xã",
    "parent": "",
    "title": "Đợt",
    "whom": "codes",
    "questionnaire": "sipas-2023-service",
    "frame": "household",
    "rule": "top2",
    "combination": "pooled",
    "first": "2026-11-02",
    "last": "2026-11-03",
    "minimum": "30",
    "agencies": "X1",
    "role": "desk",
    "agency": "X1",
    "password": "ngắn",
    "place": "",
    "decider": "",
    "field": "",
    "officers": "",
    "to": "2026-12-01",
    "successor": "",
    "channels": "poster",
    "kinds": "xã",
}


def test_no_form_of_staff_breaks_on_strange_words(ground: Ground) -> None:
    admin = Staff(ground.app, "admin").signs_in()
    forms = [
        path for room, method, path in addresses(ground.app) if (room, method) == ("admin", "POST")
    ]
    strange = ("9" * 30, "2147483648", "9999-12-31", "0001-01-01")
    admin.opens("/quan-tri/co-quan/them")
    token = admin.token()
    refused = ask(admin, "POST", "/quan-tri/co-quan/them", csrf_token=token, name="a\x00b")
    assert refused.status_code == 400
    number = 0
    for path in forms:
        if path.endswith(("2026/ket-thuc", "/dong", "/bang-moi", "/mo-lai", "/chot", "/mat-khau")):
            continue  # these do what they say whatever else is sent
        asked = GOOD.keys() & set(re.findall(r' name="(\w+)"', ask(admin, "GET", path).text))
        for words in strange:
            for name in asked - {"password"}:
                number += 1
                fields = GOOD | {"code": f"Z{number}", name: words, "csrf_token": token}
                answer = ask(admin, "POST", path, **fields)
                assert answer.status_code < 500, (path, name, words[:12])
    assert number > 100
    ground.counts_fit()
