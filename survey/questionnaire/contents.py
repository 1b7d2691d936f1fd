"""What a questionnaire file must say, table by table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from survey.questionnaire.questions import (
    Choice,
    Comment,
    Criterion,
    Factor,
    Level,
    Option,
    Part,
    Question,
    Row,
    Scale,
)
from survey.questionnaire.tables import CODE, Table
from survey.questionnaire.texts import Text
from survey.words import N_

LEVELS = 5
# Option, sixth choice and untouched share one hexadecimal digit.
MOST_OPTIONS = 14
# A person's levels are added up in 10 bits when records are counted.
MOST_CRITERIA = 200
MOST_ROWS = 30


def contents_of(table: Table) -> dict[str, Any]:
    """Return the fields of a `Questionnaire`, fit for use only if no fault was noted."""
    blank = _blank(table)
    levels = _levels(table)
    parts = _parts(table)
    demographics = [_choice(one, demographic=True) for one in table.tables("demographic")]
    contents: dict[str, Any] = {
        "code": table.name_in("id", CODE),
        "family": table.name_in("family", CODE),
        "title": table.text("title"),
        "heading": table.text("heading"),
        "source": table.text("source"),
        "status": table.text("status"),
        "method": table.string("method"),
        "minimum": table.whole("minimum", 1, 100_000),
        "overall": table.text("overall"),
        "parts": parts,
        "levels": levels,
        "blank": blank,
        "extras": tuple(_choice(one) for one in table.tables("extra")),
        "demographics": tuple(one for one in demographics if one.asked),
        "off": tuple(one for one in demographics if not one.asked),
        "questions": _questions(table, blank),
        "comment": _comment(table),
        "quick": _quick(table),
    }
    table.done()
    return contents


def _blank(table: Table) -> Text:
    within = table.table("blank")
    if within is None:
        return Text({"vi": ""})
    label = within.text("label")
    within.done()
    return label


def _comment(table: Table) -> Comment | None:
    within = table.table("comment", needed=False)
    if within is None:
        return None
    comment = Comment(within.text("label"), within.text("note"))
    within.done()
    return comment


def _quick(table: Table) -> Text | None:
    within = table.table("quick", needed=False)
    if within is None:
        return None
    text = within.text("text")
    within.done()
    return text


def _levels(table: Table) -> tuple[Level, ...]:
    levels = []
    for number, one in enumerate(table.tables("level", least=LEVELS, most=LEVELS), 1):
        _value(one, number)
        levels.append(Level(number, one.text("label"), one.text("spoken")))
        one.done()
    return tuple(levels)


def _value(table: Table, number: int) -> None:
    """Take `value`, which is written for its reader's sake and must agree with the order."""
    found = table.whole("value", 1, max(MOST_OPTIONS, number))
    if found != number:
        table.refuse(
            "value",
            N_("Giá trị là %(found)s, theo thứ tự phải là %(number)s."),
            found=found,
            number=number,
        )


def _options(table: Table, key: str = "options", *, least: int = 2) -> tuple[Option, ...]:
    options = []
    for number, one in enumerate(table.tables(key, least=least, most=MOST_OPTIONS), 1):
        _value(one, number)
        options.append(Option(number, one.languages()))
    return tuple(options)


# ------------------------------------------------------------------ what is scored


def _parts(table: Table) -> tuple[Part, ...]:
    rows = table.tables("criterion", least=1, most=MOST_CRITERIA)
    criteria = [_criterion(row, number) for number, row in enumerate(rows, 1)]
    rows_of_factors = table.tables("factor", least=1)
    factors = [_factor(row, criteria) for row in rows_of_factors]
    parts = [_part(row, factors) for row in table.tables("part", least=1)]
    _refuse_strangers(rows_of_factors, "part", [one.part for one in factors], parts)
    _refuse_strangers(rows, "factor", [one.factor for one in criteria], factors)
    if not table.page.faults:
        _refuse_disorder(rows, criteria, parts)
    return tuple(parts)


def _refuse_strangers(
    rows: Sequence[Table], key: str, named: Sequence[str], known: Sequence[Part | Factor]
) -> None:
    """Refuse a criterion of a factor that is not there, a factor of a part that is not there."""
    ids = [one.id for one in known]
    for row, name in zip(rows, named, strict=True):
        if name and name not in ids:
            row.refuse(
                key,
                N_("“%(found)s” không có trong: %(known)s."),
                found=name,
                known=", ".join(ids),
            )


