"""The least that a Textual program can be: some text, drawn."""

import sys

from textual.app import App, ComposeResult
from textual.widgets import Static


class PlainApp(App[None]):
    """Shows one text."""

    def compose(self) -> ComposeResult:
        """Lay out the text."""
        yield Static(sys.argv[1])


PlainApp().run()
