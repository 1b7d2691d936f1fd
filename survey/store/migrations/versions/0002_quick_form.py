"""The quick form: a round may ask one overall question first, and no answer to it counts twice."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # Nullable: the version before still opens rounds while this migrates.
    op.add_column("round", sa.Column("quick", sa.SmallInteger))
    op.create_table(
        "quick_spent",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_quick_spent"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("quick_spent")
    op.drop_column("round", "quick")
