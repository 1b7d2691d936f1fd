"""Cross-tabs of a closed round, and the file of its sheets: each made once and kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "frozen_breakdown",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("months", sa.Text, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_frozen_breakdown_agency"),
        sa.PrimaryKeyConstraint("round", "agency", name="pk_frozen_breakdown"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "released",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("part", sa.Integer, nullable=False),
        sa.Column("rows", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("round", "edition", "part", name="pk_released"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("released")
    op.drop_table("frozen_breakdown")
