"""The slides as one page that needs nothing else: for a hall without internet."""

from survey.booklet.hall.page import to_html

__all__ = ["to_html"]
