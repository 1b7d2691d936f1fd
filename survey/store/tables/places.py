"""Who and where: bodies, their names and successors, groups, desks, posters, finished dossiers."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    Table,
    Text,
    UniqueConstraint,
)

from survey.store.tables.columns import KEY, code, metadata

# A body, from its first to its last day. A code may be used again by a later body.
agency = Table(
    "agency",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", code(32), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date),
    UniqueConstraint("code", "first"),
    CheckConstraint("last IS NULL OR first <= last", name="days_in_order"),
)

# What a body was called, what kind it was and where it belonged, from a day on.
agency_name = Table(
    "agency_name",
    metadata,
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sort_key", KEY, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent", Integer, ForeignKey("agency.id")),
)

succession = Table(
    "succession",
    metadata,
    Column("old", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("new", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("day", Date, nullable=False),
)

# Named groups of bodies beside their kind (cụm, khối thi đua), dated.
agency_group = Table(
    "agency_group",
    metadata,
    Column("code", code(32), primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date),
    Column("name", Text, nullable=False),
)

desk = Table(
    "desk",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), nullable=False),
    Column("code", code(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("place", Text),
    Column("decider", Integer, ForeignKey("agency.id")),
    Column("field", Text),
    Column("officers", Integer),
    Column("first", Date, nullable=False),
    Column("last", Date),
    UniqueConstraint("agency", "code"),
    CheckConstraint("officers IS NULL OR officers >= 1", name="officers_are_people"),
)

poster = Table(
    "poster",
    metadata,
    Column("code", code(12), primary_key=True),
    Column("desk", Integer, ForeignKey("desk.id"), nullable=False, index=True),
    Column("first", Date, nullable=False),
    Column("retired", Date),
    Column("replaced_by", code(12), ForeignKey("poster.code")),
)

# Finished dossiers of an agency in a field and month, for weights.
transactions = Table(
    "transactions",
    metadata,
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("month", Date, primary_key=True),
    Column("finished", Integer, nullable=False),
)
