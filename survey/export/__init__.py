"""Rows of figures become files: the same rows, the same bytes. Knows nothing of where they go."""

from survey.export import archive, crosstabs, released, rows
from survey.export.analysis import ExtraMissing, installed, to_parquet, to_sav
from survey.export.files import FORMATS, MEDIA, UnknownFormat, indices, name_of, save, saving, write
from survey.export.meaning import CODES, About
from survey.export.plain import columns_of, guarded, to_csv, to_json
from survey.export.workbook import to_xlsx

__all__ = [
    "CODES",
    "FORMATS",
    "MEDIA",
    "About",
    "ExtraMissing",
    "UnknownFormat",
    "archive",
    "columns_of",
    "crosstabs",
    "guarded",
    "indices",
    "installed",
    "name_of",
    "released",
    "rows",
    "save",
    "saving",
    "to_csv",
    "to_json",
    "to_parquet",
    "to_sav",
    "to_xlsx",
    "write",
]
