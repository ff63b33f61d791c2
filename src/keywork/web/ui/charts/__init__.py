"""Charts drawn on the server as inline SVG: twice, for wide and narrow pages, each with its table and a sentence."""

from keywork.web.ui.charts.drawing import Chart, bars, columns

__all__ = ["Chart", "bars", "columns"]
