"""Where templates and translations stand: beside the package, or inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def shipped(name: str) -> Path:
    """Return the folder `name` ("templates", "translations")."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
