"""Rows of figures become files: the same rows, the same bytes. Knows nothing of where they go."""

from survey.export.files import FORMATS, MEDIA, UnknownFormat, indices, name_of, save, write
from survey.export.plain import columns_of, guarded, to_csv, to_json
from survey.export.workbook import About, to_xlsx

__all__ = [
    "FORMATS",
    "MEDIA",
    "About",
    "UnknownFormat",
    "columns_of",
    "guarded",
    "indices",
    "name_of",
    "save",
    "to_csv",
    "to_json",
    "to_xlsx",
    "write",
]
