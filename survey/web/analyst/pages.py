"""Every page of analysts, gathered behind one lock."""

from survey.web.analyst import crosstabs, explanations, views
from survey.web.analyst.views import bp

__all__ = ["bp", "crosstabs", "explanations", "views"]
