"""Rows of figures become files: the same rows, the same bytes. Knows nothing of where they go."""

from survey.export.analysis import ExtraMissing, installed, to_parquet, to_sav
from survey.export.comments import COLUMNS as COMMENT_COLUMNS
from survey.export.comments import NotSo, comments, name_of_comments
from survey.export.files import FORMATS, MEDIA, UnknownFormat, indices, name_of, save, write
from survey.export.meaning import CODES, About
from survey.export.plain import columns_of, guarded, to_csv, to_json
from survey.export.workbook import to_xlsx

__all__ = [
    "CODES",
    "COMMENT_COLUMNS",
    "FORMATS",
    "MEDIA",
    "About",
    "ExtraMissing",
    "NotSo",
    "UnknownFormat",
    "columns_of",
    "comments",
    "guarded",
    "indices",
    "installed",
    "name_of",
    "name_of_comments",
    "save",
    "to_csv",
    "to_json",
    "to_parquet",
    "to_sav",
    "to_xlsx",
    "write",
]
