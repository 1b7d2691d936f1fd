"""A file that is sent to be kept, not shown."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response


def attached(data: bytes | Iterable[bytes], name: str, media: str) -> Response:
    """Answer with a file of this name, whole or in pieces as they are made."""
    return Response(
        data,
        content_type=media,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
