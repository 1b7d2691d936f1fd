"""What is published of a round under a decision, and what bodies say of it before."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from survey.store.tables.columns import code, metadata

# What was published (lần công bố): a freeze under a decision. `sha256`: of its CSV, which
# `edition_part` holds. `compared_*`: the edition of the round before that it compares with.
edition = Table(
    "edition",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("freeze", Integer, nullable=False),
    Column("decision", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("signatory", Text, nullable=False),
    Column("says", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("person", Text, nullable=False),
    Column("sha256", code(64), nullable=False),
    Column("compared_round", Integer, ForeignKey("round.id")),
    Column("compared_edition", Integer),
    CheckConstraint("no = 1 OR says IS NOT NULL", name="corrections_say_what"),
)

# The lines of an edition's CSV, body after body: the overall index as text, the rest deflated.
edition_part = Table(
    "edition_part",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("agency", code(32), nullable=False),
    Column("kind", Text, nullable=False),
    Column("overall", Text, nullable=False),
    Column("below", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# The named groups that an edition was published with, whatever is imported later.
edition_group = Table(
    "edition_group",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("code", code(32), primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("name", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What a body says about its figure of one criterion (giải trình), and the answer to it.
explanation = Table(
    "explanation",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("item", code(64), primary_key=True),
    Column("text", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("person", Text, nullable=False),
    Column("answer", Text),
    Column("answered", Date),
    Column("answered_by", Text),
)

# The file of a round's sheets as it was made for an edition (0: before the first), without anything
# that leads to a person: deflated stretches of rows in random order. Part 0 names the unit groups.
released = Table(
    "released",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("rows", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)
