"""Sentences for the conference (câu công bố), made from figures: every field may be empty.

Each clause is a sentence of the catalogues, and clauses are joined with commas, so that whatever
is missing leaves a whole sentence in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from survey.report.scoreboard import Scoreboard
from survey.report.yearly import FRAMES, Figure, Table
from survey.scoring import YearlyIndex
from survey.words import N_


class Reader(Protocol):
    """A language: what `survey.language.Language` is."""

    code: str

    def fill(self, message: str, values: Mapping[str, object]) -> str:
        """Return a Vietnamese sentence in this language, its blanks filled."""

    def number(self, value: int | float | Decimal, places: int | None = None) -> str:
        """Return a number with this language's marks."""


def sentence(one: Figure, reader: Reader) -> str:
    """Return what is known of a figure as one sentence; of nothing, that there is nothing.

    >>> from survey.language import Language
    >>> from survey.scoring import YEARLY
    >>> figure = Figure(2022, YEARLY["papi"], name="tỉnh Lai Châu", value=Decimal("42.69"))
    >>> sentence(figure, Language("vi")).removeprefix("Năm 2022, Chỉ số hiệu quả quản trị và ")
    'hành chính công cấp tỉnh (PAPI) của tỉnh Lai Châu đạt 42,69 điểm.'
    """
    if clauses := _clauses(one, reader):
        whole = N_("Năm %(year)s, %(index)s của %(body)s %(said)s.")
        return reader.fill(whole, {**_names(one, reader), "said": clauses})
    if target := said_target(one, reader):
        whole = N_("Năm %(year)s, chỉ tiêu của %(body)s về %(index)s là %(target)s.")
        return reader.fill(whole, {**_names(one, reader), "target": target})
    whole = N_("Chưa nhập %(index)s của %(body)s năm %(year)s.")
    return reader.fill(whole, _names(one, reader))


def headline(board: Scoreboard, reader: Reader, province: str = "") -> str:
    """Return what a year brought the province's ranks, to stand over its figures."""
    body = province or reader.fill(N_("tỉnh"), {})
    body = body[0].upper() + body[1:]
    up, down, same = board.moved
    values = {"body": body, "year": str(board.year), "num": up + down + same}
    if up > 1 and not down + same:
        return reader.fill(N_("%(body)s tăng hạng ở cả %(num)s chỉ số năm %(year)s"), values)
    if down > 1 and not up + same:
        return reader.fill(N_("%(body)s giảm hạng ở cả %(num)s chỉ số năm %(year)s"), values)
    said = (
        (up, N_("%(num)s chỉ số tăng hạng")),
        (down, N_("%(num)s chỉ số giảm hạng")),
        (same, N_("%(num)s chỉ số giữ nguyên thứ hạng")),
    )
    moved = ", ".join(reader.fill(words, {"num": num}) for num, words in said if num)
    if not moved:
        return reader.fill(N_("Bảng tổng hợp chỉ số năm %(year)s"), values)
    return reader.fill(N_("%(body)s năm %(year)s: %(moved)s"), {**values, "moved": moved})


def province_named(name: str, reader: Reader) -> str:
    """Return the province's name as a language has it, whatever kind of province it is.

    >>> from survey.language import Language
    >>> province_named("tỉnh Lai Châu", Language("en")), province_named("", Language("en"))
    ('Lai Châu province', '')
    """
    for named in (N_("tỉnh %(name)s"), N_("thành phố %(name)s")):
        kind = named.partition("%")[0]
        if name.lower().startswith(kind):
            return reader.fill(named, {"name": name[len(kind) :]})
    return name


def leaders(found: Table, reader: Reader) -> str:
    """Return who is first among the units of a kind; empty where nobody's first rank is known."""
    if not found.first:
        return ""
    first = found.first[0]
    values = {
        **_names(first, reader),
        "kind": found.kind,
        "bodies": ", ".join(one.name for one in found.first),
    }
    if first.value is None:
        whole = N_("Năm %(year)s, dẫn đầu nhóm %(kind)s về %(index)s: %(bodies)s.")
        return reader.fill(whole, values)
    values["value"] = said_value(first.value, first.index, reader)
    whole = N_("Năm %(year)s, dẫn đầu nhóm %(kind)s về %(index)s: %(bodies)s (%(value)s).")
    return reader.fill(whole, values)


def title(one: Figure, reader: Reader) -> str:
    """Return the index's name; that of an own survey says where people were asked."""
    if one.frame:
        return reader.fill(FRAMES[one.frame], {})
    return reader.fill(one.index.title, {})


def said_value(value: Decimal, index: YearlyIndex, reader: Reader) -> str:
    """Return a value with its unit.

    >>> from survey.language import Language
    >>> from survey.scoring import YEARLY
    >>> said_value(Decimal("81.5"), YEARLY["sipas"], Language("vi"))
    '81,50%'
    """
    number = reader.number(value, index.places)
    if index.unit == "percent":
        return f"{number}%"
    return reader.fill(N_("%(number)s điểm"), {"number": number})


def said_rank(rank: int, of: int | None) -> str:
    """Return a rank among how many, where that is known.

    >>> said_rank(24, 63), said_rank(1, None)
    ('24/63', '1')
    """
    return str(rank) if of is None else f"{rank}/{of}"


def said_target(one: Figure, reader: Reader) -> str:
    """Return what is aimed at: a value, a rank, both; empty: neither.

    >>> from survey.language import Language
    >>> from survey.scoring import YEARLY
    >>> aim = Figure(2026, YEARLY["papi"], target=Decimal(45), target_rank=20, target_of=34)
    >>> said_target(aim, Language("vi"))
    '45,00 điểm, xếp thứ 20/34 trở lên'
    """
    return ", ".join(aim for _, aim in aims(one, reader))


