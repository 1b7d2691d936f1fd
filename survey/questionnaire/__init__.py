"""What is asked, read from TOML, and how a sheet comes back. No Flask, no database, no clock."""

from survey.questionnaire import shelf
from survey.questionnaire.faults import BadQuestionnaire, Fault
from survey.questionnaire.questions import (
    Asked,
    Choice,
    Comment,
    Criterion,
    Factor,
    Level,
    Option,
    Part,
    Question,
    Row,
    Scale,
)
from survey.questionnaire.reader import read
from survey.questionnaire.rows import BadRow, RowFault, UnknownColumns, read_row, row_reader
from survey.questionnaire.sheet import (
    MOST_COMMENT,
    Filled,
    Problem,
    UnreadableSheet,
    cells,
    from_values,
    read_comment,
    read_form,
    ticked,
)
from survey.questionnaire.shelf import NoSuchQuestionnaire
from survey.questionnaire.texts import Text, text
from survey.questionnaire.whole import Questionnaire

__all__ = [
    "MOST_COMMENT",
    "Asked",
    "BadQuestionnaire",
    "BadRow",
    "Choice",
    "Comment",
    "Criterion",
    "Factor",
    "Fault",
    "Filled",
    "Level",
    "NoSuchQuestionnaire",
    "Option",
    "Part",
    "Problem",
    "Question",
    "Questionnaire",
    "Row",
    "RowFault",
    "Scale",
    "Text",
    "UnknownColumns",
    "UnreadableSheet",
    "cells",
    "from_values",
    "read",
    "read_comment",
    "read_form",
    "read_row",
    "row_reader",
    "shelf",
    "text",
    "ticked",
]
