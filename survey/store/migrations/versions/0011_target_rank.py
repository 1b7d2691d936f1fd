"""A target of a yearly figure may be a rank: at least this place, among how many."""

from __future__ import annotations

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


def downgrade() -> None:
    op.drop_column("scoreboard", "target_of")
    op.drop_column("scoreboard", "target_rank")
