"""Rows of figures become files: the same rows, the same bytes. Knows nothing of where they go."""

from survey.export.analysis import ExtraMissing, installed, to_parquet, to_sav
from survey.export.editions import (
    csv_of,
    is_whole,
    json_of,
    overall_lines,
    publish,
    recomputed,
    rows_of,
)
from survey.export.files import FORMATS, MEDIA, UnknownFormat, indices, name_of, save, write
from survey.export.meaning import CODES, About
from survey.export.plain import columns_of, from_csv, guarded, to_csv, to_json
from survey.export.workbook import to_xlsx

__all__ = [
    "CODES",
    "FORMATS",
    "MEDIA",
    "About",
    "ExtraMissing",
    "UnknownFormat",
    "columns_of",
    "csv_of",
    "from_csv",
    "guarded",
    "indices",
    "installed",
    "is_whole",
    "json_of",
    "name_of",
    "overall_lines",
    "publish",
    "recomputed",
    "rows_of",
    "save",
    "to_csv",
    "to_json",
    "to_parquet",
    "to_sav",
    "to_xlsx",
    "write",
]
