"""What people read: whole in every language, spelt in one way, and never beside the catalogues."""

from __future__ import annotations

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jinja2
import pytest
from babel.messages.catalog import Catalog, Message
from jinja2 import nodes

from deploy import words

TOP = Path(__file__).parent.parent
CATALOGUES = sorted((TOP / "translations").glob("*/LC_MESSAGES/messages.po"))
QUESTIONNAIRES = sorted((TOP / "survey" / "questionnaire" / "files").glob("*.toml"))
TOPICS = TOP / "survey" / "topics.toml"
TEMPLATES = sorted(
    path for path in (TOP / "templates").rglob("*") if path.suffix in {".html", ".txt"}
)
MARKS = frozenset(words.MARKS)

BLANK = re.compile(r"%(?:\((\w+)\)|%)(?:\.\d+)?[sdf]?")
# Letters that only Vietnamese has: an English text has them in names alone.
VIETNAMESE = re.compile(r"[^\W\d_A-Za-z]")
# One spelling, as legal texts have it: the tone on the first vowel of an open syllable (tùy, xóa,
# hòa), y where offices write y, and the words that offices use for a thing.
MISSPELT = re.compile(
    r"\w*(?:(?<!q)u[ỳýỷỹỵ]|o[àáảãạèéẻẽẹ])(?!\w)"
    r"|\b(?:đảm bảo|tỉ lệ|tỉ trọng|lí do|lí lịch|lệ phí lí|kĩ|áp phích|biên nhận|mã mời"
    r"|bộ câu hỏi|anh/chị|anh chị|quý khách|khách hàng|người dùng|trọng số|bảng chéo|cách ly)\b"
    r"|\d %",
    re.IGNORECASE,
)
# Bookish, legal or technical words, which a citizen at a desk does not say.
NOT_FOR_CITIZENS = re.compile(
    r"\b(?:không hợp lệ|lỗi hệ thống|(?<!không )bắt buộc|token|phiên|ẩn danh|địa chỉ mạng"
    r"|anh|chị|bạn(?! bè)|quý khách)\b",
    re.IGNORECASE,
)
CITIZEN = (
    "templates/citizen/",
    "survey/web/citizen/",
    "survey/web/errors",
    "survey/questionnaire/sheet",
    "survey/intake/doors",
    "survey/intake/keep",
)
# Names, and what an official types: an English reader needs them as they are.
NAMES = re.compile(
    r"Sở Nội vụ|Sở Tư pháp|Sở, ban, ngành|Quầy số 3 · Hộ tịch, chứng thực|Hộ tịch"
    r"|Quý IV năm 2026|QĐ-BNV"
)
# A language is called by its own name.
NOT_TRANSLATED = frozenset({"English", "Tiếng", "Việt"})
# Vietnamese that is no sentence of the interface: the made-up province, alphabets and patterns,
# what stands on a poster or in a report, and the name under which a command's acts are kept.
NO_SENTENCES = (
    "survey/demo/",
    "survey/store/keys.py",
    "survey/ledger/codes.py",
    "survey/intake/masking.py",
    "survey/intake/doubts.py",
    "survey/posters/printing.py",
    "survey/booklet/",
    "survey/cli/speech.py",
    "survey/cli/opened.py",
)
# Gathered by the process that runs these tests, not by each that reads their names.
_sentences = cache(words.sentences)

each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])


def _messages(catalog: Catalog) -> dict[str, Message]:
    return {words.forms(message.id)[0]: message for message in catalog if message.id}


def _blanks(text: str) -> set[str]:
    return {name for name in BLANK.findall(text) if name}


def _vietnamese() -> Iterator[tuple[str, str]]:
    """Give every Vietnamese text that people read, with where it stands."""
    for message in _messages(_sentences()).values():
        for text in words.forms(message.id):
            yield ", ".join(place for place, _line in message.locations), text
    for path in (*QUESTIONNAIRES, TOPICS):
        for text in _of_language(tomllib.loads(path.read_text()), "vi"):
            yield path.name, text
    for room in ("posters", "booklet"):
        for path in sorted((TOP / "survey" / room).rglob("*.typ")):
            yield path.name, path.read_text()


def _of_language(found: object, code: str) -> Iterator[str]:
    """Give the texts of one language in a questionnaire, however deep."""
    if isinstance(found, dict):
        for key, value in found.items():
            if key == code and isinstance(value, str):
                yield value
            yield from _of_language(value, code)
    elif isinstance(found, list):
        for value in found:
            yield from _of_language(value, code)


def test_there_are_sentences_and_catalogues() -> None:
    assert len(_sentences()) > 500
    assert [path.parts[-3] for path in CATALOGUES] == ["en"]
    assert len(QUESTIONNAIRES) >= 2


@each_catalogue
def test_a_catalogue_is_complete_and_holds_nothing_old(path: Path) -> None:
    asked, given = _messages(_sentences()), _messages(words.read(path))
    assert sorted(asked.keys() - given.keys()) == [], "run `make words` and translate"
    assert sorted(given.keys() - asked.keys()) == [], "run `make words`"
    assert words.read(path).obsolete == {}, "run `make words`"
    assert [text for text, one in given.items() if not all(words.forms(one.string))] == []
    assert [text for text, one in given.items() if one.fuzzy] == []


