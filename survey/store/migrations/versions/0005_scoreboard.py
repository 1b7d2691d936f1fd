"""The scoreboard: what is published once a year of the province and of its units."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "scoreboard",
        *_key(),
        sa.Column("value", _code(16)),
        sa.Column("rank", sa.Integer),
        sa.Column("of", sa.Integer),
        sa.Column("unranked", sa.SmallInteger),
        sa.Column("group", sa.Text),
        sa.Column("target", _code(16)),
        sa.Column("source", sa.Text),
        sa.PrimaryKeyConstraint("year", "index", "body", "frame", name="pk_scoreboard"),
        sa.CheckConstraint('rank BETWEEN 1 AND "of"', name=op.f("ck_scoreboard_rank_is_among_all")),
        sa.CheckConstraint(
            "rank IS NULL OR unranked IS NULL", name=op.f("ck_scoreboard_ranked_or_not")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scoreboard_place",
        *_key(),
        sa.Column("no", sa.SmallInteger, nullable=False),
        sa.Column("among", sa.Text, nullable=False),
        sa.Column("rank", sa.Integer, nullable=False),
        sa.Column("of", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("year", "index", "body", "frame", "no", name="pk_scoreboard_place"),
        sa.CheckConstraint(
            'rank BETWEEN 1 AND "of"', name=op.f("ck_scoreboard_place_rank_is_among_all")
        ),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("scoreboard_place")
    op.drop_table("scoreboard")


def _key() -> list[sa.Column[object]]:
    return [
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("index", _code(32), nullable=False),
        sa.Column("body", sa.Integer, nullable=False),
        sa.Column("frame", _code(16), nullable=False),
    ]


def _code(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
