"""Templates, addresses and statements, compiled once for all the applications of a run.

Every test makes an application and a database of its own, and compiling for them would be most of
what a test takes. What comes out is kept by what it was made of, so nothing old is ever used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import Connection, Dialect, Engine, event
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from werkzeug.routing import Rule


class _Compiled(BytecodeCache):
    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (known := self._known.get((bucket.key, bucket.checksum))) is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.bytecode_to_string()


Builder = Callable[..., tuple[str, str]]


class _Rule(Rule):
    """A rule of addresses. The function that writes them asks the rule it is given for the rest."""

    _known: ClassVar[dict[tuple[object, ...], Builder]] = {}

    def _compile_builder(self, append_unknown: bool = True) -> Builder:
        if self.defaults:
            return super()._compile_builder(append_unknown)
        made_of = (self.rule, *self._trace, append_unknown)
        if made_of not in self._known:
            self._known[made_of] = super()._compile_builder(append_unknown)
        return self._known[made_of]


_statements: dict[Any, Any] = {}


def _share_statements(connection: Connection) -> None:
    """As the connections of one engine do; each test has an engine of its own."""
    connection.execution_options(compiled_cache=_statements)


def _same_kind(one: Dialect, other: object) -> bool:
    return type(one) is type(other)


def _hash_of_kind(one: Dialect) -> int:
    return hash(type(one))


Flask.jinja_options = {"bytecode_cache": _Compiled()}
Flask.url_rule_class = _Rule
event.listen(Engine, "engine_connect", _share_statements)
# Part of what a statement is kept by. All of a run speak to the same two databases.
for _dialect in (PGDialect_psycopg, SQLiteDialect_pysqlite):
    _dialect.__eq__ = _same_kind  # type: ignore[method-assign, assignment]
    _dialect.__hash__ = _hash_of_kind  # type: ignore[method-assign, assignment]