@each_catalogue
def test_a_translation_has_every_form_of_its_language(path: Path) -> None:
    catalog = words.read(path)
    for text, message in _messages(catalog).items():
        wanted = catalog.num_plurals if message.pluralizable else 1
        assert len(words.forms(message.string)) == wanted, text


@each_catalogue
def test_a_translation_keeps_the_blanks_of_its_sentence(path: Path) -> None:
    for text, message in _messages(words.read(path)).items():
        for form in (*words.forms(message.id), *words.forms(message.string)):
            assert _blanks(form) == _blanks(text), form


@each_catalogue
def test_a_percent_sign_is_doubled_where_blanks_are_filled_and_only_there(path: Path) -> None:
    for message in _messages(words.read(path)).values():
        for form in (*words.forms(message.id), *words.forms(message.string)):
            if blanks := _blanks(form):
                assert form % dict.fromkeys(blanks, 7), form
            elif not message.pluralizable:
                assert "%%" not in form, form


@each_catalogue
def test_a_translation_begins_and_ends_as_its_sentence_does(path: Path) -> None:
    for text, message in _messages(words.read(path)).items():
        for form in words.forms(message.string):
            assert form == form.strip() or text != text.strip(), form
            assert form[-1:] in ".?!:;…]" or text[-1:] not in ".?!:;", (text, form)
            assert text[-1:] in ".?!:;…" or form[-1:] not in ".:;", (text, form)


def test_english_has_vietnamese_letters_in_names_only() -> None:
    catalog = words.read(TOP / "translations" / "en" / "LC_MESSAGES" / "messages.po")
    texts = [form for one in _messages(catalog).values() for form in words.forms(one.string)]
    for path in (*QUESTIONNAIRES, TOPICS):
        texts += _of_language(tomllib.loads(path.read_text()), "en")
    assert [text for text in texts if VIETNAMESE.search(NAMES.sub("", text))] == []


def test_vietnamese_has_one_spelling() -> None:
    wrong = [(place, found[0]) for place, text in _vietnamese() if (found := MISSPELT.search(text))]
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["tuỳ", "Xoá đi", "hoà", "thuỷ", "khoẻ", "Đảm bảo", "tỉ lệ", "áp phích", "79,34 %"]
)
def test_another_spelling_is_noticed(text: str) -> None:
    assert MISSPELT.search(text)


@pytest.mark.parametrize(
    "text", ["tùy", "Xóa đi", "hòa", "quý IV", "quỹ", "toàn", "loại", "khoản", "thủy", "79,34%"]
)
def test_the_right_spelling_is_let_through(text: str) -> None:
    assert not MISSPELT.search(text)


def test_citizens_read_no_words_of_offices_or_machines() -> None:
    wrong = [
        (place, found[0])
        for place, text in _vietnamese()
        if (place.startswith(CITIZEN) or any(f", {room}" in place for room in CITIZEN))
        or place.endswith((".toml", ".typ"))
        if (found := NOT_FOR_CITIZENS.search(text))
    ]
    assert wrong == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(TOP)))
def test_a_template_holds_no_text_outside_marks(path: Path) -> None:
    tree = jinja2.Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text())
    marked = {
        id(argument)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in MARKS
        for argument in call.args
    }
    said = [one.value for one in tree.find_all(nodes.Const) if id(one) not in marked]
    plain = [
        re.sub(r'lang="vi"[^<>]*>[^<>]*<', "", one.data)
        for one in tree.find_all(nodes.TemplateData)
    ]
    found = [text for text in (*said, *plain) if isinstance(text, str) and VIETNAMESE.search(text)]
    assert found == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(TOP)))
def test_a_template_says_nothing_in_any_language_but_by_marks(path: Path) -> None:
    bare = re.sub(r"{#.*?#}|{%.*?%}|{{.*?}}", "", path.read_text(), flags=re.DOTALL)
    heard = re.findall(r'\b(?:aria-label|alt|placeholder|title)="([^"]+)"', bare)
    seen = re.findall(r"[^\W\d_]{2,}", re.sub(r"<[^>]*>", " ", bare))
    assert [text for text in (*heard, *seen) if text not in NOT_TRANSLATED] == []


def test_code_holds_no_text_outside_marks() -> None:
    found = []
    for path in sorted((TOP / "survey").rglob("*.py")):
        name = path.relative_to(TOP).as_posix()
        if not name.startswith(NO_SENTENCES):
            found += [(name, line, text) for line, text in _unmarked(ast.parse(path.read_text()))]
    assert found == []


def _unmarked(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Give the Vietnamese texts of a module that are neither marked nor documentation."""
    let = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            # A text with values inside is never found in a catalogue: it stays unmarked.
            let |= {id(one) for one in node.args if name in MARKS and type(one) is ast.Constant}
        elif isinstance(node, ast.Expr):
            let.add(id(node.value))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in let:
            continue
        if isinstance(node.value, str) and VIETNAMESE.search(node.value):
            yield node.lineno, node.value


def test_every_letter_stands_with_its_accents_in_one_sign() -> None:
    apart = [
        path.relative_to(TOP).as_posix()
        for folder in ("survey", "templates", "translations", "deploy", "tests", "bench")
        for path in sorted((TOP / folder).rglob("*"))
        if path.suffix in {".py", ".html", ".css", ".toml", ".po", ".typ", ".csv", ".md", ".txt"}
        if not unicodedata.is_normalized("NFC", path.read_text())
    ]
    assert apart == []
    assert all(unicodedata.is_normalized("NFC", text) for _place, text in _vietnamese())
