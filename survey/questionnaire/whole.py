"""A whole questionnaire, and the order in which a record keeps its answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from survey.questionnaire.questions import (
    Asked,
    Choice,
    Comment,
    Criterion,
    Factor,
    Level,
    Part,
    Question,
)
from survey.questionnaire.texts import Text

Place = tuple[str, int, str | None]
Group = tuple[str, str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Questionnaire:
    """One version of what is asked; two are equal when their files are, byte for byte.

    A record holds one hexadecimal digit for each of `places`: 0 untouched, 1..k the options,
    k + 1 the sixth choice. The order is the criteria, then extras, demographics and unscored
    questions, each in the order of the file.

    `places` are (id, options, many): `many` is the multiple-choice question of which the place
    is one box, else None. `groups` are (level, id, numbers of places): overall, parts, factors,
    then criteria. `decider_places` are the places that judge the agency that decided.

    `quick` is the one overall question of a quick form, answered by a level; no place holds it.
    """

    code: str
    family: str
    title: Text
    heading: Text
    source: Text
    status: Text
    method: str
    minimum: int
    overall: Text
    parts: tuple[Part, ...]
    levels: tuple[Level, ...]
    blank: Text
    extras: tuple[Choice, ...]
    demographics: tuple[Choice, ...]
    off: tuple[Choice, ...]
    questions: tuple[Question, ...]
    comment: Comment | None
    quick: Text | None
    file: bytes = field(repr=False)
    sha256: str

    factors: tuple[Factor, ...] = field(init=False, repr=False)
    criteria: tuple[Criterion, ...] = field(init=False, repr=False)
    asked_places: tuple[Asked, ...] = field(init=False, repr=False)
    places: tuple[Place, ...] = field(init=False, repr=False)
    groups: tuple[Group, ...] = field(init=False, repr=False)
    decider_places: frozenset[int] = field(init=False, repr=False)
    columns: tuple[str, ...] = field(init=False, repr=False)
    _numbers: Mapping[str, int] = field(init=False, repr=False)
    _labels: Mapping[tuple[str, str], tuple[Text, Text]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        factors = tuple(factor for part in self.parts for factor in part.factors)
        asked = tuple(_asked(self, factors))
        columns = tuple(one.id for one in asked)
        derived: dict[str, object] = {
            "factors": factors,
            "criteria": tuple(criterion for factor in factors for criterion in factor.criteria),
            "asked_places": asked,
            "places": tuple((one.id, len(one.options), one.many) for one in asked),
            "columns": columns,
            "_numbers": {id: number for number, id in enumerate(columns)},
            "_labels": dict(_labels(self)),
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)
        object.__setattr__(self, "groups", tuple(_groups(self)))
        object.__setattr__(
            self,
            "decider_places",
            frozenset(
                number
                for number, criterion in enumerate(self.criteria)
                if criterion.about == "decider"
            ),
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Questionnaire) and self.sha256 == other.sha256

    def __hash__(self) -> int:
        return hash(self.sha256)

    @property
    def digits(self) -> int:
        """How many places, and so digits, a record has."""
        return len(self.columns)

    @property
    def first(self) -> tuple[Choice, ...]:
        """The extras asked before the criteria."""
        return tuple(choice for choice in self.extras if choice.place == "first")

    @property
    def end(self) -> tuple[Choice, ...]:
        """The extras asked after the criteria."""
        return tuple(choice for choice in self.extras if choice.place == "end")

    def place_of(self, id: str) -> int:
        """Return the number of a place, from 0.

        :raises KeyError: if no place has this id.
        """
        return self._numbers[id]

    def asked(self, place: int) -> Asked:
        """Return what stands at place number `place`."""
        return self.asked_places[place]

    def skip_of(self, criterion: Criterion) -> Text:
        """Return the label of a criterion's sixth choice: its own, its factor's, or the blank's."""
        if criterion.skip is not None:
            return criterion.skip
        factor = next(factor for factor in self.factors if factor.id == criterion.factor)
        return self.blank if factor.skip is None else factor.skip

    def label(self, level: str, id: str, language: str) -> str:
        """Return the name of an index as reports print it: a criterion's is its whole text.

        :param level: overall, part, factor or criterion.
        :raises KeyError: if the questionnaire has no such index.
        """
        return self._labels[level, id][0][language]

    def short(self, level: str, id: str, language: str) -> str:
        """Return the name of an index as charts print it, two to five words; else as `label`."""
        return self._labels[level, id][1][language]


def _asked(whole: Questionnaire, factors: tuple[Factor, ...]) -> Iterator[Asked]:
    levels = tuple(level.label for level in whole.levels)
    for factor in factors:
        for criterion in factor.criteria:
            skip = criterion.skip or factor.skip or whole.blank
            yield Asked(criterion.id, "criterion", criterion.text, levels, skip)
    for kind, choices in (("extra", whole.extras), ("demographic", whole.demographics)):
        for choice in choices:
            options = tuple(option.label for option in choice.options)
            # A list that nobody opened and one set back to its first line arrive alike.
            yield Asked(choice.id, kind, choice.label, options, None)
    for question in whole.questions:
        yield from _asked_by(question)


def _asked_by(question: Question) -> Iterator[Asked]:
    options = tuple(option.label for option in question.options)
    if question.kind == "many":
        for option in question.options:
            id = f"{question.id}_{option.value}"
            yield Asked(id, "question", option.label, (option.label,), None, question.id)
    elif question.kind == "one":
        yield Asked(question.id, "question", question.text, options, question.skip)
    else:
        for row in question.rows:
            yield Asked(row.id, "question", row.text, options, question.skip)


def _groups(whole: Questionnaire) -> Iterator[Group]:
    def places(criteria: tuple[Criterion, ...]) -> tuple[int, ...]:
        return tuple(whole.place_of(criterion.id) for criterion in criteria)

    yield "overall", "overall", places(whole.criteria)
    for part in whole.parts:
        inside = tuple(one for factor in part.factors for one in factor.criteria)
        yield "part", part.id, places(inside)
    for factor in whole.factors:
        yield "factor", factor.id, places(factor.criteria)
    for criterion in whole.criteria:
        yield "criterion", criterion.id, places((criterion,))


def _labels(whole: Questionnaire) -> Iterator[tuple[tuple[str, str], tuple[Text, Text]]]:
    yield ("overall", "overall"), (whole.overall, whole.overall)
    for part in whole.parts:
        yield ("part", part.id), (part.label, part.short)
        for factor in part.factors:
            yield ("factor", factor.id), (factor.label, factor.short)
            for criterion in factor.criteria:
                yield ("criterion", criterion.id), (criterion.text, criterion.short)
