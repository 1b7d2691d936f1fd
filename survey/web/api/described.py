"""What the interface answers, declared once: the views are served by it and it is published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from werkzeug.datastructures import MultiDict

from survey.report import CHANNELS, LEVELS
from survey.store.agencies import CODE
from survey.words import N_, Refusal

_INTEGER = re.compile(r"[0-9]{1,9}")
_MOST = 10_000  # lines of one page, if pages are asked for


class BadParameter(Refusal):
    """A parameter of an address that cannot be meant; `parameter` is its name."""

    def __init__(self, parameter: str, message: str, **values: object) -> None:
        super().__init__(message, name=parameter, **values)
        self.parameter = parameter


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that an address may ask: `one_of` these words, a `pattern`, or a number.

    Where words or a pattern are meant, empty is as good as left out.
    """

    name: str
    says: str
    one_of: tuple[str, ...] = ()
    pattern: str = ""
    least: int = 0
    most: int = 0
    default: str | int | None = None

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema of what is taken."""
        if self.one_of:
            found: dict[str, Any] = {"type": "string", "enum": [*self.one_of, ""]}
        elif self.pattern:
            found = {"type": "string", "pattern": f"^(?:{self.pattern})?$"}
        else:
            found = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return found if self.default is None else found | {"default": self.default}

    def read(self, words: str) -> str | int | None:
        """Return what is asked. :raises BadParameter: if it cannot be meant."""
        if self.one_of or self.pattern:
            if not words:
                return self.default
            if self.one_of and words not in self.one_of:
                said = N_("Tham số “%(name)s” phải là một trong: %(known)s.")
                raise BadParameter(self.name, said, known=", ".join(self.one_of))
            if self.pattern and not re.fullmatch(self.pattern, words):
                raise BadParameter(self.name, N_("Tham số “%(name)s” chưa đúng dạng."))
            return words
        if not _INTEGER.fullmatch(words) or not self.least <= int(words) <= self.most:
            said = N_("Tham số “%(name)s” phải là số nguyên từ %(least)s đến %(most)s.")
            raise BadParameter(self.name, said, least=str(self.least), most=str(self.most))
        return int(words)


_CHANNEL = "|".join(CHANNELS)
LANGUAGE = Parameter(
    "lang",
    N_("Ngôn ngữ của tên chỉ số và của lời báo"),
    one_of=("vi", "en"),
    default="vi",
)
LEVEL = Parameter("level", N_("Chỉ một cấp của chỉ số"), one_of=("all", *LEVELS), default="all")
AGENCY = Parameter("agency", N_("Chỉ đơn vị mang mã này"), pattern=CODE.pattern)
CHANNEL = Parameter(
    "channel",
    N_("Hình thức trả lời; nhiều hình thức thì cách nhau dấu phẩy; all là mọi hình thức"),
    pattern=f"all|(?:{_CHANNEL})(?:,(?:{_CHANNEL}))*",
    default="all",
)
FORMAT = Parameter("format", N_("Dạng trả về"), one_of=("json", "csv"), default="json")
LIMIT = Parameter(
    "limit", N_("Số dòng nhiều nhất của một trang; không ghi thì trả hết"), least=1, most=_MOST
)
OFFSET = Parameter("offset", N_("Bỏ qua chừng này dòng đầu"), least=0, most=999_999_999, default=0)
ROUND = Parameter("round", N_("Mã đợt khảo sát"), pattern="[A-Za-z0-9._-]{1,32}")
BODY = Parameter("code", N_("Mã đơn vị"), pattern=CODE.pattern)


@dataclass(frozen=True, slots=True)
class Route:
    """One address that answers.

    :ivar path: as OpenAPI spells it, from the root.
    :ivar name: of the view, and of the operation.
    :ivar gives: shape of the answer, or of each line where `listed`; None: any object.
    :ivar scopes: any of these will do; none at all: everybody may ask.
    """

    path: str
    name: str
    says: str
    gives: type | None
    scopes: tuple[str, ...] = ()
    asks: tuple[Parameter, ...] = ()
    listed: bool = False
    tables: bool = False
    dated: bool = False
    where: tuple[Parameter, ...] = field(default=())

    def read(self, args: MultiDict[str, str]) -> dict[str, Any]:
        """Return what an address asks, by name.

        :raises BadParameter: for one that is unknown, doubled, or cannot be meant.
        """
        known = {one.name: one for one in self.asks}
        asked: dict[str, Any] = {name: one.default for name, one in known.items()}
        for name in args:
            if name not in known:
                raise BadParameter(name, N_("Không có tham số “%(name)s”."))
            if len(args.getlist(name)) > 1:
                raise BadParameter(name, N_("Tham số “%(name)s” chỉ được ghi một lần."))
            asked[name] = known[name].read(args[name])
        return asked


ROUTES: dict[str, Route] = {}
"""By the name of the view."""


def is_meant(route: Route, places: Mapping[str, str]) -> bool:
    """Whether what stands in the path can be a code at all."""
    return all(re.fullmatch(one.pattern, places[one.name]) for one in route.where)
