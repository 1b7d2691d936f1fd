"""Forms of staff: Vietnamese down to the sentences that the form library says by itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, ListWidget

from survey.web import here
from survey.words import N_

NEEDED = N_("Ô này cần được điền.")
# What the library says when it cannot read a value, and what people read instead.
_SAID = {
    "Not a valid choice.": N_("Xin chọn một trong các mục có sẵn."),
    "Not a valid choice": N_("Xin chọn một trong các mục có sẵn."),
    "Not a valid date value.": N_("Ngày chưa đọc được. Xin chọn lại, dạng 2026-11-23."),
    "Not a valid integer value.": N_("Xin điền một số nguyên."),
    "This field is required.": NEEDED,
    "Invalid Choice: could not coerce.": N_("Xin chọn một trong các mục có sẵn."),
    "'%(value)s' is not a valid choice for this field.": N_("Có mục không còn trong danh sách."),
    "'%(value)s' are not valid choices for this field.": N_("Có mục không còn trong danh sách."),
}


class _Said:
    """The library's door for translations."""

    def gettext(self, said: str) -> str:
        return here.gettext(_SAID.get(said, said))

    def ngettext(self, singular: str, plural: str, _count: int) -> str:
        return self.gettext(_SAID.get(singular, plural))


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose labels and failures are in the reader's language.

    Labels are marked sentences; they are given in the reader's language when a form is made.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """No catalogue of the library's own."""

        def get_translations(self, _form: FlaskForm) -> _Said:
            return _Said()

    def __init__(self, *args: object, **values: object) -> None:
        super().__init__(*args, **values)
        for field in self:
            field.label.text = here.gettext(field.label.text)

    def blame(self, name: str, sentence: str) -> None:
        """Put a failure at the field called `name`, or above the form if there is none."""
        if name in self:
            field = self[name]
            field.errors = [*field.errors, sentence]
        else:
            self.form_errors.append(sentence)


class Boxes(SelectMultipleField):  # type: ignore[misc]
    """Several of a few: a box each."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def needed() -> InputRequired:
    """Return the check that something was filled in."""
    return InputRequired(message=NEEDED)


def tidied(text: str | None) -> str:
    """Return what was typed in the Unicode form that is kept, without blanks at its ends."""
    return unicodedata.normalize("NFC", text or "").strip()


def choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """Return (value, sentence) pairs as a field takes them, in the reader's language."""
    return [SelectChoice(value, here.gettext(words)) for value, words in pairs]


def codes(text: str | None) -> list[str]:
    """Return the codes in a text, whatever stands between them.

    >>> codes("H35.1, H35.2; H35.3")
    ['H35.1', 'H35.2', 'H35.3']
    """
    return tidied(text).replace(",", " ").replace(";", " ").split()


__all__ = ["NEEDED", "Boxes", "Field", "Form", "choices", "codes", "needed", "tidied"]
