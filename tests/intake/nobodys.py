"""Comments that name nobody: days, hours, money, counts, laws and rooms. Made from a seed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from random import Random

Format = Callable[[Random], str]


def _of(*texts: str) -> Format:
    return lambda chance: chance.choice(texts)


def _number(low: int, high: int) -> Format:
    return lambda chance: str(chance.randrange(low, high))


def _hour(chance: Random) -> str:
    hour, minute = chance.randrange(7, 18), chance.choice((0, 15, 30, 45))
    form = chance.choice(
        ("{}h{:02}", "{}:{:02}", "{}g{:02}", "{} giờ {}", "{:02}h{:02}", "{}h", "{:02}.{:02}")
    )
    return form.format(hour, minute)


def _hours(chance: Random) -> str:
    ends = chance.choice(
        ("7h30-11h30", "7:30 - 11:30", "07h30 đến 11h30", "13h30–17h00", "7.30-11.30")
    )
    return chance.choice((ends, f"{_hour(chance)} đến {_hour(chance)}", f"{ends}, 13h30-17h"))


def _day(chance: Random) -> str:
    day, month, year = (
        chance.randrange(1, 29),
        chance.randrange(1, 13),
        chance.randrange(2019, 2028),
    )
    form = chance.choice(
        (
            "{}/{}/{}",
            "{:02}/{:02}/{}",
            "{:02}-{:02}-{}",
            "{}.{}.{}",
            "{}/{}",
            "{} tháng {}",
            "{} tháng {} năm {}",
            "{:02}/{:02}/{}",
        )
    )
    return form.format(day, month, year)


def _money(chance: Random) -> str:
    thousands, millions = chance.randrange(1, 999), chance.randrange(1, 40)
    place = thousands % 9 + 1
    return chance.choice(
        (
            f"{thousands}.000 đồng", f"{thousands}.000đ", f"{thousands}k", f"{thousands} nghìn",
            f"{thousands}.000", f"{thousands},000 VNĐ", f"{thousands}000đ", f"{thousands} 000 đồng",
            f"{millions}.{thousands:03}.000 đồng", f"{millions} triệu", f"{millions}tr{place}",
            f"{millions},{place} triệu đồng", f"{millions}.{thousands:03}.000",
            f"{millions}{thousands:03}000 đồng", f"{millions} triệu {thousands} nghìn",
            f"{millions}{thousands:03}000",
        )
    )  # fmt: skip


def _law(chance: Random) -> str:
    number, year = chance.randrange(1, 200), chance.randrange(2010, 2027)
    return chance.choice(
        (
            f"Nghị định {number}/{year}/NĐ-CP", f"Nghị định số {number:02}/{year}/NĐ-CP",
            f"Luật {number}/{year}/QH15", f"Thông tư {number:02}/{year}/TT-VPCP",
            f"Quyết định số {number * 17}/QĐ-UBND", f"QĐ {number * 9}/QĐ-BNV năm {year}",
            f"công văn {number * 23}/BNV-CCHC", f"Kế hoạch {number}/KH-UBND ngày {_day(chance)}",
            f"khoản {number % 9 + 1} Điều {number}", f"Điều {number}", f"NĐ {number}/{year}",
            f"mẫu số {number:02}/ĐK", "TCVN ISO 9001:2015", f"Nghị quyết {number}-NQ/TW",
            f"điểm a khoản 2 điều {number}",
        )
    )  # fmt: skip


SLOTS: dict[str, Format] = {
    "hour": _hour,
    "hours": _hours,
    "day": _day,
    "money": _money,
    "law": _law,
    "few": _number(1, 12),
    "many": lambda chance: (
        chance.choice(("{}", "{:,}")).format(chance.randrange(20, 4000)).replace(",", ".")
    ),
    "place": _of("3", "12", "5A", "số 7", "01", "số 02", "B2", "12B"),
    "turn": _of("45", "102", "0187", "A035", "2041", "số 15", "B-112"),
    "year": _number(2015, 2028),
    "years": _of("2024-2025", "2024, 2025, 2026", "2021–2025", "2020 đến 2025", "2021 - 2025"),
    "line": _of("1900 1234", "18001096", "1022", "113", "1900.6868", "19001595"),
    "share": _of("83,94%", "100%", "5/5", "9,5/10", "70 %", "2/3"),
    "list": _of(
        "3, 5, 7/11",
        "10h-11h, 14h-16h",
        "200-300",
        "1.000-2.000 đồng",
        "20-30.000đ",
        "0123 đến 0187",
        "5.000đ-10.000đ",
        "1/2 ngày",
        "2, 4, 6",
        "từ 79,34% lên 83,94%",
        "28/5/2020-30/6/2020",
        "10.000.000 - 15.000.000",
        "60-65 tuổi",
        "năm 1990, 1995",
        "15, 20, 25, 30",
        "8h-9h-10h",
        "01/11, 05/11, 12/11",
        "7h30, 8h15, 9h00, 10h45",
        "1-2-3",
        "2 + 3 + 5",
        "3.355",
        "24/63",
    ),
    "thing": _of(
        "km 12+500",
        "QL4D",
        "mã lỗi 404",
        "lỗi 500",
        "mức độ 3, 4",
        "mục II.3.1.2",
        "khổ A4 210x297",
        "mẫu 01a/MĐXN",
        "Đề án 06",
        "Windows 10 64 bit",
        "phiên bản 2.1.15",
        "Chrome 120.0.6099",
        "máy số 04",
        "xe tuyến 08A",
        "bằng lái B2",
        "đường 30/4",
        "khu 3, tổ 12",
        "phòng 201A",
        "iPhone 12",
        "cửa số 5-6",
        "39 độ",
        "5 sao",
        "16 GB",
        "bậc 3/7",
        "số nhà 45",
        "camera 02",
    ),
    "size": _of("120 m2", "1.200 m²", "85,5m2", "0,5 ha", "2 sào", "35 km", "1.250 mét"),
}
SAID = (
    "Chờ {few} tiếng mới đến lượt, số thứ tự {turn}, trong khi phòng chỉ có {few} người",
    "Hẹn ngày {day} nhưng đến {day} vẫn chưa trả",
    "Nộp hồ sơ ngày {day}, hẹn trả sau {few} ngày làm việc",
    "Làm việc từ {hours} nhưng {hour} chưa mở cửa",
    "Thu lệ phí {money} không có biên lai",
    "Phí {money}, lệ phí {money}, tổng cộng {money}",
    "Theo {law} thì không phải nộp thêm giấy tờ",
    "Căn cứ {law} và {law}, việc này phải xong trong {few} ngày",
    "Quầy {place} phục vụ tốt, quầy {place} thì phải chờ",
    "Phòng {place} tầng {few} khó tìm, nên có biển chỉ dẫn",
    "Đã đi lại {few} lần, mỗi lần {size}, mất {money} tiền xe",
    "Năm {year} làm nhanh hơn năm {year}",
    "Giai đoạn {years} cải cách tốt",
    "Gọi {line} không ai nghe máy",
    "Tôi chấm {share}, mong cán bộ hướng dẫn kỹ hơn",
    "Thửa đất {size} mà làm {few} tháng chưa xong",
    "Cả xã có {many} hộ, mỗi ngày {many} người đến mà chỉ có {few} cán bộ",
    "Photo {few} bản, công chứng {few} bản, hết {money}",
    "Thứ {few} đến lúc {hour}, {hour} mới được gọi",
    "cho {few} ngay roi ma chua co ket qua, hen {day}",
    "Cán bộ nhiệt tình, {few} phút là xong. Cảm ơn quầy {place}!",
    "Cần thêm {few} ghế và {few} quạt ở phòng chờ",
    "Nộp qua mạng lúc {hour} ngày {day}, {few} ngày sau có kết quả",
    "Đến {hour} ngày {day} hệ thống vẫn lỗi",
    "Hồ sơ {few} lần bị trả lại, lần nào cũng thiếu {few} giấy",
    "Hộ khẩu {few} người, làm thẻ {few} lần, năm {year}",
    "Mua {few} bộ mẫu hết {money}, bộ {few} tờ",
    "Máy lấy số hỏng từ {day}, phải chờ {many} phút",
    "Ra {line} hỏi thì bảo theo {law}",
    "Tài khoản nộp phí báo lỗi, mất {money}, ngày {day}",
    "Ông cụ {few}0 tuổi mà phải đứng {few} tiếng",
    "Hồ sơ nộp năm {year}, đến {year} mới có giấy",
    "{share} bà con hài lòng, còn {few} việc chưa tốt",
    "Nhà cách {size}, đi từ {hour}, về {hour}",
    "Đợt {few}/{year} tốt hơn đợt {few}/{year}",
    "Tổ {few}, bản Nà Khoang, đường đi {size} rất khó",
    "4G ở đây yếu, quét mã QR {few} lần mới được",
    "Sinh năm {year} nên máy không nhận",
    "Giấy khai sinh bản chính {few} tờ, bản sao {few} tờ, {money}/tờ",
    "Tôi đến {few} lần: {day}, {day} và {day}",
    "Chờ {list} rồi {list}, cuối cùng {list}",
    "Ở {thing} không có ai, ở {thing} thì đông",
    "Xem {thing} và {thing}, thấy ghi {list}",
    "{thing} hỏng từ {day}, đã báo {few} lần",
    "Nộp {money} ở quầy {place}, {money} ở quầy {place} ({list})",
    "{law} ghi {few} ngày, ở đây {list}",
    "Đã tiếp nhận {many} hồ sơ, cả năm {many} bộ",
    "Có {many} hồ sơ, trả đúng hẹn {many} hồ sơ, trễ {few} hồ sơ",
    "tu {hours} chi co {few} nguoi lam, {list}",
    "Số {turn} gọi trước số {turn}, không theo thứ tự",
    "STT {turn}, {turn}, {turn} đều bị gọi sót lúc {hour}",
    "Biển ghi {hours} mà {hour} đã nghỉ ({day})",
)


def ordinary(count: int, seed: int) -> Iterator[str]:
    """Give comments that name nobody, a quarter of them with their accents apart."""
    chance = Random(seed)
    for number in range(count):
        words = chance.choice(SAID)
        while "{" in words:
            head, _, rest = words.partition("{")
            slot, _, tail = rest.partition("}")
            words = head + SLOTS[slot](chance) + tail
        yield unicodedata.normalize("NFD", words) if number % 4 == 0 else words
