"""Publishing: explanations of provisional figures, and editions that never change."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def _code(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def upgrade() -> None:
    op.add_column("round_step", sa.Column("until", sa.Date))
    op.create_table(
        "edition",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("freeze", sa.Integer, nullable=False),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("signatory", sa.Text, nullable=False),
        sa.Column("says", sa.Text),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("sha256", _code(64), nullable=False),
        sa.Column("compared_round", sa.Integer),
        sa.Column("compared_edition", sa.Integer),
        sa.PrimaryKeyConstraint("round", "no", name="pk_edition"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_edition_round"),
        sa.ForeignKeyConstraint(["compared_round"], ["round.id"], name="fk_edition_compared_round"),
        sa.CheckConstraint(
            "no = 1 OR says IS NOT NULL", name=op.f("ck_edition_corrections_say_what")
        ),
    )
    op.create_table(
        "edition_part",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("agency", _code(32), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("overall", sa.Text, nullable=False),
        sa.Column("below", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("round", "edition", "place", name="pk_edition_part"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "explanation",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("item", _code(64), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered", sa.Date),
        sa.Column("answered_by", sa.Text),
        sa.PrimaryKeyConstraint("round", "agency", "item", name="pk_explanation"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_explanation_round"),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_explanation_agency"),
    )


def downgrade() -> None:
    op.drop_table("explanation")
    op.drop_table("edition_part")
    op.drop_table("edition")
    op.drop_column("round_step", "until")
