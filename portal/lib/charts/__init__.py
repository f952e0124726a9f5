"""Charts as pure geometry: plain values in, coordinates out, one template draws them.

    chart = bar_chart("实施重点项目", "个", [Point("2025年", Decimal(38), "38")], source="河南日报")
    {% include "_chart.html" with chart=chart %}

No models, no requests, no settings. Words of ours are translated when a chart is
built, so build it inside the request and keep it out of caches shared by languages.
"""

from .bars import bar_chart, progress_chart
from .composition import composition_chart
from .rank import rank_chart
from .shapes import Chart, Drawing, Point, Series
from .stages import stage_bars
from .trend import sparkline, trend_chart

__all__ = [
    "Chart",
    "Drawing",
    "Point",
    "Series",
    "bar_chart",
    "composition_chart",
    "progress_chart",
    "rank_chart",
    "sparkline",
    "stage_bars",
    "trend_chart",
]
