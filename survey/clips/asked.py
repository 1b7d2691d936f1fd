"""What a voice says for a form, clip by clip: the list that a speaker reads from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from survey.questionnaire import Choice, Part, Question, Questionnaire
from survey.questionnaire.questions import Option
from survey.questionnaire.texts import SOURCE, Text


@dataclass(frozen=True, slots=True)
class Reading:
    """One clip: its name, and what it says in each language that the questionnaire has.

    `instead` names the clip that is played where this one is missing, "" if none is.
    """

    clip: str
    text: Mapping[str, str]
    instead: str = ""


QUICK = "quick"


def readings(whole: Questionnaire) -> tuple[Reading, ...]:
    """Return every clip of a questionnaire: those of its form, then the question before it."""
    quick = (Reading(QUICK, whole.quick),) if whole.quick else ()
    return (*of_form(whole), *quick)


def of_form(whole: Questionnaire) -> tuple[Reading, ...]:
    """Return the clips of a form: what all its rated questions share, then each question with
    the choices of its own, in the order in which they are asked.

    A question's clip has the question's id for a name; its third choice has `ID-3`. The levels
    of every rated question are 1 to 5, and 6 is the sixth choice of those that have no clip of
    their own for it, so it says what is true of them all.

    >>> from survey.questionnaire import shelf
    >>> [one.clip for one in of_form(shelf.load(shelf.DEFAULT))][:12]
    ['1', '2', '3', '4', '5', '6', 'visit', 'visit-1', 'visit-2', 'visit-3', 'visit-4', 'q24']
    """
    return (
        *(Reading(str(level.value), level.spoken) for level in whole.levels),
        Reading(_sixth(whole), whole.blank),
        *_choices(whole.first),
        *_questions(whole, "first"),
        *(one for part in whole.parts for one in _criteria(whole, part)),
        *_questions(whole, "end"),
        *_choices(whole.end),
    )


def of_quick(whole: Questionnaire) -> tuple[Reading, ...]:
    """Return the clips of the one question before a form, with those of the levels."""
    levels = {str(level.value) for level in whole.levels}
    return tuple(one for one in readings(whole) if one.clip in {QUICK, *levels})


def _sixth(whole: Questionnaire) -> str:
    return str(len(whole.levels) + 1)


def _criteria(whole: Questionnaire, part: Part) -> Iterator[Reading]:
    sixth = _sixth(whole)
    for factor in part.factors:
        for one in factor.criteria:
            yield Reading(one.id, _joined(part.stem_spoken, one.text))
            yield Reading(f"{one.id}-{sixth}", whole.skip_of(one), instead=sixth)


def _choices(choices: Iterable[Choice]) -> Iterator[Reading]:
    for choice in choices:
        yield Reading(choice.id, choice.label)
        yield from _options(choice.id, choice.options, choice.skip)


def _questions(whole: Questionnaire, place: str) -> Iterator[Reading]:
    for question in whole.questions:
        if question.place == place:
            yield from _question(question)


def _question(question: Question) -> Iterator[Reading]:
    # Boxes have no empty choice: nothing ticked is one.
    skip = None if question.kind == "many" else question.skip
    if not question.rows:
        yield Reading(question.id, question.text)
        yield from _options(question.id, question.options, skip)
    for row in question.rows:
        yield Reading(row.id, _joined(question.text, row.text))
        yield from _options(row.id, question.options, skip)


def _options(id: str, options: tuple[Option, ...], skip: Text | None) -> Iterator[Reading]:
    for option in options:
        yield Reading(f"{id}-{option.value}", option.label)
    if skip is not None:
        yield Reading(f"{id}-{len(options) + 1}", skip)


def _joined(stem: Text, text: Text) -> Text:
    """Return both in each language that has both; the source always does."""
    both = [language for language in text if language in stem or language == SOURCE]
    return Text({language: f"{stem[language]} {text[language]}" for language in both})
