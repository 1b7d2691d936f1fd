"""What is done with a comment: rows, never backwards in its text, and not by whoever comes late."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from survey import store
from survey.intake.doubts import doubtful
from survey.intake.masking import HIDDEN
from survey.intake.reviewing import (
    MAY,
    NotNow,
    Order,
    Together,
    carry_out,
    carry_out_together,
    masked_further,
)
from survey.store import Database
from survey.store.tables import comment_step
from tests.said import SHOWN, all_of, begun, does, wrote

ORDER = Order("publish", day=SHOWN, person="an")


def kept(database: Database, text: str = "Chị Mai giúp nhanh") -> bytes:
    """A comment that nobody has looked at."""
    with database.writing() as db:
        return wrote(db, begun(db), "A", [text])[0]


def stands(database: Database, id_: bytes) -> tuple[str, str]:
    with database.reading() as db:
        one = store.comments.judged(db, id_)
    assert one is not None
    return one.state, one.text


def test_every_act_is_a_row_and_taking_back_is_another(database: Database) -> None:
    id_ = kept(database)
    with database.writing() as db:
        does(db, "publish", id_)
        does(db, "hide", id_, reason="insult")
        does(db, "undo", id_)
        does(db, "mask", id_, phrase="mai")
        does(db, "flag", id_)
        rows = db.execute(select(comment_step).order_by(comment_step.c.no)).all()
    assert [(row.no, row.state, row.reason) for row in rows] == [
        (1, "published", None),
        (2, "hidden", "insult"),
        (3, "waiting", None),
        (4, "masked", None),
        (5, "flagged", None),
    ]
    assert {(row.day, row.person) for row in rows} == {(SHOWN, "an")}
    assert stands(database, id_) == ("flagged", "Chị [đã che] giúp nhanh")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_cannot_be_done_in_a_state_is_refused(database: Database) -> None:
    acts = {act for may in MAY.values() for act in may}
    way: dict[str, tuple[str, ...]] = {
        "waiting": (),
        "published": ("publish",),
        "hidden": ("hide",),
        "flagged": ("flag",),
        "seen": ("flag", "see"),
    }
    with database.writing() as db:
        this = begun(db)
        for state, steps in way.items():
            for act in acts - MAY[state]:
                (id_,) = wrote(db, this, "A", ["Góp ý"])
                for step in steps:
                    does(db, step, id_, reason="insult")
                with pytest.raises(NotNow):
                    does(db, act, id_, reason="insult", phrase="Góp")
    assert not MAY["seen"], "what the auditor has seen is nobody's to change"


def test_hiding_wants_one_of_the_reasons(database: Database) -> None:
    id_ = kept(database)
    for reason in ("", "vì cô Mai"):
        with database.writing() as db, pytest.raises(NotNow, match="lý do"):
            carry_out(db, id_, Order("hide", day=SHOWN, person="an", reason=reason))
    assert stands(database, id_)[0] == "waiting"


def test_publishing_masks_what_the_masker_has_learnt_since(database: Database) -> None:
    with database.writing() as db:
        this = begun(db)
        (id_,) = wrote(db, this, "A", ["x"])
        store.comments.rewrite(db, id_, "Gọi 0912 345 678")
        does(db, "publish", id_)
        (one,) = all_of(db, this, "A")
    assert (one.state, one.text, one.search_key) == (
        "published",
        "Gọi [đã che]",
        "goi da che",
    )


def test_masking_takes_every_place_as_whole_words(database: Database) -> None:
    assert masked_further("An và an, Anh  an", " an ") == "[đã che] và [đã che], Anh  [đã che]"
    assert masked_further("chị  Mai\nHoa", "Chị mai hoa") == HIDDEN
    for phrase in ("", "  ", "ma", "đã che", "che", "giúp nhanh nhẹn"):
        with pytest.raises(NotNow):
            masked_further(f"Chị Mai {HIDDEN} giúp nhanh", phrase)


@given(st.lists(st.sampled_from(["An", "chị", "Mai", HIDDEN, ",", "tốt"]), max_size=8), st.data())
def test_a_masked_text_never_grows_back(words: list[str], data: st.DataObject) -> None:
    text = " ".join(words)
    phrase = data.draw(st.sampled_from(["an", "Chị Mai", "mai tốt", "tốt"]))
    try:
        after = masked_further(text, phrase)
    except NotNow:
        return
    left = text
    for part in after.split(HIDDEN):
        assert part in left, "what is left stood there before, in this order"
        left = left.partition(part)[2] if part else left
    assert after.count(HIDDEN) > text.count(HIDDEN)


def test_doubtful_places_are_pointed_out() -> None:
    def named(text: str) -> list[str]:
        return [text[start:end] for start, end in doubtful(text)]

    assert named("Anh Nguyễn Văn An ở Sở Tư pháp") == ["Nguyễn Văn An"]
    assert named("cán bộ Tú, bà Mai") == ["Tú", "Mai"]
    assert named("số 12.345 năm 2025") == ["12.345"]
    assert named("Gọi 0912345678") == ["0912345678"]
    assert named("Ông/Bà nên sửa. Cảm ơn Sở Nội vụ.") == []
    assert named("CHẬM QUÁ") == []
    assert named("") == []


def test_several_are_published_each_in_a_row_of_its_own(database: Database) -> None:
    with database.writing() as db:
        this = begun(db)
        ids = wrote(db, this, "A", ["Một", "Hai", "Ba", "Bốn"])
        store.comments.rewrite(db, ids[1], "Gọi 0912 345 678")
        does(db, "hide", ids[2], reason="insult")
        became = carry_out_together(db, [*ids, bytes(16), ids[0]], ORDER)
        rows = db.execute(select(comment_step).order_by(comment_step.c.comment)).all()
    assert became == Together(done=2, doubted=(ids[1],), late=2)
    assert [(row.comment, row.no, row.state) for row in rows] == [
        (ids[0], 1, "published"),
        (ids[2], 1, "hidden"),
        (ids[3], 1, "published"),
    ]
    assert {(row.day, row.person) for row in rows} == {(SHOWN, "an")}
    assert stands(database, ids[1]) == ("waiting", "Gọi 0912 345 678")


def test_several_are_not_hidden_without_a_reason_nor_handed_over(database: Database) -> None:
    id_ = kept(database)
    for what in ("hide", "flag", "mask", "undo", "see"):
        with database.writing() as db, pytest.raises(NotNow):
            carry_out_together(db, [id_], Order(what, day=SHOWN, person="an"))
    assert stands(database, id_)[0] == "waiting"
