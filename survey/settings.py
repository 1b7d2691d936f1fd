"""Settings: read once from the environment, then frozen."""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from survey.words import N_, Refusal

LANGUAGES = ("vi", "en")
SHORTEST_SECRET = 16  # characters

_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


class BadSettings(Refusal):
    """A setting that cannot be used, and why."""


def _setting(default: Any, meaning: str, *, secret: bool = False) -> Any:
    """A field of Settings that says what it means and whether it must not be printed."""
    return field(default=default, metadata={"meaning": meaning, "secret": secret}, repr=not secret)


@dataclass(frozen=True, slots=True)
class Settings:
    """How this installation is set. Each field is read from SURVEY_ and its name in capitals.

    >>> Settings().workers
    2
    """

    database_url: str = _setting(
        "sqlite:///instance/survey.sqlite",
        "The database: `sqlite:///PATH` (from the working directory) or "
        "`postgresql://USER:PASSWORD@HOST/NAME`",
        secret=True,
    )
    secret_key: str = _setting(
        "", "Secret that signs forms and sessions, 16 characters or more", secret=True
    )
    secret_key_old: str = _setting(
        "", "The secret before this one; accepted for a day after a change", secret=True
    )
    public_url: str = _setting(
        "http://127.0.0.1:8000", "Address that citizens reach; posters print it"
    )
    language: str = _setting(
        "vi", "Language of commands and of the server's own messages: vi or en"
    )
    office: str = _setting(
        "", "Name of the office that compiles the results; forms and posters name it"
    )
    province: str = _setting(
        "", "Name of the province or city, with its kind in Vietnamese; the scoreboard names it"
    )
    feedback_url: str = _setting("", "Address of the official feedback and petitions channel")
    supervisor_phone: str = _setting(
        "", "Phone number, on posters, for people who were told which level to choose"
    )
    clips: str = _setting(
        "", "Folder of recorded questions that citizens can hear, in it one folder a language"
    )
    synthetic: bool = _setting(
        False, "1 where every figure is made up: each page then says so; 0 otherwise"
    )
    open_data: bool = _setting(
        False,
        "1 where a closed round's sheets may be written to a file, a row each; forms then say so: "
        "set it before a round opens; 0 otherwise",
    )
    bind: str = _setting("127.0.0.1:8000", "HOST:PORT where the server listens")
    workers: int = _setting(2, "Processes of the server")
    threads: int = _setting(8, "Threads of each process")

    @classmethod
    def from_env(cls, env: Mapping[str, str]) -> Settings:
        """Read SURVEY_* variables, and SURVEY_X_FILE for a secret X; others are ignored.

        :raises BadSettings: naming the variable and what is wrong with it.

        >>> Settings.from_env({"SURVEY_PUBLIC_URL": "https://khaosat.example.vn/"}).public_url
        'https://khaosat.example.vn'
        """
        given: dict[str, Any] = {}
        for known in fields(cls):
            text = _text(env, known)
            if text:
                given[known.name] = _READ.get(known.name, _as_it_is)(variable(known), text)
        return cls(**given)

    def need_secret(self) -> str:
        """Return the secret.

        :raises BadSettings: if none is set.
        """
        if not self.secret_key:
            raise BadSettings(N_("Chưa đặt SURVEY_SECRET_KEY hoặc SURVEY_SECRET_KEY_FILE."))
        return self.secret_key

    def key(self, purpose: str) -> bytes:
        """Return the 32-byte key of one purpose; keys of two purposes tell nothing of each other.

        :raises BadSettings: if no secret is set.
        """
        return _key(self.need_secret(), purpose)

    def old_key(self, purpose: str) -> bytes | None:
        """Return the key that the secret before this one gave; None if there was none."""
        return _key(self.secret_key_old, purpose) if self.secret_key_old else None


@dataclass(frozen=True, slots=True)
class Described:
    """A setting as the README's table shows it. `default` is empty where there is none."""

    name: str
    default: str
    meaning: str


