"""What comments speak of: topics by phrases, keywords by counting pairs of words.

Both are counts of comments that hold some words, accents or not. There is no model behind them:
`topics.toml` is all that the machine knows. A word that is denied ("không chờ lâu") counts like
any other, and what is said in words of its own is of no topic.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any

from survey.store.keys import fold

_FILE = Path(__file__).with_name("topics.toml")
# What stands between two words of a pair; anything more parts a sentence.
_WORD = re.compile(r"[^\W\d_]+")
_MARK = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its name by language, and its folded phrases."""

    id: str
    name: dict[str, str]
    phrases: frozenset[str]

    def called(self, language: str) -> str:
        """Return its name in a language; in Vietnamese where it has none."""
        return self.name.get(language) or self.name["vi"]


@cache
def known() -> tuple[Topic, ...]:
    """Return the topics, in their file's order."""
    return tuple(
        Topic(one["id"], one["name"], frozenset(map(fold, one["phrases"])))
        for one in _read()["topic"]
    )


def topics_of(key: str) -> tuple[str, ...]:
    """Return the ids of the topics that a folded text is of.

    >>> topics_of(fold("Chờ lâu, nhưng cán bộ nhiệt tình"))
    ('manner', 'waiting')
    """
    by_word = _phrases()
    words = key.split()
    found = {
        id_
        for at, word in enumerate(words)
        for phrase, id_ in by_word.get(word, ())
        if words[at : at + len(phrase)] == phrase
    }
    return tuple(topic.id for topic in known() if topic.id in found) if found else ()


@cache
def rule() -> str:
    """Return the stamp of what is counted, and how: counts under another one say something else."""
    return sha256(b"1 " + _FILE.read_bytes()).hexdigest()[:16]


def pairs_of(text: str) -> dict[str, str]:
    """Return the pairs of words of a text that stand side by side: folded → as it is written."""
    return {_folded(pair): pair for pair in _pairs(text)}


def keywords(texts: Iterable[str], *, fewest: int, most: int) -> list[tuple[str, int]]:
    """Return pairs of words and how many texts hold them, the commonest first.

    :param fewest: a pair of fewer texts is left out.
    :param most: so many pairs at the most.

    >>> keywords(["Thiếu ghế ngồi", "thieu GHE NGOI quá"], fewest=2, most=9)
    [('ghế ngồi', 2), ('thiếu ghế', 2)]
    """
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for folded, pair in pairs_of(text).items():
            written[folded][pair] += 1
    enough = [one for one in written.values() if one.total() >= fewest]
    enough.sort(key=lambda one: one.total(), reverse=True)
    return commonest(enough, most=most)


def commonest(written: Iterable[Mapping[str, int]], *, most: int) -> list[tuple[str, int]]:
    """Return the first `most` of pairs that are told, the commonest first.

    No more is read than is needed.

    :param written: of each pair its spellings, with how many texts hold them; the pairs that most
        texts hold first.
    """
    told: list[tuple[str, int]] = []
    for spellings in written:
        many = sum(spellings.values())
        if len(told) >= most and many < told[most - 1][1]:
            break
        # Typed without accents, "chờ" looks like the small word "cho": a pair is told if somebody
        # wrote it in a way that leaves no doubt, and then with everybody who wrote it.
        if not all(map(_is_small, spellings)):
            told.append((_best(spellings), many))
    return sorted(told, key=lambda one: (-one[1], fold(one[0]), one[0]))[:most]


def _pairs(text: str) -> Iterator[str]:
    """Yield the pairs of words of a text that stand side by side, in small letters."""
    small = _MARK.sub(".", text).lower()
    for one, other in pairwise(_WORD.finditer(small)):
        if small[one.end() : other.start()].isspace():
            yield f"{one[0]} {other[0]}"


def _best(spellings: Mapping[str, int]) -> str:
    """The commonest spelling; among equals the one with accents."""
    return max(spellings, key=lambda pair: (spellings[pair], not pair.isascii(), pair))


def _is_small(pair: str) -> bool:
    """Whether one of the two is a word that holds sentences together, or may be."""
    plain, folded = _skipped()
    return any(word in plain or (word.isascii() and word in folded) for word in pair.split())


@cache
def _skipped() -> tuple[frozenset[str], frozenset[str]]:
    plain = frozenset(_read()["keywords"]["skip"].split())
    return plain, frozenset(map(fold, plain))


@cache
def _phrases() -> dict[str, list[tuple[list[str], str]]]:
    """First word → the phrases that begin so, in words, each with the id of its topic."""
    found: dict[str, list[tuple[list[str], str]]] = {}
    for topic in known():
        for phrase in topic.phrases:
            words = phrase.split()
            found.setdefault(words[0], []).append((words, topic.id))
    return found


@lru_cache(maxsize=1 << 16)
def _folded(pair: str) -> str:
    """Folding costs ten times as much as looking up what was folded before."""
    return fold(pair)


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
