"""What a freeze shows of a round, and what it made beside that."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Integer,
    LargeBinary,
    Table,
    Text,
)

from survey.store.tables.columns import code, metadata, sums, tally_key

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
    # Finished dossiers stand beside it as they were entered by this day; empty: it is older than
    # `frozen_transactions`.
    Column("dossiers", Date),
)

# What a freeze shows of each tally (shown) and what the next may show (pending_).
# Records stay with the last freeze and with editions; older freezes keep the plain sums.
frozen_tally = Table(
    "frozen_tally",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    *tally_key(),
    *sums(),
    Column("record", LargeBinary),
    *sums("pending_", nullable=True),
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
    Column("channel", code(10), primary_key=True),
    Column("level", code(10), primary_key=True),
    Column("item", code(64), primary_key=True),
    Column("low", Text, nullable=False),
    Column("high", Text, nullable=False),
    sqlite_with_rowid=False,
)

# What a freeze knows of a body beside its tallies: sheets it took in, counted (shown or not) and
# excluded, and the ranks between which chance alone leaves it; none where it is not ranked.
# `shown`: sheets it took in that are shown. Its `rank` of the `of` that are ranked of its kind, and
# from how many of these it does not differ clearly. `shown` and `of` are empty in older freezes.
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
    Column("shown", Integer),
    Column("rank", Integer),
    Column("of", Integer),
    Column("alike", Integer),
    sqlite_with_rowid=False,
)

# What a freeze made of the bodies of a kind together. It holds of these bodies alone: `members` is
# the stamp of those that sheets speak of. `record`, deflated: people by channel, people per option
# of what no index holds, and which options are left out.
frozen_kind = Table(
    "frozen_kind",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("members", code(32), nullable=False),
    Column("record", LargeBinary, nullable=False),
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
    Column("span", code(7), primary_key=True),
    Column("level", code(10), primary_key=True),
    Column("item", code(64), primary_key=True),
    Column("responses", BigInteger, nullable=False),
    Column("percent", Text),
    Column("low", Text),
    Column("high", Text),
    sqlite_with_rowid=False,
)

# What the sheets of a body say by who gave them, counted once when a round was closed: the sums of
# every category, one behind the other, deflated. `months` (YYYY-MM, with commas) are those that
# an earlier freeze would give away. `plan`: how far its categories are left out beside those of its
# kind, deflated; empty before that was kept.
frozen_breakdown = Table(
    "frozen_breakdown",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("no", Integer, nullable=False),
    Column("months", Text, nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("plan", LargeBinary),
    sqlite_with_rowid=False,
)

# The same of the bodies of a kind together, of which `members` is the stamp.
frozen_breakdown_kind = Table(
    "frozen_breakdown_kind",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("members", code(32), nullable=False),
    Column("record", LargeBinary, nullable=False),
    Column("plan", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Sheets by the field that they were about, counted when a round is closed, in the channels that it
# ranks by: sums of the overall index by the round's rule. Desk 0: no desk. `apart` numbers the
# pieces of a body that freezes before may have told apart; empty: none did. `record` holds the
# tally of a desk with several fields; a desk with one has its own.
frozen_stratum = Table(
    "frozen_stratum",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("desk", Integer, primary_key=True),
    Column("field", Text, primary_key=True),
    *sums(),
    Column("apart", Integer),
    Column("record", LargeBinary),
    sqlite_with_rowid=False,
)

# Finished dossiers of the months of a round, as a freeze weighs by them: of an open round's last
# freeze, of every one since it was closed. `months`: of how many months the body's were entered.
frozen_transactions = Table(
    "frozen_transactions",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
    Column("field", Text, primary_key=True),
    Column("finished", BigInteger, nullable=False),
    Column("months", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# The weighted index of a kind at a freeze of a closed round, as the report writes it.
frozen_weighted = Table(
    "frozen_weighted",
    metadata,
    Column("round", Integer, primary_key=True),
    Column("no", Integer, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("figure", Text, nullable=False),
    sqlite_with_rowid=False,
)
