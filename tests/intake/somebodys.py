"""Numbers that are somebody's, in the formats met in Vietnam, within words. Made from a seed."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from random import Random

Format = Callable[[Random], str]

MOBILE = ("03", "05", "07", "08", "09")
AREAS = ("0213", "0203", "0236", "0296", "024", "028")
PROVINCES = ("001", "012", "031", "079", "096")
CARS = ("11", "14", "25", "29", "30", "51", "60", "99")
SERIES = "ABCDEFGHKLMNPSTUVXYZ"
PEOPLE = ("nguyenvana", "lo.thi.hoa", "pao_1985", "tuan-anh", "h.vang+cong", "quang2k")
HOSTS = ("gmail.com", "yahoo.com.vn", "laichau.gov.vn", "vnpt.vn", "icloud.com")


def digits(chance: Random, count: int) -> str:
    """Return so many digits."""
    return "".join(chance.choice("0123456789") for _ in range(count))


def split(text: str, *sizes: int, by: str) -> str:
    """Return a text in parts of these sizes with a sign between them."""
    parts, at = [], 0
    for size in sizes:
        parts.append(text[at : at + size])
        at += size
    return by.join([*parts, text[at:]] if at < len(text) else parts)


def phone(chance: Random) -> str:
    """A mobile's or a house's number."""
    if chance.random() < 0.3:
        return _landline(chance)
    number = chance.choice(MOBILE) + digits(chance, 8)
    by = chance.choice((" ", ".", "-", "", " ", ".", "\u00a0", " - ", "–", "_"))
    cut = chance.choice(((4, 3, 3), (3, 3, 4), (4, 6), (2, 4, 4), (2, 2, 2, 2, 2), (5, 5)))
    abroad = chance.choice(
        ("+84", "84", "(+84)", "+84 ", "0084", "+84(0)", "(84) ", "+84-", "+84.")
    )
    shape = chance.randrange(8)
    if shape < 4:
        return split(number, *cut, by=by)
    if shape == 4:
        return abroad + split(number[1:], 3, 3, 3, by=by)
    if shape == 5:
        return abroad + number[1:]
    if shape == 6:  # the letter o for a nought
        return split(
            number.replace("0", chance.choice("oO")), 4, 3, 3, by=chance.choice((" ", "", "."))
        )
    return " ".join(number)


def _landline(chance: Random) -> str:
    area = chance.choice(AREAS)
    own = chance.choice("2367") + digits(chance, 10 - len(area))
    half = len(own) - 4
    by = chance.choice((" ", ".", "-", ""))
    return chance.choice(
        (
            f"({area}) {split(own, half, 4, by=by)}",
            f"({area}){own}",
            f"{area}{by}{split(own, half, 4, by=by)}",
            f"{area}.{own}",
            f"{area} {split(own, half - 1 or half, by=by)}",
            f"+84 {area[1:]} {split(own, half, 4, by=by)}",
            f"{area}/{own}",
        )
    )


def citizen_id(chance: Random) -> str:
    """Twelve digits of a citizen's card, or the nine of the card before it."""
    if chance.random() < 0.4:
        number = chance.choice("0123") + digits(chance, 8)
        return split(number, 3, 3, 3, by=chance.choice(("", "", " ", ".", "-")))
    number = chance.choice(PROVINCES) + chance.choice("0123") + digits(chance, 8)
    by = chance.choice(("", "", " ", ".", "-"))
    cut = chance.choice(((3, 3, 3, 3), (4, 4, 4), (6, 6), (3, 3, 6), (3, 1, 2, 6), (3, 9)))
    text = split(number, *cut, by=by)
    return text.replace("0", chance.choice("oO")) if chance.random() < 0.1 else text


def email(chance: Random) -> str:
    """An address of electronic mail."""
    at = chance.choice(("@", "@", "@", "@", " @ ", "(at)", " (at) ", "[at]", "＠"))
    text = chance.choice(PEOPLE) + at + chance.choice(HOSTS)
    return text.upper() if chance.random() < 0.1 else text


