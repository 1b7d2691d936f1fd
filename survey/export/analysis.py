"""Parquet and SPSS for analysts' programs. Their libraries are an extra: `survey[analysis]`."""

from __future__ import annotations

import io
import tempfile
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from survey.export.meaning import CODES, MEANING, METHODS, WIDE, About
from survey.export.meaning import WITHOUT as WITHOUT_SAID
from survey.export.plain import columns_of
from survey.report.rows import IndexRow
from survey.words import N_, Refusal

if TYPE_CHECKING:
    import polars

NEEDED = {"parquet": ("polars",), "sav": ("polars", "pyreadstat")}
# Bytes that SPSS takes: a line of a file's notes, the words for one value.
NOTE = 80
LABEL = 120
WITHOUT = "without:"


class ExtraMissing(Refusal):
    """The libraries for this kind of file are not installed."""

    def __init__(self, form: str) -> None:
        super().__init__(
            N_("Tệp %(format)s cần phần bổ sung “survey[analysis]”, chưa cài trên máy này."),
            format=form,
        )


def installed(form: str) -> bool:
    """Whether this installation can write such a file; looked up, not loaded."""
    return all(find_spec(name) is not None for name in NEEDED.get(form, ()))


def to_parquet(rows: Sequence[IndexRow]) -> bytes:
    """Return typed columns: text, whole numbers of 64 bits, decimals with two places, nulls."""
    out = io.BytesIO()
    _frame(rows).write_parquet(out, compression="zstd")
    return out.getvalue()


def to_sav(rows: Sequence[IndexRow], about: About, say: Callable[[str], str] = str) -> bytes:
    """Return a file of SPSS with labels in words; its bytes hold the moment it was made.

    Codes stay codes and carry their words as value labels; what the rows stand on is in the notes.

    :param say: gives a Vietnamese sentence in the reader's language.
    """
    import polars
    import pyreadstat

    frame = _frame(rows).with_columns(polars.selectors.decimal().cast(polars.Float64))
    text = {column for column, kind in frame.schema.items() if kind == polars.String}
    exact = {column for column, kind in frame.schema.items() if kind == polars.Float64}
    columns = columns_of(rows)
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "indices.sav"
        pyreadstat.write_sav(
            frame,
            file,
            row_compress=True,  # programs older than .zsav read it too
            column_labels={column: say(MEANING[column]) for column in columns},
            variable_value_labels={
                column: dict(_labels(rows, column, say)) for column in columns if column in CODES
            },
            variable_measure={
                column: "nominal" if column in text else "scale" for column in columns
            },
            variable_format={
                column: "F8.2" if column in exact else "F12.0"
                for column in columns
                if column not in text
            },
            variable_display_width={column: WIDE.get(column, 12) for column in columns},
            note=[line for sentence in _notes(about, say) for line in _cut(sentence)],
        )
        return file.read_bytes()


def _frame(rows: Sequence[IndexRow]) -> polars.DataFrame:
    import polars

    hints = get_type_hints(IndexRow)

    def kind(column: str) -> polars.DataType:
        held = {hints[column], *get_args(hints[column])}
        if Decimal in held:
            return polars.Decimal(9, 2)
        return polars.Int64() if int in held else polars.String()

    return polars.DataFrame(
        [
            polars.Series(column, [getattr(row, column) for row in rows], dtype=kind(column))
            for column in columns_of(rows)
        ]
    )


def _labels(
    rows: Sequence[IndexRow], column: str, say: Callable[[str], str]
) -> Iterator[tuple[Any, str]]:  # str; pyreadstat's own hints know numbers alone
    """Yield every code of a column and its words, and what the rows compose of them."""
    words = CODES[column]
    composed = sorted({getattr(row, column) for row in rows} - words.keys() - {""})
    for code in (*words, *composed):
        if code.startswith(WITHOUT):
            label = say(WITHOUT_SAID) % {"members": code.removeprefix(WITHOUT)}
        else:
            label = ", ".join(say(words[one]) for one in code.split(","))
        # Cut in two it would end within a letter; the code itself is whole in its cell.
        if len(label.encode()) <= LABEL:
            yield code, label


def _notes(about: About, say: Callable[[str], str]) -> Iterator[str]:
    yield about.title
    yield from (f"{left}: {right}" for left, right in about.lines)
    yield from (f"{name}: {say(meaning)}" for name, meaning in METHODS)


def _cut(sentence: str) -> Iterator[str]:
    """Yield a sentence in lines of so many bytes, between words where it can be."""
    line = ""
    for word in sentence.split():
        if line and len(f"{line} {word}".encode()) > NOTE:
            yield line
            line = ""
        line = f"{line} {word}" if line else word
        while len(line.encode()) > NOTE:
            head = line.encode()[:NOTE].decode(errors="ignore")
            yield head
            line = line.removeprefix(head)
    if line:
        yield line
