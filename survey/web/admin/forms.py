"""What administrators fill in."""

from __future__ import annotations

from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import NumberRange, Optional

from survey.web.forms import Boxes, Form, choices, needed
from survey.words import N_

FRAMES = (
    ("desk", N_("Tại nơi giải quyết thủ tục")),
    ("household", N_("Tại hộ gia đình (chỉ nhập phiếu giấy, phỏng vấn)")),
)
WHOM = (
    ("all", N_("Mọi đơn vị")),
    ("kinds", N_("Theo nhóm đơn vị")),
    ("codes", N_("Theo danh sách mã")),
)
RULES = (
    ("top2", N_("Tỷ lệ mức 4 và mức 5")),
    ("mean5", N_("Điểm trung bình, mức 5 là 100")),
    ("mean4", N_("Điểm trung bình, mức 1 là 0 và mức 5 là 100")),
)
COMBINATIONS = (
    ("pooled", N_("Gộp mọi câu trả lời")),
    ("mean_of_criteria", N_("Trung bình của các tiêu chí")),
    ("mean_of_factors", N_("Trung bình của các yếu tố")),
    ("mean_of_parts", N_("Trung bình của các phần")),
)
CHANNELS = (
    ("poster", N_("Quét mã tại quầy")),
    ("paper", N_("Phiếu giấy")),
    ("interview", N_("Phỏng vấn")),
    ("earlier", N_("Hệ thống trước đây")),
)
ROLES = (
    ("desk", N_("Bộ phận Một cửa")),
    ("analyst", N_("Tổng hợp, phân tích")),
    ("admin", N_("Quản trị")),
    ("auditor", N_("Giám sát")),
)

SCOPES = (
    ("indices", N_("Chỉ số: các cột như tệp tải về")),
    ("reports", N_("Số liệu từng đơn vị: số người theo từng mức, từng quầy")),
)


class RoundForm(Form):
    """A round to be opened. All of it is fixed from then on."""

    title = StringField(N_("Tên đợt"), [needed()])
    code = StringField(N_("Mã đợt"), [needed()])
    questionnaire = SelectField(N_("Mẫu phiếu"))
    frame = RadioField(N_("Nơi khảo sát"), default="desk")
    first = DateField(N_("Ngày đầu"), [needed()])
    last = DateField(N_("Ngày cuối"), [needed()])
    whom = RadioField(N_("Đơn vị được khảo sát"), default="all")
    kinds = Boxes(N_("Nhóm đơn vị"))
    agencies = TextAreaField(N_("Mã đơn vị"))
    rule = SelectField(N_("Cách tính một câu trả lời"))
    combination = SelectField(N_("Cách gộp"))
    split = BooleanField(N_("Tính riêng các tiêu chí thuộc về cơ quan giải quyết"))
    minimum = IntegerField(
        N_("Số phiếu tối thiểu để xếp hạng"),
        [needed(), NumberRange(min=1, message=N_("Xin điền một số từ 1 trở lên."))],
    )
    channels = Boxes(N_("Hình thức trả lời dùng để xếp hạng"))
    quick = BooleanField(N_("Hỏi trước một câu hỏi nhanh, tính riêng, không nằm trong chỉ số"))

    def offer(self, questionnaires: list[tuple[str, str]], kinds: list[str]) -> None:
        """Say what there is to choose from."""
        self.questionnaire.choices = choices(questionnaires)
        self.kinds.choices = choices((kind, kind) for kind in kinds)
        self.frame.choices = choices(FRAMES)
        self.whom.choices = choices(WHOM)
        self.rule.choices = choices(RULES)
        self.combination.choices = choices(COMBINATIONS)
        self.channels.choices = choices(CHANNELS)


class AgencyForm(Form):
    """A body to be added, or its name, kind and parent from today on."""

    name = StringField(N_("Tên cơ quan, đơn vị"), [needed()])
    code = StringField(N_("Mã"))
    kind = StringField(N_("Nhóm đơn vị"), [needed()])
    parent = StringField(N_("Trực thuộc"))
    first = DateField(N_("Hoạt động từ"), [Optional()])


class ClosingForm(Form):
    """The last day of a body, and who takes its work over."""

    to = DateField(N_("Ngày hoạt động cuối cùng"), [needed()])
    successor = StringField(N_("Đơn vị kế thừa"))


class DeskForm(Form):
    """A desk of an agency."""

    code = StringField(N_("Mã quầy trong đơn vị"), [needed()])
    name = StringField(N_("Tên quầy"), [needed()])
    place = StringField(N_("Điểm tiếp nhận"))
    decider = StringField(N_("Cơ quan giải quyết"))
    field = StringField(N_("Lĩnh vực"))
    officers = IntegerField(
        N_("Số cán bộ làm tại quầy"),
        [Optional(), NumberRange(min=1, message=N_("Xin điền một số từ 1 trở lên."))],
    )


class AccountForm(Form):
    """A new account."""

    name = StringField(
        N_("Tên đăng nhập"), [needed()], render_kw={"autocomplete": "off", "maxlength": 64}
    )
    role = RadioField(N_("Vai trò"), default="desk")
    agency = StringField(N_("Mã đơn vị"))
    password = PasswordField(N_("Mật khẩu"), [needed()], render_kw={"autocomplete": "new-password"})

    def offer(self) -> None:
        """Say what there is to choose from."""
        self.role.choices = choices(ROLES)


class PasswordForm(Form):
    """Another password."""

    password = PasswordField(
        N_("Mật khẩu mới"), [needed()], render_kw={"autocomplete": "new-password"}
    )


class TokenForm(Form):
    """A new token, by which another system reads figures."""

    name = StringField(
        N_("Tên mã truy cập"), [needed()], render_kw={"autocomplete": "off", "maxlength": 64}
    )
    scopes = Boxes(N_("Phạm vi"), default=["indices"])
    agency = StringField(N_("Mã đơn vị"))
    last = DateField(N_("Ngày cuối dùng được"), [Optional()])

    def offer(self) -> None:
        """Say what there is to choose from."""
        self.scopes.choices = choices(SCOPES)


class ProvisionalForm(Form):
    """Up to which day bodies may explain their figures."""

    until = DateField(N_("Ngày cuối nhận giải trình"), [needed()])


class ScaleForm(Form):
    """A file that holds the scale of a round."""

    file = FileField(
        N_("Tệp thang điểm (TOML)"),
        [FileRequired(message=N_("Xin chọn một tệp."))],
        render_kw={"accept": ".toml"},
    )


class PublishForm(Form):
    """The decision under which an edition is published, and what it corrects."""

    decision = StringField(N_("Số quyết định công bố"), [needed()])
    day = DateField(N_("Ngày ký"), [needed()])
    signatory = StringField(N_("Người ký"), [needed()])
    says = TextAreaField(N_("Nội dung đính chính"))


class PublishYearForm(PublishForm):
    """The same, of the scoreboard of a year."""

    year = SelectField(N_("Năm"), coerce=int)


class Confirmation(Form):
    """Nothing but the will to do it."""
