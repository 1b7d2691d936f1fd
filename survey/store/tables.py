"""Every table, on one page. The migrations make them; a test holds the two together.

A body, desk or round has an `id` that only the database uses and a `code` that people use.
A day is a day in the office (Asia/Ho_Chi_Minh). Nothing here tells when within a day
a citizen answered, from where, with what, or in which language.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _code(length: int) -> String:
    """A word for programs: compared byte by byte also where PostgreSQL's collation would not."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


_KEY = Text().with_variant(Text(collation="C"), "postgresql")

# ------------------------------------------------------------------ who and where

# A body, from its first to its last day. A code may be used again by a later body.
agency = Table(
    "agency",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", _code(32), nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date),
    UniqueConstraint("code", "first"),
    CheckConstraint("last IS NULL OR first <= last", name="days_in_order"),
)

# What a body was called, what kind it was and where it belonged, from a day on.
agency_name = Table(
    "agency_name",
    metadata,
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("name", Text, nullable=False),
    Column("sort_key", _KEY, nullable=False),
    Column("kind", Text, nullable=False),
    Column("parent", Integer, ForeignKey("agency.id")),
)

succession = Table(
    "succession",
    metadata,
    Column("old", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("new", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("day", Date, nullable=False),
)

# Named groups of bodies beside their kind (cụm, khối thi đua), dated.
agency_group = Table(
    "agency_group",
    metadata,
    Column("code", _code(32), primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("first", Date, primary_key=True),
    Column("last", Date),
    Column("name", Text, nullable=False),
)

desk = Table(
    "desk",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), nullable=False),
    Column("code", _code(32), nullable=False),
    Column("name", Text, nullable=False),
    Column("place", Text),
    Column("decider", Integer, ForeignKey("agency.id")),
    Column("field", Text),
    Column("officers", Integer),
    Column("first", Date, nullable=False),
    Column("last", Date),
    UniqueConstraint("agency", "code"),
    CheckConstraint("officers IS NULL OR officers >= 1", name="officers_are_people"),
)

poster = Table(
    "poster",
    metadata,
    Column("code", _code(12), primary_key=True),
    Column("desk", Integer, ForeignKey("desk.id"), nullable=False, index=True),
    Column("first", Date, nullable=False),
    Column("retired", Date),
    Column("replaced_by", _code(12), ForeignKey("poster.code")),
)

# ------------------------------------------------------------------ what is asked, and when

# The very bytes that a round asked with; never changed.
questionnaire = Table(
    "questionnaire",
    metadata,
    Column("sha256", _code(64), primary_key=True),
    Column("code", _code(64), nullable=False, unique=True),
    Column("family", _code(64), nullable=False),
    Column("file", LargeBinary, nullable=False),
    Column("added", Date, nullable=False),
)

round_ = Table(
    "round",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("code", _code(32), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("questionnaire", _code(64), ForeignKey("questionnaire.sha256"), nullable=False),
    Column("family", _code(64), nullable=False),
    Column("frame", _code(16), nullable=False),
    Column("method", _code(120), nullable=False),
    Column("minimum", Integer, nullable=False),
    Column("rank_channels", Text, nullable=False),
    Column("first", Date, nullable=False),
    Column("last", Date, nullable=False),
    Column("quick", SmallInteger),  # 1: the one overall question is asked first
    CheckConstraint("first <= last", name="days_in_order"),
    CheckConstraint("frame IN ('desk', 'household')", name="frame_is_known"),
    CheckConstraint("minimum >= 1", name="minimum_is_a_count"),
)

# The bodies that a round asks about. None at all means every body.
round_agency = Table(
    "round_agency",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
)

# The life of a round: open, closed, provisional, published, final. `until`: the last day on
# which bodies may explain figures, at the provisional step alone.
round_step = Table(
    "round_step",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("state", _code(16), primary_key=True),
    Column("day", Date, nullable=False),
    Column("person", Text, nullable=False),
    Column("until", Date),
)

# ------------------------------------------------------------------ what people said

# One person's sheet. `record` holds one hexadecimal digit a place, in the order of the
# questionnaire: 0 untouched, then the options, then the sixth choice. `day` is the day it was
# kept, or the Monday of its week where the sheet names a field or decider of its own.
response = Table(
    "response",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("round", Integer, ForeignKey("round.id"), nullable=False),
    Column("agency", Integer, ForeignKey("agency.id"), nullable=False),
    Column("desk", Integer, ForeignKey("desk.id")),
    Column("decider", Integer, ForeignKey("agency.id"), nullable=False),
    Column("field", Text),
    Column("channel", _code(10), nullable=False),
    Column("day", Date, nullable=False),
    Column("test", SmallInteger),
    Column("record", LargeBinary, nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("receipt", LargeBinary(10), nullable=False, unique=True),
    sqlite_with_rowid=False,
)

# A sheet that is kept and not counted, and why; undoing is a further row with `undone`.
exclusion = Table(
    "exclusion",
    metadata,
    Column("response", LargeBinary(16), ForeignKey("response.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("proposed_by", Text, nullable=False),
    Column("approved_by", Text, nullable=False),
    Column("undone", SmallInteger),
    CheckConstraint("proposed_by <> approved_by", name="two_people"),
    sqlite_with_rowid=False,
)


def _sums(prefix: str = "", *, nullable: bool = False) -> list[Column[int]]:
    """The plain sums of the overall index over people: x satisfied, y valid answers of one."""
    names = ("responses", "x", "y", "xx", "yy", "xy")
    return [Column(f"{prefix}{name}", BigInteger, nullable=nullable) for name in names]


def _tally_key() -> list[Column[object]]:
    """Desk 0 stands for no desk (household rounds)."""
    return [
        Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
        Column("desk", Integer, primary_key=True),
        Column("decider", Integer, ForeignKey("agency.id"), primary_key=True),
        Column("channel", _code(10), primary_key=True),
        Column("standing", _code(10), primary_key=True),
    ]


# Counts of the responses, moved in the same transaction. `record`: 64-bit lanes, scoring/tally.py.
tally = Table(
    "tally",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    *_tally_key(),
    *_sums(),
    Column("record", LargeBinary, nullable=False),
    CheckConstraint("standing IN ('counted', 'excluded', 'test')", name="standing_is_known"),
    sqlite_with_rowid=False,
)

day_count = Table(
    "day_count",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("desk", Integer, primary_key=True),
    Column("channel", _code(10), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("responses", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The one overall question of a quick form: counts only.
quick = Table(
    "quick",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("desk", Integer, ForeignKey("desk.id"), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("level", SmallInteger, primary_key=True),
    Column("people", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Ids of quick forms that came back, so that none counts twice while its token lives. Holds
# neither round, desk nor level; `day` is the day it came.
quick_spent = Table(
    "quick_spent",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("day", Date, nullable=False),
    sqlite_with_rowid=False,
)

# ------------------------------------------------------------------ what is shown

freeze = Table(
    "freeze",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("day", Date, nullable=False),
    Column("person", Text, nullable=False),
    Column("kept", BigInteger, nullable=False),  # counted sheets kept by then, shown or not
    Column("edition", Integer),
    Column("decision", Text),
)

# What a freeze shows of each tally (shown) and what the next may show (pending_).
# Records stay with the last freeze and with editions; older freezes keep the plain sums.
frozen_tally = Table(
    "frozen_tally",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    *_tally_key(),
    *_sums(),
    Column("record", LargeBinary),
    *_sums("pending_", nullable=True),
    Column("pending_record", LargeBinary),
    sqlite_with_rowid=False,
)

# Intervals that no tally can give, computed from the responses when a round is closed.
frozen_interval = Table(
    "frozen_interval",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("channel", _code(10), primary_key=True),
    Column("level", _code(10), primary_key=True),
    Column("item", _code(64), primary_key=True),
    Column("low", Text, nullable=False),
    Column("high", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What a freeze knows of a body beside its tallies: sheets it took in, counted (shown or not) and
# excluded, and the ranks between which chance alone leaves it; none where it is not ranked.
frozen_body = Table(
    "frozen_body",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("kept", Integer, nullable=False),
    Column("excluded", Integer, nullable=False),
    Column("rank_low", Integer),
    Column("rank_high", Integer),
    sqlite_with_rowid=False,
)

# Figures that are made when a round is frozen, since pages could not make them in time. Agency 0
# stands for all bodies of a kind, or with no kind for all that are told. `span` is "all", or a
# month as 2026-11.
frozen_figure = Table(
    "frozen_figure",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("agency", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("span", _code(7), primary_key=True),
    Column("level", _code(10), primary_key=True),
    Column("item", _code(64), primary_key=True),
    Column("responses", BigInteger, nullable=False),
    Column("percent", Text),
    Column("low", Text),
    Column("high", Text),
    sqlite_with_rowid=False,
)

# What a round's indices are held against: target, bands and points, the very bytes of a file.
round_scale = Table(
    "round_scale",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("file", LargeBinary, nullable=False),
    Column("sha256", _code(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("person", Text, nullable=False),
)

# What was published (lần công bố): a freeze under a decision. `sha256`: of its CSV, which
# `edition_part` holds. `compared_*`: the edition of the round before that it compares with.
edition = Table(
    "edition",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("freeze", Integer, nullable=False),
    Column("decision", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("signatory", Text, nullable=False),
    Column("says", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("person", Text, nullable=False),
    Column("sha256", _code(64), nullable=False),
    Column("compared_round", Integer, ForeignKey("round.id")),
    Column("compared_edition", Integer),
    CheckConstraint("no = 1 OR says IS NOT NULL", name="corrections_say_what"),
)

# The lines of an edition's CSV, body after body: the overall index as text, the rest deflated.
edition_part = Table(
    "edition_part",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("agency", _code(32), nullable=False),
    Column("kind", Text, nullable=False),
    Column("overall", Text, nullable=False),
    Column("below", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# What a body says about its figure of one criterion (giải trình), and the answer to it.
explanation = Table(
    "explanation",
    metadata,
    Column("round", Integer, ForeignKey("round.id"), primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("item", _code(64), primary_key=True),
    Column("text", Text, nullable=False),
    Column("day", Date, nullable=False),
    Column("person", Text, nullable=False),
    Column("answer", Text),
    Column("answered", Date),
    Column("answered_by", Text),
)

# What the sheets of a body say by who gave them, counted once when a round was closed: the sums of
# every category, one behind the other, deflated. `months` (YYYY-MM, with commas) are those that
# an earlier freeze would give away.
frozen_breakdown = Table(
    "frozen_breakdown",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("no", Integer, nullable=False),
    Column("months", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# The file of a round's sheets as it was made for an edition (0: before the first), without anything
# that leads to a person: deflated stretches of rows in random order. Part 0 names the unit groups.
released = Table(
    "released",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("part", Integer, primary_key=True),
    Column("rows", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Sheets by the field that they were about, counted when a round is closed, in the channels that it
# ranks by: sums of the overall index by the round's rule. Desk 0: no desk.
frozen_stratum = Table(
    "frozen_stratum",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("desk", Integer, primary_key=True),
    Column("field", Text, primary_key=True),
    *_sums(),
    sqlite_with_rowid=False,
)

# Finished dossiers of an agency in a field and month, for weights.
transactions = Table(
    "transactions",
    metadata,
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("month", Date, primary_key=True),
    Column("finished", Integer, nullable=False),
)

# What is published once a year: an index of the province (body 0) or of one of its units. `frame`
# is empty where the index does not say where people were asked. Decimals as text: exact.
scoreboard = Table(
    "scoreboard",
    metadata,
    Column("year", SmallInteger, primary_key=True),
    Column("index", _code(32), primary_key=True),
    Column("body", Integer, primary_key=True),
    Column("frame", _code(16), primary_key=True),
    Column("value", _code(16)),
    Column("rank", Integer),
    Column("of", Integer),
    Column("unranked", SmallInteger),  # 1: whoever publishes it gives no ranks
    Column("group", Text),
    Column("target", _code(16)),
    Column("source", Text),
    CheckConstraint('rank BETWEEN 1 AND "of"', name="rank_is_among_all"),
    CheckConstraint("rank IS NULL OR unranked IS NULL", name="ranked_or_not"),
    sqlite_with_rowid=False,
)

# Ranks of such a figure within named sets ("tỉnh miền núi phía Bắc"), in the order of the source.
scoreboard_place = Table(
    "scoreboard_place",
    metadata,
    Column("year", SmallInteger, primary_key=True),
    Column("index", _code(32), primary_key=True),
    Column("body", Integer, primary_key=True),
    Column("frame", _code(16), primary_key=True),
    Column("no", SmallInteger, primary_key=True),
    Column("among", Text, nullable=False),
    Column("rank", Integer, nullable=False),
    Column("of", Integer, nullable=False),
    CheckConstraint('rank BETWEEN 1 AND "of"', name="rank_is_among_all"),
    sqlite_with_rowid=False,
)

# ------------------------------------------------------------------ free words

# Masked words, tied to no sheet, desk or day. Holds no key to a response.
comment = Table(
    "comment",
    metadata,
    Column("id", LargeBinary(16), primary_key=True),
    Column("round", Integer, ForeignKey("round.id"), nullable=False),
    Column("agency", Integer, ForeignKey("agency.id"), nullable=False),
    Column("week", _code(8), nullable=False),
    Column("text", Text, nullable=False),
    Column("search_key", _KEY, nullable=False),
    sqlite_with_rowid=False,
)

comment_step = Table(
    "comment_step",
    metadata,
    Column("comment", LargeBinary(16), ForeignKey("comment.id"), primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("state", _code(16), nullable=False),
    Column("day", Date, nullable=False),
    Column("person", Text, nullable=False),
    Column("reason", Text),
    sqlite_with_rowid=False,
)

# ------------------------------------------------------------------ staff

account = Table(
    "account",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", _code(64), nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("role", _code(10), nullable=False),
    Column("agency", Integer, ForeignKey("agency.id")),
    Column("first", Date, nullable=False),
    Column("closed", Date),
    CheckConstraint("role IN ('desk', 'analyst', 'admin', 'auditor')", name="role_is_known"),
    CheckConstraint("role <> 'desk' OR agency IS NOT NULL", name="desk_has_agency"),
)

# A signed-in browser. `key` is the hash of what its cookie holds; deleting the row signs it out.
session = Table(
    "session",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),
    Column("account", Integer, ForeignKey("account.id"), nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
    Column("seen", DateTime(timezone=True), nullable=False),
)

# By which another system reads figures. `key` is the hash of what that system holds.
token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", _code(64), nullable=False, unique=True),
    Column("key", LargeBinary(32), nullable=False, unique=True),
    Column("scopes", _code(64), nullable=False),
    Column("agency", Integer, ForeignKey("agency.id")),
    Column("first", Date, nullable=False),
    Column("last", Date),
    Column("revoked", Date),
    Column("revoked_by", Text),
    Column("used", Date),
)

# What staff did (nhật ký thao tác); never what citizens did.
act = Table(
    "act",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("person", Text, nullable=False),
    Column("what", _code(32), nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text),
)

# One row. Moves whenever something that a form shows has changed, so that every worker
# notices at its next request with one read by primary key.
form_version = Table(
    "form_version",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", BigInteger, nullable=False),
)

Index("ix_day_count_day", day_count.c.round, day_count.c.day)

__all__ = [name for name, thing in list(globals().items()) if isinstance(thing, Table | MetaData)]
