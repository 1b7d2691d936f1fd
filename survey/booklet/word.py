"""The main tables for people who must edit: a Word file as offices write them.

Its figures are those that the PDF prints, from the same place.
"""

from __future__ import annotations

import io
from typing import Any

import docx

from survey.booklet.contents import Contents
from survey.booklet.entries import Printed
from survey.booklet.figures import printed
from survey.booklet.steady import steady
from survey.booklet.word_sheet import dressed, titled
from survey.booklet.word_tables import table


def to_docx(found: Contents, *, office: str = "", synthetic: bool = False) -> bytes:
    """Return the report's tables as a Word file; the same freeze gives the same bytes."""
    data = printed(found, office=office, synthetic=synthetic)
    file = docx.Document()
    dressed(file, data)
    titled(file, data)
    file.add_heading("Khảo sát thế nào", 1)
    table(file, (42, 0), "ll", ("Nội dung", "Đợt khảo sát này"), data["facts"])
    if not found.one:
        _received(file, data)
        _overall(file, data)
        _groups(file, data)
        for kind in data["kinds"]:
            _kind(file, data, kind)
        _weighted(file, data)
    file.add_heading("Số liệu từng đơn vị", 1)
    for body in data["bodies"]:
        _body(file, body)
    _explained(file, data)
    if data["scale"] is not None:
        file.add_heading("Thang điểm", 1)
        for words in (*data["scale"]["rules"], data["scale"]["stamp"]):
            file.add_paragraph(words)
    if data["published"]:
        file.add_heading("Công bố", 1)
        for words in data["published"]:
            file.add_paragraph(words)
    out = io.BytesIO()
    file.save(out)
    return steady(out.getvalue(), found.shown.day)


def _received(file: Any, data: Printed) -> None:
    kinds = data["kinds"]
    file.add_heading("Phiếu thu về", 1)
    table(
        file,
        (0, *(30 for _ in kinds), 22),
        "l" + "r" * (len(kinds) + 1),
        ("Hình thức trả lời", *(kind["name"] for kind in kinds), "Cộng"),
        [*data["channels"]["rows"], data["channels"]["total"]],
        bold_last=True,
    )
    for kind in kinds:
        _sheets(file, kind)


def _sheets(file: Any, kind: Printed) -> None:
    """Add what came in of each body, what counts of it and what does not."""
    file.add_heading(f"Từng đơn vị: {kind['name']}", 2)
    names = ("name", "needed", "received", "responses", "excluded", "why")
    rows = [[row[name] for name in names] for row in kind["rows"]]
    rows += [[words, "", "", figure, "", ""] for words, figure in kind["sheets"]]
    heads = ("Đơn vị", "Cần có", "Thu về", "Hợp lệ", "Loại", "Chưa xếp hạng")
    table(file, (0, 18, 18, 18, 18, 44), "lrrrrl", heads, rows)


def _overall(file: Any, data: Printed) -> None:
    file.add_heading("Kết quả chung", 1)
    rows = []
    for kind in data["kinds"]:
        whole, ends = kind["whole"], kind["ends"]
        row = [kind["name"], kind["bodies"], kind["ranked"], kind["responses"]]
        row += [whole["percent"], whole["interval"]]
        told = ends and [ends["mean"], ends["lowest"][1], ends["highest"][1]]
        rows.append(row + (told or ["–"] * 3))
    heads = (
        *("Nhóm đơn vị", "Đơn vị", "Được xếp hạng", "Số phiếu", "Chỉ số, %", "Khoảng tin cậy"),
        *("Trung bình", "Thấp nhất", "Cao nhất"),
    )
    table(file, (0, 13, 15, 15, 16, 27, 16, 16, 16), "lrrrrrrrr", heads, rows, foot=data["foot"])


def _groups(file: Any, data: Printed) -> None:
    """Add the named groups: together, then the bodies of each."""
    groups = data["groups"]
    if groups is None:
        return
    file.add_heading("Theo cụm, khối", 1)
    heads = (
        *("Cụm, khối", "Gộp, %", "Khoảng tin cậy 95%", "Trung bình", "Thấp nhất", "Cao nhất"),
        *("Đơn vị", "Số phiếu"),
    )
    rows = [
        [
            f"{row['name']} ({row['without']})" if row["without"] else row["name"],
            *(row["percent"], row["interval"], *row["ends"], row["bodies"], row["responses"]),
        ]
        for row in groups["rows"]
    ]
    table(file, (0, 16, 27, 16, 16, 16, 14, 16), "lrrrrrrr", heads, rows, foot=groups["foot"])
    for one in groups["lists"]:
        _members(file, data, one)


def _members(file: Any, data: Printed, one: Printed) -> None:
    file.add_heading(one["name"], 2)
    heads = ["Thứ hạng", "Đơn vị", "Chỉ số, %", "Số phiếu"]
    widths, sides = [16, 0, 20, 18], "rlrr"
    rows = [
        [row[name] for name in ("place", "name", "percent", "responses")] for row in one["rows"]
    ]
    rows += [["", words, figure, ""] for words, figure in one["ends"]]
    if data["scale"] is not None:
        heads.append(data["scale"]["head"])
        widths, sides = [*widths, 50], sides + "l"
        worths = [", ".join(row["worth"]) for row in one["rows"]] + [""] * len(one["ends"])
        rows = [[*row, worth] for row, worth in zip(rows, worths, strict=True)]
    table(file, widths, sides, heads, rows, foot=_stamped(data, data["groups"]["foot"]))


