"""Entries whose text may hold what a terminal would act upon: drawn as signs.

Only the drawing differs; the text that is given back is what was typed or stored.
"""

from rich.text import Text
from textual.widgets import Input, TextArea

_SIGN = "\u2e31"
_SIGNS: dict[int, int | str] = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"},
    0x7F: "␡",
    **dict.fromkeys(range(0x80, 0xA0), _SIGN),
    **dict.fromkeys([0x61C, 0x200E, 0x200F], _SIGN),
    **dict.fromkeys([*range(0x2028, 0x202F), *range(0x2066, 0x206A)], _SIGN),
}


class TextEntry(TextArea):
    """Several lines of text; a sign stands for each harmful character."""

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn, as long as it is stored."""
        line = self.document.get_line(line_index)
        return Text(line.translate(_SIGNS), end="", no_wrap=True)


class LineEntry(Input):
    """One line of text; a sign stands for each harmful character."""

    @property
    def _value(self) -> Text:
        shown = self.value.translate(_SIGNS)
        return Text(shown, no_wrap=True, overflow="ignore", end="")
