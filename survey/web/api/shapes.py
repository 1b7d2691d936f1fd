"""What answers are made of. One declaration gives the bytes and their JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from survey.export.meaning import MEANING, WEIGHTED_MEANING
from survey.report import COLUMNS, LEVELS, IndexRow, WeightedLine
from survey.words import N_

Schema = dict[str, Any]

_PLAIN: dict[type, Schema] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    Decimal: {"type": "number"},
    date: {"type": "string", "format": "date"},
}
_FRAMES = ("desk", "household")
_STATES = ("open", "closed", "provisional", "published", "final")
_OF_ROWS: dict[str, Schema] = {"frame": {"enum": [*_FRAMES]}, "level": {"enum": [*LEVELS]}}


def _said(sentence: str, **schema: object) -> Schema:
    """What a member means, and what its schema says beyond its type."""
    return {"says": sentence, "schema": schema}


@dataclass(frozen=True, slots=True)
class Freeze:
    """The freeze that figures are of."""

    no: int = field(metadata=_said(N_("Lần chốt")))
    day: date = field(metadata=_said(N_("Ngày chốt số liệu")))
    since: int = field(metadata=_said(N_("Số phiếu mới từ khi chốt, làm tròn xuống bội số của 5")))


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it stands."""

    code: str = field(metadata=_said(N_("Mã đợt khảo sát")))
    title: str = field(metadata=_said(N_("Tên đợt")))
    questionnaire: str = field(metadata=_said(N_("Mã mẫu phiếu")))
    frame: str = field(metadata=_said(MEANING["frame"], enum=[*_FRAMES]))
    method: str = field(metadata=_said(MEANING["method"]))
    minimum: int = field(metadata=_said(N_("Số phiếu tối thiểu để xếp hạng")))
    rank_channels: tuple[str, ...] = field(
        metadata=_said(N_("Hình thức trả lời dùng để xếp hạng; không có mục nào là mọi hình thức"))
    )
    first: date = field(metadata=_said(N_("Ngày đầu")))
    last: date = field(metadata=_said(N_("Ngày cuối")))
    state: str = field(metadata=_said(N_("Bước của đợt"), enum=[*_STATES]))
    freeze: Freeze | None = field(
        metadata=_said(N_("Lần chốt gần nhất; null khi chưa chốt lần nào"))
    )


@dataclass(frozen=True, slots=True)
class Agency:
    """A body that lives today."""

    code: str = field(metadata=_said(MEANING["agency"]))
    name: str = field(metadata=_said(N_("Tên cơ quan, đơn vị")))
    kind: str = field(metadata=_said(MEANING["kind"]))
    parent: str | None = field(metadata=_said(N_("Mã đơn vị cấp trên")))


@dataclass(frozen=True, slots=True)
class RoundAgency:
    """A body of a round, as the round's last day knows it."""

    code: str = field(metadata=_said(MEANING["agency"]))
    name: str = field(metadata=_said(MEANING["agency_name"]))
    kind: str = field(metadata=_said(MEANING["kind"]))
    responses: int = field(metadata=_said(N_("Số phiếu trong số liệu đã chốt")))


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion with people per level."""

    index: IndexRow = field(metadata=_said(N_("Chỉ số của tiêu chí")))
    factor: str = field(metadata=_said(N_("Mã yếu tố")))
    ref: str = field(metadata=_said(N_("Số của câu hỏi trong văn bản gốc")))
    levels: tuple[int, ...] | None = field(
        metadata=_said(N_("Số người chọn mức 1 đến mức 5; null khi bị ẩn"), minItems=5, maxItems=5)
    )
    skipped: int | None = field(metadata=_said(N_("Số người chọn mục thứ sáu")))
    blank: int | None = field(metadata=_said(N_("Số người để trống")))


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk of the body."""

    code: str = field(metadata=_said(N_("Mã quầy; để trống cho phiếu không thuộc quầy nào")))
    name: str = field(metadata=_said(N_("Tên quầy")))
    responses: int = field(metadata=_said(MEANING["responses"]))
    percent: Decimal | None = field(metadata=_said(N_("Chỉ số chung của quầy, %; null khi bị ẩn")))
    low: Decimal | None = field(metadata=_said(MEANING["low"]))
    high: Decimal | None = field(metadata=_said(MEANING["high"]))
    hidden: str = field(metadata=_said(MEANING["hidden"]))


