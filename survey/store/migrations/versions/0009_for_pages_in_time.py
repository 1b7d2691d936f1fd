"""What pages show of many bodies, worked out when a round is frozen or closed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_STAMP = sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql")
_OF_A_BODY = ("shown", "rank", "of", "alike")


def upgrade() -> None:
    for name in _OF_A_BODY:
        op.add_column("frozen_body", sa.Column(name, sa.Integer))
    op.create_table(
        "frozen_kind",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("members", _STAMP, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("round", "no", "kind", name="pk_frozen_kind"),
        sqlite_with_rowid=False,
    )
    op.add_column("frozen_breakdown", sa.Column("plan", sa.LargeBinary))
    op.create_table(
        "frozen_breakdown_kind",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("members", _STAMP, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("plan", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("round", "kind", name="pk_frozen_breakdown_kind"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("frozen_breakdown_kind")
    op.drop_column("frozen_breakdown", "plan")
    op.drop_table("frozen_kind")
    for name in reversed(_OF_A_BODY):
        op.drop_column("frozen_body", name)
