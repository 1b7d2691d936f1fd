"""Charts as files of their own, for a slide or a newspaper: SVG with its style, title and words.

Each says what it stands on in a line of its own, since it will be seen without its page.
"""

from survey.booklet.drawings.beside import heat, pair
from survey.booklet.drawings.board import board
from survey.booklet.drawings.broken import crosstab, question
from survey.booklet.drawings.counted import quick, topics
from survey.booklet.drawings.frame import FORMS, WIDE, to_png
from survey.booklet.drawings.listed import OF_BODY, OF_KIND, to_svg
from survey.booklet.drawings.whole import factors_of_round, over_time
from survey.booklet.drawings.yearly import own_years, published_years

__all__ = [
    "FORMS",
    "OF_BODY",
    "OF_KIND",
    "WIDE",
    "board",
    "crosstab",
    "factors_of_round",
    "heat",
    "over_time",
    "own_years",
    "pair",
    "published_years",
    "question",
    "quick",
    "to_png",
    "to_svg",
    "topics",
]
