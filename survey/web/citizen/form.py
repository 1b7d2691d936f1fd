"""The form of a desk: blank from what is kept ready, or with everything that a person sent."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import Response
from markupsafe import Markup

from survey import clips
from survey.intake.doors import Door
from survey.questionnaire import Problem
from survey.web import here
from survey.web.citizen import listening, paper, token
from survey.web.citizen.addresses import at
from survey.web.citizen.deflated import Deflated
from survey.web.citizen.notice import notice
from survey.web.citizen.ready import Form, ready, seal_of
from survey.web.citizen.sheet import Shown, shown
from survey.words import N_

ID = "_id"
TOKEN = "_token"
WHOLE = "day-du"  # asks for the whole form where a round has a quick question
SLOT = Markup("<!---->")

NOT_SENT = N_("Phiếu chưa gửi được")


@dataclass(frozen=True, slots=True)
class Told:
    """What is said above a form that comes back: one sentence, or links to what to mend."""

    heading: str
    sentence: str = ""
    links: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Sent:
    """What came back: the fields as they were, without id and token."""

    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def new_id() -> str:
    """Return an id that nothing had: 128 random bits in hexadecimal."""
    return secrets.token_hex(16)


def drawn(door: Door) -> Form:
    """Return the blank form of a door, ready to be handed out."""
    assert door.round is not None
    start, end = _draw(door, SLOT, None, Sent()).split(SLOT)
    return Form("form", door.round.id, seal_of(door), Deflated(start.encode(), end.encode()))


def handed_out(form: Form) -> Response:
    """Return a blank form with an id and a token of its own."""
    gap = hidden(form.round, form.seal, new_id(), here.hour()).encode()
    if paper.takes_gzip():
        return paper.leave(form.page.gzip(gap), form.template, compressed=True, keep=True)
    return paper.leave(form.page.plain(gap), form.template, compressed=False, keep=True)


def handed_back(door: Door, id: str, sent: Sent, told: Told, status: int, *, hour: int) -> Response:
    """Return a form with every tick kept, this id, a token issued at `hour`, and what to do."""
    assert door.round is not None
    slot = hidden(door.round.id, seal_of(door), id, hour)
    return paper.send(_draw(door, slot, told, sent), "form", status, keep=True)


def told_problems(door: Door, problems: Sequence[Problem]) -> Told:
    """Return what is missing or wrong, each leading to its field."""
    assert door.questionnaire is not None
    first = door.questionnaire.criteria[0].id
    links = tuple(
        (problem.id or first, here.gettext(problem.message, **problem.values))
        for problem in problems
    )
    return Told(here.gettext(NOT_SENT), links=links)


def action(door: Door) -> str:
    """Return where a form is sent. Not its own address: posting there would make a browser
    forget the form that it holds for Back."""
    return at(f"/p/{door.poster}", "gui")


def address(door: Door) -> str:
    """Return where a form is opened: behind the quick question, where a round asks one first."""
    assert door.round is not None
    return f"/p/{door.poster}" + (f"?{WHOLE}" if door.round.quick else "")


def hidden(round: int, seal: bytes, id: str, hour: int) -> Markup:
    """Return the hidden fields of a form: its id, and a token issued at `hour`."""
    made = token.issue(ready().keys[0], seal, round=round, hour=hour, id=id)
    return Markup(
        f'<input type="hidden" name="{ID}" value="{id}">'
        f'<input type="hidden" name="{TOKEN}" value="{made}">\n'
    )


def _draw(door: Door, slot: Markup, told: Told | None, sent: Sent) -> str:
    assert door.questionnaire is not None
    language = here.language().code
    sheet = shown(door.questionnaire, language, here.gettext)
    return paper.draw(
        "form",
        agency=door.desk.agency_name,
        desk=door.desk.name,
        heading=door.questionnaire.heading[language],
        count=len(door.questionnaire.criteria),
        clips=listening.offers(clips.of_form(door.questionnaire)),
        notice=notice(),
        path=address(door),
        action=action(door),
        sheet=sheet,
        slot=slot,
        told=told,
        sent=sent.fields,
        faults={one.id: here.gettext(one.message, **one.values) for one in sent.problems},
        open_details=_is_touched(sheet, sent),
    )


def _is_touched(sheet: Shown, sent: Sent) -> bool:
    """True where the folded questions hold an answer: what was chosen should be seen again."""
    return any(any(sent.fields.get(ask.id, ())) for ask in sheet.demographics)
