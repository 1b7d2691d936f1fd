"""Numbers in, places of marks out. PURE: what draws takes them, be it a page or a file."""

from survey.charts.axis import Axis, Marked, axis_for, axis_of_one, segments

__all__ = ["Axis", "Marked", "axis_for", "axis_of_one", "segments"]
