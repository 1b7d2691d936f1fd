"""The smallest questionnaire of an office's own that has one of everything."""

SMALL = """\
id = "cho-huyen-2026"
family = "cho"
title = { vi = "Phiếu hỏi ở chợ" }
heading = { vi = "Chợ hôm nay thế nào?" }
source = { vi = "Kế hoạch của xã" }
status = { vi = "Lời văn của xã" }
overall = { vi = "Chỉ số chung" }
method = "top2.pooled"
minimum = 30

[[part]]
id = "market"
label = { vi = "Chợ" }
short = { vi = "Chợ" }
stem = { vi = "Ông/Bà hài lòng thế nào về:" }
stem_spoken = { vi = "Ông hoặc bà hài lòng thế nào về:" }

[[factor]]
id = "place"
part = "market"
label = { vi = "Nơi họp chợ" }
short = { vi = "Nơi họp" }
skip = { vi = "Không rõ" }

[[factor]]
id = "goods"
part = "market"
label = { vi = "Hàng hóa" }
short = { vi = "Hàng hóa" }

[[level]]
value = 1
label = { vi = "Rất không hài lòng" }
spoken = { vi = "Một, rất không hài lòng" }

[[level]]
value = 2
label = { vi = "Không hài lòng" }
spoken = { vi = "Hai, không hài lòng" }

[[level]]
value = 3
label = { vi = "Bình thường" }
spoken = { vi = "Ba, bình thường" }

[[level]]
value = 4
label = { vi = "Hài lòng" }
spoken = { vi = "Bốn, hài lòng" }

[[level]]
value = 5
label = { vi = "Rất hài lòng" }
spoken = { vi = "Năm, rất hài lòng" }

[blank]
label = { vi = "Bỏ qua" }

[[criterion]]
id = "clean"
factor = "place"
text = { vi = "Chợ: sạch sẽ" }
short = { vi = "Sạch sẽ" }
skip = { vi = "Chưa vào chợ" }

[[criterion]]
id = "wide"
factor = "place"
text = { vi = "Lối đi: đủ rộng" }
short = { vi = "Lối đi" }

[[criterion]]
id = "fresh"
factor = "goods"
about = "decider"
text = { vi = "Rau quả: tươi" }
short = { vi = "Rau tươi" }

[[extra]]
id = "visit"
place = "first"
label = { vi = "Ông/Bà đến để làm gì?" }
options = [
  { value = 1, vi = "Mua" },
  { value = 2, vi = "Bán" },
]
skip = { vi = "Không trả lời" }

[[demographic]]
id = "age"
label = { vi = "Độ tuổi" }
options = [{ value = 1, vi = "Trẻ" }, { value = 2, vi = "Già" }]
skip = { vi = "Không trả lời" }

[[demographic]]
id = "ethnicity"
asked = false
label = { vi = "Dân tộc" }
options = [{ value = 1, vi = "Kinh" }, { value = 2, vi = "Dân tộc khác" }]
skip = { vi = "Không trả lời" }

[comment]
label = { vi = "Góp ý" }
note = { vi = "Xin đừng ghi tên người." }

[quick]
text = { vi = "Nói chung, chợ thế nào?" }

[[scale]]
id = "yes_no"
levels = [{ value = 1, vi = "Có" }, { value = 2, vi = "Không" }]

[[question]]
id = "how"
kind = "many"
text = { vi = "Ông/Bà đến bằng gì?" }
options = [
  { value = 1, vi = "Đi bộ" },
  { value = 2, vi = "Xe máy" },
]

[[question]]
id = "seen"
kind = "yesno"
scale = "yes_no"
place = "first"
text = { vi = "Ông/Bà đã thấy gì?" }
rows = [
  { id = "seen_sign", vi = "Biển báo" },
  { id = "seen_guard", vi = "Bảo vệ" },
]

[[question]]
id = "again"
kind = "one"
text = { vi = "Ông/Bà có đến nữa không?" }
options = [{ value = 1, vi = "Có" }, { value = 2, vi = "Không" }]
"""


def line_of(text: str, found: str) -> int:
    """Return the line, from 1, on which `found` first stands."""
    return text[: text.index(found)].count("\n") + 1
