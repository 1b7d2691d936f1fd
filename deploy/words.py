"""Bring translations/en up to the Vietnamese sentences in code and templates. Run by `make words`.

New sentences arrive untranslated and sentences that are gone are dropped; the tests name both.
Needs no configuration of its own: the marks are `_`, `N_`, `ngettext` and Jinja's trans.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).resolve().parent.parent
CATALOGUES = TOP / "translations"
MARKS: dict[str, tuple[int, ...] | None] = {"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)}
SOURCES = (
    ("survey", [("**.py", "python")]),
    ("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")]),
)


def sentences() -> Catalog:
    """Return every marked sentence of the product, with where it stands."""
    catalog = Catalog(project="survey", charset="utf-8")
    for folder, methods in SOURCES:
        found = extract_from_dir(
            TOP / folder,
            method_map=methods,
            options_map={"**.html": {"silent": "false"}, "**.txt": {"silent": "false"}},
            keywords=MARKS,
        )
        for name, _line, message, comments, context in found:
            catalog.add(message, None, [(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    return catalog


def main() -> None:
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po")):
        with path.open("rb") as file:
            catalog = read_po(file, locale=path.parts[-3])
        catalog.update(sentences(), no_fuzzy_matching=True)
        catalog.obsolete.clear()
        with path.open("wb") as file:
            write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
        missing = sum(1 for message in catalog if message.id and not message.string)
        print(f"{path.relative_to(TOP)}: {len(catalog)} sentences, {missing} to translate")


if __name__ == "__main__":
    main()
