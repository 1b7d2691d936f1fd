"""Sheets by field, counted when a round is closed: what weights by finished dossiers need."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "frozen_stratum",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("desk", sa.Integer, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        *(
            sa.Column(name, sa.BigInteger, nullable=False)
            for name in ("responses", "x", "y", "xx", "yy", "xy")
        ),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_frozen_stratum_agency"),
        sa.PrimaryKeyConstraint("round", "no", "agency", "desk", "field", name="pk_frozen_stratum"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("frozen_stratum")
