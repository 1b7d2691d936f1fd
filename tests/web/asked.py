"""A desk that asks the quick question first, and what the database counts of it."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import text

from survey.web import here
from tests.scene import opened, province

COUNTED = "Đã ghi nhận câu trả lời"


def asked(app: Flask) -> str:
    with here.place(app).database.writing() as db:
        counters = province(db)
        opened(db, quick=True)
    return str(counters[0].poster_code)


def counted(app: Flask) -> list[tuple[int, int]]:
    """(level, people), by level."""
    with here.place(app).database.reading() as db:
        rows = db.execute(text("SELECT level, sum(people) FROM quick GROUP BY level ORDER BY 1"))
        return [(level, int(people)) for level, people in rows]


def sheets(app: Flask) -> int:
    with here.place(app).database.reading() as db:
        return int(db.scalar(text("SELECT count(*) FROM response")) or 0)
