"""Templates and addresses, compiled once for all the applications of a run.

Every test makes an application of its own, and compiling would be most of what that takes. What
comes out is kept by what it was made of, so nothing old is ever used.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
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


Flask.jinja_options = {"bytecode_cache": _Compiled()}
Flask.url_rule_class = _Rule
