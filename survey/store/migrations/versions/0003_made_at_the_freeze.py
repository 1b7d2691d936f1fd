"""What is made at the freeze and stored: ranks drawn again, the whole, months; and scales."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CODE = {
    length: sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
    for length in (7, 10, 64)
}


def upgrade() -> None:
    op.create_table(
        "frozen_body",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("kept", sa.Integer, nullable=False),
        sa.Column("excluded", sa.Integer, nullable=False),
        sa.Column("rank_low", sa.Integer),
        sa.Column("rank_high", sa.Integer),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_frozen_body_agency"),
        sa.PrimaryKeyConstraint("round", "no", "agency", name="pk_frozen_body"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "frozen_figure",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("span", _CODE[7], nullable=False),
        sa.Column("level", _CODE[10], nullable=False),
        sa.Column("item", _CODE[64], nullable=False),
        sa.Column("responses", sa.BigInteger, nullable=False),
        sa.Column("percent", sa.Text),
        sa.Column("low", sa.Text),
        sa.Column("high", sa.Text),
        sa.PrimaryKeyConstraint(
            "round", "no", "agency", "kind", "span", "level", "item", name="pk_frozen_figure"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "round_scale",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("file", sa.LargeBinary, nullable=False),
        sa.Column("sha256", _CODE[64], nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_round_scale_round"),
        sa.PrimaryKeyConstraint("round", name="pk_round_scale"),
    )


def downgrade() -> None:
    op.drop_table("round_scale")
    op.drop_table("frozen_figure")
    op.drop_table("frozen_body")
