"""What people said: sheets, the counts that move with them, and free words."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)

from survey.store.tables.columns import KEY, code, metadata, sums, tally_key

# One person's sheet. `record` holds one hexadecimal digit a place, in the order of the
# questionnaire: 0 untouched, then the options, then the sixth choice. `day` is the day it was
# kept, or the Monday of its week where the sheet names a field or decider of its own.
response = Table(
    "response",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("round", Integer, ForeignKey("round.id"), nullable=False),
    Column("agency", Integer, ForeignKey("agency.id"), nullable=False),
    Column("desk", Integer, ForeignKey("desk.id")),
    Column("decider", Integer, ForeignKey("agency.id"), nullable=False),
    Column("field", Text),
    Column("channel", code(10), nullable=False),
    Column("day", Date, nullable=False),
    Column("test", SmallInteger),
    Column("record", LargeBinary, nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("receipt", LargeBinary(10), nullable=False, unique=True),
    sqlite_with_rowid=False,
)

# A sheet that is kept and not counted, and why; undoing is a further row with `undone`.
exclusion = Table(
    "exclusion",
    metadata,
    Column("response", LargeBinary(16), ForeignKey("response.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("proposed_by", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("undone", SmallInteger),
    CheckConstraint("proposed_by <> approved_by", name="two_people"),
    sqlite_with_rowid=False,
)

# Counts of the responses, moved in the same transaction. `record`: 64-bit lanes, scoring/tally.py.
tally = Table(
    "tally",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    *tally_key(),
    *sums(),
    Column("record", LargeBinary, nullable=False),
    CheckConstraint("standing IN ('counted', 'excluded', 'test')", name="standing_is_known"),
    sqlite_with_rowid=False,
)

day_count = Table(
    "day_count",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("desk", Integer, primary_key=True),
    Column("channel", code(10), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("responses", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The one overall question of a quick form: counts only.
quick = Table(
    "quick",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("desk", Integer, ForeignKey("desk.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("level", SmallInteger, primary_key=True),
    Column("people", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Ids of quick forms that came back, so that none counts twice while its token lives. Holds
# neither round, desk nor level; `day` is the day it came.
quick_spent = Table(
    "quick_spent",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)

# Masked words, tied to no sheet, desk or day. Holds no key to a response.
comment = Table(
    "comment",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("round", Integer, ForeignKey("round.id"), nullable=False),
    Column("agency", Integer, ForeignKey("agency.id"), nullable=False),
    Column("week", code(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("search_key", KEY, nullable=False),
    sqlite_with_rowid=False,
)

comment_step = Table(
    "comment_step",
    metadata,
    Column("comment", LargeBinary(16), ForeignKey("comment.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("state", code(16), nullable=False),
    Column("day", Date, nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text),
    sqlite_with_rowid=False,
)

# How many published comments of a round hold a pair of words (`key` folded, `text` as written) or
# are of a topic; and under "rule" by which rule, with how many there are in all.
comment_count = Table(
    "comment_count",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("about", code(8), primary_key=True),
    Column("key", KEY, primary_key=True),
    Column("text", KEY, primary_key=True),
    Column("many", Integer, nullable=False),
    sqlite_with_rowid=False,
)

Index("ix_day_count_day", day_count.c.round, day_count.c.day)
