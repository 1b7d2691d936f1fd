"""Comments (góp ý) to read: every one for whoever reviews, for a body what was published."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from survey import export, report, store
from survey.booklet import drawings
from survey.intake import reviewing
from survey.intake.doubts import doubtful
from survey.report import NoComments, Readable, Subjects
from survey.store import Connection
from survey.store.agencies import Agency
from survey.store.comments import FLAGGED, HIDDEN, PUBLISHED, SEEN, WAITING, Judged, Wanted
from survey.store.keys import fold
from survey.store.rounds import Round
from survey.web import gate, here
from survey.web.analyst import asked, documents
from survey.web.analyst.views import bp
from survey.web.attached import attached
from survey.web.pages import Page
from survey.web.weeks import week_said
from survey.words import N_

ALL = "tat-ca"
FILTERS = ("don-vi", "tt", "chu-de", "q")
LINES = 20  # comments on a page
STATES = {
    "cho": (N_("Chờ xem"), (WAITING,)),
    "cong-bo": (N_("Đã công bố"), (PUBLISHED,)),
    "an": (N_("Đã ẩn"), (HIDDEN,)),
    "giam-sat": (N_("Đã chuyển giám sát"), (FLAGGED, SEEN)),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A comment on the page. `parts`: its text in pieces, and whether each may tell of somebody.

    `may`: what can be done with it, as `reviewing.MAY` says.
    """

    id: str
    parts: list[tuple[str, bool]]
    body: str
    week: str
    topics: list[str]
    state: str
    reason: str
    may: frozenset[str]

    @property
    def clear(self) -> bool:
        """Whether nothing in it may tell of somebody."""
        return not any(doubt for _text, doubt in self.parts)


@bp.get("/gop-y")
def latest_comments() -> ResponseReturnValue:
    """Go to the comments of the round that was chosen, or of the latest that is closed."""
    with here.database().reading() as db:
        rounds = store.rounds.all_rounds(db)
    if not rounds:
        return render_template("analyst/empty.html")
    closed = (this for this in rounds if this.state != "open")
    code = request.args.get("dot") or next(closed, rounds[0]).code
    return redirect(url_for("analyst.comments", code=code), 303)


@bp.get("/<code>/gop-y")
def comments(code: str) -> ResponseReturnValue:
    """Show a page of comments: to be reviewed, or published ones of one's own body."""
    with here.database().reading() as db:
        this, rounds = asked.round_of(db, code), store.rounds.all_rounds(db)
        try:
            found = _readable(db, this)
        except NoComments as refusal:
            return none_shown(this, rounds, here.refusal(refusal))
        wanted, typed = chosen(found)
        page = page_of(db, found, wanted, lines=LINES)
    return render_template(
        "analyst/comments.html",
        round=this,
        rounds=rounds,
        page=page,
        bodies=bodies_of(found),
        topics=report.topics.known(),
        chosen=typed,
        states={slug: (words, found.in_state(*those)) for slug, (words, those) in STATES.items()},
        all=sum(found.many.values()),
        reviews=reviews(),
        enough=found.in_state(PUBLISHED) >= report.comments.TEN,
        reasons=reviewing.REASONS,
        asked=asked_for(),
    )


@bp.get("/<code>/gop-y/chu-de")
def comment_topics(code: str) -> ResponseReturnValue:
    """Show what published comments speak of: of all that one may read, or of one body."""
    with here.database().reading() as db:
        this, rounds = asked.round_of(db, code), store.rounds.all_rounds(db)
        try:
            bodies, _found, told = _subjects(db, this)
        except NoComments as refusal:
            return none_shown(this, rounds, here.refusal(refusal))
    return render_template(
        "analyst/comment_topics.html",
        round=this,
        rounds=rounds,
        told=told,
        asked=request.args.get("don-vi", ""),
        bodies=bodies,
    )


@bp.get("/<code>/gop-y/chu-de/bieu-do.<form>")
def chart_of_topics(code: str, form: str) -> ResponseReturnValue:
    """Send the same topics as a chart, which is Vietnamese whoever reads it."""
    with asked.file_of(code, form, drawings.FORMS, NoComments) as (db, this):
        _bodies, found, told = _subjects(db, this)
    whole = found.wanted.agency_ids is None
    names = [] if whole else [body.name for body in found.bodies.values()]
    svg = drawings.topics(this, names, told, here.today(), synthetic=here.settings().synthetic)
    name = "-".join(filter(None, ("chu-de-gop-y", code, request.args.get("don-vi"))))
    return documents.picture(svg, form, name)


