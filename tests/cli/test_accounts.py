"""survey account add"""

from __future__ import annotations

import unicodedata

import pytest

from survey import passwords, store
from survey.store.accounts import Account
from tests.cli.console import Console

PASSWORD = "một mật khẩu dài"


def account(console: Console, name: str) -> Account | None:
    database = store.connect(console.environment["SURVEY_DATABASE_URL"])
    with database.reading() as db:
        found = store.accounts.by_name(db, name)
    database.dispose()
    return found


@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_the_password_comes_from_standard_input(console: Console, end: str) -> None:
    done = console.types("account", "add", "hoa", "--role", "analyst", input=PASSWORD + end)
    assert PASSWORD not in done.output
    found = account(console, "hoa")
    assert found is not None
    assert found.role == "analyst"
    assert passwords.fits(found.password_hash, unicodedata.normalize("NFD", PASSWORD))


def test_an_account_of_a_desk_belongs_to_an_agency(province: Console) -> None:
    words = ("account", "add", "motcua", "--role", "desk")
    assert "--agency" in province.types(*words, input=PASSWORD, status=1).stderr
    province.types(*words, "--agency", "S9", input=PASSWORD, status=1)
    assert account(province, "motcua") is None
    province.types(*words, "--agency", "S1", input=PASSWORD)
    found = account(province, "motcua")
    assert found is not None
    assert found.agency is not None


def test_an_auditors_account_belongs_to_no_agency(province: Console) -> None:
    words = ("account", "add", "giamsat", "--role", "auditor")
    province.types(*words, "--agency", "S1", input=PASSWORD, status=1)
    assert account(province, "giamsat") is None
    province.types(*words, input=PASSWORD)
    found = account(province, "giamsat")
    assert found is not None
    assert (found.role, found.agency) == ("auditor", None)


@pytest.mark.parametrize("password", ["", "ngắn\n", "x" * 257, b"\xff\xfe mat khau dai\n"])
def test_a_password_that_will_not_do_is_refused(console: Console, password: str | bytes) -> None:
    refused = console.types("account", "add", "hoa", "--role", "admin", input=password, status=1)
    assert len(refused.stderr.splitlines()) == 1
    assert account(console, "hoa") is None


def test_a_name_is_given_once(console: Console) -> None:
    console.types("account", "add", "Hòa", "--role", "admin", input=PASSWORD)
    refused = console.types("account", "add", "hòa", "--role", "analyst", input=PASSWORD, status=1)
    assert "hòa" in refused.stderr
    console.types("account", "add", "h oa", "--role", "admin", input=PASSWORD, status=1)


def test_an_unknown_role_is_wrong_usage(console: Console) -> None:
    wrong = console.types("account", "add", "hoa", "--role", "boss", input=PASSWORD, status=2)
    assert "--role: phải là một trong: desk, analyst, admin" in wrong.stderr
