"""The operator's commands: each reads its arguments, calls one function and prints."""

from __future__ import annotations

import click

from survey.cli.commands import Group
from survey.words import N_


@click.group(cls=Group, help=N_("Khảo sát sự hài lòng của người dân (SIPAS)."))
def main() -> None:
    pass


for name, place, told in (
    ("demo", "demo:demo", N_("Dựng một tỉnh mẫu với số liệu giả định và chạy thử.")),
    ("upgrade", "running:upgrade", N_("Tạo hoặc nâng cấp cơ sở dữ liệu.")),
    ("serve", "running:serve", N_("Chạy máy chủ trang khảo sát.")),
    ("doctor", "doctor:doctor", N_("Kiểm tra cài đặt và nói chỗ chưa ổn.")),
    ("agencies", "agencies:agencies", N_("Cơ quan, đơn vị.")),
    ("groups", "groups:groups", N_("Cụm, khối thi đua: nhóm đơn vị được đặt tên.")),
    ("transactions", "transactions:transactions", N_("Số hồ sơ đã giải quyết, để tính quyền số.")),
    ("desks", "desks:desks", N_("Quầy và mã quầy in trên bảng mã QR.")),
    ("account", "accounts:account", N_("Tài khoản của cán bộ.")),
    ("token", "tokens:token", N_("Mã truy cập để hệ thống khác đọc số liệu.")),
    (
        "questionnaire",
        "questionnaires:questionnaire",
        N_("Mẫu phiếu: có sẵn và của riêng cơ quan."),
    ),
    ("clips", "clips:clips", N_("Câu hỏi ghi âm, để nghe thay cho đọc.")),
    ("round", "rounds:round_", N_("Đợt khảo sát.")),
    ("responses", "responses:responses", N_("Phiếu.")),
    ("index", "figures:index", N_("In chỉ số của một đợt: tính ngay từ số đếm, không ẩn gì.")),
    ("export", "figures:export", N_("Ghi tệp số liệu của lần chốt gần nhất.")),
    (
        "crosstab",
        "crosstabs:crosstab",
        N_("In số liệu phân tổ của một đợt đã kết thúc, ẩn như trên trang."),
    ),
    (
        "archive",
        "crosstabs:archive",
        N_("Ghi từng phiếu của một đợt ra tệp Parquet để người vận hành phân tích."),
    ),
    (
        "report",
        "documents:report",
        N_("Ghi báo cáo của lần chốt gần nhất: PDF để in, DOCX để sửa."),
    ),
    ("slides", "documents:slides", N_("Ghi trang chiếu của lần chốt gần nhất.")),
    ("scoreboard", "scoreboard:scoreboard", N_("Bảng tổng hợp chỉ số công bố hằng năm.")),
    ("posters", "posters:posters", N_("In bảng mã QR của các quầy ra tệp PDF.")),
    ("tally", "upkeep:tally", N_("Số đếm so với phiếu.")),
    ("tidy", "upkeep:tidy", N_("Xóa dấu vết thứ tự phiếu đến khỏi bên trong cơ sở dữ liệu.")),
):
    main.add_later(name, f"survey.cli.{place}", told)

__all__ = ["main"]
