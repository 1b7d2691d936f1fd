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

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Any, Literal, get_args

from survey.words import N_, Refusal

PointsRule = Literal["linear", "stepped"]
LARGEST = 16 * 1024  # bytes
_LONGEST_NAME = 60
_CENT = Decimal("0.01")


class BadScale(Refusal):
    """A file is not a scale."""


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

    :raises BadScale: saying what must be mended.
    """
    if len(file) > LARGEST:
        raise BadScale(N_("Tệp thang điểm lớn quá %(most)s byte."), most=LARGEST)
    try:
        found = tomllib.loads(file.decode("utf-8"), parse_float=Decimal)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise BadScale(N_("Tệp thang điểm không phải TOML trong UTF-8.")) from None
    unknown = sorted(found.keys() - {"target", "band", "points"})
    if unknown or not found:
        raise BadScale(N_("Tệp thang điểm chỉ gồm target, band và points."))
    rule, at = _points(found["points"]) if "points" in found else (None, ())
    return Scale(
        target=_number(found["target"], 100) if "target" in found else None,
        bands=_bands(found.get("band", [])),
        rule=rule,
        at=at,
    )


def _bands(found: Any) -> tuple[tuple[str, Decimal], ...]:
    if not isinstance(found, list):
        raise _bad_band()
    bands = []
    for one in found:
        if not isinstance(one, Mapping) or one.keys() != {"name", "from"}:
            raise _bad_band()
        name = one["name"]
        if not isinstance(name, str) or not 0 < len(name.strip()) <= _LONGEST_NAME:
            raise _bad_band()
        bands.append((name.strip(), _number(one["from"], 100)))
    if len({low for _, low in bands}) < len(bands) or len(dict(bands)) < len(bands):
        raise _bad_band()
    return tuple(sorted(bands, key=lambda band: -band[1]))


def _points(found: Any) -> tuple[PointsRule, tuple[tuple[Decimal, Decimal], ...]]:
    fits = isinstance(found, Mapping) and found.keys() == {"rule", "at"}
    if not fits or found["rule"] not in get_args(PointsRule) or not isinstance(found["at"], list):
        raise _bad_points()
    at = []
    for one in found["at"]:
        if not isinstance(one, list) or len(one) != 2:
            raise _bad_points()
        at.append((_number(one[0], 100), _number(one[1], 1_000)))
    rising = all(a[0] < b[0] and a[1] <= b[1] for a, b in pairwise(at))
    if not rising or len(at) < (2 if found["rule"] == "linear" else 1):
        raise _bad_points()
    return found["rule"], tuple(at)


def _number(found: Any, most: int) -> Decimal:
    if isinstance(found, bool) or not isinstance(found, int | Decimal):
        raise BadScale(N_("Tệp thang điểm có chỗ phải là số."))
    number = Decimal(found)
    if not number.is_finite() or not 0 <= number <= most:
        raise BadScale(N_("Tệp thang điểm có số ngoài khoảng 0 đến %(most)s."), most=most)
    return number


def _bad_band() -> BadScale:
    return BadScale(N_("Mỗi band cần name và from, không trùng nhau."))


def _bad_points() -> BadScale:
    return BadScale(
        N_("points cần rule là linear hoặc stepped, và at là các cặp [phần trăm, điểm] tăng dần.")
    )
