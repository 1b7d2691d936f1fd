"""One name for each kind of file, and the files of a round's last freeze."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from survey import report, store
from survey.export.analysis import ExtraMissing, installed, to_parquet, to_sav
from survey.export.apart import made_apart
from survey.export.meaning import CODES, About
from survey.export.plain import Line, csv_pieces, json_pieces
from survey.export.standings import standings
from survey.export.workbook import to_xlsx
from survey.report import IndexRow
from survey.report.asking import ALL
from survey.store import Connection
from survey.store.rounds import Round
from survey.words import N_, Refusal, why

MEDIA = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "sav": "application/x-spss-sav",
}
FORMATS = tuple(MEDIA)
TEXT = {"csv": csv_pieces, "json": json_pieces}
TITLE = N_("Chỉ số hài lòng")


class UnknownFormat(Refusal):
    """No such kind of file."""

    def __init__(self, form: str, known: Collection[str] = FORMATS) -> None:
        super().__init__(
            N_("Không có dạng tệp “%(format)s”. Có: %(known)s."),
            format=form,
            known=", ".join(known),
        )


def indices(
    db: Connection,
    this: Round,
    form: str,
    *,
    language: str = "vi",
    say: Callable[[str], str] = str,
    agency: str | None = None,
    channel: str | None = None,
    only: Collection[int] | None = None,
) -> bytes:
    """Return a file of the round's last freeze, every body and every level.

    :param language: of the names of indices.
    :param say: gives a Vietnamese sentence in that language, for a workbook's explanation.
    :param only: ids of bodies that the file is about; None: all.
    :raises UnknownFormat: if there is no such kind of file.
    :raises ExtraMissing: if what writes it is not installed.
    :raises NoFreeze: before the first freeze.
    :raises Refusal: as `report.index_rows`.
    """
    rows, about = _shown(db, this, form, language, say, agency, channel, only)
    return written(rows, form, about, say)


def weighted(
    db: Connection,
    this: Round,
    form: str,
    *,
    language: str = "vi",
    agency: str | None = None,
    only: Collection[int] | None = None,
) -> Iterable[bytes]:
    """Return the weighted figures of the last freeze beside the others, as pieces of a file.

    :raises UnknownFormat: if it is no kind of text.
    :raises: else as `indices`.
    """
    if form not in TEXT:
        raise UnknownFormat(form, TEXT)
    lines = report.weighted_lines(db, this, agency=agency, only=only, language=language)
    return TEXT[form](lines, report.LINE_COLUMNS)


def sent(
    db: Connection,
    this: Round,
    form: str,
    *,
    language: str = "vi",
    say: Callable[[str], str] = str,
    agency: str | None = None,
    only: Collection[int] | None = None,
) -> Iterable[bytes]:
    """Return the same file in pieces, for a process that is to stay small.

    Text is told as it is sent; every other kind of file is made in a process of its own.
    :raises: as `indices`.
    """
    rows, about = _shown(db, this, form, language, say, agency, None, only)
    if form in TEXT:
        return TEXT[form](rows)
    return made_apart(rows, form, about, say)


def write(rows: Sequence[IndexRow], form: str, file: BinaryIO, about: About | None = None) -> None:
    """Write rows as one of `FORMATS`. :raises UnknownFormat, ExtraMissing: as `indices`."""
    _check(form)
    file.write(written(rows, form, about or About(TITLE, date(1980, 1, 1))))


def written(
    rows: Iterable[Line], form: str, about: About, say: Callable[[str], str] = str
) -> bytes:
    """Return rows as one of `FORMATS`. Weighted figures may follow them in a workbook."""
    if form in TEXT:
        return b"".join(TEXT[form](rows))
    if form == "xlsx":
        return to_xlsx(rows, about, say)
    plain = [row for row in rows if isinstance(row, IndexRow)]
    return to_parquet(plain) if form == "parquet" else to_sav(plain, about, say)


def name_of(this: Round, form: str, day: date, agency: str = "", *, what: str = "chi-so") -> str:
    """Return what a file is called: letters that every system takes.

    The round, the body if it is about one, and the day of the freeze.
    """
    parts = (what, this.code, agency, f"{day:%Y%m%d}")
    return "-".join(part for part in parts if part) + f".{form}"


def save(data: bytes, path: Path) -> None:
    """Put the bytes into a file, whole or not at all. :raises Refusal: if it cannot be written."""
    with saving(path) as file:
        file.write(data)


@contextmanager
def saving(path: Path) -> Iterator[BinaryIO]:
    """Yield a file to write that takes the place of `path` when the block ends well.

    :raises Refusal: if it cannot be written.
    """
    scratch: str | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(handle, "wb") as file:
            yield file
        # A scratch file is readable by its owner only; a report is as open as any new file.
        umask = os.umask(0)
        os.umask(umask)
        os.chmod(scratch, 0o666 & ~umask)
        os.replace(scratch, path)
        scratch = None
    except OSError as error:
        raise Refusal(
            N_("Chưa ghi được tệp %(file)s: %(reason)s."), file=path, reason=why(error)
        ) from error
    finally:
        if scratch is not None:
            os.unlink(scratch)


def _shown(
    db: Connection,
    this: Round,
    form: str,
    language: str,
    say: Callable[[str], str],
    agency: str | None,
    channel: str | None,
    only: Collection[int] | None,
) -> tuple[Iterable[Line], About]:
    _check(form)
    rows = report.shown_rows(db, this, agency=agency, channel=channel, only=only, language=language)
    about = _about(db, this, say)
    if form == "xlsx":
        about = replace(about, tables=standings(db, this, say, agency=agency, only=only))
    if form != "xlsx" or channel is not None:
        return rows, about
    # Of a province the units alone: their factors and criteria are a file of their own.
    level = ALL if agency else "overall"
    lines = report.weighted_lines(
        db, this, agency=agency, level=level, only=only, language=language
    )
    beside = list(lines)
    return chain(rows, beside if any(one.finished for one in beside) else ()), about


def _check(form: str) -> None:
    if form not in FORMATS:
        raise UnknownFormat(form)
    if not installed(form):
        raise ExtraMissing(form)


def _about(db: Connection, this: Round, say: Callable[[str], str]) -> About:
    frozen = store.freezes.last(db, this.id)
    assert frozen is not None, "there are rows only of a freeze"
    freeze = say(N_("lần %(no)s, ngày %(day)s"))
    return About(
        title=f"{say(TITLE)} – {this.title}",
        day=frozen.day,
        lines=(
            (say(N_("Đợt")), f"{this.code}: {this.title}, {_day(this.first)}–{_day(this.last)}"),
            (say(N_("Nơi trả lời")), say(CODES["frame"][this.frame])),
            (say(N_("Cách tính")), this.method),
            (say(N_("Số phiếu tối thiểu để xếp hạng")), str(this.minimum)),
            (say(N_("Số liệu chốt")), freeze % {"no": frozen.no, "day": _day(frozen.day)}),
        ),
    )


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
