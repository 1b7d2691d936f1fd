"""survey clips …"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import astuple, dataclass
from pathlib import Path

import click

from survey import clips as recorded
from survey import export
from survey import language as languages
from survey.cli.commands import Group, option
from survey.cli.opened import opened, settings
from survey.cli.speech import _, fault, give, language, say
from survey.clips import Clips, Reading, Spoken
from survey.intake import openings
from survey.questionnaire import NoSuchQuestionnaire, Questionnaire, shelf
from survey.words import N_


@dataclass(frozen=True, slots=True)
class Line:
    """One clip to be recorded: `file` is what is heard for it now, "" if nothing is."""

    language: str
    clip: str
    file: str
    text: str


@click.group("clips", cls=Group)
def clips() -> None:
    pass


@clips.command("list", help=N_("In các câu cần ghi âm: tên tệp, lời đọc, đã có hay còn thiếu."))
@option(
    "--questionnaire",
    "code",
    metavar="Q",
    default=shelf.DEFAULT,
    show_default=True,
    help=N_("Mã mẫu phiếu."),
)
@option(
    "--language",
    "chosen",
    metavar="L",
    multiple=True,
    help=N_("Chỉ thứ tiếng có mã này, như vi, hmn; có thể lặp lại."),
)
@option(
    "--format",
    "form",
    type=click.Choice(["table", "csv"]),
    default="table",
    show_default=True,
    help=N_("Dạng in ra."),
)
def list_(code: str, chosen: tuple[str, ...], form: str) -> None:
    asked = recorded.readings(_questionnaire(code))
    names = languages.names()
    folder = settings().clips
    found = recorded.read(Path(folder), names) if folder else recorded.NONE
    # Before anything is recorded, the list for the language that every page is in.
    codes = chosen or tuple(found.languages) or (languages.SOURCE,)
    spoken = [found.languages.get(one) or Spoken(one, names.get(one, ""), {}) for one in codes]
    if form == "csv":
        give(_csv(line for one in spoken for line in _lines(one, asked)))
    else:
        say("\n\n".join(_table(one, list(_lines(one, asked))) for one in spoken))
    for sentence in _to_mend(found, asked):
        fault(sentence)


def _questionnaire(code: str) -> Questionnaire:
    with opened() as database, database.reading() as db:
        found = openings.questionnaires(db).get(code)
    if found is None:
        raise NoSuchQuestionnaire(code)
    return found


def _lines(spoken: Spoken, asked: Iterable[Reading]) -> Iterator[Line]:
    for one in asked:
        heard = spoken.clips.get(one.clip) or spoken.clips.get(one.instead)
        # A language that the questionnaire does not have is for its speaker to translate into.
        text = one.text[spoken.code]
        yield Line(spoken.code, one.clip, heard.path.name if heard else "", text)


def _csv(lines: Iterable[Line]) -> bytes:
    """Return UTF-8 with a mark, for a spreadsheet: it is handed to whoever speaks."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(Line.__slots__)
    for line in lines:
        writer.writerow([export.guarded(cell) for cell in astuple(line)])
    return out.getvalue().encode("utf-8-sig")


def _table(spoken: Spoken, lines: list[Line]) -> str:
    there = sum(bool(line.file) for line in lines)
    heading = _("%(name)s: nghe được %(there)s/%(count)s câu") % {
        "name": f"{spoken.code} · {spoken.name}" if spoken.name else spoken.code,
        "there": there,
        "count": len(lines),
    }
    clip, file = (max(len(getattr(line, of)) for line in lines) for of in ("clip", "file"))
    missing = _("thiếu")
    file = max(file, len(missing))
    rows = (f"{line.clip:{clip}}  {line.file or missing:{file}}  {line.text}" for line in lines)
    return "\n".join([heading, *rows])


def _to_mend(found: Clips, asked: Iterable[Reading]) -> Iterator[str]:
    """Say which files are never heard, and why."""
    for refusal in found.unfit:
        yield language().refusal(refusal)
    known = {one.clip for one in asked}
    for code, spoken in found.languages.items():
        for clip, recording in spoken.clips.items():
            if clip not in known:
                yield _("Mẫu phiếu này không có câu nào dùng tệp “%(file)s”.") % {
                    "file": f"{code}/{recording.path.name}"
                }
