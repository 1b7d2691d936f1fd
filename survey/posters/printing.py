"""What a poster says, and the PDF of many. Drawn in a process of its own, which then ends."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from urllib.parse import urlsplit

from survey import press
from survey.words import N_, Refusal

SIZES = ("a4", "a5")

# The process starts in half a second; a page takes a tenth of that. More is a fault.
_START_SECONDS = 60.0
_PAGE_SECONDS = 0.5


class CannotPrint(Refusal):
    """Posters that cannot be drawn, and why."""


class TooLong(CannotPrint):
    """A poster whose names leave no room for a code that phones can read."""


@dataclass(frozen=True, slots=True)
class Poster:
    """What differs between the posters of two desks.

    `code` is the desk's code without hyphen; `host` what a person types; `url` what the
    square holds.
    """

    agency: str
    desk: str
    code: str
    url: str
    host: str

    @classmethod
    def of(cls, agency: str, desk: str, code: str, public_url: str) -> Poster:
        """Return the poster of a desk at the address that citizens reach.

        The address in the square stands in capitals, which makes the square smaller.

        >>> poster = Poster.of("Sở Tư pháp", "Quầy 3", "JSK469", "https://khaosat.example.vn")
        >>> poster.url, poster.host
        ('HTTPS://KHAOSAT.EXAMPLE.VN/P/JSK469', 'khaosat.example.vn')
        """
        return cls(
            agency=agency,
            desk=desk,
            code=code,
            url=f"{public_url.rstrip('/')}/p/{code}".upper(),
            host=urlsplit(public_url).netloc.lower(),
        )


def pdf(
    posters: Sequence[Poster],
    *,
    day: date,
    size: str = "a4",
    edition: int | None = None,
    office: str = "",
    phone: str = "",
    synthetic: bool = False,
) -> bytes:
    """Return a PDF with one page a poster, in the order given. The same input gives the same bytes.

    :param day: printed as month and year, and the file's own date.
    :param size: a4 or a5, upright.
    :param edition: which printing of the month it is; None leaves it out.
    :param office: who compiles the results; empty leaves the line out.
    :param phone: whom to call about pressure; empty leaves the sentence out.
    :param synthetic: true prints on every page that its figures are made up.
    :raises TooLong: naming the desk whose poster has no room for its code.
    :raises CannotPrint: if there is nothing to print, or a name holds a sign the font lacks.
    """
    if size not in SIZES:
        raise CannotPrint(N_("Khổ giấy phải là a4 hoặc a5: “%(size)s”."), size=size)
    if not posters:
        raise CannotPrint(N_("Không có quầy nào như vậy để in."))
    order = {
        "posters": [_plain(poster) for poster in posters],
        "size": size,
        "edition": f"Bản in {day:%m/%Y}" + (f", lần {edition}" if edition else ""),
        "day": day.isoformat(),
        "office": _one_line(office),
        "phone": _one_line(phone),
        "synthetic": synthetic,
    }
    seconds = _START_SECONDS + _PAGE_SECONDS * len(posters)
    return _drawn(order, posters, seconds)


def _plain(poster: Poster) -> dict[str, str]:
    return {name: _one_line(text) for name, text in asdict(poster).items()}


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _drawn(order: Mapping[str, object], posters: Sequence[Poster], seconds: float) -> bytes:
    try:
        return press.drawn("survey.posters", order, seconds=seconds)
    except press.TookTooLong:
        raise CannotPrint(
            N_("Sau %(seconds)s giây vẫn chưa in xong nên đã dừng. Xin in ít quầy hơn một lần."),
            seconds=round(seconds),
        ) from None
    except press.SetRefused as refused:
        raise _refusal(refused.fault, posters) from None


def _refusal(fault: Mapping[str, str], posters: Sequence[Poster]) -> CannotPrint:
    if fault["fault"] == "letter":
        return CannotPrint(
            N_("Phông chữ để in không có ký tự “%(letter)s”. Xin sửa tên đơn vị hoặc tên quầy."),
            letter=fault["letter"],
        )
    poster = next(each for each in posters if each.code == fault["code"])
    return TooLong(
        N_(
            "Tên quá dài, không còn chỗ cho mã QR: %(agency)s, %(desk)s. "
            "Xin đặt tên ngắn hơn để in."
        ),
        agency=poster.agency,
        desk=poster.desk,
    )
