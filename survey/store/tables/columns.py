"""What the columns of several tables have in common."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, MetaData, String, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def code(length: int) -> String:
    """A word for programs: compared byte by byte also where PostgreSQL's collation would not."""
    return String(length).with_variant(String(length, collation="C"), "postgresql")


KEY = Text().with_variant(Text(collation="C"), "postgresql")


def sums(prefix: str = "", *, nullable: bool = False) -> list[Column[int]]:
    """The plain sums of the overall index over people: x satisfied, y valid answers of one."""
    names = ("responses", "x", "y", "xx", "yy", "xy")
    return [Column(f"{prefix}{name}", BigInteger, nullable=nullable) for name in names]


def tally_key() -> list[Column[object]]:
    """Desk 0 stands for no desk (household rounds)."""
    return [
        Column("agency", Integer, ForeignKey("agency.id"), primary_key=True),
        Column("desk", Integer, primary_key=True),
        Column("decider", Integer, ForeignKey("agency.id"), primary_key=True),
        Column("channel", code(10), primary_key=True),
        Column("standing", code(10), primary_key=True),
    ]
