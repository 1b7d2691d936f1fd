"""What the overall index would be if one criterion were another."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from survey.scoring.index import Scores, weights
from survey.scoring.layout import Group, Layout
from survey.scoring.method import Method


def overall_if(
    layout: Layout, scores: Scores, method: Method, shares: Mapping[str, Fraction]
) -> Fraction | None:
    """Return the overall index, exact, if these criteria had these shares of their answers.

    Everything else stays as it is, also how many answered each criterion. A group's pooled index
    is the mean of its criteria, weighed by their answers; then the method combines the groups.

    :param scores: every index of a domain, by this method.
    :param shares: criterion → share, for criteria that somebody answered.
    None when nobody answered.
    """
    (overall,) = (group for group in layout.groups if group.level == "overall")

    def pooled(group: Group) -> Fraction | None:
        total, answers = Fraction(0), 0
        for criterion in layout.members(group, "criterion"):
            one = scores["criterion", criterion.id]
            if one.share is not None:
                total += shares.get(criterion.id, one.share) * one.answers
                answers += one.answers
        return total / answers if answers else None

    members = weights(layout, overall, method)
    if not members:
        return pooled(overall)
    answered = [
        (share, weight) for member, weight in members if (share := pooled(member)) is not None
    ]
    total = sum((weight for _, weight in answered), Fraction(0))
    return (
        sum((share * weight for share, weight in answered), Fraction(0)) / total if total else None
    )
