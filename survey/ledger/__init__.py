"""Codes that people type; bytes and receipt of a response. Pure: no clock, no database."""

from survey.ledger.canon import Sheet, canonical, leaf_of, receipt_of
from survey.ledger.codes import ALPHABET, draw_code, is_mistyped, read_code, show_code
from survey.ledger.receipt import Mistyped, read_receipt, show_receipt

__all__ = [
    "ALPHABET",
    "Mistyped",
    "Sheet",
    "canonical",
    "draw_code",
    "is_mistyped",
    "leaf_of",
    "read_code",
    "read_receipt",
    "receipt_of",
    "show_code",
    "show_receipt",
]
