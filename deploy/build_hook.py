"""Carries the top-level templates/ and translations/ inside a standard wheel.

An editable install reads them where they stand in the checkout (survey/paths.py); a plain
force-include would copy them there as well and let the copy grow stale.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = ("templates", "translations")


class CarryTheSheets(BuildHookInterface):  # type: ignore[type-arg]
    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version == "standard":
            for folder in CARRIED:
                build_data["force_include"][f"{self.root}/{folder}"] = f"survey/{folder}"
