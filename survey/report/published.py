"""Bodies as an edition tells them: what its file says, and what follows from that.

The same channels, threshold and freeze as the file, so that nothing can be subtracted from the
one beside the other. Kinds are of the bodies that are told, as the file's are, and only where an
index adds up; there is no trend, since months and freezes are told inside from five people on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from survey import store
from survey.report.agency import AgencyReport, Around, made
from survey.report.asking import Ask, few_for
from survey.report.basis import shown
from survey.report.covering import Key
from survey.report.index import Index
from survey.report.intervals import alike_of
from survey.report.kinds import KindIndex, told_together
from survey.report.pooled import adds_up
from survey.report.sample import needed
from survey.report.standing import as_ranked
from survey.report.trend import Trend
from survey.store import Connection
from survey.store.editions import Edition
from survey.store.rounds import Round


def published_reports(
    db: Connection, this: Round, edition: Edition, bodies: Collection[int]
) -> Iterator[AgencyReport]:
    """Yield what an edition says of bodies; all of them are read at once."""
    seen = shown(db, this, edition)
    assert seen is not None, "an edition is of a freeze"
    channels = this.ranked_by
    index = Index(db, this, Ask(channels=channels, hide=few_for(edition), edition=edition))
    some = [body for body in index.bodies.of_round if body.id in bodies]
    entries = {body.id: index.entries({body.id}) for body in some}
    known = store.frozen.bodies(db, this.id, seen.no)
    ranked = as_ranked(known, index.ranks)
    alike = _alike(index)
    sheets = needed(db, this, seen.no, tuple(some))
    kinds: dict[str, Mapping[Key, KindIndex]] = {}
    for body in some:
        if body.kind not in kinds:
            kinds[body.kind] = _kind(index, body.kind)
        yield made(
            index,
            seen,
            body,
            entries[body.id],
            Around(
                kind=kinds[body.kind],
                known=known.get(body.id),
                ranked=ranked.get(body.id),
                alike=alike.get(body.id),
                needed=sheets[body.id],
                trend=Trend(False, ()),
            ),
        )


def _kind(index: Index, kind: str) -> Mapping[Key, KindIndex]:
    """Return the indices of a kind; none where they would be more than the bodies' own added."""
    if not adds_up(index.method):
        return {}
    return told_together(index.side, {body.id for body in index.bodies.kinds()[kind]})


def _alike(index: Index) -> dict[int, int | None]:
    """Return ranked body → how many of its kind it does not differ from clearly."""
    found: dict[int, int | None] = {}
    for members in index.bodies.kinds().values():
        ranked = [body.id for body in members if body.id in index.ranks]
        found |= zip(ranked, alike_of([index.side.overall({one}) for one in ranked]), strict=True)
    return found