def _stamped(data: Printed, foot: str) -> str:
    """Return what a table stands on, with the scale that its bands and points come from."""
    return foot if data["scale"] is None else f"{data['scale']['stamp']} {foot}"


def _kind(file: Any, data: Printed, kind: Printed) -> None:
    file.add_heading(f"Xếp hạng: {kind['name']}", 1)
    if kind["graded"]:
        file.add_paragraph(kind["graded"])
    names = ["place", "name", "percent", "interval", "responses", "gap", "change", "verdict"]
    heads = [
        *("Thứ hạng", "Đơn vị", "Chỉ số, %", "Khoảng tin cậy 95%", "Số phiếu"),
        *("Hơn đơn vị sau, điểm %", "So với kỳ trước, điểm %", "So với mức chung"),
    ]
    widths, sides = [14, 0, 16, 27, 14, 19, 20, 19], "rlrrrrrl"
    if data["scale"] is not None:
        # Instead of the change, which stands in a table of its own below.
        names[6], heads[6], widths[6] = "worth", data["scale"]["head"], 27
        sides = "rlrrrrll"
    rows = [[row[name] for name in names] for row in kind["rows"]]
    for row, shown in zip(kind["rows"], rows, strict=True):
        if row["why"]:
            shown[1] += f" · {row['why']}"
        if data["scale"] is not None:
            shown[6] = ", ".join(row["worth"])
    if kind["ends"]:
        ends, rest = kind["ends"], [""] * (len(heads) - 3)
        rows.append(["", f"Trung bình của {ends['count']} đơn vị", ends["mean"], *rest])
        rows.append(["", f"Thấp nhất: {ends['lowest'][0]}", ends["lowest"][1], *rest])
        rows.append(["", f"Cao nhất: {ends['highest'][0]}", ends["highest"][1], *rest])
    table(file, widths, sides, heads, rows, foot=_stamped(data, kind["foot"]))
    if kind["changes"]["rows"]:
        _changes(file, data, kind)


def _changes(file: Any, data: Printed, kind: Printed) -> None:
    changes = kind["changes"]["rows"]
    file.add_heading(f"So với {data['before']}: {kind['name']}", 2)
    names = ("name", "previous", "percent", "change", "rank_before", "rank", "moved")
    heads = (
        *("Đơn vị", "Kỳ trước, %", "Kỳ này, %", "Chênh lệch, điểm %"),
        *("Hạng kỳ trước", "Hạng kỳ này", "Thứ bậc"),
    )
    rows = [[row[name] for name in names] for row in changes]
    for row, shown in zip(changes, rows, strict=True):
        if row["compared"]:
            shown[0] += f" ({row['compared']})"
    rows += [[*end, "", "", ""] for end in kind["changes"]["ends"]]
    table(file, (0, 18, 18, 22, 18, 18, 24), "lrrrrrl", heads, rows, foot=kind["foot"])


def _weighted(file: Any, data: Printed) -> None:
    for kind in data["weighted"]:
        file.add_heading(f"Có và không quyền số: {kind['name']}", 1)
        widths = (0, 19, 17, 26, 19, 14, 17, 17)
        table(file, widths, "lrrrrrrr", data["weighted_heads"], kind["rows"], foot=kind["foot"])


def _body(file: Any, body: Printed) -> None:
    file.add_heading(body["name"], 2)
    if body["overall"]["responses"] == "0":
        file.add_paragraph("Chưa có phiếu.")
        return
    place = body["place"]
    said = [
        f"Thu về {place['received']} phiếu, hợp lệ {body['overall']['responses']}, "
        f"loại {place['excluded']}.",
        f"Thứ hạng: {place['rank']}." if place["ranked"] else "",
        f"Thang điểm: {', '.join(body['worth'])}." if body["worth"] else "",
    ]
    file.add_paragraph(" ".join(words for words in said if words))
    heads = (
        *("Chỉ số", "Số phiếu", "Hài lòng/câu trả lời", "Chỉ số, %"),
        *("Khoảng tin cậy 95%", "Kỳ trước, %", "Chênh lệch, điểm %"),
    )
    rows = [figures[1:] for figures in body["figures"]]
    table(file, (0, 14, 25, 16, 27, 17, 20), "lrrrrrr", heads, rows, foot=body["foot"])


def _explained(file: Any, data: Printed) -> None:
    if not data["explanations"]:
        return
    file.add_heading("Giải trình của đơn vị", 1)
    heads = ("Tiêu chí", "Chỉ số", "Giải trình", "Trả lời")
    for body in data["explanations"]:
        file.add_heading(body["name"], 2)
        rows = [
            (
                line["criterion"],
                f"{line['figure']} ({line['base']})" if line["base"] else line["figure"],
                "\n".join((f"Ngày {line['day']}:", *line["text"])),
                "\n".join(
                    (f"Ngày {line['answered']}:" if line["answered"] else "", *line["answer"])
                ),
            )
            for line in body["lines"]
        ]
        table(file, (35, 24, 0, 50), "llll", heads, rows, splits=True)
