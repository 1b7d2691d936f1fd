"""What people of the demo wrote in the round before the last, and what became of it."""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from survey import intake, report, store
from survey.demo import model
from survey.intake import reviewing
from survey.intake.doors import Door
from survey.questionnaire import from_values, shelf
from survey.store import Database
from survey.store.rounds import Round

# What was written, and what a reviewer did with it; nothing: it still waits.
WRITTEN = (
    ("Cán bộ hướng dẫn tận tình, hồ sơ làm một lần là xong.", "publish"),
    ("Bảng niêm yết để ở góc khuất, chữ nhỏ, người lớn tuổi khó đọc.", "publish"),
    ("Chờ lâu vào buổi sáng thứ hai, mong có thêm ghế ngồi.", "publish"),
    ("Trả kết quả sớm hơn giấy hẹn hai ngày, xin cảm ơn.", "publish"),
    ("Máy lấy số hỏng từ tuần trước, chưa thấy sửa.", "publish"),
    ("Thái độ cán bộ rất tốt, nói năng nhẹ nhàng, dễ hiểu.", "publish"),
    ("thu tuc ro rang nhung cho lau, moi nguoi mot so, can them ban", "publish"),
    ("Nộp trực tuyến hay bị lỗi mạng, phải ra tận nơi làm lại.", "publish"),
    ("Phải đi lại nhiều lần vì mỗi lần lại yêu cầu thêm một giấy tờ.", "publish"),
    ("Nhà vệ sinh chưa sạch, chỗ để xe chật.", "publish"),
    ("Mong có nước uống và thêm ghế ngồi cho người già.", "publish"),
    ("Lệ phí thu đúng, có biên lai đầy đủ.", "publish"),
    ("Cảm ơn cán bộ đã giúp mẹ tôi điền tờ khai.", "publish"),
    ("Trễ hẹn một tuần mà không báo trước.", "publish"),
    ("Cổng dịch vụ công khó đăng nhập, nên có người hướng dẫn tại chỗ.", "publish"),
    ("Nhân viên vui vẻ, nhiệt tình, hài lòng.", "publish"),
    ("Chờ lâu, đông người, nóng bức, quạt không chạy.", "publish"),
    ("Kết quả có sai sót tên đệm, phải quay lại xin sửa.", "publish"),
    ("Cán bộ Lò Thị Mai ở quầy này rất nhiệt tình.", ""),
    ("Người ở quầy gợi ý đưa thêm tiền thì làm nhanh hơn.", "flag"),
    ("Gọi cho tôi số 0912 345 678 để hỏi thêm.", "hide"),
    ("Chờ lâu quá, lần sau xin phát số theo giờ.", ""),
)
_OWN = "H35.11"  # so that an analyst of one body has something to read
_WITH_WORDS = 2  # every how many desks somebody writes


def answer(database: Database, this: Round, *, without: frozenset[str]) -> None:
    """Send sheets with a comment in the last weeks of a round, each through a poster's door.

    :param without: codes of bodies at which nobody writes.
    """
    day = this.last - timedelta(days=21)
    with database.reading() as db:
        desks = [
            desk
            for desk in store.desks.list_desks(db, day)
            if desk.poster_code and desk.agency_code not in without
        ]
        own = [desk for desk in desks if desk.agency_code == _OWN]
        asked = [*desks[::_WITH_WORDS], *own * (len(WRITTEN) // len(own))]
        doors = [intake.doors.at(db, str(desk.poster_code), day) for desk in asked]
    for at, door in enumerate(doors):
        said = WRITTEN[at % len(WRITTEN)][0]
        send(database, this, door, said, day=day + timedelta(days=at % 19), draw=f"words/{at}")


def send(
    database: Database, this: Round, door: Door, comment: str, *, day: date, draw: str
) -> None:
    """Send one sheet with a comment; what it ticks follows from its desk and from `draw`."""
    office = model.Office(door.desk.agency_code, f"{door.desk.code}/{draw}", 1.0)
    (ticks,) = model.ticks(office, 1, year=this.last.year)
    intake.keep.keep(
        database,
        door,
        id=secrets.token_bytes(16),
        record=from_values(shelf.load("sipas-2023-service"), ticks),
        comment=comment,
        day=day,
    )


def review(database: Database, this: Round) -> None:
    """Do with the comments of a closed round what its reviewer did."""
    acts = {intake.masking.mask(text)[0]: what for text, what in WRITTEN}
    with database.writing() as db:
        day = report.comments.shown_from(db, this)
        assert day is not None
        for one in store.comments.read(db, report.comments.to_review(db, this, day).wanted):
            if what := acts[one.text]:
                order = reviewing.Order(what, day=day, person="demo", reason="private")
                reviewing.carry_out(db, one.id, order)
