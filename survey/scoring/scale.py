"""What an index is worth to a province: a target, bands (xếp loại), converted points (quy đổi).

A scale is a TOML file of the office, attached to a round and named by its hash on every page
that uses it. It changes no index and no rank.

    target = 85
    [[band]]
    name = "Tốt"
    from = 80
    [points]
    rule = "linear"          # or "stepped"
    at = [[60, 0], [90, 10]]
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any, Literal, get_args

from survey.words import N_, Fault, FileRefused

PointsRule = Literal["linear", "stepped"]
LARGEST = 16 * 1024  # bytes
_LONGEST_NAME = 60
_CENT = Decimal("0.01")


class BadScale(FileRefused):
    """A file is not a scale; says at which line, and what stands there."""

    place = N_("Dòng %(line)d, khóa “%(column)s”: %(fault)s")

    def __init__(self, line: int, key: str, message: str, **values: object) -> None:
        super().__init__([Fault(line, key, message, values)])
        self.message = N_("Không dùng được thang điểm này.")
        self.values = {}


@dataclass(frozen=True, slots=True)
class Scale:
    """A target in percent, bands (name, from this percent), and points.

    :ivar bands: the highest first; below the lowest there is none.
    :ivar at: (percent, points), rising. Linear: straight between two, level beyond the ends.
        Stepped: the points of the last percent that is reached; below the first one 0.
    """

    target: Decimal | None
    bands: tuple[tuple[str, Decimal], ...]
    rule: PointsRule | None
    at: tuple[tuple[Decimal, Decimal], ...]

    def band(self, percent: Decimal | None) -> str:
        """Return the band of a rounded index; empty where there is none."""
        if percent is None:
            return ""
        return next((name for name, low in self.bands if percent >= low), "")

    def reached(self, percent: Decimal | None) -> bool | None:
        """Whether the target is reached; None without a target or an index."""
        if percent is None or self.target is None:
            return None
        return percent >= self.target

    def points(self, percent: Decimal | None) -> Decimal | None:
        """Return the points of a rounded index, half up to two decimals; None without a rule.

        >>> at = ((Decimal(60), Decimal(0)), (Decimal(90), Decimal(10)))
        >>> Scale(None, (), "linear", at).points(Decimal("84.25"))
        Decimal('8.08')
        >>> Scale(None, (), "stepped", at).points(Decimal("84.25"))
        Decimal('0.00')
        """
        if percent is None or self.rule is None:
            return None
        if percent < self.at[0][0]:
            found = self.at[0][1] if self.rule == "linear" else Decimal(0)
        else:
            found = self._between(percent)
        return found.quantize(_CENT, rounding=ROUND_HALF_UP)

    def _between(self, percent: Decimal) -> Decimal:
        if self.rule == "linear":
            for (low, under), (high, over) in pairwise(self.at):
                if percent < high:
                    return under + (over - under) * (percent - low) / (high - low)
        return [points for low, points in self.at if percent >= low][-1]


def read_scale(file: bytes) -> Scale:
    """Return the scale that a file describes.

    :raises BadScale: saying what must be mended first.
    """
    if len(file) > LARGEST:
        raise BadScale(1, "", N_("tệp lớn quá %(most)s byte"), most=LARGEST)
    page = _Page(file)
    found = page.found
    only = N_("thang điểm chỉ gồm target, band và points")
    if unknown := sorted(found.keys() - {"target", "band", "points"}):
        raise page.refuse(unknown[0], only)
    if not found:
        raise BadScale(1, "", only)
    rule, at = _points(page, found["points"]) if "points" in found else (None, ())
    return Scale(
        target=page.number("target", found["target"], 100) if "target" in found else None,
        bands=_bands(page, found.get("band", [])),
        rule=rule,
        at=at,
    )


class _Page:
    """A file's text, what TOML finds in it, and at which line a key stands."""

    def __init__(self, file: bytes) -> None:
        try:
            text = file.decode("utf-8-sig")
            # Offices' editors end lines as they like; TOML knows two ways.
            self.found: dict[str, Any] = tomllib.loads(
                text.replace("\r\n", "\n"), parse_float=Decimal
            )
        except UnicodeDecodeError as error:
            line = file.count(b"\n", 0, error.start) + 1
            raise BadScale(line, "", N_("tệp không phải UTF-8")) from None
        except tomllib.TOMLDecodeError as error:
            # The library says where in English words alone.
            at = re.search(r"at line (\d+)", str(error))
            line = int(at[1]) if at else text.count("\n") + 1
            raise BadScale(line, "", N_("không đúng dạng TOML")) from None
        self._lines = text.splitlines()

    def refuse(self, key: str, message: str, nth: int = 0, **values: object) -> BadScale:
        """Return why what stands under the nth `key` will not do."""
        begins = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}\b")
        at = [no for no, line in enumerate(self._lines, 1) if begins.match(line)]
        return BadScale(at[nth] if nth < len(at) else 1, key, message, **values)

    def number(self, key: str, found: Any, most: int, nth: int = 0) -> Decimal:
        """Return a number from 0 to `most` that stands under the nth `key`."""
        if isinstance(found, bool) or not isinstance(found, int | Decimal):
            raise self.refuse(key, N_("phải là số"), nth)
        number = Decimal(found)
        if not number.is_finite() or not 0 <= number <= most:
            raise self.refuse(key, N_("phải là số từ 0 đến %(most)s"), nth, most=most)
        return number


def _bands(page: _Page, found: Any) -> tuple[tuple[str, Decimal], ...]:
    if not isinstance(found, list):
        raise page.refuse("band", N_("mỗi xếp loại là một bảng [[band]]"))
    bands: list[tuple[str, Decimal]] = []
    for nth, one in enumerate(found):
        if not isinstance(one, Mapping) or one.keys() != {"name", "from"}:
            raise page.refuse("band", N_("mỗi band có đúng hai khóa: name và from"), nth)
        name = one["name"]
        if not isinstance(name, str) or not 0 < len(name.strip()) <= _LONGEST_NAME:
            message = N_("name của band phải có từ 1 đến %(most)s ký tự")
            raise page.refuse("band", message, nth, most=_LONGEST_NAME)
        low = page.number("from", one["from"], 100, nth)
        if any(name.strip() == other or low == from_ for other, from_ in bands):
            raise page.refuse("band", N_("trùng tên hoặc trùng from với band ở trên"), nth)
        bands.append((name.strip(), low))
    return tuple(sorted(bands, key=lambda band: -band[1]))


def _points(page: _Page, found: Any) -> tuple[PointsRule, tuple[tuple[Decimal, Decimal], ...]]:
    if not isinstance(found, Mapping) or found.keys() != {"rule", "at"}:
        raise page.refuse("points", N_("points có đúng hai khóa: rule và at"))
    if found["rule"] not in get_args(PointsRule):
        raise page.refuse("rule", N_("phải là linear hoặc stepped"))
    pairs = found["at"]
    if not isinstance(pairs, list) or not all(isinstance(p, list) and len(p) == 2 for p in pairs):
        raise page.refuse("at", N_("phải là các cặp [phần trăm, điểm]"))
    at = [(page.number("at", low, 100), page.number("at", worth, 1_000)) for low, worth in pairs]
    if not all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(at)):
        raise page.refuse("at", N_("phần trăm và điểm phải tăng dần"))
    if len(at) < (2 if found["rule"] == "linear" else 1):
        raise page.refuse("at", N_("linear cần từ hai cặp, stepped cần từ một cặp"))
    return found["rule"], tuple(at)
