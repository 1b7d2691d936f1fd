"""Every answer of the interface, gathered behind one lock."""

from survey.web.api import figures, openapi, places
from survey.web.api.door import bp

__all__ = ["bp", "figures", "openapi", "places"]
