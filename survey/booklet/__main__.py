"""The short-lived process that sets a report: JSON on standard input, a PDF on standard output."""

from survey.booklet.paper import draw
from survey.press import setting

if __name__ == "__main__":
    setting.answer(draw)
