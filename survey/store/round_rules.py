"""What a round must be before it is opened, and what it may not stand beside."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from survey.store.tables import agency, agency_name, round_
from survey.words import N_, Refusal

if TYPE_CHECKING:
    from survey.store.rounds import Round

DESK = "desk"
HOUSEHOLD = "household"

_CODE = re.compile(r"[A-Za-z0-9._-]{1,32}")
# Addresses of pages, and what a browser tidies out of an address.
_TAKEN = {"mo", "cach-tinh", "bang-chi-so", ".", ".."}
_MOST_MINIMUM = 100_000  # sheets; a questionnaire's file may ask for as many


class BadRound(Refusal):
    """A round cannot be opened, or cannot go on, as asked."""


class Overlap(BadRound):
    """A body already has an open round at desks on one of these days."""


def check(db: Connection, code: str, frame: str, minimum: int, first: date, last: date) -> None:
    """Refuse what no round may be, whoever it asks. :raises BadRound: saying what."""
    if not _CODE.fullmatch(code):
        raise BadRound(
            N_("Mã đợt “%(code)s” chỉ được gồm chữ không dấu, số, dấu . _ -, dài tối đa 32 ký tự."),
            code=code,
        )
    if code in _TAKEN:
        raise BadRound(N_("Mã đợt “%(code)s” đã dùng cho trang khác. Xin đặt mã khác."), code=code)
    if frame not in (DESK, HOUSEHOLD):
        raise BadRound(N_("Không có nơi khảo sát “%(frame)s”."), frame=frame)
    if not 1 <= minimum <= _MOST_MINIMUM:
        raise BadRound(N_("Số phiếu tối thiểu phải từ 1 đến %(most)s."), most=_MOST_MINIMUM)
    if first > last:
        raise BadRound(N_("Ngày đầu của đợt phải trước hoặc trùng ngày cuối."))
    if db.scalar(select(func.count()).select_from(round_).where(round_.c.code == code)):
        raise BadRound(N_("Đã có đợt mã “%(code)s”."), code=code)


def living(db: Connection, codes: Collection[str], first: date, last: date) -> set[int]:
    """Return every body that bears one of the codes on a day of the round."""
    found = db.execute(
        select(agency.c.code, agency.c.id)
        .where(agency.c.code.in_(list(codes)), agency.c.first <= last)
        .where(agency.c.last.is_(None) | (agency.c.last >= first))
    ).all()
    unknown = sorted(set(codes) - {row.code for row in found})
    if unknown:
        raise BadRound(
            N_("Không có đơn vị mã %(codes)s trong những ngày của đợt."), codes=", ".join(unknown)
        )
    return {row.id for row in found}


def refuse_overlap(
    db: Connection,
    others: Iterable[Round],
    bodies: set[int] | None,
    first: date,
    last: date,
) -> None:
    """Refuse a desk round over these bodies (None: all) beside an open one on the same days.

    :raises Overlap: naming the first body, by code, that would be asked twice.
    """
    for other in others:
        if other.frame != DESK or other.state != "open":
            continue
        if other.first > last or other.last < first:
            continue
        if bodies is None or other.agencies is None:
            shared = bodies or other.agencies
        else:
            shared = bodies & other.agencies
        if shared is None:
            raise Overlap(
                N_(
                    "Các đơn vị đã có đợt “%(title)s” đang thu phiếu đến %(last)s. "
                    "Xin kết thúc đợt đó, hoặc chọn ngày khác."
                ),
                title=other.title,
                last=other.last,
            )
        if shared:
            raise Overlap(
                N_(
                    "Đơn vị %(agency)s đã có đợt “%(title)s” đang thu phiếu đến %(last)s. "
                    "Xin kết thúc đợt đó, hoặc chọn ngày khác."
                ),
                agency=_name(db, shared, first),
                title=other.title,
                last=other.last,
            )


def _name(db: Connection, bodies: Collection[int], day: date) -> str:
    """Return what the first of the bodies, by code, is called on `day`."""
    first = db.execute(
        select(agency.c.id, agency.c.code)
        .where(agency.c.id.in_(list(bodies)))
        .order_by(agency.c.code, agency.c.first)
    ).first()
    assert first is not None
    name = db.scalar(
        select(agency_name.c.name)
        .where(agency_name.c.agency == first.id, agency_name.c.first <= day)
        .order_by(agency_name.c.first.desc())
        .limit(1)
    )
    return str(name or first.code)
