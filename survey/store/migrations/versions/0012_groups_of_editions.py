"""An edition keeps the groups of bodies that it was published with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "edition_group",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("edition", sa.Integer, nullable=False),
        sa.Column(
            "code",
            sa.String(32).with_variant(sa.String(32, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_edition_group_agency"),
        sa.PrimaryKeyConstraint("round", "edition", "code", "agency", name="pk_edition_group"),
        sqlite_with_rowid=False,
    )
    # What was published before bears the groups that its documents had until now.
    op.execute(
        "INSERT INTO edition_group (round, edition, code, agency, name) "
        "SELECT DISTINCT edition.round, edition.no, agency_group.code, agency, agency_group.name "
        "FROM edition JOIN round ON round.id = edition.round "
        'JOIN agency_group ON agency_group."first" <= round."last" '
        'AND (agency_group."last" IS NULL OR agency_group."last" >= round."last")'
    )


def downgrade() -> None:
    op.drop_table("edition_group")
