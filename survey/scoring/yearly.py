"""The indices that are published once a year (chỉ số công bố hằng năm), each with unit and scale.

One more index is one more line of `YEARLY`; nothing else names them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Literal

from survey.words import N_

Unit = Literal["percent", "points"]

PROVINCE = "province"
OWN = "satisfaction"


@dataclass(frozen=True, slots=True)
class YearlyIndex:
    """One index: `unit` and `scale` (the most it can be), and how many decimals it is given with.

    :ivar short: what people call it. `title` stands in a sentence, `subject` under a heading.
    :ivar publisher: who publishes that of the province; empty where several do. These four are
        sentences of the catalogues.
    :ivar of: whose index it is: the province's, its units', or both.
    :ivar framed: whether a figure may say where people were asked (`desk`, `household`).
    """

    id: str
    short: str
    unit: Unit
    scale: int
    of: frozenset[str]
    title: str
    subject: str
    publisher: str = ""
    places: int = 2
    framed: bool = False

    def read(self, text: str) -> Decimal | None:
        """Return a figure with its decimals; a comma may stand for the dot. None: not one.

        >>> YEARLY["papi"].read("43,5"), YEARLY["papi"].read("80.01"), YEARLY["papi"].read("4e1")
        (Decimal('43.50'), None, None)
        """
        plain = text.replace(",", ".")
        if not plain.replace(".", "", 1).isdecimal() or not plain.isascii():
            return None
        try:
            value = Decimal(plain)
        except InvalidOperation:
            return None
        exact = value.quantize(Decimal(1).scaleb(-self.places))
        return exact if exact == value and value <= self.scale else None

    def rounded(self, value: Decimal) -> Decimal:
        """Return a value with the index's decimals, half up."""
        return value.quantize(Decimal(1).scaleb(-self.places), ROUND_HALF_UP)


_BOTH = frozenset({"province", "unit"})
_PROVINCE = frozenset({"province"})
_UNITS = frozenset({"unit"})

_KNOWN = (
    YearlyIndex(
        "par-index",
        "PAR INDEX",
        "points",
        100,
        _BOTH,
        N_("Chỉ số cải cách hành chính (PAR INDEX)"),
        N_("Cải cách hành chính"),
        N_("Bộ Nội vụ"),
    ),
    YearlyIndex(
        "sipas",
        "SIPAS",
        "percent",
        100,
        _PROVINCE,
        N_("Chỉ số hài lòng về sự phục vụ hành chính (SIPAS)"),
        N_("Hài lòng của người dân"),
        N_("Bộ Nội vụ"),
    ),
    YearlyIndex(
        "papi",
        "PAPI",
        "points",
        80,
        _PROVINCE,
        N_("Chỉ số hiệu quả quản trị và hành chính công cấp tỉnh (PAPI)"),
        N_("Quản trị và hành chính công"),
        "CECODES, UNDP",
    ),
    YearlyIndex(
        "pci",
        "PCI",
        "points",
        100,
        _PROVINCE,
        N_("Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)"),
        N_("Năng lực cạnh tranh cấp tỉnh"),
        "VCCI",
    ),
    YearlyIndex(
        "qd766",
        N_("QĐ 766"),
        "points",
        100,
        _BOTH,
        N_("Chỉ số phục vụ người dân, doanh nghiệp (QĐ 766/QĐ-TTg)"),
        N_("Phục vụ người dân, doanh nghiệp"),
        N_("Cổng Dịch vụ công quốc gia"),
    ),
    YearlyIndex(
        "ddci",
        "DDCI",
        "points",
        100,
        _UNITS,
        N_("Chỉ số năng lực cạnh tranh cấp sở, ban, ngành và địa phương (DDCI)"),
        N_("Năng lực cạnh tranh"),
    ),
    YearlyIndex(
        OWN,
        N_("Hài lòng"),
        "percent",
        100,
        _BOTH,
        N_("Chỉ số hài lòng của người dân đối với sự phục vụ của cơ quan hành chính"),
        N_("Hài lòng của người dân, tỉnh tự khảo sát"),
        framed=True,
    ),
    YearlyIndex(
        "tt01",
        "TT 01/2018",
        "points",
        18,
        _UNITS,
        N_("Điểm đánh giá việc giải quyết thủ tục hành chính (TT 01/2018/TT-VPCP)"),
        N_("Giải quyết thủ tục hành chính"),
        places=3,
    ),
)
YEARLY: Mapping[str, YearlyIndex] = {one.id: one for one in _KNOWN}
