"""Charts as PNG, SVG and PDF: for an A4 page, in grey, and for the colour-blind."""

from qcode.interchange.charts.drawing import ENDINGS, draw_chart, write_chart

__all__ = ["ENDINGS", "draw_chart", "write_chart"]
