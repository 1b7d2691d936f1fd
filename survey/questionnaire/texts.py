"""One text in the languages that its questionnaire gives it in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

SOURCE = "vi"


class Text(Mapping[str, str]):
    """Language → text. A language that is not there gives the Vietnamese text, never an error.

    >>> Text({"vi": "Hài lòng", "en": "Satisfied"})["en"]
    'Satisfied'
    >>> Text({"vi": "Hài lòng"})["en"]
    'Hài lòng'
    >>> "en" in Text({"vi": "Hài lòng"})
    False
    """

    __slots__ = ("_by_language",)

    def __init__(self, by_language: Mapping[str, str]) -> None:
        self._by_language = dict(by_language)

    def __getitem__(self, language: str) -> str:
        found = self._by_language.get(language)
        return self._by_language[SOURCE] if found is None else found

    def __contains__(self, language: object) -> bool:
        return language in self._by_language

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_language)

    def __len__(self) -> int:
        return len(self._by_language)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._by_language.items())))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self._by_language == other._by_language

    def __repr__(self) -> str:
        return f"Text({self._by_language!r})"


def text(by_language: Mapping[str, str], language: str) -> str:
    """Return the text in `language`, or in Vietnamese where it is not given in it.

    >>> text({"vi": "Nam", "en": "Male"}, "fr")
    'Nam'
    """
    return by_language[language] if language in by_language else by_language[SOURCE]
