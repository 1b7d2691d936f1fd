"""Posters (bảng mã QR): a desk's code on paper. No database and no clock: the day is handed in."""

from survey.posters.printing import SIZES, CannotPrint, Poster, TooLong, pdf

__all__ = ["SIZES", "CannotPrint", "Poster", "TooLong", "pdf"]
