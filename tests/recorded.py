"""An office's folder of clips: silence that every browser can play, made here."""

from __future__ import annotations

import os
import time
from pathlib import Path

# MPEG-2, layer III, 8 kbit/s, 16 kHz, one channel; nothing in it decodes to silence.
_FRAME = bytes.fromhex("fff318c0").ljust(36, b"\0")
_A_SECOND = 16_000 / 576  # frames


def silence(seconds: float = 0.1) -> bytes:
    """Return an MP3 file in which nobody speaks."""
    return _FRAME * round(seconds * _A_SECOND)


def record(folder: Path, language: str, *clips: str, name: str = "", seconds: float = 0.1) -> None:
    """Put clips of a language into a folder; `name` is what its speakers call it."""
    within = folder / language
    within.mkdir(parents=True, exist_ok=True)
    if name:
        (within / "ten.txt").write_text(f"{name}\n", encoding="utf-8")
    for clip in clips:
        (within / f"{clip}.mp3").write_bytes(silence(seconds))


def settle(folder: Path) -> None:
    """Let it look as if nothing had been put into a folder for an hour."""
    before = time.time() - 3600
    for path in (folder, *folder.iterdir()):
        os.utime(path, (before, before))
