"""From a chart to shapes on a ground of a given width."""

from __future__ import annotations

from .bar_chart import bar_chart
from .charts import BarChart, Chart, ColumnChart, Drawing, FlowChart, TimeChart
from .column_chart import column_chart
from .flow_chart import flow_chart
from .text_metrics import Ruler
from .time_chart import time_chart


def draw(chart: Chart, width: float, ruler: Ruler) -> Drawing:
    """Measures are those of the ruler: pixels in the window, points on paper."""
    match chart:
        case BarChart():
            return bar_chart(chart, width, ruler)
        case ColumnChart():
            return column_chart(chart, width, ruler)
        case FlowChart():
            return flow_chart(chart, width, ruler)
        case TimeChart():
            return time_chart(chart, width, ruler)
