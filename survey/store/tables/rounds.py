"""What is asked, when, and what that is held against: questionnaires, rounds, steps, scales."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
)

from survey.store.tables.columns import code, metadata

# The very bytes that a round asked with; never changed.
questionnaire = Table(
    "questionnaire",
    metadata,
    Column("sha256", code(64), primary_key=True),
    Column("code", code(64), nullable=False, unique=True),
    Column("family", code(64), nullable=False),
    Column("file", LargeBinary, nullable=False),
    Column("added", Date, nullable=False),
)

round_ = Table(
    "round",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", code(32), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("questionnaire", code(64), ForeignKey("questionnaire.sha256"), nullable=False),
    Column("family", code(64), nullable=False),
    Column("frame", code(16), nullable=False),
    Column("method", code(120), nullable=False),
    Column("minimum", Integer, nullable=False),
    Column("rank_channels", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("quick", SmallInteger),  # 1: the one overall question is asked first
    CheckConstraint("first <= last", name="days_in_order"),
    CheckConstraint("frame IN ('desk', 'household')", name="frame_is_known"),
    CheckConstraint("minimum >= 1", name="minimum_is_a_count"),
)

# The bodies that a round asks about. None at all means every body.
round_agency = Table(
    "round_agency",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
)

# The life of a round: open, closed, provisional, published, final. `until`: the last day on
# which bodies may explain figures, at the provisional step alone.
round_step = Table(
    "round_step",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("state", code(16), primary_key=True),
    Column("day", Date, nullable=False),
    Column("person", Text, nullable=False),
    Column("until", Date),
)

# What a round's indices are held against: target, bands and points, the very bytes of a file.
round_scale = Table(
    "round_scale",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("file", LargeBinary, nullable=False),
    Column("sha256", code(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("person", Text, nullable=False),
)
