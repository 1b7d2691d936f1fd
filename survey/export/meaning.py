"""What the columns of a file and the codes in them mean: Vietnamese, marked for the catalogues."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from survey.words import N_

# How wide a column is shown, in letters; 12 where it is not named.
WIDE = {"name": 48, "agency_name": 34, "kind": 22, "group_name": 34, "method": 16}
MEANING = {
    "round": N_("Mã đợt khảo sát"),
    "questionnaire": N_("Mã mẫu phiếu"),
    "frame": N_("Nơi trả lời: desk là tại nơi giải quyết thủ tục, household là tại hộ gia đình"),
    "method": N_("Cách tính: quy tắc tính và cách gộp"),
    "agency": N_("Mã đơn vị"),
    "agency_name": N_("Tên đơn vị ở ngày cuối của đợt"),
    "kind": N_("Nhóm đơn vị"),
    "level": N_(
        "Cấp: overall là chỉ số chung, part là phần, factor là yếu tố, criterion là tiêu chí"
    ),
    "id": N_("Mã của chỉ số trong mẫu phiếu"),
    "name": N_("Tên của chỉ số"),
    "channel": N_("Hình thức trả lời; all là mọi hình thức"),
    "responses": N_("Số phiếu có chọn ít nhất một mức trong các tiêu chí của dòng này"),
    "satisfied": N_("Số câu trả lời ở mức 4 và mức 5"),
    "answers": N_("Số câu trả lời ở mức 1 đến mức 5"),
    "percent": N_("Chỉ số, %; để trống khi chưa có phiếu"),
    "low": N_("Khoảng tin cậy 95%: đầu dưới, %"),
    "high": N_("Khoảng tin cậy 95%: đầu trên, %"),
    "rank": N_("Thứ hạng trong nhóm đơn vị; để trống khi chưa đủ số phiếu tối thiểu"),
    "of": N_("Số đơn vị được xếp hạng trong nhóm"),
    "previous": N_("Chỉ số kỳ trước, tính lại theo cách tính của đợt này, %"),
    "change": N_("Chênh lệch so với kỳ trước, điểm phần trăm"),
    "previous_rank": N_("Thứ hạng kỳ trước"),
    "previous_of": N_("Số đơn vị được xếp hạng kỳ trước"),
    "rank_change": N_(
        "Số bậc tăng (số dương) hoặc giảm; để trống khi không so sánh trực tiếp được"
    ),
    "compared_with": N_("Mã các đơn vị của kỳ trước được đem so sánh"),
    "hidden": N_(
        "few: ẩn vì ít phiếu; officers: ẩn vì quầy có một cán bộ; "
        "complement: ẩn vì tính ngược ra được số liệu bị ẩn khác; "
        "without: chỉ số không tính các mục nêu sau, vì chưa ai trả lời"
    ),
    "group": N_("Mã của quầy hoặc của nhóm được gộp"),
    "group_name": N_("Tên của quầy hoặc của nhóm được gộp"),
}
# Of a file of weighted figures; what it shares with others means the same.
WEIGHTED_MEANING = {
    **{
        name: MEANING[name]
        for name in (
            *("round", "questionnaire", "frame", "method", "agency", "agency_name", "kind"),
            *("level", "id", "name", "channel", "responses"),
        )
    },
    "n_eff": N_("Số câu trả lời độc lập cho cùng sai số; khoảng tin cậy tính theo số này"),
    "n_kish": N_("Số phiếu hiệu dụng: số phiếu quyền số bằng nhau cho biết nhiều như vậy (Kish)"),
    "finished": N_("Số hồ sơ đã giải quyết mà chỉ số có quyền số tính theo"),
    "dossiers_day": N_("Số hồ sơ theo số liệu nhập đến ngày này"),
    "weighted_percent": N_("Chỉ số có quyền số, %; để trống khi không có hoặc bị ẩn"),
    "weighted_low": N_("Chỉ số có quyền số: đầu dưới của khoảng tin cậy 95%, %"),
    "weighted_high": N_("Chỉ số có quyền số: đầu trên của khoảng tin cậy 95%, %"),
    "percent": N_("Chỉ số không quyền số, %"),
    "low": N_("Chỉ số không quyền số: đầu dưới của khoảng tin cậy 95%, %"),
    "high": N_("Chỉ số không quyền số: đầu trên của khoảng tin cậy 95%, %"),
    "difference": N_("Chỉ số có quyền số trừ chỉ số không quyền số, điểm phần trăm"),
    "weighted_note": N_(
        "Vì sao để trống: open là đợt chưa kết thúc thu phiếu; method là cách tính không gộp mọi "
        "câu trả lời của đơn vị; dossiers là chưa nhập số hồ sơ; sheets là chưa có phiếu, hoặc "
        "số liệu đã chốt chưa đủ phiếu theo lĩnh vực; complement là ẩn vì tính ngược ra được số "
        "liệu bị ẩn khác. Khi có số: joined:2 là gộp 2 lĩnh vực ít phiếu; beyond:1 là 1 lĩnh vực "
        "có phiếu nhiều hơn hồ sơ; months:2/3 là mới nhập hồ sơ của 2 trong 3 tháng"
    ),
}
METHODS = (
    ("top2", N_("Tỷ lệ câu trả lời ở mức 4 và mức 5")),
    ("mean5", N_("100 × điểm trung bình / 5")),
    ("mean4", N_("100 × (điểm trung bình − 1) / 4")),
    ("pooled", N_("Gộp mọi câu trả lời của các tiêu chí")),
    ("mean_of_criteria", N_("Trung bình cộng các tiêu chí")),
    ("mean_of_factors", N_("Trung bình cộng các yếu tố")),
    ("mean_of_parts", N_("Trung bình cộng các phần")),
    ("weighted", N_("Trung bình các phần theo quyền số đã ghi")),
    ("split", N_("Tiêu chí về giải quyết hồ sơ tính cho cơ quan giải quyết")),
)
# Codes that stand for words; a channel's row may name several, with commas.
CODES = {
    "frame": {
        "desk": N_("Khảo sát tại nơi giải quyết thủ tục"),
        "household": N_("Khảo sát tại hộ gia đình"),
    },
    "level": {
        "overall": N_("Chỉ số chung"),
        "part": N_("Phần"),
        "factor": N_("Yếu tố"),
        "criterion": N_("Tiêu chí"),
    },
    "channel": {
        "all": N_("Mọi hình thức trả lời"),
        "poster": N_("Quét mã tại quầy"),
        "screen": N_("Quét mã trên màn hình"),
        "code": N_("Có mã khảo sát"),
        "kiosk": N_("Máy tại chỗ"),
        "paper": N_("Phiếu giấy"),
        "interview": N_("Phỏng vấn"),
        "earlier": N_("Nhập từ hệ thống trước"),
    },
    "hidden": {
        "few": N_("ẩn vì ít phiếu"),
        "officers": N_("ẩn vì quầy có một cán bộ"),
        "complement": N_("ẩn để giữ kín số liệu khác"),
    },
}
# What a table of figures ends with, by the names of `report.Spread`.
ENDS = {"mean": N_("Trung bình"), "lowest": N_("Thấp nhất"), "highest": N_("Cao nhất")}
# What else stands in a file that explains itself.
CHARTS = N_("Biểu đồ")
CHARTED = N_("Trong ngoặc: số phiếu. Nét ngang: khoảng tin cậy 95%.")
WEIGHTED = N_("Có quyền số")
EXPLAINED = N_("Giải thích")
COLUMN = N_("Cột")
MEANS = N_("Ý nghĩa")
COMPUTED = N_("Cách tính")
INTERVAL = N_("Khoảng tin cậy")
SAMPLING = N_("Chỉ tính sai số do chọn mẫu; người trả lời tự chọn có trả lời hay không.")
WITHOUT = N_("không tính: %(members)s")


def sentences() -> list[str]:
    """Return every sentence that a file may say, to be given in the reader's language."""
    rest = (CHARTS, CHARTED, EXPLAINED, COLUMN, MEANS, COMPUTED, INTERVAL, SAMPLING, WITHOUT)
    codes = (words for each in CODES.values() for words in each.values())
    weighted = (WEIGHTED, *WEIGHTED_MEANING.values())
    return [*MEANING.values(), *weighted, *(words for _, words in METHODS), *codes, *rest]


