"""Every sentence that a person may read stands in every catalogue, whole and with its blanks."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

TOP = Path(__file__).parent.parent
CATALOGUES = sorted((TOP / "translations").glob("*/LC_MESSAGES/messages.po"))
BLANK = re.compile(r"%\((\w+)\)[sd]|%%")
# One spelling, as legal texts have it: the tone stands on the first vowel.
MISSPELT = re.compile(
    r"\b(tuỳ|xoá|hoà|toà|khoá|thuỷ|huỷ|uỷ|đảm bảo|tỉ lệ|lí do|kĩ|áp phích|biên nhận|mã mời"
    r"|bộ câu hỏi|anh/chị|quý khách|khách hàng|người dùng)\b",
    re.IGNORECASE,
)


def _sentences() -> Catalog:
    spec = importlib.util.spec_from_file_location("words", TOP / "deploy" / "words.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    catalog: Catalog = module.sentences()
    return catalog


SENTENCES = _sentences()


def _ids(catalog: Catalog) -> set[str]:
    return {m.id if isinstance(m.id, str) else m.id[0] for m in catalog if m.id}


def _forms(text: str | tuple[str, ...] | list[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def test_there_are_sentences_and_catalogues() -> None:
    assert len(SENTENCES) > 100
    assert [path.parts[-3] for path in CATALOGUES] == ["en"]


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_catalogue_is_complete_and_holds_nothing_old(path: Path) -> None:
    with path.open("rb") as file:
        catalog = read_po(file)
    assert _ids(SENTENCES) - _ids(catalog) == set(), "run `make words` and translate"
    assert _ids(catalog) - _ids(SENTENCES) == set(), "run `make words`"
    assert [m.id for m in catalog if m.id and not all(_forms(m.string))] == []
    assert [m.id for m in catalog if m.id and m.fuzzy] == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_a_translation_keeps_the_blanks_of_its_sentence(path: Path) -> None:
    with path.open("rb") as file:
        catalog = read_po(file)
    for message in catalog:
        if message.id:
            asked = {name for form in _forms(message.id) for name in BLANK.findall(form)}
            for form in _forms(message.string):
                assert set(BLANK.findall(form)) <= asked, message.id
            given = {name for form in _forms(message.string) for name in BLANK.findall(form)}
            assert given == asked, message.id


def test_vietnamese_sentences_have_one_spelling() -> None:
    wrong = [text for text in sorted(_ids(SENTENCES)) if MISSPELT.search(text)]
    assert wrong == []
