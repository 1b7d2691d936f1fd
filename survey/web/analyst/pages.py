"""Every page of analysts, gathered behind one lock."""

from survey.web.analyst import comments, crosstabs, explanations, judging, views, weighted
from survey.web.analyst.views import bp

__all__ = ["bp", "comments", "crosstabs", "explanations", "judging", "views", "weighted"]
