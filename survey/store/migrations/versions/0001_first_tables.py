"""The first tables: bodies, desks, rounds, sheets and their counts, freezes, comments, staff."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


_KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
TABLES = (
    "agency",
    "agency_name",
    "succession",
    "agency_group",
    "desk",
    "poster",
    "questionnaire",
    "round",
    "round_agency",
    "round_step",
    "response",
    "exclusion",
    "tally",
    "day_count",
    "quick",
    "freeze",
    "frozen_tally",
    "frozen_interval",
    "transactions",
    "comment",
    "comment_step",
    "account",
    "session",
    "act",
    "form_version",
)


def upgrade() -> None:
    _bodies()
    _rounds()
    _sheets()
    _freezes()
    _comments()
    _staff()
    form_version = op.create_table(
        "form_version",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_form_version"),
    )
    op.bulk_insert(form_version, [{"id": 1, "version": 1}])


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _bodies() -> None:
    op.create_table(
        "agency",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", _code(32), nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date),
        sa.CheckConstraint("last IS NULL OR first <= last", name=op.f("ck_agency_days_in_order")),
        sa.PrimaryKeyConstraint("id", name="pk_agency"),
        sa.UniqueConstraint("code", "first", name="uq_agency_code"),
    )
    op.create_table(
        "agency_name",
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sort_key", _KEY, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("parent", sa.Integer),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_agency_name_agency"),
        sa.ForeignKeyConstraint(["parent"], ["agency.id"], name="fk_agency_name_parent"),
        sa.PrimaryKeyConstraint("agency", "first", name="pk_agency_name"),
    )
    op.create_table(
        "succession",
        sa.Column("old", sa.Integer, nullable=False),
        sa.Column("new", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.ForeignKeyConstraint(["new"], ["agency.id"], name="fk_succession_new"),
        sa.ForeignKeyConstraint(["old"], ["agency.id"], name="fk_succession_old"),
        sa.PrimaryKeyConstraint("old", "new", name="pk_succession"),
    )
    op.create_table(
        "agency_group",
        sa.Column("code", _code(32), nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date),
        sa.Column("name", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_agency_group_agency"),
        sa.PrimaryKeyConstraint("code", "agency", "first", name="pk_agency_group"),
    )
    op.create_table(
        "desk",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("code", _code(32), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("place", sa.Text),
        sa.Column("decider", sa.Integer),
        sa.Column("field", sa.Text),
        sa.Column("officers", sa.Integer),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date),
        sa.CheckConstraint(
            "officers IS NULL OR officers >= 1", name=op.f("ck_desk_officers_are_people")
        ),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_desk_agency"),
        sa.ForeignKeyConstraint(["decider"], ["agency.id"], name="fk_desk_decider"),
        sa.PrimaryKeyConstraint("id", name="pk_desk"),
        sa.UniqueConstraint("agency", "code", name="uq_desk_agency"),
    )
    op.create_table(
        "poster",
        sa.Column("code", _code(12), nullable=False),
        sa.Column("desk", sa.Integer, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("retired", sa.Date),
        sa.Column("replaced_by", _code(12)),
        sa.ForeignKeyConstraint(["desk"], ["desk.id"], name="fk_poster_desk"),
        sa.ForeignKeyConstraint(["replaced_by"], ["poster.code"], name="fk_poster_replaced_by"),
        sa.PrimaryKeyConstraint("code", name="pk_poster"),
    )
    op.create_index("ix_poster_desk", "poster", ["desk"], unique=False)


def _rounds() -> None:
    op.create_table(
        "questionnaire",
        sa.Column("sha256", _code(64), nullable=False),
        sa.Column("code", _code(64), nullable=False),
        sa.Column("family", _code(64), nullable=False),
        sa.Column("file", sa.LargeBinary, nullable=False),
        sa.Column("added", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_questionnaire"),
        sa.UniqueConstraint("code", name="uq_questionnaire_code"),
    )
    op.create_table(
        "round",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("code", _code(32), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("questionnaire", _code(64), nullable=False),
        sa.Column("family", _code(64), nullable=False),
        sa.Column("frame", _code(16), nullable=False),
        sa.Column("method", _code(120), nullable=False),
        sa.Column("minimum", sa.Integer, nullable=False),
        sa.Column("rank_channels", sa.Text, nullable=False),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("last", sa.Date, nullable=False),
        sa.CheckConstraint("frame IN ('desk', 'household')", name=op.f("ck_round_frame_is_known")),
        sa.CheckConstraint("first <= last", name=op.f("ck_round_days_in_order")),
        sa.CheckConstraint("minimum >= 1", name=op.f("ck_round_minimum_is_a_count")),
        sa.ForeignKeyConstraint(
            ["questionnaire"], ["questionnaire.sha256"], name="fk_round_questionnaire"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_round"),
        sa.UniqueConstraint("code", name="uq_round_code"),
    )
    op.create_table(
        "round_agency",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_round_agency_agency"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_round_agency_round"),
        sa.PrimaryKeyConstraint("round", "agency", name="pk_round_agency"),
    )
    op.create_table(
        "round_step",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("state", _code(16), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_round_step_round"),
        sa.PrimaryKeyConstraint("round", "state", name="pk_round_step"),
    )


def _sheets() -> None:
    op.create_table(
        "response",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("desk", sa.Integer),
        sa.Column("decider", sa.Integer, nullable=False),
        sa.Column("field", sa.Text),
        sa.Column("channel", _code(10), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("test", sa.SmallInteger),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.Column("salt", sa.LargeBinary(16), nullable=False),
        sa.Column("receipt", sa.LargeBinary(10), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_response_agency"),
        sa.ForeignKeyConstraint(["decider"], ["agency.id"], name="fk_response_decider"),
        sa.ForeignKeyConstraint(["desk"], ["desk.id"], name="fk_response_desk"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_response_round"),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        sa.UniqueConstraint("receipt", name="uq_response_receipt"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "exclusion",
        sa.Column("response", sa.LargeBinary(16), nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("proposed_by", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("undone", sa.SmallInteger),
        sa.CheckConstraint("proposed_by <> approved_by", name=op.f("ck_exclusion_two_people")),
        sa.ForeignKeyConstraint(["response"], ["response.id"], name="fk_exclusion_response"),
        sa.PrimaryKeyConstraint("response", "no", name="pk_exclusion"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tally",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("desk", sa.Integer, nullable=False),
        sa.Column("decider", sa.Integer, nullable=False),
        sa.Column("channel", _code(10), nullable=False),
        sa.Column("standing", _code(10), nullable=False),
        sa.Column("responses", sa.BigInteger, nullable=False),
        sa.Column("x", sa.BigInteger, nullable=False),
        sa.Column("y", sa.BigInteger, nullable=False),
        sa.Column("xx", sa.BigInteger, nullable=False),
        sa.Column("yy", sa.BigInteger, nullable=False),
        sa.Column("xy", sa.BigInteger, nullable=False),
        sa.Column("record", sa.LargeBinary, nullable=False),
        sa.CheckConstraint(
            "standing IN ('counted', 'excluded', 'test')", name=op.f("ck_tally_standing_is_known")
        ),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_tally_agency"),
        sa.ForeignKeyConstraint(["decider"], ["agency.id"], name="fk_tally_decider"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_tally_round"),
        sa.PrimaryKeyConstraint(
            "round", "agency", "desk", "decider", "channel", "standing", name="pk_tally"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "day_count",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("desk", sa.Integer, nullable=False),
        sa.Column("channel", _code(10), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("responses", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_day_count_agency"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_day_count_round"),
        sa.PrimaryKeyConstraint("round", "agency", "desk", "channel", "day", name="pk_day_count"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_day_count_day", "day_count", ["round", "day"], unique=False)
    op.create_table(
        "quick",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("desk", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("level", sa.SmallInteger, nullable=False),
        sa.Column("people", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["desk"], ["desk.id"], name="fk_quick_desk"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_quick_round"),
        sa.PrimaryKeyConstraint("round", "desk", "day", "level", name="pk_quick"),
        sqlite_with_rowid=False,
    )


def _freezes() -> None:
    op.create_table(
        "freeze",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("kept", sa.BigInteger, nullable=False),
        sa.Column("edition", sa.Integer),
        sa.Column("decision", sa.Text),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_freeze_round"),
        sa.PrimaryKeyConstraint("round", "no", name="pk_freeze"),
    )
    op.create_table(
        "frozen_tally",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("desk", sa.Integer, nullable=False),
        sa.Column("decider", sa.Integer, nullable=False),
        sa.Column("channel", _code(10), nullable=False),
        sa.Column("standing", _code(10), nullable=False),
        sa.Column("responses", sa.BigInteger, nullable=False),
        sa.Column("x", sa.BigInteger, nullable=False),
        sa.Column("y", sa.BigInteger, nullable=False),
        sa.Column("xx", sa.BigInteger, nullable=False),
        sa.Column("yy", sa.BigInteger, nullable=False),
        sa.Column("xy", sa.BigInteger, nullable=False),
        sa.Column("record", sa.LargeBinary),
        sa.Column("pending_responses", sa.BigInteger),
        sa.Column("pending_x", sa.BigInteger),
        sa.Column("pending_y", sa.BigInteger),
        sa.Column("pending_xx", sa.BigInteger),
        sa.Column("pending_yy", sa.BigInteger),
        sa.Column("pending_xy", sa.BigInteger),
        sa.Column("pending_record", sa.LargeBinary),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_frozen_tally_agency"),
        sa.ForeignKeyConstraint(["decider"], ["agency.id"], name="fk_frozen_tally_decider"),
        sa.PrimaryKeyConstraint(
            "round",
            "no",
            "agency",
            "desk",
            "decider",
            "channel",
            "standing",
            name="pk_frozen_tally",
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "frozen_interval",
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("channel", _code(10), nullable=False),
        sa.Column("level", _code(10), nullable=False),
        sa.Column("item", _code(64), nullable=False),
        sa.Column("low", sa.Text, nullable=False),
        sa.Column("high", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_frozen_interval_agency"),
        sa.PrimaryKeyConstraint(
            "round", "no", "agency", "channel", "level", "item", name="pk_frozen_interval"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "transactions",
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("month", sa.Date, nullable=False),
        sa.Column("finished", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_transactions_agency"),
        sa.PrimaryKeyConstraint("agency", "field", "month", name="pk_transactions"),
    )


def _comments() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.LargeBinary(16), nullable=False),
        sa.Column("round", sa.Integer, nullable=False),
        sa.Column("agency", sa.Integer, nullable=False),
        sa.Column("week", _code(8), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("search_key", _KEY, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_comment_agency"),
        sa.ForeignKeyConstraint(["round"], ["round.id"], name="fk_comment_round"),
        sa.PrimaryKeyConstraint("id", name="pk_comment"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "comment_step",
        sa.Column("comment", sa.LargeBinary(16), nullable=False),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("state", _code(16), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.ForeignKeyConstraint(["comment"], ["comment.id"], name="fk_comment_step_comment"),
        sa.PrimaryKeyConstraint("comment", "no", name="pk_comment_step"),
        sqlite_with_rowid=False,
    )


def _staff() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("name", _code(64), nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("role", _code(10), nullable=False),
        sa.Column("agency", sa.Integer),
        sa.Column("first", sa.Date, nullable=False),
        sa.Column("closed", sa.Date),
        sa.CheckConstraint(
            "role <> 'desk' OR agency IS NOT NULL", name=op.f("ck_account_desk_has_agency")
        ),
        sa.CheckConstraint(
            "role IN ('desk', 'analyst', 'admin', 'auditor')", name=op.f("ck_account_role_is_known")
        ),
        sa.ForeignKeyConstraint(["agency"], ["agency.id"], name="fk_account_agency"),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )
    op.create_table(
        "session",
        sa.Column("key", sa.LargeBinary(32), nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account"], ["account.id"], name="fk_session_account"),
        sa.PrimaryKeyConstraint("key", name="pk_session"),
    )
    op.create_table(
        "act",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("what", _code(32), nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("detail", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_act"),
    )


def _code(length: int) -> sa.String:
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
