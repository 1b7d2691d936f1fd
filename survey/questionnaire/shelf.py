"""The questionnaires that come with the software. A published one is never edited again."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

from survey.questionnaire.reader import read
from survey.questionnaire.whole import Questionnaire
from survey.words import N_, Refusal

FILES = Path(__file__).parent / "files"
DEFAULT = "sipas-2023-service"


class NoSuchQuestionnaire(Refusal):
    """A code that no questionnaire has."""

    def __init__(self, code: str) -> None:
        super().__init__(N_("Không có mẫu phiếu mã “%(code)s”."), code=code)


class EditedQuestionnaire(Refusal):
    """A published file whose bytes are no longer those that were published."""

    def __init__(self, code: str) -> None:
        super().__init__(
            N_(
                "Tệp của mẫu phiếu “%(code)s” đã bị sửa sau khi phát hành. "
                "Xin cài lại phần mềm, hoặc đặt bản sửa vào một tệp mới với mã mới."
            ),
            code=code,
        )


def published() -> tuple[str, ...]:
    """Return the codes of the questionnaires that come with the software, the default first."""
    return tuple(_pins(FILES))


def load(code: str) -> Questionnaire:
    """Return a questionnaire that comes with the software.

    :raises NoSuchQuestionnaire: if there is none of this code.
    :raises EditedQuestionnaire: if its file was changed after it was published.

    >>> len(load("sipas-2023-service").criteria)
    16
    """
    return load_from(FILES, code)


@cache
def load_from(folder: Path, code: str) -> Questionnaire:
    """Return the questionnaire `code` of a folder that pins its files, as `load` does."""
    pin = _pins(folder).get(code)
    if pin is None:
        raise NoSuchQuestionnaire(code)
    file = (folder / f"{code}.toml").read_bytes()
    if sha256(file).hexdigest() != pin:
        raise EditedQuestionnaire(code)
    return read(file, f"{code}.toml")


@cache
def _pins(folder: Path) -> dict[str, str]:
    """Code → SHA-256 of its file, in the order of the list."""
    lines = (folder / "PINNED").read_text(encoding="ascii").splitlines()
    return dict(line.split() for line in lines if line and not line.startswith("#"))
