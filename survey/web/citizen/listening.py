"""Recorded questions: what a form offers to be heard, and the clips themselves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, abort, current_app, request

from survey import clips
from survey.clips import Reading
from survey.clips.folder import TYPES
from survey.language import SOURCE
from survey.settings import Settings
from survey.web import here

_NAME = "citizen clips"
# Where the address holds the version. Not for ever: a file that was written over in its place
# keeps its version until somebody asks for a clip.
_KEPT = "public, max-age=86400"


@dataclass(frozen=True, slots=True)
class Offer:
    """The clips of a form in one language: where they are, what people call the language, and
    the names of the clips between blanks, "" if there is none."""

    path: str
    name: str
    clips: str


def settle(app: Flask, settings: Settings) -> None:
    """Make the office's folder of clips ready for an application."""
    names = {code: language.name for code, language in here.place(app).languages.items()}
    app.extensions[_NAME] = clips.Watched(settings.clips, names)


def version() -> str:
    """Return what changes with every change of a clip; empty where there is none."""
    return _watched().glance().version


def offers(asked: Iterable[Reading]) -> list[Offer]:
    """Return in which languages a page can be heard: that of the page, with clips or without,
    then Vietnamese, then the others; nothing where no language has a clip of this page.

    :param asked: what there is to be heard on it.
    """
    found = _watched().glance()
    if not found.version:
        return []
    own = here.language()
    names = [one.clip for one in asked]
    heard = {own.code: Offer("", own.name, "")}
    for code in sorted(found.languages, key=lambda code: code != SOURCE):
        spoken = found.languages[code]
        if there := [name for name in names if name in spoken.clips]:
            path = f"/nghe/{found.version}/{code}/"
            heard[code] = Offer(path, spoken.name, f" {' '.join(there)} ")
    return [one for one in heard.values() if one.clips or len(heard) > 1]


def clip(version: str, language: str, name: str) -> Response:
    """Send a clip, whole or the part that a player asks for; 404 where there is none.

    :param version: one that is no more gives what there is now, to be asked for again.
    """
    found = _watched().look(language, name)
    recording = found.clip(language, name) or abort(404)
    data = _bytes(recording.path)
    answer = Response(data, mimetype=TYPES[recording.path.suffix])
    answer.headers["Cache-Control"] = _KEPT if version == found.version else "public, no-cache"
    answer.add_etag()
    answer.make_conditional(request, accept_ranges=True, complete_length=len(data))
    return answer


def _bytes(file: Path) -> bytes:
    """Return what a file holds now, which may be more than when it was looked at."""
    try:
        with file.open("rb") as opened:
            data = opened.read(clips.LARGEST + 1)
    except OSError:
        abort(404)
    return data if 0 < len(data) <= clips.LARGEST else abort(404)


def _watched() -> clips.Watched:
    watched: clips.Watched = current_app.extensions[_NAME]
    return watched
