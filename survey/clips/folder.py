"""A folder of clips: which files can be heard, and what is wrong with the others.

In the folder stands one folder a language, named by its code; in that the clips, each named by
what it says, and `ten.txt` with the name of the language as its speakers read it.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from survey.words import N_, Refusal

LARGEST = 30_000  # bytes; a long question at 24 kbit/s has some 27 000
# What browsers play, the most widely played first. Of two files for one clip the first is heard;
# the order is that of their names, too.
TYPES = {
    ".m4a": "audio/mp4",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".opus": "audio/ogg",
    ".webm": "audio/webm",
}
NAME = "ten.txt"

_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})?")
_CLIP = re.compile(r"[1-6]|[a-z][a-z0-9_]{0,31}(-[1-9][0-9]?)?")
_LONGEST_NAME = 40  # characters


@dataclass(frozen=True, slots=True)
class Recording:
    """A file that can be heard, and how it was when it was looked at: bytes; nanoseconds."""

    path: Path
    size: int
    changed: int

    def is_as_it_was(self) -> bool:
        """False if the file was written over since, or is no more."""
        try:
            about = self.path.stat()
        except OSError:
            return False
        return (about.st_size, about.st_mtime_ns) == (self.size, self.changed)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What can be heard in one language: `name` as people read it, recordings by clip."""

    code: str
    name: str
    clips: Mapping[str, Recording]


@dataclass(frozen=True, slots=True)
class Clips:
    """What a folder holds: the languages by code; what cannot be heard, and why.

    `version` is another one after any change of a file; empty where there is no clip.
    """

    languages: Mapping[str, Spoken]
    unfit: tuple[Refusal, ...]
    version: str

    def clip(self, language: str, name: str) -> Recording | None:
        """Return a clip in a language, if there is one."""
        spoken = self.languages.get(language)
        return spoken.clips.get(name) if spoken else None


NONE = Clips({}, (), "")


def read(folder: Path, names: Mapping[str, str]) -> Clips:
    """Return what a folder holds. Nothing in it raises; what is wrong is in `unfit`.

    :param names: of languages that need no `ten.txt`, by code.
    """
    root = _real(folder)
    unfit: list[Refusal] = []
    try:
        entries = _entries(root)
    except OSError:
        message = N_("Không đọc được thư mục ghi âm “%(folder)s” (SURVEY_CLIPS).")
        return Clips({}, (Refusal(message, folder=str(folder)),), "")
    found = (_language(path, root, names, unfit) for path in entries)
    languages = {one.code: one for one in found if one is not None and one.clips}
    return Clips(languages, tuple(unfit), _version(languages.values()) if languages else "")


def _version(languages: Iterable[Spoken]) -> str:
    held = hashlib.sha256()
    for one in languages:
        held.update(f"{one.code}\0{one.name}\0".encode())
        for each in one.clips.values():
            held.update(f"{each.path.name}\0{each.size}\0{each.changed}\0".encode())
    return held.hexdigest()[:8]


def _entries(folder: Path) -> list[Path]:
    """Return what stands in a folder, without what systems hide there, in a fixed order."""
    return sorted(path for path in folder.iterdir() if not path.name.startswith("."))


def _language(
    path: Path, root: Path, names: Mapping[str, str], unfit: list[Refusal]
) -> Spoken | None:
    shown = _shown(path, root)
    if not _real(path).is_relative_to(root):
        unfit.append(Refusal(_LEADS_OUT, file=shown))
    elif not path.is_dir() or not _CODE.fullmatch(path.name):
        message = N_("“%(file)s” không phải thư mục của một thứ tiếng: cần mã như vi, hmn.")
        unfit.append(Refusal(message, file=shown))
    else:
        try:
            entries = _entries(path)
        except OSError:
            unfit.append(Refusal(_UNREADABLE, file=shown))
            return None
        if name := _name(path / NAME, root) or names.get(path.name, ""):
            return Spoken(path.name, name, _clips(entries, root, unfit))
        message = N_("Thư mục ghi âm “%(folder)s” chưa có tên thứ tiếng trong tệp ten.txt.")
        unfit.append(Refusal(message, folder=shown))
    return None


def _name(path: Path, root: Path) -> str:
    """Return the first line of a file, as it can stand on a page; "" where there is none."""
    try:
        if not _real(path).is_relative_to(root) or not path.is_file():
            return ""
        with path.open(encoding="utf-8-sig") as file:
            line = file.readline(_LONGEST_NAME)
    except (OSError, UnicodeDecodeError):
        return ""
    line = unicodedata.normalize("NFC", line)
    return "".join(sign for sign in line if sign.isprintable()).strip()


def _clips(entries: list[Path], root: Path, unfit: list[Refusal]) -> dict[str, Recording]:
    """Return the clips that can be heard, in the order of their names."""
    clips: dict[str, Recording] = {}
    for path in entries:
        if path.name == NAME:
            continue
        found = _recording(path, root)
        if isinstance(found, Refusal):
            unfit.append(found)
        elif first := clips.get(path.stem):
            message = N_("Có hai tệp cho một câu: “%(heard)s” được phát, “%(file)s” thì không.")
            heard = _shown(first.path, root)
            unfit.append(Refusal(message, heard=heard, file=_shown(path, root)))
        else:
            clips[path.stem] = found
    return dict(sorted(clips.items()))


_LEADS_OUT = N_("“%(file)s” dẫn ra ngoài thư mục ghi âm, nên không được phát.")
_UNREADABLE = N_("Không đọc được “%(file)s” trong thư mục ghi âm.")


def _recording(path: Path, root: Path) -> Recording | Refusal:
    """Return a file as it is now, or why it cannot be heard."""
    shown = _shown(path, root)
    if path.suffix not in TYPES or not _CLIP.fullmatch(path.stem):
        message = N_("Tệp ghi âm “%(file)s” có tên lạ: cần dạng như q24.m4a, q24-6.m4a.")
        return Refusal(message, file=shown)
    if not _real(path).is_relative_to(root):
        return Refusal(_LEADS_OUT, file=shown)
    try:
        about = path.stat()
    except OSError:
        return Refusal(_UNREADABLE, file=shown)
    if not stat.S_ISREG(about.st_mode) or not os.access(path, os.R_OK):
        return Refusal(_UNREADABLE, file=shown)
    if not 0 < about.st_size <= LARGEST:
        message = N_("Tệp ghi âm “%(file)s” có %(bytes)s byte: cần từ 1 đến %(most)s.")
        return Refusal(message, file=shown, bytes=about.st_size, most=LARGEST)
    return Recording(path, about.st_size, about.st_mtime_ns)


def _real(path: Path) -> Path:
    """Return where a path leads once every link is followed; a link to itself leads nowhere."""
    return Path(os.path.realpath(path))


def _shown(path: Path, root: Path) -> str:
    """Return a file's name as it can be printed, whatever bytes it has."""
    name = os.fsencode(path.relative_to(root)).decode("utf-8", "replace")
    return "".join(sign if sign.isprintable() else "\ufffd" for sign in name)
