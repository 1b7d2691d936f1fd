"""What is handed out under a decision tells no more than the file that was published."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from survey import booklet, clock, export, report, store
from survey.booklet import Contents, drawings
from survey.booklet.contents import Kind
from survey.booklet.saying import VI, interval
from survey.report import AgencyReport, IndexRow, KindIndex
from survey.report.rows import is_hidden
from survey.scoring import Score, percent
from survey.store import Connection
from survey.store.connection import connect
from survey.store.groups import GroupRow
from tests.booklet.test_paper import words_of
from tests.report.scene import answered, found, furnish, opened, people, sheet

DAY = date(2026, 12, 31)
DEPARTMENTS, ALONE = "Sở, ban, ngành", "UBND xã, phường"


@dataclass(frozen=True, slots=True)
class Told:
    """A round as the offices read it, and as everybody does: rows by body, then documents."""

    inside: Contents
    public: Contents
    of_few: Contents
    rows: dict[str, list[IndexRow]]


def told_by(db: Connection, **options: Any) -> Told:
    """Publish a round with bodies, desks and a criterion that five to nine people answered."""
    found(db, "A Sở Tư pháp", "B Sở Y tế", "C Thanh tra tỉnh", "D Sở Xây dựng")
    found(db, "X UBND xã Mường Kim", kind=ALONE)
    furnish(db, "A 1 Quầy 1", "A 2 Quầy 2", "A 3 Quầy 3", officers="2")
    furnish(db, "B 1 Quầy 1", "B 2 Quầy 2", "B 3 Quầy 3", "B 4 Quầy 4", officers="2")
    this = opened(db, **options)
    answered(db, this, "A", people(61, 22), desk="1")
    answered(db, this, "A", people(13, 8), desk="2")
    answered(db, this, "A", people(4, 3), desk="3")
    answered(db, this, "B", people(29, 6), desk="1")
    answered(db, this, "B", people(9, 4), desk="1", channel="paper")
    answered(db, this, "B", people(11, 1), desk="2")
    answered(db, this, "B", people(3), desk="3")
    answered(db, this, "B", people(0, 4), desk="4")
    answered(db, this, "C", [sheet("5" * 5 + "2" * 11)] * 4 + [sheet("2" * 16)] * 3)
    some = [sheet("5" * 15 + "0")] * 30 + [sheet("2" * 15 + "0")] * 7 + [sheet("5" * 15 + "4")] * 6
    answered(db, this, "D", [*some, sheet("5" * 15 + "2")])
    answered(db, this, "X", people(5, 3))
    group = [GroupRow(2 + at, "k1", "Khối 1", code) for at, code in enumerate("BCD")]
    store.groups.import_rows(db, group, today=date(2026, 1, 1))
    report.close(db, this, day=DAY, person="x")
    this = store.rounds.need(db, "2026")
    inside = booklet.gather(db, this)
    at = datetime(2027, 1, 5, 9, tzinfo=clock.OFFICE)
    decree = {"decision": "12/QĐ-UBND", "signatory": "Nguyễn Văn A", "person": "x"}
    edition = export.publish(db, this, day=date(2027, 1, 4), at=at, **decree)
    this = store.rounds.need(db, "2026")
    return Told(
        inside,
        booklet.gather(db, this),
        booklet.gather(db, this, agency="C"),
        {body.body.code: export.rows_of(db, edition, body.body.code) for body in inside.bodies}
        | {"": export.from_csv(export.overall_lines(db, edition))},
    )


def said(one: IndexRow | Score | KindIndex) -> set[str]:
    """Return the numbers that a figure would be printed as; none of round ones."""
    numbers = {VI.number(one.percent, 2)} if one.percent is not None else set()
    return (numbers | {interval(one)}) - {"0,00", "100,00", "50,00", "–"}


def told_in(folder: Path, migrated_file: Path, **options: Any) -> Told:
    file = folder / "survey.sqlite"
    shutil.copyfile(migrated_file, file)
    database = connect(f"sqlite:///{file}")
    with database.writing() as db:
        made = told_by(db, **options)
    database.dispose()
    return made


@pytest.fixture(scope="session")
def plain(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Told:
    return told_in(tmp_path_factory.mktemp("public"), migrated_file)


@pytest.fixture(scope="session", params=["plain", "top2.mean_of_factors", "poster"])
def told(
    request: pytest.FixtureRequest,
    plain: Told,
    migrated_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Told:
    """By a method that adds up, by one that does not, and with a channel that does not rank."""
    if request.param == "plain":
        return plain
    by: dict[str, Any] = {"method": request.param}
    if request.param == "poster":
        # Seven people are enough for a rank inside.
        by = {"rank_channels": ("poster",), "minimum": 5}
    return told_in(tmp_path_factory.mktemp("public"), migrated_file, **by)


@pytest.fixture(scope="session")
def documents(plain: Told) -> dict[str, str]:
    """The words of every kind of document, charts too."""
    made = {form: booklet.made(plain.public, form) for form in ("pdf", "docx", "pptx", "html")}
    found = {"pdf": words_of(made["pdf"]), "html": made["html"].decode()}
    for form in ("docx", "pptx"):
        with zipfile.ZipFile(io.BytesIO(made[form])) as parts:
            names = [name for name in parts.namelist() if name.endswith(".xml")]
            found[form] = " ".join(
                re.sub("<[^>]+>", " ", parts.read(name).decode()) for name in names
            )
    of_whole = [drawings.to_svg(plain.public, "xep-hang")]
    of_few = [drawings.to_svg(plain.of_few, name) for name in ("yeu-to", "tieu-chi")]
    return found | {"svg": " ".join(of_whole + of_few)}


def rows_of(body: AgencyReport) -> list[IndexRow]:
    entries = (body.overall, *body.parts, *body.factors, *(one.entry for one in body.criteria))
    return [entry.row for entry in entries]


def body_of(contents: Contents, code: str) -> AgencyReport:
    return next(one for one in contents.bodies if one.body.code == code)


def kind_of(contents: Contents, name: str) -> Kind:
    return next(one for one in contents.kinds if one.name == name)


def test_no_document_prints_a_figure_of_seven_people_nor_one_that_they_are_in(
    plain: Told, documents: dict[str, str]
) -> None:
    few = rows_of(body_of(plain.inside, "C")) + rows_of(body_of(plain.inside, "X"))
    few += [one.row for one in body_of(plain.inside, "A").desks if one.row.responses == 7]
    few += [row for row in rows_of(body_of(plain.inside, "D")) if row.responses == 7]
    with_few = kind_of(plain.inside, DEPARTMENTS)
    secrets = {word for row in few if row.percent is not None for word in said(row)}
    secrets |= said(with_few.ranking.whole)
    secrets |= {word for one in with_few.scores.values() for word in said(one)}
    told = {
        word for code in "ABD" for row in rows_of(body_of(plain.public, code)) for word in said(row)
    }
    told |= {
        word for one in kind_of(plain.public, DEPARTMENTS).scores.values() for word in said(one)
    }
    whole = with_few.ranking.whole.percent
    assert whole is not None
    assert {"17,86", "57,14", VI.number(whole, 2)} <= secrets - told
    for form, words in documents.items():
        printed = set(re.findall(r"[0-9]+,[0-9]{2}(?:–[0-9]+,[0-9]{2})?", words))
        assert not printed & (secrets - told), form
        assert "Thanh tra tỉnh" in words, form
        assert "ẩn" in words, form


def test_a_document_tells_what_the_file_tells_and_nothing_else(told: Told) -> None:
    for body in told.public.bodies:
        assert rows_of(body) == told.rows[body.body.code]
        for line in body.criteria:
            assert (line.levels is None) == is_hidden(line.entry.row.hidden)
    for kind in told.public.kinds:
        for entry in kind.ranking.entries:
            assert entry.row == told.rows[entry.row.agency][0]
        of_file = [row for row in told.rows[""] if not row.agency and row.kind == kind.name]
        whole = kind.ranking.whole
        if not of_file:
            assert (whole.percent, whole.low, kind.scores) == (None, None, {})
        for row in of_file:
            assert (row.percent, row.low, row.high) == (whole.percent, whole.low, whole.high)


def test_a_kind_less_its_bodies_is_nobody(told: Told) -> None:
    for kind in told.public.kinds:
        for key, one in kind.scores.items():
            own = [
                row
                for body in told.public.bodies
                if body.body.kind == kind.name
                for row in rows_of(body)
                if (row.level, row.id) == key and row.percent is not None
            ]
            assert one.responses == sum(row.responses for row in own)
            of = sum(row.satisfied or 0 for row in own), sum(row.answers for row in own)
            assert one.percent == percent(Fraction(*of))
    groups = told.public.groups
    assert groups is not None
    (group,) = groups.named
    inside = {row.agency: row for row in told.rows[""] if row.agency in ("B", "C", "D")}
    assert [one.percent for one in group.members if one.body.code == "C"] == [None]
    assert group.pooled.responses == inside["B"].responses + inside["D"].responses
    assert (group.pooled.percent is None) == told.public.method.endswith("mean_of_factors")


def test_desks_under_ten_are_left_out_with_another_so_that_no_total_gives_them_back(
    plain: Told,
) -> None:
    def desks_of(contents: Contents, code: str) -> list[str]:
        return [one.row.hidden for one in body_of(contents, code).desks]

    assert desks_of(plain.inside, "A") == ["", "", ""]
    assert desks_of(plain.public, "A") == ["", "complement", "few"]
    # Three and four people together are seven.
    assert desks_of(plain.inside, "B") == ["", "", "few", "few"]
    assert desks_of(plain.public, "B") == ["", "complement", "few", "few"]


def test_ranks_drawn_with_a_body_that_is_left_out_are_not_shown(told: Told) -> None:
    inside, public = (kind_of(one, DEPARTMENTS).ranking for one in (told.inside, told.public))
    same = inside.ranked == public.ranked
    assert same == (told.inside.round.minimum > 7)
    for entry in public.entries:
        drawn = inside.standings[entry.unit].ranks if same else None
        assert public.standings[entry.unit].ranks == drawn
        assert next(one for one in told.public.bodies if one.body.id == entry.unit).ranks == drawn
    assert any(inside.standings[entry.unit].ranks for entry in inside.entries)


def test_a_kind_of_one_small_body_has_no_figure(told: Told) -> None:
    alone = kind_of(told.public, ALONE)
    assert alone.ranking.whole.percent is None
    assert alone.scores == {}


def test_what_is_not_published_hides_under_five_and_is_for_the_offices(plain: Told) -> None:
    assert body_of(plain.inside, "C").overall.row.percent == Decimal("17.86")
    assert plain.inside.few == 5
    assert "Chưa công bố. Dùng nội bộ" in booklet.made(plain.inside, "html").decode()


def test_a_chart_of_published_figures_bears_the_decision(documents: dict[str, str]) -> None:
    assert documents["svg"].count("Quyết định số 12/QĐ-UBND ngày 04/01/2027") == 6
    assert "Dùng nội bộ" not in documents["svg"]


def test_the_method_pages_say_the_threshold_of_the_file(documents: dict[str, str]) -> None:
    assert "Số liệu dưới 10 phiếu bị ẩn" in documents["pdf"]
    assert "Số liệu dưới 10 phiếu bị ẩn" in documents["pptx"]
    assert "theo đúng tệp số liệu công bố (CSV)" in documents["docx"]
    for words in documents.values():
        assert "dưới 5 phiếu" not in words
