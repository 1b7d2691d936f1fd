"""A folder of clips that an office may change while the server runs."""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

from survey.clips.folder import NONE, Clips, read

# A change within the same tick of the file system's clock leaves no trace on a folder.
_SETTLED = 2_000_000_000  # nanoseconds


class Watched:
    """The clips of a folder as they are now; none where no folder is named.

    A folder changes its time when a file is put into it, taken out of it or renamed. That is
    looked at for every form and costs some microseconds; looking at all files takes milliseconds
    and is done after such a change. A file that was written over in its place leaves its folder
    as it was: that is noticed when somebody asks for the clip.
    """

    def __init__(self, folder: str, names: Mapping[str, str]) -> None:
        self._folder = Path(folder) if folder else None
        self._names = names
        self._seen: tuple[tuple[str, int], ...] = ()
        self._clips = NONE

    def glance(self) -> Clips:
        """Return the clips, read again if a folder has changed."""
        if self._folder is None:
            return NONE
        times = _times(self._folder)
        unsettled = max((at for _, at in times), default=0) > time.time_ns() - _SETTLED
        return self._read(times) if unsettled or times != self._seen else self._clips

    def look(self, language: str, name: str) -> Clips:
        """Return the clips, read again also if this one is no longer as it was."""
        clips = self.glance()
        wanted = clips.clip(language, name)
        if self._folder is None or wanted is None or wanted.is_as_it_was():
            return clips
        return self._read(_times(self._folder))

    def _read(self, times: tuple[tuple[str, int], ...]) -> Clips:
        assert self._folder is not None
        self._clips = read(self._folder, self._names)
        self._seen = times
        return self._clips


def _times(folder: Path) -> tuple[tuple[str, int], ...]:
    """Return when a folder and those in it last changed; nothing where it cannot be read."""
    try:
        with os.scandir(folder) as entries:
            within = [(one.name, one.stat().st_mtime_ns) for one in entries if one.is_dir()]
        return (("", folder.stat().st_mtime_ns), *sorted(within))
    except OSError:
        return ()
