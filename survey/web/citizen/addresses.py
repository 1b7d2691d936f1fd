"""Addresses of a citizen's pages, and what an address goes on saying from page to page.

Nothing of the reader is remembered: the language, and that a device is used by many, stand in the
address alone.
"""

from __future__ import annotations

from flask import request

from survey.web import here

SHARED = "may-chung"  # said of a device that many people answer on, one after the other


def shared() -> bool:
    """Whether this page is for a device that many people use: it keeps nothing of anybody."""
    return bool(request.query_string) and SHARED in request.args


def at(path: str, *said: str, language: str | None = None) -> str:
    """Return an address that says what this page's address says.

    :param path: may say something itself ("/p/K7M4QX?day-du").
    :param said: what it says besides.
    :param language: another than the reader's.
    """
    language = language or here.language().code
    words = [
        *said,
        *([SHARED] if shared() else []),
        *([f"lang={language}"] if language != "vi" else []),
    ]
    return f"{path}{'&' if '?' in path else '?'}{'&'.join(words)}" if words else path