@bp.get("/<code>/gop-y/tai-ve/<form>")
def take_comments(code: str, form: str) -> ResponseReturnValue:
    """Send the published comments as a file."""
    reader = here.language()
    with asked.file_of(code, form, export.MEDIA, NoComments, export.NotSo) as (db, this):
        data = export.comments(
            db,
            this,
            form,
            today=here.today(),
            language=reader.code,
            say=reader.gettext,
            only=asked.scope(db, this).ids,
        )
    name = export.name_of_comments(this, form, here.today())
    return attached(data, name, export.MEDIA[form])


def asked_for() -> dict[str, Any]:
    """Return what the list was asked for, as `url_for` takes it."""
    return {name: request.args[name] for name in (*FILTERS, "trang") if name in request.args}


def reviews() -> bool:
    """Whether whoever is signed in reviews: an analyst of the whole, of no body."""
    return gate.person().agency is None


def _readable(db: Connection, this: Round) -> Readable:
    if reviews():
        return report.comments.to_review(db, this, here.today())
    return report.comments.published(db, this, here.today(), only=asked.scope(db, this).ids)


def _subjects(db: Connection, this: Round) -> tuple[list[Agency], Readable, Subjects]:
    """Return what the comments speak of that whoever asks may read, or of the one body asked for.

    First the bodies that may be asked for, then what may be read of it, then the topics and words.

    :raises NoComments: if there are none that may be told.
    """
    found = _readable(db, this)
    bodies = found.with_enough()
    if agency := request.args.get("don-vi"):
        own = {id_ for id_, body in bodies.items() if body.code == agency}
        found = report.comments.published(db, this, here.today(), only=own)
    return _by_name(bodies.values()), found, report.comments.subjects(db, found)


def chosen(found: Readable) -> tuple[Wanted, dict[str, str]]:
    """Return what the address asks for, and that in its own words."""
    asked = {name: request.args.get(name, "") for name in FILTERS}
    wanted = found.wanted._replace(words=fold(asked["q"]))
    if asked["don-vi"]:
        own = [id_ for id_, body in found.bodies.items() if body.code == asked["don-vi"]]
        wanted = wanted._replace(agency_ids=own)
    if asked["chu-de"]:
        topic = next((one for one in report.topics.known() if one.id == asked["chu-de"]), None)
        wanted = wanted._replace(phrases=(topic or abort(404)).phrases)
    if reviews():
        asked["tt"] = asked["tt"] or "cho"
        if asked["tt"] != ALL:
            wanted = wanted._replace(states=(STATES.get(asked["tt"]) or abort(404))[1])
    return wanted, asked


def page_of(db: Connection, found: Readable, wanted: Wanted, *, lines: int) -> Page[Line]:
    """Return the page that is asked for; the last one takes the rest: none has a few alone."""
    searched = wanted.words or wanted.phrases
    total = store.comments.count(db, wanted) if searched else found.of(wanted)
    of = max(1, total // lines)
    number = min(max(request.args.get("trang", 1, type=int), 1), of)
    most = lines if number < of else None
    some = store.comments.read(db, wanted, most=most, skip=(number - 1) * lines)
    return Page([line_of(found, one) for one in some], number, of, total)


def bodies_of(found: Readable) -> list[Agency]:
    """Return the bodies that there are comments of, by name."""
    return _by_name(found.bodies[id_] for id_ in {body for body, _state in found.many})


def _by_name(bodies: Iterable[Agency]) -> list[Agency]:
    return sorted(bodies, key=lambda body: body.sort_key)


def line_of(found: Readable, one: Judged) -> Line:
    """Return a comment as the pages show it."""
    reader = here.language()
    topics = report.topics_of(one.search_key)
    return Line(
        id=one.id.hex(),
        parts=_parts(one.text),
        body=found.bodies[one.agency].name,
        week=week_said(one.week),
        topics=[topic.called(reader.code) for topic in report.topics.known() if topic.id in topics],
        state=one.state,
        reason=one.reason or "",
        may=frozenset(reviewing.MAY[one.state]),
    )


def _parts(text: str) -> list[tuple[str, bool]]:
    """Return a text in pieces; to whom it is not theirs to review, nothing is pointed out."""
    parts, done = [], 0
    for start, end in doubtful(text) if reviews() else ():
        parts += [(text[done:start], False), (text[start:end], True)]
        done = end
    return [*parts, (text[done:], False)]


def none_shown(this: Round, rounds: list[Round], why: str) -> str:
    """Return the page that says why no comments are shown."""
    return render_template("analyst/comments_none.html", round=this, rounds=rounds, why=why)
