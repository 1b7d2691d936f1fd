"""Bring translations/en up to the Vietnamese sentences in code and templates. Run by `make words`.

New sentences arrive untranslated and sentences that are gone are dropped; the tests name both.
Needs no configuration of its own: the marks are `_`, `N_`, `gettext`, `ngettext` and Jinja's trans.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

TOP = Path(__file__).resolve().parent.parent
CATALOGUES = TOP / "translations"
MARKS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
SOURCES = (
    ("survey", [("**.py", "python")]),
    ("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")]),
)
# As the application reads its templates. Not silent: a page that cannot be read ends the run.
READ = {"silent": "false", "trimmed": "true"}
OPTIONS = {"**.html": READ, "**.txt": READ}


def sentences() -> Catalog:
    """Return every marked sentence of the product, with the files where it stands."""
    catalog = Catalog(project="survey", charset="utf-8")
    for folder, methods in SOURCES:
        for name, _line, message, comments, context in extract_from_dir(
            TOP / folder, method_map=methods, options_map=OPTIONS, keywords=MARKS
        ):
            if message:
                place = (f"{folder}/{name}", 0)
                catalog.add(message, None, [place], auto_comments=comments, context=context)
    return catalog


def read(path: Path) -> Catalog:
    """Return a catalogue as it stands in its file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def write(path: Path, catalog: Catalog) -> None:
    """Put a catalogue into its file. The same sentences give the same bytes: no line numbers."""
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False)


def renew(catalog: Catalog) -> int:
    """Bring a catalogue up to the sentences; return how many are still to translate."""
    catalog.update(sentences(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return sum(not all(forms(message.string)) for message in catalog if message.id)


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the forms of a sentence: one, or one for each number that its language tells apart."""
    return (text or "",) if text is None or isinstance(text, str) else tuple(text)


def main() -> None:
    """Bring every catalogue up to date and say what is left to do."""
    for path in sorted(CATALOGUES.glob("*/LC_MESSAGES/messages.po")):
        catalog = read(path)
        missing = renew(catalog)
        write(path, catalog)
        print(f"{path.relative_to(TOP)}: {len(catalog)} sentences, {missing} to translate")


if __name__ == "__main__":
    main()
