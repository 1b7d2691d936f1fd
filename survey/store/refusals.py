"""What a database's error means to people: try again soon, or somebody must look after it."""

from __future__ import annotations

import sqlite3

from sqlalchemy import exc

from survey.words import N_, Refusal


class BadDatabaseUrl(Refusal):
    """The address of the database is of no kind that this product knows."""

    def __init__(self) -> None:
        super().__init__(
            N_(
                "Địa chỉ cơ sở dữ liệu phải có dạng sqlite:///ĐƯỜNG/DẪN.sqlite hoặc "
                "postgresql://NGƯỜI_DÙNG@MÁY/TÊN."
            )
        )


class Busy(Refusal):
    """Others are writing; the same thing may be tried again at once."""

    def __init__(self) -> None:
        super().__init__(N_("Cơ sở dữ liệu đang bận. Xin thử lại sau ít giây."))


class Unavailable(Refusal):
    """The database cannot be reached, read or written until somebody looks after it."""

    def __init__(self, reason: object) -> None:
        super().__init__(N_("Không dùng được cơ sở dữ liệu: %(reason)s."), reason=reason)


def told(error: Exception) -> Exception:
    """Return Busy or Unavailable where that is what an error means, else the error itself."""
    if isinstance(error, exc.TimeoutError):  # every connection of the pool is in use
        return Busy()
    cause = error.orig if isinstance(error, exc.DBAPIError) else error
    if isinstance(cause, sqlite3.Error):
        return _told_by_sqlite(cause) or error
    if isinstance(error, exc.DBAPIError):
        return _told_by_postgresql(error) or error
    return error


_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_SQLITE_LOST = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB,
}


def _told_by_sqlite(error: sqlite3.Error) -> Refusal | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the upper bits tell details
    if code in _SQLITE_BUSY:
        return Busy()
    return Unavailable(reason=error) if code in _SQLITE_LOST else None


# lock_not_available, deadlock_detected, serialization_failure, too_many_connections
_POSTGRESQL_BUSY = {"55P03", "40P01", "40001", "53300"}
# No connection, no such database, not let in, out of resources, going down, broken inside.
_POSTGRESQL_LOST = ("08", "3D", "28", "53", "57P", "58", "XX")


def _told_by_postgresql(error: exc.DBAPIError) -> Refusal | None:
    # The driver's own error is not named: who keeps sheets in SQLite need not load it.
    state = getattr(error.orig, "sqlstate", None)
    if state in _POSTGRESQL_BUSY:
        return Busy()
    unreachable = state is None and isinstance(error, exc.OperationalError | exc.InterfaceError)
    if unreachable or (state or "").startswith(_POSTGRESQL_LOST):
        return Unavailable(reason=str(error.orig).strip().splitlines()[0])
    return None
