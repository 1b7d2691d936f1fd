"""What is published once a year, here and elsewhere."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)

from survey.store.tables.columns import code, metadata

# What is published once a year: an index of the province (body 0) or of one of its units. `frame`
# is empty where the index does not say where people were asked. Decimals as text: exact.
scoreboard = Table(
    "scoreboard",
    metadata,
    Column("year", SmallInteger, primary_key=True),
    Column("index", code(32), primary_key=True),
    Column("body", Integer, primary_key=True),
    Column("frame", code(16), primary_key=True),
    Column("value", code(16)),
    Column("rank", Integer),
    Column("of", Integer),
    Column("unranked", SmallInteger),  # 1: whoever publishes it gives no ranks
    Column("group", Text),
    Column("target", code(16)),
    Column("source", Text),
    Column("target_rank", Integer),
    Column("target_of", Integer),
    CheckConstraint('rank BETWEEN 1 AND "of"', name="rank_is_among_all"),
    CheckConstraint("rank IS NULL OR unranked IS NULL", name="ranked_or_not"),
    CheckConstraint("target_rank BETWEEN 1 AND target_of", name="target_is_among_all"),
    sqlite_with_rowid=False,
)

# Ranks of such a figure within named sets ("tỉnh miền núi phía Bắc"), in the order of the source.
scoreboard_place = Table(
    "scoreboard_place",
    metadata,
    Column("year", SmallInteger, primary_key=True),
    Column("index", code(32), primary_key=True),
    Column("body", Integer, primary_key=True),
    Column("frame", code(16), primary_key=True),
    Column("no", SmallInteger, primary_key=True),
    Column("among", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    CheckConstraint('rank BETWEEN 1 AND "of"', name="rank_is_among_all"),
    sqlite_with_rowid=False,
)

# The scoreboard of a year as it was published; `file` is its CSV, deflated, `sha256` the CSV's.
scoreboard_edition = Table(
    "scoreboard_edition",
    metadata,
    Column("year", SmallInteger, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("decision", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("signatory", Text, nullable=False),
    Column("says", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("person", Text, nullable=False),
    Column("sha256", code(64), nullable=False),
    Column("file", LargeBinary, nullable=False),
    CheckConstraint("no = 1 OR says IS NOT NULL", name="corrections_say_what"),
)