def plate(chance: Random) -> str:
    """The number of a car or a motorbike: of four digits, of five, of the series of 2023."""
    place, letter, other = chance.choice(CARS), chance.choice(SERIES), chance.choice(SERIES)
    five, four = digits(chance, 5), digits(chance, 4)
    number = chance.choice((five, five, f"{five[:3]}.{five[3:]}", f"{five[:3]}.{five[3:]}", four))
    gap = chance.choice(("-", "-", " ", "", " - ", "–"))
    text = chance.choice(
        (
            f"{place}{letter}{gap}{number}",  # a car
            f"{place}{letter}{gap}{number}",
            f"{place}LD{gap}{number}",
            # motorbikes
            f"{place}{letter}{chance.randrange(1, 10)}{chance.choice('- .')}{number}",
            f"{place}-{letter}{chance.randrange(1, 10)} {number}",
            f"{place}-{letter}{chance.randrange(1, 10)}-{number}",
            f"{place}{letter}{other}{chance.choice('- ')}{number}",  # up to 50 cm³
            f"{place}-{letter}{other} {number}",
            f"{place}MĐ{chance.randrange(1, 10)}-{number}",  # electric
            f"80-{digits(chance, 3)}-{chance.choice(('NG', 'NN'))}-{digits(chance, 2)}",
        )
    )
    return text.lower() if chance.random() < 0.2 and text[-5:].isdigit() else text


def dossier(chance: Random) -> str:
    """The number of a dossier, as receipts at one-stop desks print it."""
    day = f"{chance.randrange(19, 27)}{chance.randrange(1, 13):02}{chance.randrange(1, 29):02}"
    body = f"{chance.choice('GHK')}{digits(chance, 2)}"
    last = digits(chance, 4)
    return chance.choice(
        (
            f"{body}.{chance.randrange(1, 99)}-{day}-{last}",
            f"000.{digits(chance, 2)}.{digits(chance, 2)}.{body}-{day}-{last}",
            f"{body}-{day}-{last}",
            f"{body.lower()}.{chance.randrange(1, 99)}-{day}-{last}",
            f"{body}.{chance.randrange(1, 99)}.{chance.randrange(1, 9)}-{day}-{last}",
            f"{body}.{chance.randrange(10, 99)}/{day}/{last}",
        )
    )


def called(chance: Random) -> str:
    """A short number that would say nothing without the word before it."""
    number = digits(chance, chance.randrange(4, 7))
    return chance.choice((number, f"{number}/TNHS", f"2026.12.{number}", f"{number[:3]}-{number}"))


KINDS: dict[str, Format] = {
    "phone": phone,
    "citizen id": citizen_id,
    "e-mail": email,
    "plate": plate,
    "dossier": dossier,
    "called": called,
}
AROUND = (
    "{}",
    "Xin gọi lại cho tôi số {}.",
    "Liên hệ: {}, tôi chờ từ sáng mà chưa ai gọi",
    "Cán bộ bảo để lại ({}) rồi về",
    "tôi la {} nhe",
    "Chưa có kết quả. {} Mong sớm trả lời!",
    "{} là của tôi; xin xem lại giúp",
    "Bà con hỏi mãi không được\n{}\nCảm ơn",
    "ĐÃ NỘP ĐỦ {} MÀ VẪN BỊ TRẢ",
    'gặp chị Hoa"{}"nhưng chị đi vắng',
)
CALLED = (
    "Mã hồ sơ: {} chưa thấy trả",
    "số hồ sơ {}, xin xem lại",
    "Giấy hẹn số {}. Chờ lâu",
    "biên nhận {} hẹn lại mãi",
    "CCCD số {} của vợ tôi",
    "giấy tiếp nhận số {}; chưa có kết quả",
    "STK {} bị trừ tiền",
    "hộ chiếu {}",
)
FOREIGN = str.maketrans("0123456789", "０１２３４５６７８９")


def lines_of(kind: str, count: int, seed: int) -> Iterator[tuple[str, str, str]]:
    """Give lines with one number of a kind: (the line, what stands before it, what after)."""
    chance = Random(f"{kind} {seed}")
    for number in range(count):
        told = KINDS[kind](chance)
        before, after = chance.choice(CALLED if kind == "called" else AROUND).split("{}")
        if number % 9 == 0:
            told = told.translate(FOREIGN)
        if number % 11 == 0 and len(told) > 6:  # a sign that nobody sees, as some phones add
            told = f"{told[:5]}\u200b{told[5:]}"
        if number % 4 == 0:
            before, told, after = (unicodedata.normalize("NFD", x) for x in (before, told, after))
        yield before + told + after, before, after
