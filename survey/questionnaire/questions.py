"""The things that a questionnaire is made of. Values only; `reader` makes them from a file."""

from __future__ import annotations

from dataclasses import dataclass

from survey.questionnaire.texts import Text


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that can be chosen; `value` counts from 1."""

    value: int
    label: Text


@dataclass(frozen=True, slots=True)
class Level:
    """One of the five levels of satisfaction; `spoken` is what a voice says for it."""

    value: int
    label: Text
    spoken: Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """One scored row of five levels.

    `number` counts from 1 within the questionnaire ("Câu 4 trên 16"), `ref` is the row's number
    in the official form. `about` says whom it judges where another agency decides: the desk
    ("desk") or the agency that decides ("decider"). `skip` names its own sixth choice; ask
    `Questionnaire.skip_of` for the one that holds.
    """

    id: str
    number: int
    ref: str
    factor: str
    about: str
    text: Text
    short: Text
    skip: Text | None


@dataclass(frozen=True, slots=True)
class Factor:
    """Criteria that share an index. `label` is for reports, `heading` for the step on a phone."""

    id: str
    part: str
    label: Text
    heading: Text
    short: Text
    note: Text | None
    skip: Text | None
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Factors that share an index. Every criterion's text completes `stem`."""

    id: str
    label: Text
    short: Text
    stem: Text
    stem_spoken: Text
    factors: tuple[Factor, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A single-choice question beside the criteria, never scored: an extra or a demographic.

    `place` is "first" (before the criteria) or "end". One that is not `asked` has no place in
    the record and is not shown.
    """

    id: str
    place: str
    asked: bool
    label: Text
    options: tuple[Option, ...]
    skip: Text


@dataclass(frozen=True, slots=True)
class Scale:
    """Answers that several rows share, from value 1 on."""

    id: str
    levels: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a question of kind "rows" or "yesno": a radio group named by its id."""

    id: str
    text: Text


@dataclass(frozen=True, slots=True)
class Question:
    """An unscored question of the full form, reported as percentages of each option.

    `kind` is "rows" (one scale over several rows), "yesno" (the same with two answers), "one"
    (a radio group named by the id) or "many" (boxes, all named by the id, valued from 1).
    `rows` is empty for "one" and "many"; `options` are each row's, or the question's own.
    """

    id: str
    ref: str
    kind: str
    place: str
    text: Text
    options: tuple[Option, ...]
    rows: tuple[Row, ...]
    skip: Text


@dataclass(frozen=True, slots=True)
class Comment:
    """The one question answered in words. Not a place: a record says nothing about it."""

    label: Text
    note: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """What one place of a record holds, for charts, exports and reports.

    `kind` is criterion, extra, demographic or question. `options` are the texts of the values
    from 1 on; `skip` is the text of the value after the last, None where no sheet can hold it.
    A box of a multiple-choice question has one option, its own text, and `many`, the question.
    """

    id: str
    kind: str
    label: Text
    options: tuple[Text, ...]
    skip: Text | None
    many: str | None = None