@dataclass(frozen=True, slots=True)
class OfKind:
    """An index of all bodies of the same kind together."""

    level: str = field(metadata=_said(MEANING["level"], enum=[*LEVELS]))
    id: str = field(metadata=_said(MEANING["id"]))
    responses: int = field(metadata=_said(MEANING["responses"]))
    percent: Decimal = field(metadata=_said(N_("Chỉ số gộp của cả nhóm đơn vị, %")))


@dataclass(frozen=True, slots=True)
class Report:
    """What a body's own page shows."""

    round: str = field(metadata=_said(MEANING["round"]))
    agency: RoundAgency = field(metadata=_said(N_("Đơn vị")))
    channel: str = field(metadata=_said(MEANING["channel"]))
    method: str = field(metadata=_said(MEANING["method"]))
    freeze_no: int = field(metadata=_said(N_("Lần chốt")))
    freeze_day: date = field(metadata=_said(N_("Ngày chốt số liệu")))
    before: str | None = field(metadata=_said(N_("Tên đợt được đem so sánh; null khi không có")))
    overall: IndexRow = field(metadata=_said(N_("Chỉ số chung")))
    parts: tuple[IndexRow, ...] = field(metadata=_said(N_("Các phần")))
    factors: tuple[IndexRow, ...] = field(metadata=_said(N_("Các yếu tố")))
    criteria: tuple[Criterion, ...] = field(metadata=_said(N_("Các tiêu chí")))
    desks: tuple[Desk, ...] = field(metadata=_said(N_("Các quầy")))
    kind: tuple[OfKind, ...] = field(
        metadata=_said(
            N_("Chỉ số gộp của nhóm đơn vị; chỉ số không được phép hiện thì không có ở đây")
        )
    )


def named(shape: type) -> str:
    """Return what a shape is called in the description."""
    return {IndexRow: "Index", WeightedLine: "WeightedIndex"}.get(shape, shape.__name__)


def names(shape: type) -> tuple[str, ...]:
    """Return the members of an object, in their order."""
    return COLUMNS if shape is IndexRow else tuple(one.name for one in fields(shape))


def inside(shape: type) -> Iterator[type]:
    """Yield a shape and every shape that stands somewhere in it."""
    yield shape
    hints = get_type_hints(shape)
    for name in names(shape):
        for part in (hints[name], *get_args(hints[name])):
            if is_dataclass(part):
                assert isinstance(part, type)
                yield from inside(part)


def schema(shape: type) -> Schema:
    """Return the JSON Schema of an object; `description` of a member is a marked sentence."""
    hints = get_type_hints(shape)
    members = {name: _member(hints[name]) | _more(shape, name) for name in names(shape)}
    return {
        "type": "object",
        "properties": members,
        "required": [*members],
        "additionalProperties": False,
    }


def text(value: object) -> str:
    """Return a value as JSON: numbers as numbers with the decimals they have, days as ISO."""
    if is_dataclass(value) and not isinstance(value, type):
        pairs = (f"{json.dumps(name)}:{text(getattr(value, name))}" for name in names(type(value)))
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{text(key)}:{text(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(text, value)) + "]"
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    # A decimal keeps its two places, which a float would lose.
    return str(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _member(hint: Any) -> Schema:
    if isinstance(hint, UnionType):
        (some,) = (one for one in get_args(hint) if one is not NoneType)
        found = _member(some)
        if "$ref" in found:
            return {"oneOf": [found, {"type": "null"}]}
        return found | {"type": [found["type"], "null"]}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _member(get_args(hint)[0])}
    if is_dataclass(hint):
        assert isinstance(hint, type)
        return {"$ref": f"#/components/schemas/{named(hint)}"}
    return dict(_PLAIN[hint])


def _more(shape: type, name: str) -> Schema:
    if shape is IndexRow:
        return {"description": MEANING[name], **_OF_ROWS.get(name, {})}
    if shape is WeightedLine:
        return {"description": WEIGHTED_MEANING[name], **_OF_ROWS.get(name, {})}
    (said,) = (one.metadata for one in fields(shape) if one.name == name)
    return {"description": said["says"], **said["schema"]}
