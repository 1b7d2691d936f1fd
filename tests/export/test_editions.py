"""What was published: figures that never move, the hash of their file, and who may not publish."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from survey import clock, export, report, store
from survey.report import IndexRow
from survey.store import Connection, Database
from survey.store.connection import connect
from survey.store.editions import Edition
from survey.store.rounds import BadRound
from survey.store.tables import edition_part
from survey.words import Refusal
from tests.conftest import new_database
from tests.report.scene import answered, found, furnish, opened, people, sheet

END = date(2026, 12, 31)
NOON = datetime(2026, 12, 31, 12, tzinfo=clock.OFFICE)
DECREE = {"decision": "12/QĐ-UBND", "day": END, "signatory": "Lê Văn B, Phó Chủ tịch"}


def province(db: Connection, code: str = "2026", **more: object) -> None:
    if not store.agencies.all_on(db, END):
        found(db, "TP Sở Tư pháp", "XD Sở Xây dựng", "TT =Thanh tra tỉnh, và", "DT Sở Dân tộc")
        furnish(db, "TP 1 Quầy 1", "XD 1 Quầy 1", "TT 1 Quầy 1", "DT 1 Quầy 1", officers="3")
    this = opened(db, code, **more)  # type: ignore[arg-type]
    answered(db, this, "TP", people(38, 2))
    answered(db, this, "XD", [*people(5, 2), *[sheet("5" * 15)] * 33])
    answered(db, this, "TT", people(6, 2))
    report.close(db, this, day=this.last, person="x")


def published(db: Connection, code: str = "2026", **changed: object) -> Edition:
    asked = DECREE | {"at": NOON, "person": "quan.tri"} | changed
    return export.publish(db, store.rounds.need(db, code), **asked)  # type: ignore[arg-type]


def whole(
    write: Callable[[Connection, Edition], Iterator[bytes]], db: Connection, edition: Edition
) -> bytes:
    return b"".join(write(db, edition))


def by_id(rows: list[IndexRow]) -> dict[str, IndexRow]:
    return {row.id: row for row in rows}


def test_what_was_published_does_not_move_whatever_comes_later(database: Database) -> None:
    with database.writing() as db:
        province(db)
        first = published(db)
        before = whole(export.csv_of, db, first), whole(export.json_of, db, first)
        this = store.rounds.need(db, "2026")
        answered(db, this, "TP", people(0, 60))
        found(db, "TP Sở Tư pháp và Thanh tra", day=date(2026, 12, 1))
        report.freeze(db, this, day=END, person="x")
        assert report.index_rows(db, this, source="frozen", level="overall")[1].satisfied == 608
        assert (whole(export.csv_of, db, first), whole(export.json_of, db, first)) == before
        second = published(db, says="Thêm 60 phiếu giấy của Sở Tư pháp.")
        assert (second.no, second.freeze, second.says) == (
            2,
            4,
            "Thêm 60 phiếu giấy của Sở Tư pháp.",
        )
        assert (whole(export.csv_of, db, first), whole(export.json_of, db, first)) == before
        assert export.rows_of(db, first, "TP")[0].responses == 40
        assert export.rows_of(db, second, "TP")[0].responses == 100
        assert store.editions.of_round(db, this.id) == [first, second]
        assert this.state == "published"


def test_an_edition_can_be_worked_out_again_from_its_freeze(database: Database) -> None:
    """Also after later freezes, and after the round that it compares with was corrected."""
    with database.writing() as db:
        province(db, "2025")
        published(db, "2025", at=NOON - timedelta(days=365), day=date(2025, 12, 31))
        province(db)
        first = published(db)
        this, before = (store.rounds.need(db, code) for code in ("2026", "2025"))
        for one in (this, before):
            answered(db, one, "TP", people(0, 60))
            report.freeze(db, one, day=END, person="x")
        corrected = published(db, "2025", says="Thêm phiếu.")
        assert export.recomputed(db, this, first) == whole(export.csv_of, db, first)
        rows = by_id(export.rows_of(db, first, "TP"))
        assert (str(rows["overall"].percent), str(rows["overall"].change)) == ("95.00", "0.00")
        second = published(db, says="So với số liệu đã đính chính của năm 2025.")
        assert (first.compared_edition, second.compared_edition) == (1, corrected.no)
        assert export.recomputed(db, this, second) == whole(export.csv_of, db, second)


def test_the_hash_is_that_of_the_same_file_on_sqlite_and_postgresql(
    postgres: str, migrated_file: Path, migrated_template: str, tmp_path: Path
) -> None:
    file = tmp_path / "same.sqlite"
    shutil.copyfile(migrated_file, file)
    made = []
    with new_database(postgres, "survey_same_edition", migrated_template) as url:
        for at in (f"sqlite:///{file}", url):
            database = connect(at)
            with database.writing() as db:
                province(db, method="top2.mean_of_factors")
                edition = published(db)
                data = whole(export.csv_of, db, edition)
                this = store.rounds.need(db, "2026")
                assert hashlib.sha256(data).hexdigest() == edition.sha256
                assert export.recomputed(db, this, edition) == data
                made.append((data, whole(export.json_of, db, edition)))
            database.dispose()
    assert made[0] == made[1]
    assert made[0][0].startswith(b"\xef\xbb\xbfround,questionnaire,frame,")
    assert made[0][0].count(b"\r\n") == 1 + 4 * 23


def test_under_ten_people_nothing_is_published_nor_what_would_tell_it(database: Database) -> None:
    with database.writing() as db:
        province(db)
        edition = published(db)
        few, body, silent = (
            by_id(export.rows_of(db, edition, code)) for code in ("TT", "XD", "DT")
        )
    assert {row.hidden for row in few.values()} == {"few"}
    assert {row.percent for row in few.values()} == {None}
    assert silent["overall"].hidden == ""
    assert (body["q39"].responses, body["q39"].hidden) == (7, "few")
    # The factor less its two other criteria would tell the third.
    assert sorted(row.id for row in body.values() if row.hidden == "complement") == ["q37"]
    assert body["feedback"].percent is not None
    assert few["overall"].agency_name == "=Thanh tra tỉnh, và"


def test_figures_are_told_through_the_channels_that_rank(database: Database) -> None:
    with database.writing() as db:
        province(db, rank_channels=["paper"])
        this = store.rounds.need(db, "2026")
        answered(db, this, "TP", people(10, 30), channel="paper")
        rows = export.rows_of(db, published(db), "TP")
    assert (rows[0].channel, rows[0].responses, str(rows[0].percent)) == ("paper", 40, "25.00")
    assert (rows[0].rank, rows[0].of) == (1, 1)


def test_a_round_is_compared_with_what_was_published_and_nothing_else(database: Database) -> None:
    with database.writing() as db:
        province(db, "2025")
        province(db)
        edition = published(db)
        assert edition.compared_round is None
        assert export.rows_of(db, edition, "TP")[0].previous is None


def test_the_rows_are_read_back_as_they_were_written(database: Database) -> None:
    with database.writing() as db:
        province(db)
        edition = published(db)
        this = store.rounds.need(db, "2026")
        rows = report.index_rows(db, this, source="frozen", hide=10, edition=edition)
        *overall, kind, every = export.from_csv(export.overall_lines(db, edition))
        assert overall == [row for row in rows if row.level == "overall"]
        assert [row.agency for row in overall] == ["DT", "TP", "TT", "XD"]
        assert whole(export.json_of, db, edition) == export.to_json([*rows, kind, every])
        assert [row for row in rows if row.agency == "TT"] == export.rows_of(db, edition, "TT")
        assert export.rows_of(db, edition, "") == export.rows_of(db, edition, "KHONG") == []


def test_kinds_and_the_whole_are_told_of_the_bodies_that_are_told(database: Database) -> None:
    with database.writing() as db:
        province(db)
        found(db, "X Xã X", kind="UBND xã, phường")
        answered(db, store.rounds.need(db, "2026"), "X", people(20, 20))
        edition = published(db)
        lines = export.from_csv(export.overall_lines(db, edition))
    bodies, together = lines[:5], lines[5:]
    assert [(row.agency, row.kind, row.rank, row.level) for row in together] == [
        (export.POOLED, "Sở, ban, ngành", None, "overall"),
        (export.POOLED, "UBND xã, phường", None, "overall"),
        (export.POOLED, export.WHOLE, None, "overall"),
    ]
    # Thanh tra has eight people: neither it nor what it could be worked out from is in them.
    assert {row.agency: row.hidden for row in bodies if row.percent is None} == {
        "DT": "",
        "TT": "few",
    }
    assert [row.responses for row in together] == [80, 40, 120]
    for row in together:
        told = [one for one in bodies if one.satisfied is not None and row.kind in ("", one.kind)]
        assert row.satisfied == sum(one.satisfied or 0 for one in told)
        assert row.answers == sum(one.answers for one in told)
        assert row.low is not None


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
@pytest.mark.parametrize("method", ["top2.mean_of_factors", "mean5.pooled", "top2.pooled.split"])
def test_only_an_index_that_adds_up_is_told_of_several(database: Database, method: str) -> None:
    with database.writing() as db:
        province(db, method=method)
        edition = published(db)
        lines = export.from_csv(export.overall_lines(db, edition))
        assert [row.agency for row in lines].count(export.POOLED) == (
            2 if method == "mean5.pooled" else 0
        )
        assert export.recomputed(db, store.rounds.need(db, "2026"), edition) == whole(
            export.csv_of, db, edition
        )


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_an_edition_that_tells_bodies_alone_is_worked_out_again_as_it_was(
    database: Database,
) -> None:
    with database.writing() as db:
        province(db)
        edition = published(db)
        db.execute(delete(edition_part).where(edition_part.c.place > 4))
        kept = whole(export.csv_of, db, edition)
        assert export.recomputed(db, store.rounds.need(db, "2026"), edition) == kept


def refusals() -> Iterator[tuple[dict[str, object], str]]:
    yield {"decision": " "}, "Xin ghi số quyết định và người ký."
    yield {"signatory": "\n"}, "Xin ghi số quyết định và người ký."
    yield {"signatory": "x" * 201}, "dài tối đa 200 ký tự"
    yield {"day": END + timedelta(days=1)}, "không được sau ngày hôm nay"
    yield {"says": "Sửa."}, "Lần công bố đầu chưa có gì để đính chính."


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_what_a_decision_must_have(database: Database) -> None:
    with database.writing() as db:
        province(db)
        for changed, said in refusals():
            with pytest.raises(BadRound, match=said):
                refused(db, **changed)
        published(db, signatory=" Lê  Văn B\n")
        assert (
            store.editions.of_round(db, store.rounds.need(db, "2026").id)[0].signatory == "Lê Văn B"
        )
        with pytest.raises(BadRound, match="phải ghi rõ đính chính điều gì"):
            refused(db, says=" ")
        with pytest.raises(BadRound, match="Nội dung đính chính dài tối đa 2000 ký tự"):
            refused(db, says="x" * 2001)


def refused(db: Connection, **changed: object) -> None:
    try:
        published(db, **changed)  # type: ignore[arg-type]
    except Refusal as refusal:
        raise BadRound(str(refusal)) from refusal


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_when_a_round_can_be_published(database: Database) -> None:
    with database.writing() as db:
        found(db, "A Sở A")
        this = opened(db)
        with pytest.raises(BadRound, match="chưa kết thúc thu phiếu"):
            published(db)
        report.close(db, this, day=END, person="x")
        this = store.rounds.need(db, "2026")
        until = END + timedelta(days=5)
        report.provisional(db, this, until=until, day=END, person="x")
        this = store.rounds.need(db, "2026")
        body = store.agencies.need(db, "A", END).id
        said = {"agency": body, "item": "q24", "person": "a", "day": END}
        report.explain(db, this, text="Thiếu ghế.", **said)  # type: ignore[arg-type]
        with pytest.raises(BadRound, match="còn được giải trình"):
            published(db, at=NOON + timedelta(days=5))
        with pytest.raises(BadRound, match="chưa được trả lời"):
            published(db, at=NOON + timedelta(days=6))
        report.answer(db, this, text="Đã ghi nhận.", **said)  # type: ignore[arg-type]
        assert published(db, at=NOON + timedelta(days=6)).no == 1
        store.rounds.enter(db, this.id, "final", END, "x")
        with pytest.raises(BadRound, match="đã hết hạn lưu"):
            published(db, says="Sửa.")