def aims(one: Figure, reader: Reader) -> list[tuple[bool | None, str]]:
    """Return of each target whether it is met (None: not to be judged) and what is aimed at."""
    found: list[tuple[bool | None, str]] = []
    if one.target is not None:
        found.append((one.meets_target, said_value(one.target, one.index, reader)))
    if one.target_rank is not None:
        rank = {"rank": said_rank(one.target_rank, one.target_of)}
        found.append((one.meets_target_rank, reader.fill(N_("xếp thứ %(rank)s trở lên"), rank)))
    return found


def said_change(one: Figure, reader: Reader) -> str:
    """Return the change of the value in words, without against what; empty: not known."""
    if one.change is None:
        return ""
    if not one.change:
        return reader.fill(N_("không đổi"), {})
    number = reader.number(abs(one.change), one.index.places)
    percent = one.index.unit == "percent"
    if one.change > 0:
        said = N_("tăng %(number)s điểm phần trăm") if percent else N_("tăng %(number)s điểm")
    else:
        said = N_("giảm %(number)s điểm phần trăm") if percent else N_("giảm %(number)s điểm")
    return reader.fill(said, {"number": number})


def said_rank_change(one: Figure, reader: Reader) -> str:
    """Return the change of rank in words; empty where there is none to tell."""
    moved = one.rank_change
    if moved is None:
        return ""
    if not moved:
        return reader.fill(N_("giữ nguyên thứ hạng"), {})
    said = N_("tăng %(num)s bậc") if moved > 0 else N_("giảm %(num)s bậc")
    return reader.fill(said, {"num": abs(moved)})


def _names(one: Figure, reader: Reader) -> dict[str, object]:
    body = one.name or reader.fill(N_("tỉnh"), {})
    return {"year": str(one.year), "index": title(one, reader), "body": body}


def _clauses(one: Figure, reader: Reader) -> str:
    value, rank = _value(one, reader), _rank(one, reader)
    said = [*value, *rank]
    if one.group:
        band = N_("thuộc nhóm đạt điểm %(group)s của cả nước")
        said.append(
            reader.fill(
                N_("xếp loại %(group)s") if one.code else band,
                {"group": reader.fill(one.group, {})},
            )
        )
    for place in one.places:
        values = {"rank": str(place.rank), "of": str(place.of), "among": place.among}
        said.append(reader.fill(N_("đứng thứ %(rank)s/%(of)s %(among)s"), values))
    said += _targets(one, reader)
    whole = ", ".join(said)
    if one.unranked:
        silent = reader.fill(N_("đơn vị công bố không nêu thứ hạng"), {})
        whole = f"{whole}; {silent}" if whole else silent
    return whole


def _targets(one: Figure, reader: Reader) -> list[str]:
    """Return of each target that can be judged whether it is met."""
    return [
        reader.fill(
            N_("đạt chỉ tiêu %(target)s") if met else N_("chưa đạt chỉ tiêu %(target)s"),
            {"target": aim},
        )
        for met, aim in aims(one, reader)
        if met is not None
    ]


def _value(one: Figure, reader: Reader) -> list[str]:
    if one.value is None:
        return []
    said = reader.fill(N_("đạt %(value)s"), {"value": said_value(one.value, one.index, reader)})
    if told := _stands_on(one, reader):
        said = f"{said} ({told})"
    moved = said_change(one, reader)
    return [said, _against(moved, one, reader)] if moved else [said]


def _rank(one: Figure, reader: Reader) -> list[str]:
    if one.rank is None:
        return []
    said = reader.fill(N_("xếp thứ %(rank)s"), {"rank": said_rank(one.rank, one.of)})
    if one.ranked_among_others:
        return [f"{said} ({_apart(one, reader)})"]
    moved = said_rank_change(one, reader)
    # "so với năm …" once a sentence: the value's change has said it.
    if moved and one.change is None:
        moved = _against(moved, one, reader)
    return [said, moved] if moved else [said]


def _against(moved: str, one: Figure, reader: Reader) -> str:
    if one.since is None:
        return reader.fill(N_("%(moved)s so với kỳ trước"), {"moved": moved})
    values = {"moved": moved, "since": str(one.since)}
    return reader.fill(N_("%(moved)s so với năm %(since)s"), values)


def _apart(one: Figure, reader: Reader) -> str:
    values = {
        "year": str(one.year),
        "since": str(one.since),
        "of": str(one.of),
        "previous": str(one.previous_of),
    }
    if one.since is None:
        said = N_("kỳ trước xếp trên %(previous)s đơn vị: không so sánh trực tiếp thứ bậc")
    elif one.code:
        said = N_(
            "năm %(since)s xếp trên %(previous)s đơn vị; năm %(year)s trên %(of)s: "
            "không so sánh trực tiếp thứ bậc"
        )
    else:
        said = N_(
            "năm %(since)s xếp trên %(previous)s tỉnh, thành phố; năm %(year)s trên %(of)s: "
            "không so sánh trực tiếp thứ bậc"
        )
    return reader.fill(said, values)


def _stands_on(one: Figure, reader: Reader) -> str:
    """Return the interval and the sheets behind an own survey's figure; empty: neither told."""
    said = []
    if one.low is not None and one.high is not None:
        ends = {"low": reader.number(one.low, 2), "high": reader.number(one.high, 2)}
        said.append(reader.fill(N_("khoảng tin cậy 95%%: %(low)s–%(high)s%%"), ends))
    if one.responses is not None:
        said.append(reader.fill(N_("%(num)s phiếu hợp lệ"), {"num": one.responses}))
    return "; ".join(said)
