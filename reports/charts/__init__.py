"""The charts of the reports: Vega-Lite specs drawn to SVG here, so that a page needs no script to show them.

Each is drawn twice, for a desk and for a phone, because text that shrinks with its drawing cannot be read.
"""

from reports.charts.attendance import attendance_chart
from reports.charts.exits import exits_chart
from reports.charts.retention import retention_chart

__all__ = ["attendance_chart", "exits_chart", "retention_chart"]
