"""survey doctor"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import click

from survey import clips, store
from survey import export as exports
from survey import language as languages
from survey.cli.commands import Command
from survey.cli.opened import opened
from survey.cli.speech import _, fault, language, say
from survey.settings import Settings, described
from survey.store import Connection
from survey.words import Refusal

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@click.command("doctor", cls=Command)
def doctor() -> None:
    environment = {name: text for name, text in os.environ.items() if name.startswith("SURVEY_")}
    faults = [
        *_setting_faults(environment),
        *_missing(environment),
        *_address_faults(environment),
        *_database_faults(),
        *_clip_faults(environment),
    ]
    for note in _notes(environment):
        say(_("Lưu ý: %(note)s") % {"note": note})
    for sentence in dict.fromkeys(faults):
        fault(sentence)
    if faults:
        sys.exit(1)
    say(_("Cài đặt ổn."))


def _setting_faults(environment: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with each setting by itself: one that is bad does not hide another."""
    for name in _names():
        mine = {key: environment[key] for key in (name, f"{name}_FILE") if key in environment}
        try:
            Settings.from_env(mine)
        except Refusal as refusal:
            yield language().refusal(refusal)


def _missing(environment: Mapping[str, str]) -> Iterator[str]:
    """What nobody can guess for an office."""
    if not environment.get("SURVEY_SECRET_KEY") and not environment.get("SURVEY_SECRET_KEY_FILE"):
        yield _("Chưa đặt SURVEY_SECRET_KEY hoặc SURVEY_SECRET_KEY_FILE.")
    if not environment.get("SURVEY_PUBLIC_URL"):
        yield _("Chưa đặt SURVEY_PUBLIC_URL: bảng mã QR chưa biết in địa chỉ nào.")


def _address_faults(environment: Mapping[str, str]) -> Iterator[str]:
    address = urlsplit(environment.get("SURVEY_PUBLIC_URL", ""))
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        yield _("SURVEY_PUBLIC_URL phải bắt đầu bằng https://.")


def _database_faults() -> Iterator[str]:
    try:
        with opened() as database:
            with database.writing() as db:
                store.form_version.read(db)
            with database.reading() as db:
                yield from _edition_faults(db)
    except Refusal as refusal:
        yield language().refusal(refusal)


def _edition_faults(db: Connection) -> Iterator[str]:
    """What was changed behind the program's back of figures that are published."""
    codes = {this.id: this.code for this in store.rounds.all_rounds(db)}
    for round_id, editions in store.editions.of_all(db).items():
        for edition in editions:
            if not exports.is_whole(db, edition):
                yield _(
                    "Số liệu đã công bố của đợt %(code)s, lần thứ %(no)s, không còn khớp "
                    "mã kiểm tra đã in."
                ) % {"code": codes[round_id], "no": edition.no}


def _clip_faults(environment: Mapping[str, str]) -> Iterator[str]:
    if folder := environment.get("SURVEY_CLIPS", "").strip():
        for refusal in clips.read(Path(folder), languages.names()).unfit:
            yield language().refusal(refusal)


def _notes(environment: Mapping[str, str]) -> Iterator[str]:
    """What may be meant so."""
    url = environment.get("SURVEY_PUBLIC_URL", "")
    if urlsplit(url).hostname in LOOPBACK:
        yield _(
            "SURVEY_PUBLIC_URL là %(url)s: điện thoại của người dân không mở được địa chỉ này."
        ) % {"url": url}
    if not environment.get("SURVEY_OFFICE"):
        yield _("chưa đặt SURVEY_OFFICE: thông báo đầu phiếu bỏ câu nói ai tổng hợp kết quả.")
    if not environment.get("SURVEY_PROVINCE"):
        yield _("chưa đặt SURVEY_PROVINCE: bảng tổng hợp chỉ số không nêu được tên tỉnh.")
    if not environment.get("SURVEY_FEEDBACK_URL"):
        yield _("chưa đặt SURVEY_FEEDBACK_URL: các trang bỏ câu dẫn tới kênh phản ánh, kiến nghị.")
    if not environment.get("SURVEY_SUPERVISOR_PHONE"):
        yield _("chưa đặt SURVEY_SUPERVISOR_PHONE: bảng mã QR bỏ dòng số điện thoại.")
    for name in environment:
        if name.removesuffix("_FILE") not in _names():
            yield _("%(name)s không phải là một thiết lập.") % {"name": name}


def _names() -> list[str]:
    return [setting.name.removesuffix("[_FILE]") for setting in described()]
