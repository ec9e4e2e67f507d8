"""A code's colour in the text: as a tint behind coded words, as ink of telling ones."""

from rich.style import Style
from textual.color import Color

TINT, STRONG_TINT = 0.28, 0.5
# Ink is told from its ground where their brightness differs by so much.
_LEGIBLE = 0.4


class Tinting:
    """Styles for the colours of codes on one background; "#rrggbb" each."""

    def __init__(self, background: Color) -> None:
        self._background = background
        self._tints: dict[tuple[str, float], Style] = {}
        self._inks: dict[tuple[str, Color], Style] = {}

    def tint(self, colour: str, strength: float) -> Style:
        """Return the ground of coded words."""
        key = (colour, strength)
        if key not in self._tints:
            tint = self._background.blend(Color.parse(colour), strength)
            self._tints[key] = Style(bgcolor=tint.rich_color)
        return self._tints[key]

    def ink(self, colour: str, style: Style) -> Style:
        """Return how words stand out from text of a style, legible on its ground."""
        ground = self._background
        if style.bgcolor is not None and not style.bgcolor.is_default:
            ground = Color.from_rich_color(style.bgcolor)
        if (colour, ground) not in self._inks:
            ink, furthest = Color.parse(colour), ground.get_contrast_text(1)
            for _ in range(4):
                if abs(ink.brightness - ground.brightness) >= _LEGIBLE:
                    break
                ink = ink.blend(furthest, 0.4)
            drawn = Style(color=ink.rich_color, bold=True, underline=True)
            self._inks[colour, ground] = drawn
        return self._inks[colour, ground]
