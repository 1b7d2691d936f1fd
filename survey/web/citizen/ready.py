"""What one application keeps ready for its citizens: keys, drawn forms, doors found.

A form is drawn once for a desk, a language and a day. The key of what is kept holds the number
that moves with every change of desks, rounds and questionnaires, and the version of the recorded
clips, so a replaced poster or a closed round shows at the next request, in every process.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flask import Flask, current_app

from survey.intake.doors import Door
from survey.settings import Settings
from survey.web.citizen import token
from survey.web.citizen.bounded import Bounded
from survey.web.citizen.deflated import Deflated

_NAME = "citizen"
_MOST_FORMS = 8 * 1024 * 1024  # bytes: some 1 500 forms
_MOST_DOORS = 4_000
_OVERHEAD = 600  # bytes that a form takes beside its page


@dataclass(frozen=True, slots=True)
class Form:
    """A drawn form, whole but for id and token; `seal` is what its tokens are bound to."""

    template: str
    round: int
    seal: bytes
    page: Deflated


FormKey = tuple[int, str, str, date, str, bool, bool]
DoorKey = tuple[int, str, int, date]


@dataclass(frozen=True, slots=True)
class Ready:
    """`keys`: the token's, the newest first."""

    keys: tuple[bytes, ...]
    forms: Bounded[FormKey, Form] = field(default_factory=lambda: Bounded(_MOST_FORMS))
    doors: Bounded[DoorKey, Door] = field(default_factory=lambda: Bounded(_MOST_DOORS))

    def keep_form(self, key: FormKey, form: Form) -> None:
        """Keep a form for the next reader."""
        self.forms.put(key, form, form.page.size + _OVERHEAD)


def settle(app: Flask, settings: Settings) -> None:
    """Make an application's place for what it keeps ready."""
    old = settings.old_key(token.PURPOSE)
    keys = (settings.key(token.PURPOSE), *([old] if old else []))
    app.extensions[_NAME] = Ready(keys)


def ready() -> Ready:
    """Return what the running application keeps ready."""
    kept: Ready = current_app.extensions[_NAME]
    return kept


def seal_of(door: Door, purpose: str = token.PURPOSE) -> bytes:
    """Return what the tokens of a door's form are bound to."""
    assert door.round is not None
    assert door.questionnaire is not None
    return token.form_key(
        round=door.round.id,
        desk=door.desk.id,
        channel=door.channel,
        questionnaire=door.questionnaire.sha256,
        purpose=purpose,
    )
