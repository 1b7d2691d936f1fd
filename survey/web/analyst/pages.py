"""Every page of analysts, gathered behind one lock."""

from survey.web.analyst import explanations, views
from survey.web.analyst.views import bp

__all__ = ["bp", "explanations", "views"]
