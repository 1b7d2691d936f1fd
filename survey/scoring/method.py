"""The name of a way to score: RULE.COMBINATION[.split], stamped on every figure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, cast, get_args

from survey.scoring.errors import BadMethod
from survey.words import N_

Rule = Literal["top2", "mean5", "mean4"]
Combination = Literal["pooled", "mean_of_criteria", "mean_of_factors", "mean_of_parts", "weighted"]

SPLIT = ".split"
WEIGHT = re.compile(r"([A-Za-z0-9_-]+)=([01](?:\.[0-9]{1,9})?)")


@dataclass(frozen=True, slots=True)
class Method:
    """A rule for one answer, a way to combine answers, and whether the decider's rows part.

    `weights` are the parts' weights of `weighted`, in the order given; they add up to 1.

    >>> Method.parse("mean5.weighted:policy=0.41,service=0.59.split").weights
    (('policy', Decimal('0.41')), ('service', Decimal('0.59')))
    >>> print(Method())
    top2.pooled
    """

    rule: Rule = "top2"
    combination: Combination = "pooled"
    weights: tuple[tuple[str, Decimal], ...] = ()
    split: bool = False

    @classmethod
    def parse(cls, text: str) -> Method:
        """Return the method named `text`; `str` gives the name back.

        :raises BadMethod: if there is no such method, or its weights do not add up to 1.
        """
        rule, _, rest = text.removesuffix(SPLIT).partition(".")
        combination, colon, listed = rest.partition(":")
        if (
            rule not in get_args(Rule)
            or combination not in get_args(Combination)
            or bool(colon) != (combination == "weighted")
        ):
            raise BadMethod(
                N_("Không có cách tính “%(method)s”. Cách tính mặc định là top2.pooled."),
                method=text,
            )
        return cls(
            rule=cast(Rule, rule),
            combination=cast(Combination, combination),
            weights=_weights(text, listed) if colon else (),
            split=text.endswith(SPLIT),
        )

    def __str__(self) -> str:
        weights = ",".join(f"{part}={weight}" for part, weight in self.weights)
        return (
            f"{self.rule}.{self.combination}"
            + (f":{weights}" if weights else "")
            + (SPLIT if self.split else "")
        )


def _weights(method: str, listed: str) -> tuple[tuple[str, Decimal], ...]:
    found = [WEIGHT.fullmatch(one) for one in listed.split(",")]
    weights = tuple((one[1], Decimal(one[2])) for one in found if one)
    if (
        not all(found)
        or len({part for part, _ in weights}) != len(weights)
        or any(weight == 0 for _, weight in weights)
        or sum(weight for _, weight in weights) != 1
    ):
        raise BadMethod(
            N_(
                "Quyền số trong cách tính “%(method)s” chưa đúng: mỗi phần ghi một lần, "
                "lớn hơn 0, cộng lại bằng 1 (ví dụ: weighted:policy=0.41,service=0.59)."
            ),
            method=method,
        )
    return weights
