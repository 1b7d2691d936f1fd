"""survey account …"""

from __future__ import annotations

import sys

import click

from survey import clock, passwords, store
from survey.cli.commands import Group, option
from survey.cli.opened import noted, opened
from survey.cli.speech import _, say
from survey.words import N_, Refusal

ROLES = ("desk", "analyst", "admin", "auditor")


@click.group("account", cls=Group)
def account() -> None:
    pass


@account.command("add", help=N_("Thêm tài khoản; mật khẩu đọc từ đầu vào chuẩn."))
@click.argument("name")
@option("--role", type=click.Choice(ROLES), required=True, help=N_("Vai trò."))
@option("--agency", metavar="CODE", help=N_("Đơn vị; bắt buộc với vai trò desk."))
def add(name: str, role: str, agency: str | None) -> None:
    if role == "desk" and not agency:
        raise Refusal(N_("Tài khoản Bộ phận Một cửa phải thuộc một đơn vị: thêm --agency."))
    password = _password()
    kept = passwords.hash_new(password)
    with opened() as database, database.writing() as db:
        today = clock.today()
        body = store.agencies.need(db, agency, today) if agency else None
        store.accounts.add(
            db,
            name=name,
            password_hash=kept,
            role=role,
            agency_id=body.id if body else None,
            today=today,
        )
        noted(db, "account.add", name, role)
    say(_("Đã thêm tài khoản %(name)s.") % {"name": name})


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt(_("Mật khẩu"), hide_input=True, confirmation_prompt=True, err=True))
    try:
        return sys.stdin.buffer.readline().decode("utf-8-sig").rstrip("\r\n")
    except UnicodeDecodeError:
        raise Refusal(N_("Mật khẩu ở đầu vào chuẩn phải là chữ UTF-8.")) from None
