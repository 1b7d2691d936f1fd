"""A questionnaire as the form shows it: what is asked, in order, in one language."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from survey.questionnaire import Choice, Comment, Criterion, Factor, Question, Questionnaire
from survey.words import N_

Translate = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Ask:
    """One question. `rows` are (value, label); `skip` is the label of the empty choice, if any.

    `faces` marks the five levels, which carry their number and a face; `over` is a line above
    the question ("Câu 4 trên 16"), empty where there is none.
    """

    id: str
    text: str
    rows: tuple[tuple[str, str], ...]
    skip: str = ""
    over: str = ""
    type: str = "radio"
    faces: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """Questions under one heading; without a heading they speak for themselves."""

    asks: tuple[Ask, ...]
    heading: str = ""
    over: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """The label of the comment and the warning above its box."""

    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A whole form, in the order in which it is read."""

    first: tuple[Ask, ...]
    sections: tuple[Section, ...]
    end: tuple[Ask, ...]
    demographics: tuple[Ask, ...]
    comment: Words | None


def shown(whole: Questionnaire, language: str, translate: Translate) -> Shown:
    """Return the form of a questionnaire.

    :param translate: gives a Vietnamese sentence of the interface in the reader's language.
    """
    return Shown(
        first=tuple(_choice(one, language) for one in whole.first),
        sections=(
            *_questions(whole, "first", language),
            *_factors(whole, language, translate),
            *_questions(whole, "end", language),
        ),
        end=tuple(_choice(one, language) for one in whole.end),
        demographics=tuple(_choice(one, language) for one in whole.demographics),
        comment=_words(whole.comment, language),
    )


def _factors(whole: Questionnaire, language: str, translate: Translate) -> Iterator[Section]:
    stems = {part.id: part.stem[language] for part in whole.parts}
    count = len(whole.factors)
    for number, factor in enumerate(whole.factors, 1):
        yield Section(
            heading=factor.heading[language],
            over=translate(N_("Phần %(number)s trên %(count)s"), number=number, count=count),
            lines=_lines(stems[factor.part], factor, language),
            asks=tuple(_criterion(whole, one, language, translate) for one in factor.criteria),
        )


def _lines(stem: str, factor: Factor, language: str) -> tuple[str, ...]:
    return (stem, factor.note[language]) if factor.note else (stem,)


def _criterion(
    whole: Questionnaire, criterion: Criterion, language: str, translate: Translate
) -> Ask:
    return Ask(
        id=criterion.id,
        text=criterion.text[language],
        rows=tuple((str(level.value), level.label[language]) for level in whole.levels),
        skip=whole.skip_of(criterion)[language],
        over=translate(
            N_("Câu %(number)s trên %(count)s"), number=criterion.number, count=len(whole.criteria)
        ),
        faces=True,
    )


def _questions(whole: Questionnaire, place: str, language: str) -> Iterator[Section]:
    """Unscored questions: one with rows is a heading over its rows, another stands alone."""
    for question in whole.questions:
        if question.place != place:
            continue
        rows = tuple((str(one.value), one.label[language]) for one in question.options)
        skip = question.skip[language]
        if question.rows:
            yield Section(
                heading=question.text[language],
                asks=tuple(Ask(row.id, row.text[language], rows, skip) for row in question.rows),
            )
        else:
            yield Section(asks=(_alone(question, rows, skip, language),))


def _alone(question: Question, rows: tuple[tuple[str, str], ...], skip: str, language: str) -> Ask:
    if question.kind == "many":
        return Ask(question.id, question.text[language], rows, type="checkbox")
    return Ask(question.id, question.text[language], rows, skip)


def _choice(choice: Choice, language: str) -> Ask:
    return Ask(
        id=choice.id,
        text=choice.label[language],
        rows=tuple((str(one.value), one.label[language]) for one in choice.options),
        skip=choice.skip[language],
    )


def _words(comment: Comment | None, language: str) -> Words | None:
    return Words(comment.label[language], comment.note[language]) if comment else None
