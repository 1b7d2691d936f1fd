"""Tokens by which other systems read figures; of each only its hash."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NAME = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")
_SCOPES = sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "token",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", _NAME, nullable=False),
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("scopes", _SCOPES, nullable=False),
        sa.Column("agency", sa.Integer),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date),
        sa.Column("revoked", sa.Date),
        sa.Column("revoked_by", sa.Text),
        sa.Column("used", sa.Date),
        sa.PrimaryKeyConstraint("id", name="pk_token"),
        sa.UniqueConstraint("name", name="uq_token_name"),
        sa.UniqueConstraint("key", name="uq_token_key"),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_token_agency"),
    )


def downgrade() -> None:
    op.drop_table("token")
