"""What pages show of many bodies, and of what comments speak of, worked out beforehand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

_CODE = {
    length: sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
    for length in (8, 32)
}
_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_OF_A_BODY = ("shown", "rank", "of", "alike")


def upgrade() -> None:
    for name in _OF_A_BODY:
        op.add_column("frozen_body", sa.Column(name, sa.Integer))
    op.create_table(
        "frozen_kind",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("members", _CODE[32], nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("round", "no", "kind", name="pk_frozen_kind"),
        sqlite_with_rowid=False,
    )
    op.add_column("frozen_breakdown", sa.Column("plan", sa.LargeBinary))
    op.create_table(
        "frozen_breakdown_kind",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("members", _CODE[32], nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("plan", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("round", "kind", name="pk_frozen_breakdown_kind"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comment_count",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("about", _CODE[8], nullable=False),
        sa.Column("key", _KEY, nullable=False),
        sa.Column("text", _KEY, nullable=False),
        sa.Column("many", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_comment_count_round"),
        sa.PrimaryKeyConstraint("round", "about", "key", "text", name="pk_comment_count"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("comment_count")
    op.drop_table("frozen_breakdown_kind")
    op.drop_column("frozen_breakdown", "plan")
    op.drop_table("frozen_kind")
    for name in reversed(_OF_A_BODY):
        op.drop_column("frozen_body", name)
