"""The scoreboard of a year is published under a decision; a target of a figure may be a rank."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    # Nullable: the version before still writes figures while this migrates. Written out, since
    # SQLite takes a rule on a table that is there only together with its column.
    op.execute("ALTER TABLE scoreboard ADD COLUMN target_rank INTEGER")
    op.execute(
        "ALTER TABLE scoreboard ADD COLUMN target_of INTEGER "
        "CONSTRAINT ck_scoreboard_target_is_among_all "
        "CHECK (target_rank BETWEEN 1 AND target_of)"
    )
    op.create_table(
        "scoreboard_edition",
        sa.Column("year", sa.SmallInteger, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("signatory", sa.Text, nullable=False),
        sa.Column("says", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column(
            "sha256",
            sa.String(64).with_variant(sa.String(64, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("file", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("year", "no", name="pk_scoreboard_edition"),
        sa.CheckConstraint(
            "no = 1 OR says IS NOT NULL", name=op.f("ck_scoreboard_edition_corrections_say_what")
        ),
    )


def downgrade() -> None:
    op.drop_table("scoreboard_edition")
    op.drop_column("scoreboard", "target_of")
    op.drop_column("scoreboard", "target_rank")
