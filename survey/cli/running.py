"""survey upgrade, survey serve, survey doctor"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import click

from survey import serving, store
from survey.cli.commands import Command, option
from survey.cli.opened import opened, settings
from survey.cli.speech import _, fault, language, say
from survey.settings import Settings
from survey.words import N_, Refusal


@click.command("upgrade", cls=Command, help=N_("Tạo hoặc nâng cấp cơ sở dữ liệu."))
def upgrade() -> None:
    store.migrate.upgrade(settings().database_url)
    say(_("Cơ sở dữ liệu đã sẵn sàng."))


@click.command("serve", cls=Command, help=N_("Chạy máy chủ trang khảo sát."))
@option("--bind", metavar="HOST:PORT", help=N_("Địa chỉ lắng nghe."))
@option("--workers", type=click.IntRange(1), metavar="N", help=N_("Số tiến trình phục vụ."))
def serve(bind: str | None, workers: int | None) -> None:
    chosen = settings()
    chosen.need_secret()
    with opened():
        pass
    serving.serve(chosen, bind=bind or chosen.bind, workers=workers or chosen.workers)


@click.command("doctor", cls=Command, help=N_("Kiểm tra cài đặt và nói chỗ chưa ổn."))
def doctor() -> None:
    faults = list(_faults())
    for sentence in faults:
        fault(sentence)
    if faults:
        sys.exit(1)
    say(_("Cài đặt ổn."))


def _faults() -> Iterator[str]:
    try:
        chosen = Settings.from_env(os.environ)
    except Refusal as refusal:
        yield from language().refusals(refusal)
        return
    try:
        chosen.need_secret()
    except Refusal as refusal:
        yield from language().refusals(refusal)
    try:
        with opened() as database, database.reading() as db:
            store.form_version.read(db)
    except Refusal as refusal:
        yield from language().refusals(refusal)
    yield from _address_faults(chosen)


def _address_faults(chosen: Settings) -> Iterator[str]:
    """What is wrong with the address that posters print."""
    address = urlsplit(chosen.public_url)
    host = address.hostname or ""
    if chosen.synthetic:
        return
    if host in {"127.0.0.1", "localhost", "::1"}:
        yield _(
            "SURVEY_PUBLIC_URL là %(url)s: điện thoại của người dân không mở được địa chỉ này."
        ) % {"url": chosen.public_url}
    elif address.scheme != "https":
        yield _("SURVEY_PUBLIC_URL phải bắt đầu bằng https://.")
    if not chosen.office:
        yield _("Chưa đặt SURVEY_OFFICE: thông báo đầu phiếu chưa nói ai tổng hợp kết quả.")


