"""Staff, other systems, what they did; and the number that moves with every change."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
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

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", code(64), nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("role", code(10), nullable=False),
    Column("agency", Integer, ForeignKey("agency.id")),
    Column("first", Date, nullable=False),
    Column("closed", Date),
    CheckConstraint("role IN ('desk', 'analyst', 'admin', 'auditor')", name="role_is_known"),
    CheckConstraint("role <> 'desk' OR agency IS NOT NULL", name="desk_has_agency"),
)

# A signed-in browser. `key` is the hash of what its cookie holds; deleting the row signs it out.
session = Table(
    "session",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("account", Integer, ForeignKey("account.id"), nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("seen", DateTime(timezone=True), nullable=False),
)

# By which another system reads figures. `key` is the hash of what that system holds.
token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", code(64), nullable=False, unique=True),
    Column("key", LargeBinary(32), nullable=False, unique=True),
    Column("scopes", code(64), nullable=False),
    Column("agency", Integer, ForeignKey("agency.id")),
    Column("first", Date, nullable=False),
    Column("last", Date),
    Column("revoked", Date),
    Column("revoked_by", Text),
    Column("used", Date),
)

# What staff did (nhật ký thao tác); never what citizens did.
act = Table(
    "act",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("person", Text, nullable=False),
    Column("what", code(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text),
)

# One row. Moves whenever something that a form shows has changed, so that every worker
# notices at its next request with one read by primary key.
form_version = Table(
    "form_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", BigInteger, nullable=False),
)
