from __future__ import annotations

import unicodedata

import pytest

from survey.intake.masking import HIDDEN, mask
from tests.intake import nobodys, somebodys

SEEDS = range(3)
LINES = 200  # of a kind, for each seed
LEAST_FOUND = {"called": 0.95}  # a year is a year also after "hồ sơ"
MOST_FALSE = 0.02

# Numbers that belong to somebody, as Vietnamese people write them.
HIDES = """
0912345678
0912 345 678
0912.345.678
0912-345-678
0912/345/678
09 12 34 56 78
0 9 1 2 3 4 5 6 7 8
+84912345678
+84 912 345 678
+84(0)912345678
(+84) 912345678
(84) 912 345 678
84912345678
o912345678
912345678
o912 34o 678
09l2345678
０９１２ ３４５ ６７８
0084912345678
0213 3876 543
0213/3876543
(0213) 3876.543
024.3825.1234
02133876543
01234567890
012345678901
012 345 678 901
0123 4567 8901
001.099.012.345
001099 012345
123456789
123 456 789
nguyen.van-a@gmail.com
abc@yahoo.com.vn
abc (at) gmail.com
25A-123.45
25A 123.45
25A12345
25a-12345
25A-1234
30K1 12345
30K1-123.45
29-B1 123.45
29b1 12345
30LD-123.45
51F-1234
30 A 12345
29MĐ1-123.45
25a12345
29b1-12345
25aa 12345
80-123-NG-45
H35.12-240311-0001
h35-241105-0012
000.00.12.H35-241105-0012
G01.899-220101-001
hồ sơ số 12345
số hồ sơ 2024-1234
mã hồ sơ: MK/2026/0042
CCCD: 0011
căn cước công dân số 4567
biển số 1234
STK 1234567
B1234567
1234567
19021234567890
""".strip().splitlines()

# What people also write, and must stay.
STAYS = """
12/11/2026
ngày 12-11-2026
12.11.2026
2026-11-12
05-11-2026 12-11-2026
05/11/2026 12/11/2026
8 giờ 30
8h30
lúc 10h 2026
từ 7:30 đến 11:30
7h30-11h30, 13h30-17h00
07.30-11.30 13.30-17.00
200.000 đồng
1.200.000 đồng
1200000đ
15000000 đồng
150.000.000
khoảng 3.500.000 đồng/năm
phí 30k
50 nghìn
1 triệu 200
hồ sơ 200.000 đồng
Điều 15
Nghị định 61/2018/NĐ-CP
nộp 1250000 tiền mặt
tiếp nhận 1200 hồ sơ
hồ sơ 1.234 bộ
quầy số 02 (10.000.000 - 15.000.000)
o Hoa 45 tuổi
năm 2026
năm 2024, 2025, 2026
2024-2025
Nghị định 118/2025/NĐ-CP
Quyết định 1001/QĐ-BNV
Thông tư 01/2018/TT-VPCP
Luật 91/2025/QH15
mẫu 01/ĐK
1900 1234
18001096
gọi 113, 114, 115
1022
quầy số 3
tầng 2 phòng 201
QR 25 A4
20 TB 2024
mất 45 phút
chờ 1.170 người
3 lần, 5 người
10-15 ngày
3-5-7 ngày
83,94%
hài lòng 5/5
thứ 2, 4, 6
20 hồ sơ
2 bộ hồ sơ 3 bản
hồ sơ 2024 chưa trả
hồ sơ nộp 2 lần
nộp hồ sơ 12/11/2026
01 bản chính 02 bản sao
cán bộ hòa nhã, nhiệt tình
""".strip().splitlines()

SENTENCES = ("{}", "Xin gọi {}, cảm ơn.", "số:{}.", "({})", "Tôi {} nhé")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("number", HIDES)
def test_what_belongs_to_somebody_is_hidden(number: str, form: str) -> None:
    for sentence in SENTENCES:
        written = unicodedata.normalize(form, sentence.format(number))  # type: ignore[arg-type]
        masked, places = mask(written)
        assert places == 1, masked
        assert HIDDEN in masked
        assert not any(sign.isdigit() for sign in masked), masked


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("words", STAYS)
def test_what_belongs_to_nobody_stays(words: str, form: str) -> None:
    for sentence in SENTENCES:
        written = sentence.format(words)
        assert mask(unicodedata.normalize(form, written)) == (written, 0)  # type: ignore[arg-type]


def test_every_place_is_counted() -> None:
    masked, places = mask("Gọi 0912345678 hoặc 0213 3876 543, thư a@b.vn, xe 25A-123.45")
    assert masked == "Gọi [đã che] hoặc [đã che], thư [đã che], xe [đã che]"
    assert places == 4


def test_invisible_signs_hide_nothing() -> None:
    assert mask("091\u200b2345\u00ad678") == (HIDDEN, 1)


def test_only_the_number_is_hidden() -> None:
    assert mask("(0912345678)") == ("([đã che])", 1)
    assert mask("(0213) 3876 543.") == ("[đã che].", 1)
    assert mask("５ 人, số ０９１２３４５６７８") == ("５ 人, số [đã che]", 1)
    assert mask("Hồ sơ số: 12345, 2 bản") == ("Hồ sơ số: [đã che], 2 bản", 1)


def test_masking_twice_is_masking_once() -> None:
    once, _ = mask(" ".join(HIDES))
    assert mask(once) == (once, 0)


@pytest.mark.parametrize("piece", ["0", "0 ", "1.", "a.", "a@", "12a", "H35.", "-", "0(", "hồ sơ "])
def test_no_text_takes_long_to_mask(piece: str) -> None:
    """A text of the longest length allowed; a pattern that ran wild would take for ever."""
    mask((piece * 1_000)[:1_000])


@pytest.mark.parametrize("kind", somebodys.KINDS)
def test_hardly_a_number_of_somebody_is_missed(kind: str) -> None:
    lines = [line for seed in SEEDS for line in somebodys.lines_of(kind, LINES, seed)]
    missed = [
        (line, masked)
        for line, before, after in lines
        if (masked := mask(line)[0]) != unicodedata.normalize("NFC", before + HIDDEN + after)
    ]
    print(f"{kind}: {len(missed)} of {len(lines)}", *missed, sep="\n")
    assert len(lines) >= 300
    assert 1 - len(missed) / len(lines) >= LEAST_FOUND.get(kind, 0.98)


def test_hardly_an_ordinary_comment_is_touched() -> None:
    lines = [line for seed in SEEDS for line in nobodys.ordinary(LINES, seed)]
    touched = [(line, masked) for line in lines for masked, places in [mask(line)] if places]
    print(f"{len(touched)} of {len(lines)}", *touched, sep="\n")
    assert len(set(lines)) >= 300
    assert len(touched) / len(lines) <= MOST_FALSE