def described() -> tuple[Described, ...]:
    """Return every setting, in the order of the fields; a secret's name says that a file will do.

    >>> described()[2].name, described()[-1].default
    ('SURVEY_SECRET_KEY_OLD[_FILE]', '8')
    """
    return tuple(
        Described(
            name=variable(known) + ("[_FILE]" if known.metadata["secret"] else ""),
            default=str(int(known.default) if isinstance(known.default, bool) else known.default),
            meaning=known.metadata["meaning"],
        )
        for known in fields(Settings)
    )


def variable(known: Field[Any]) -> str:
    """Return the name of the environment variable of a field of Settings."""
    return f"SURVEY_{known.name.upper()}"


def _text(env: Mapping[str, str], known: Field[Any]) -> str:
    name = variable(known)
    path = env.get(f"{name}_FILE", "").strip() if known.metadata["secret"] else ""
    if not path:
        return env.get(name, "").strip()
    if env.get(name, "").strip():
        raise BadSettings(
            N_("%(name)s và %(name)s_FILE cùng được đặt. Xin chỉ đặt một."), name=name
        )
    try:
        text = Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError, ValueError):
        raise BadSettings(
            N_("%(name)s: không đọc được tệp “%(path)s”."), name=f"{name}_FILE", path=path
        ) from None
    if not text:
        raise BadSettings(N_("%(name)s: tệp “%(path)s” trống."), name=f"{name}_FILE", path=path)
    return text


def _as_it_is(name: str, text: str) -> str:
    return text


def _database(name: str, text: str) -> str:
    # The text is not repeated: it may hold a password.
    if not text.startswith(_DATABASES):
        raise BadSettings(
            N_("%(name)s phải bắt đầu bằng sqlite:/// hoặc postgresql://."), name=name
        )
    return text


def _secret(name: str, text: str) -> str:
    if len(text) < SHORTEST_SECRET:
        raise BadSettings(
            N_("%(name)s quá ngắn: cần ít nhất %(shortest)s ký tự."),
            name=name,
            shortest=SHORTEST_SECRET,
        )
    return text


def _site(name: str, text: str) -> str:
    """An address without a path: posters print it and add their own."""
    if not re.fullmatch(r"https?://[A-Za-z0-9.-]+(:\d{1,5})?/*", text) or not _is_http(text):
        raise BadSettings(
            N_("%(name)s phải có dạng https://ten-may, không kèm đường dẫn: “%(text)s”."),
            name=name,
            text=text,
        )
    return text.rstrip("/")


def _page(name: str, text: str) -> str:
    if not _is_http(text):
        raise BadSettings(
            N_("%(name)s phải là địa chỉ http:// hoặc https://: “%(text)s”."), name=name, text=text
        )
    return text


def _is_http(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    known = parts.scheme in {"http", "https"} and bool(parts.hostname)
    return known and port != 0 and not re.search(r"\s", text)


def _language(name: str, text: str) -> str:
    if text not in LANGUAGES:
        raise BadSettings(N_("%(name)s phải là vi hoặc en: “%(text)s”."), name=name, text=text)
    return text


def _phone(name: str, text: str) -> str:
    if not re.fullmatch(r"\+?[\d .()-]{3,25}", text):
        raise BadSettings(N_("%(name)s phải là số điện thoại: “%(text)s”."), name=name, text=text)
    return text


def _switch(name: str, text: str) -> bool:
    if text not in {"0", "1"}:
        raise BadSettings(N_("%(name)s phải là 1 hoặc 0: “%(text)s”."), name=name, text=text)
    return text == "1"


def _bind(name: str, text: str) -> str:
    host, _, port = text.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65_536:
        raise BadSettings(N_("%(name)s phải có dạng máy:cổng: “%(text)s”."), name=name, text=text)
    return text


def _count(name: str, text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) < 1:
        raise BadSettings(
            N_("%(name)s phải là số nguyên từ 1 trở lên: “%(text)s”."), name=name, text=text
        )
    return int(text)


def _key(secret: str, purpose: str) -> bytes:
    return hmac.digest(secret.encode(), purpose.encode(), sha256)


_READ = {
    "database_url": _database,
    "secret_key": _secret,
    "secret_key_old": _secret,
    "public_url": _site,
    "language": _language,
    "feedback_url": _page,
    "supervisor_phone": _phone,
    "synthetic": _switch,
    "open_data": _switch,
    "bind": _bind,
    "workers": _count,
    "threads": _count,
}
