"""Finished dossiers kept with a freeze: figures that are weighed by them move with it, or never."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("freeze", sa.Column("dossiers", sa.Date))
    op.add_column("frozen_stratum", sa.Column("apart", sa.Integer))
    op.add_column("frozen_stratum", sa.Column("record", sa.LargeBinary))
    op.create_table(
        "frozen_transactions",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("finished", sa.BigInteger, nullable=False),
        sa.Column("months", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_frozen_transactions_agency"),
        sa.PrimaryKeyConstraint("round", "no", "agency", "field", name="pk_frozen_transactions"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "frozen_weighted",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("figure", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("round", "no", "kind", name="pk_frozen_weighted"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("frozen_weighted")
    op.drop_table("frozen_transactions")
    op.drop_column("frozen_stratum", "record")
    op.drop_column("frozen_stratum", "apart")
    op.drop_column("freeze", "dossiers")
