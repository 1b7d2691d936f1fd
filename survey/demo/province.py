"""Lai Châu for the demo: its departments across the mergers of 2025, its 38 communes, their desks.

Names of bodies are real, and so are the yearly figures of scoreboard.csv, which were published;
desks, officers, groups, the scale and all that people answered are made up.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from survey.intake.registers import GROUPS
from survey.intake.scoreboard import NEEDED, OPTIONAL
from survey.intake.tables import Line, parse
from survey.store.agencies import AgencyRow
from survey.store.desks import DeskRow

DEPARTMENTS = "Sở, ban, ngành"
COMMUNES = "UBND xã, phường"
CENTRAL = "Cơ quan trung ương trên địa bàn"
OTHER = "Đơn vị khác"

PROVINCE = "H35"
NAME = "tỉnh Lai Châu"
# Departments were merged on this day, communes took over from districts on that.
MERGER = date(2025, 3, 1)
TWO_LEVELS = date(2025, 7, 1)
_EVE = date(2025, 2, 28)

# code, name, kind, first day (None: long ago), last day, successor
_BODIES: tuple[tuple[str, str, str, date | None, date | None, str], ...] = (
    ("H35.1", "Sở Công Thương", DEPARTMENTS, None, None, ""),
    ("H35.2", "Sở Dân tộc và Tôn giáo", DEPARTMENTS, MERGER, None, ""),
    ("H35.3", "Sở Giáo dục và Đào tạo", DEPARTMENTS, None, None, ""),
    ("H35.4", "Sở Giao thông vận tải", DEPARTMENTS, None, _EVE, "H35.13"),
    ("H35.5", "Sở Kế hoạch và Đầu tư", DEPARTMENTS, None, _EVE, "H35.9"),
    ("H35.6", "Sở Khoa học và Công nghệ", DEPARTMENTS, None, None, ""),
    ("H35.7", "Sở Nội vụ", DEPARTMENTS, None, None, ""),
    ("H35.8", "Sở Nông nghiệp và Môi trường", DEPARTMENTS, MERGER, None, ""),
    ("H35.9", "Sở Tài chính", DEPARTMENTS, None, None, ""),
    ("H35.10", "Sở Thông tin và Truyền thông", DEPARTMENTS, None, _EVE, "H35.6"),
    ("H35.11", "Sở Tư pháp", DEPARTMENTS, None, None, ""),
    ("H35.12", "Sở Văn hóa, Thể thao và Du lịch", DEPARTMENTS, None, None, ""),
    ("H35.13", "Sở Xây dựng", DEPARTMENTS, None, None, ""),
    ("H35.14", "Sở Y tế", DEPARTMENTS, None, None, ""),
    ("H35.15", "Sở Lao động - Thương binh và Xã hội", DEPARTMENTS, None, _EVE, "H35.7"),
    ("H35.16", "Sở Nông nghiệp và Phát triển nông thôn", DEPARTMENTS, None, _EVE, "H35.8"),
    ("H35.17", "Sở Tài nguyên và Môi trường", DEPARTMENTS, None, _EVE, "H35.8"),
    ("H35.18", "Thanh tra tỉnh", DEPARTMENTS, None, None, ""),
    ("H35.19", "Văn phòng Ủy ban nhân dân tỉnh", DEPARTMENTS, None, None, ""),
    (
        "H35.20",
        "Ban Quản lý Khu kinh tế cửa khẩu Ma Lù Thàng",
        DEPARTMENTS,
        None,
        None,
        "",
    ),
    ("H35.30", "Công an tỉnh", CENTRAL, None, None, ""),
    ("H35.31", "Thuế tỉnh Lai Châu", CENTRAL, MERGER, None, ""),
)

# What the desks of a body take in, those that it took over last.
_FIELDS: dict[str, tuple[str, ...]] = {
    "H35.1": ("Tiếp nhận chung", "Thương mại, xăng dầu", "Điện lực"),
    "H35.2": ("Tiếp nhận chung", "Tín ngưỡng, tôn giáo"),
    "H35.3": ("Văn bằng, chứng chỉ", "Cấp phép hoạt động giáo dục"),
    "H35.4": ("Giấy phép lái xe", "Vận tải đường bộ"),
    "H35.5": ("Đăng ký kinh doanh", "Đầu tư"),
    "H35.6": ("Tiếp nhận chung", "Bưu chính, viễn thông"),
    "H35.7": ("Tiếp nhận chung", "Người có công", "Việc làm, lao động"),
    "H35.8": ("Đất đai", "Môi trường, khoáng sản", "Trồng trọt, chăn nuôi", "Lâm nghiệp"),
    "H35.9": ("Giá, tài sản công", "Đăng ký kinh doanh", "Đầu tư"),
    "H35.10": ("Báo chí, xuất bản", "Viễn thông"),
    "H35.11": ("Lý lịch tư pháp", "Công chứng, luật sư", "Hộ tịch, quốc tịch"),
    "H35.12": ("Văn hóa, thể thao", "Du lịch"),
    "H35.13": ("Giấy phép xây dựng", "Quy hoạch", "Giấy phép lái xe, vận tải"),
    "H35.14": ("Hành nghề khám, chữa bệnh", "Dược, an toàn thực phẩm"),
    "H35.15": ("Người có công", "Việc làm, lao động"),
    "H35.16": ("Trồng trọt, chăn nuôi", "Lâm nghiệp"),
    "H35.17": ("Đất đai", "Môi trường, khoáng sản"),
    "H35.18": ("Tiếp công dân",),
    "H35.19": ("Tiếp nhận chung", "Ngoại vụ"),
    "H35.20": ("Đầu tư, đất đai, môi trường, xây dựng trong khu kinh tế cửa khẩu",),
    "H35.30": ("Căn cước, cư trú", "Đăng ký xe", "Xuất nhập cảnh"),
    "H35.31": ("Lệ phí trước bạ, thuế đất", "Thuế hộ kinh doanh"),
}
# How many of them came with the merger.
_TAKEN_OVER = {"H35.6": 1, "H35.7": 2, "H35.9": 2, "H35.13": 1}
_COMMUNE_DESKS = ("Hộ tịch, chứng thực", "Đất đai, xây dựng")
# Any one-stop desk may take any dossier: the land desk of a commune takes in for a department.
_LAND_DECIDER = "H35.8"


def agency_rows() -> list[AgencyRow]:
    """Return the bodies as an import would bring them, those of 2024 included."""
    rows = [_agency(2, PROVINCE, "Ủy ban nhân dân tỉnh Lai Châu", OTHER, "", None, None, "")]
    for code, name, kind, first, last, successor in _BODIES:
        rows.append(_agency(len(rows) + 2, code, name, kind, PROVINCE, first, last, successor))
    for code, name in communes():
        rows.append(_agency(len(rows) + 2, code, name, COMMUNES, PROVINCE, TWO_LEVELS, None, ""))
    return rows


def _agency(
    line: int,
    code: str,
    name: str,
    kind: str,
    parent: str,
    first: date | None,
    last: date | None,
    successor: str,
) -> AgencyRow:
    return AgencyRow(
        line=line,
        code=code,
        name=name,
        kind=kind,
        parent=parent,
        first=first,
        to=last,
        successor=successor,
    )


def desk_rows(*, before_merger: bool) -> list[DeskRow]:
    """Return the desks as an import would bring them: those of 2024, or those of today."""
    rows: list[DeskRow] = []
    for code, _name, _kind, first, last, _successor in _BODIES:
        if (first if before_merger else last) is not None:
            continue
        fields = _FIELDS[code]
        if before_merger:
            fields = fields[: len(fields) - _TAKEN_OVER.get(code, 0)]
        for number, field in enumerate(fields, 1):
            officers = 1 if code in {"H35.18", "H35.2"} else 2 + number % 2
            rows.append(_desk(len(rows) + 2, code, number, field, "", officers))
    if not before_merger:
        for code, _name in communes():
            for number, field in enumerate(_COMMUNE_DESKS, 1):
                decider = _LAND_DECIDER if number == 2 else ""
                rows.append(_desk(len(rows) + 2, code, number, field, decider, 2))
    return rows


def _desk(line: int, agency: str, number: int, field: str, decider: str, officers: int) -> DeskRow:
    return DeskRow(
        line=line,
        agency=agency,
        desk=str(number),
        name=f"Quầy {number} · {field}",
        place="Trung tâm Phục vụ hành chính công",
        decider=decider,
        field=field,
        officers=str(officers),
    )


def scoreboard_lines() -> list[Line]:
    """Return the figures that were published of Lai Châu, each with its source: none made up."""
    path = Path(__file__).with_name("data") / "scoreboard.csv"
    return parse(path.read_bytes(), path.name, needed=NEEDED, optional=OPTIONAL)


def group_lines() -> list[Line]:
    """Return the groups of departments and of communes that compete with one another."""
    path = Path(__file__).with_name("data") / "groups.csv"
    return parse(path.read_bytes(), path.name, needed=GROUPS.needed, optional=GROUPS.optional)


def scale() -> bytes:
    """Return the file of the province's target, bands and points."""
    return (Path(__file__).with_name("data") / "scale.toml").read_bytes()


def communes() -> Iterator[tuple[str, str]]:
    """Yield (code, name) of the 38 communes and wards since 1 July 2025, by code."""
    path = Path(__file__).with_name("data") / "communes.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["code"], f"UBND {row['name'][0].lower()}{row['name'][1:]}"
