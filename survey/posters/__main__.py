"""The short-lived process that draws: JSON on standard input, a PDF on standard output."""

from survey.posters.drawing import draw
from survey.press import setting

if __name__ == "__main__":
    setting.answer(draw)
