"""Rows of figures become files: the same rows, the same bytes. Knows nothing of where they go."""

from survey.export import archive, crosstabs, released, rows
from survey.export.analysis import ExtraMissing, installed, to_parquet, to_sav
from survey.export.board import SCOREBOARD_FORMATS, computed, scoreboard
from survey.export.comments import COLUMNS as COMMENT_COLUMNS
from survey.export.comments import NotSo, comments, name_of_comments
from survey.export.decree import BadDecree, Decree
from survey.export.editions import (
    POOLED,
    WHOLE,
    check_publishable,
    csv_of,
    is_whole,
    json_of,
    overall_lines,
    publish,
    recomputed,
    rows_of,
)
from survey.export.files import (
    FORMATS,
    MEDIA,
    UnknownFormat,
    indices,
    name_of,
    save,
    saving,
    sent,
    weighted,
    write,
)
from survey.export.meaning import CODES, About
from survey.export.plain import (
    columns_of,
    csv_pieces,
    from_csv,
    guarded,
    json_pieces,
    to_csv,
    to_json,
)
from survey.export.published_years import publish_year, year_as_json, year_of
from survey.export.workbook import to_xlsx

__all__ = [
    "CODES",
    "COMMENT_COLUMNS",
    "FORMATS",
    "MEDIA",
    "POOLED",
    "SCOREBOARD_FORMATS",
    "WHOLE",
    "About",
    "BadDecree",
    "Decree",
    "ExtraMissing",
    "NotSo",
    "UnknownFormat",
    "archive",
    "check_publishable",
    "columns_of",
    "comments",
    "computed",
    "crosstabs",
    "csv_of",
    "csv_pieces",
    "from_csv",
    "guarded",
    "indices",
    "installed",
    "is_whole",
    "json_of",
    "json_pieces",
    "name_of",
    "name_of_comments",
    "overall_lines",
    "publish",
    "publish_year",
    "recomputed",
    "released",
    "rows",
    "rows_of",
    "save",
    "saving",
    "scoreboard",
    "sent",
    "to_csv",
    "to_json",
    "to_parquet",
    "to_sav",
    "to_xlsx",
    "weighted",
    "write",
    "year_as_json",
    "year_of",
]