# How a round is spoken of within a sentence.
STATES = {
    "open": N_("đang thu phiếu"),
    "closed": N_("đã kết thúc thu phiếu"),
    "provisional": N_("kết quả sơ bộ"),
    "published": N_("đã công bố"),
    "final": N_("đã công bố"),
}
RULES = {
    "top2": N_("hài lòng là mức 4 và mức 5"),
    "mean5": N_("điểm trung bình trên 5"),
    "mean4": N_("điểm trung bình quy về 0–100"),
}
COMBINATIONS = {
    "pooled": N_("gộp mọi câu trả lời"),
    "mean_of_criteria": N_("trung bình các tiêu chí"),
    "mean_of_factors": N_("trung bình các yếu tố"),
    "mean_of_parts": N_("trung bình các phần"),
    "weighted": N_("các phần theo quyền số"),
}
SPLIT = N_("tiêu chí về giải quyết tính cho cơ quan giải quyết")


Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: heads and rows of typed cells, then what they stand on.

    :ivar ends: numbers of the rows that say mean, lowest and highest.
    :ivar signed: columns of differences.
    """

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    ends: frozenset[int]
    signed: frozenset[int]
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What the rows stand on, in the reader's language.

    `day`: of the freeze, and the date that the file bears. `tables`: more sheets of a workbook.
    """

    title: str
    day: date
    lines: tuple[tuple[str, str], ...] = field(default=())
    tables: tuple[Table, ...] = field(default=())