def _refuse_disorder(
    rows: Sequence[Table], criteria: Sequence[Criterion], parts: Sequence[Part]
) -> None:
    """Refuse criteria in another order than their factors': the numbers shown would jump."""
    shown = [one for part in parts for factor in part.factors for one in factor.criteria]
    for row, written, expected in zip(rows, criteria, shown, strict=True):
        if written is not expected:
            row.refuse(
                "id",
                N_("Sai thứ tự: theo phần và yếu tố thì ở đây phải là tiêu chí “%(expected)s”."),
                expected=expected.id,
            )
            return


def _criterion(table: Table, number: int) -> Criterion:
    criterion = Criterion(
        id=table.id("question"),
        number=number,
        ref=table.string("ref", str(number)),
        factor=table.name_in("factor"),
        about=table.one_of("about", ("desk", "decider"), "desk"),
        text=table.text("text"),
        short=table.text("short"),
        skip=table.maybe_text("skip"),
    )
    table.done()
    return criterion


def _factor(table: Table, criteria: list[Criterion]) -> Factor:
    id = table.id("factor")
    label = table.text("label")
    factor = Factor(
        id=id,
        part=table.name_in("part"),
        label=label,
        heading=table.maybe_text("heading") or label,
        short=table.text("short"),
        note=table.maybe_text("note"),
        skip=table.maybe_text("skip"),
        criteria=tuple(criterion for criterion in criteria if criterion.factor == id),
    )
    if id and not factor.criteria:
        table.refuse("id", N_("Yếu tố “%(id)s” không có tiêu chí nào."), id=id)
    table.done()
    return factor


def _part(table: Table, factors: list[Factor]) -> Part:
    id = table.id("part")
    part = Part(
        id=id,
        label=table.text("label"),
        short=table.text("short"),
        stem=table.text("stem"),
        stem_spoken=table.text("stem_spoken"),
        factors=tuple(factor for factor in factors if factor.part == id),
    )
    if id and not part.factors:
        table.refuse("id", N_("Phần “%(id)s” không có yếu tố nào."), id=id)
    table.done()
    return part


# ------------------------------------------------------------------ what is not scored


def _choice(table: Table, *, demographic: bool = False) -> Choice:
    choice = Choice(
        id=table.id("question"),
        place="end" if demographic else table.one_of("place", ("first", "end")),
        asked=table.flag("asked", True) if demographic else True,
        label=table.text("label"),
        options=_options(table),
        skip=table.text("skip"),
    )
    table.done()
    return choice


def _questions(table: Table, blank: Text) -> tuple[Question, ...]:
    scales = {scale.id: scale for scale in map(_scale, table.tables("scale"))}
    return tuple(_question(one, scales, blank) for one in table.tables("question"))


def _scale(table: Table) -> Scale:
    id = table.id("scale")
    scale = Scale(id, tuple(option.label for option in _options(table, "levels")))
    table.done()
    return scale


def _question(table: Table, scales: dict[str, Scale], blank: Text) -> Question:
    kind = table.one_of("kind", ("rows", "yesno", "one", "many"))
    in_rows = kind in ("rows", "yesno")
    id = table.id("question")
    question = Question(
        id=id,
        ref=table.string("ref", ""),
        kind=kind,
        place=table.one_of("place", ("first", "end"), "end"),
        text=table.text("text"),
        options=_scale_of(table, kind, scales) if in_rows else _options(table),
        rows=_rows(table) if in_rows else (),
        skip=table.maybe_text("skip") or blank,
    )
    if kind == "many":
        for option in question.options:
            table.claim("question", f"{id}_{option.value}")
    table.done()
    return question


def _scale_of(table: Table, kind: str, scales: dict[str, Scale]) -> tuple[Option, ...]:
    name = table.name_in("scale")
    scale = scales.get(name)
    if scale is None:
        if name:
            table.refuse("scale", N_("Không có thang trả lời “%(name)s”."), name=name)
        return ()
    if kind == "yesno" and len(scale.levels) != 2:
        table.refuse("scale", N_("Câu hỏi có/không cần thang trả lời có đúng hai mức."))
    return tuple(Option(value, label) for value, label in enumerate(scale.levels, 1))


def _rows(table: Table) -> tuple[Row, ...]:
    return tuple(
        Row(one.id("question"), one.languages())
        for one in table.tables("rows", least=1, most=MOST_ROWS)
    )
