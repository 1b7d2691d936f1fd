"""What day it is in the office. Read once, at the edge; every other room is handed the day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

OFFICE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """Return this moment on the office's wall clock."""
    return datetime.now(OFFICE)


def today() -> date:
    """Return the office's day."""
    return now().date()


def hour() -> int:
    """Return whole hours since 1970-01-01 UTC, the grain of a form's token."""
    return int(now().astimezone(UTC).timestamp() // 3600)
