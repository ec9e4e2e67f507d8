"""A chart drawn into cells, which may be larger than the screen (Line API)."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.events import Resize
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from qcode.interchange.charts.style import COLOURS
from qcode.model.chart import Chart
from qcode.tui.widgets.charts.drawing import drawn
from qcode.tui.widgets.charts.sheet import Ink, Line, Sheet, Tone

# A hue is told from its ground where their brightness differs by so much.
_LEGIBLE = 0.25
_FAINT = 0.6


class ChartView(ScrollView, can_focus=True):
    """Draws a chart for the size that it has; heading and names stay in view."""

    DEFAULT_CSS = """
    ChartView {
        scrollbar-size-vertical: 1;
        scrollbar-size-horizontal: 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "down(1)", "Line down", show=False, id="chart.down"),
        Binding("up,k", "down(-1)", "Line up", show=False, id="chart.up"),
        Binding("pagedown,space", "page(1)", "Page down", show=False, id="chart.page"),
        Binding("pageup", "page(-1)", "Page up", show=False, id="chart.page-up"),
        Binding("home,g", "edge(0)", "First line", show=False, id="chart.first"),
        Binding("end,G", "edge(1)", "Last line", show=False, id="chart.last"),
        Binding("right,l", "sideways(1)", "Right", show=False, id="chart.right"),
        Binding("left,h", "sideways(-1)", "Left", show=False, id="chart.left"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._chart: Chart | None = None
        self._sheet = Sheet([])

    def show(self, chart: Chart | None) -> None:
        """Show a chart from its upper left corner on; `None` is nothing."""
        self._chart = chart
        self.scroll_to(0, 0, animate=False)
        self._draw()

    def on_resize(self, _event: Resize) -> None:
        """Draw the chart for the size that there is now."""
        self._draw()

    def notify_style_update(self) -> None:
        """Draw in the colours of the theme."""
        super().notify_style_update()
        self.refresh()

    def _draw(self) -> None:
        outer, chart = self.container_size, self._chart
        if not outer.width:
            return
        # The bar for scrolling down takes a column, as soon as there is one.
        width = max(20, outer.width - 1)
        self._sheet = Sheet([]) if chart is None else drawn(chart, width, outer.height)
        self.virtual_size = Size(self._sheet.width, len(self._sheet.lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Return a line of the screen: of the heading, of the rest, or nothing."""
        sheet, scrolled = self._sheet, self.scroll_offset
        index = y if y < sheet.head else y + scrolled.y
        width = self.scrollable_content_region.width
        if index >= len(sheet.lines):
            return Strip.blank(width, self.rich_style)
        line = self._strip(sheet.lines[index])
        across = scrolled.x if index < len(sheet.lines) - sheet.foot else 0
        line = line.extend_cell_length(across + width, self.rich_style)
        kept = line.crop(0, sheet.left)
        return Strip.join([kept, line.crop(across + sheet.left, across + width)])

    def _strip(self, line: Line) -> Strip:
        base = self.rich_style
        return Strip(Segment(text, base + self._style(ink)) for text, ink in line)

    def _style(self, ink: Ink) -> Style:
        if ink.hue is not None:
            return Style(color=self._colour(ink.hue).rich_color)
        if ink.tone is Tone.FAINT:
            ground = self.background_colors[1]
            faint = ground.blend(ground.get_contrast_text(1), _FAINT)
            return Style(color=faint.rich_color)
        return Style(bold=ink.tone is Tone.STRONG)

    def _colour(self, number: int) -> Color:
        """Return a hue of the charts in files, legible on this ground."""
        ground = self.background_colors[1]
        ink = Color.parse(COLOURS[number % len(COLOURS)])
        furthest = ground.get_contrast_text(1)
        for _ in range(4):
            if abs(ink.brightness - ground.brightness) >= _LEGIBLE:
                break
            ink = ink.blend(furthest, 0.3)
        return ink

    def action_down(self, by: int) -> None:
        """Scroll by lines."""
        self._go(self.scroll_offset.y + by)

    def action_page(self, by: int) -> None:
        """Scroll by pages."""
        height = self.scrollable_content_region.height - self._sheet.head
        self._go(self.scroll_offset.y + by * max(1, height - 1))

    def action_edge(self, is_last: int) -> None:
        """Go to the first or last line."""
        self._go(len(self._sheet.lines) * is_last)

    def action_sideways(self, by: int) -> None:
        """Look further to the right or left."""
        room = self.scrollable_content_region.width - self._sheet.left
        columns = max(1, room // 2 // self._sheet.step)
        across = self.scroll_offset.x + by * columns * self._sheet.step
        self.scroll_to(across, animate=False)

    def _go(self, top: int) -> None:
        self.scroll_to(self.scroll_offset.x, max(0, top), animate=False)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Draw the heading anew too, which does not scroll."""
        super().watch_scroll_y(old_value, new_value)
        self.refresh(Region(0, 0, self.size.width, max(1, self._sheet.head)))

    def watch_scroll_x(self, old_value: float, new_value: float) -> None:
        """Draw the names to the left anew too, which do not scroll."""
        super().watch_scroll_x(old_value, new_value)
        self.refresh()
