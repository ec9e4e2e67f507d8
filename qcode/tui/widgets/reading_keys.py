"""The keys for moving through a transcript and for selecting in it.

Letters pair up: j and k for sentences, l and h for turns, w and b for words;
with shift they extend the selection.
"""

from textual.binding import Binding, BindingType


def _binding(name: str, keys: str, action: str, says: str) -> Binding:
    return Binding(keys, action, says, show=False, id=f"transcript.{name}")


READING_KEYS: list[BindingType] = [
    _binding("row-down", "down", "row(1)", "Row down"),
    _binding("row-up", "up", "row(-1)", "Row up"),
    _binding("next-character", "right", "step(1)", "Next character"),
    _binding("previous-character", "left", "step(-1)", "Previous character"),
    _binding("next-word", "w,ctrl+right", "move('word', 1)", "Next word"),
    _binding("previous-word", "b,ctrl+left", "move('word', -1)", "Previous word"),
    _binding("next-sentence", "j", "move('sentence', 1)", "Next sentence"),
    _binding("previous-sentence", "k", "move('sentence', -1)", "Previous sentence"),
    _binding("next-turn", "l,ctrl+down", "move('turn', 1)", "Next turn"),
    _binding("previous-turn", "h,ctrl+up", "move('turn', -1)", "Previous turn"),
    _binding("next-coded", "n", "coded(1)", "Next coded segment"),
    _binding("previous-coded", "N,p", "coded(-1)", "Previous coded segment"),
    _binding("page-down", "pagedown,space", "page(1)", "Page down"),
    _binding("page-up", "pageup", "page(-1)", "Page up"),
    _binding("row-start", "home", "row_end(-1)", "Start of the row"),
    _binding("row-end", "end", "row_end(1)", "End of the row"),
    _binding("document-start", "ctrl+home,g", "document_end(-1)", "Start of the text"),
    _binding("document-end", "ctrl+end,G", "document_end(1)", "End of the text"),
    _binding("select", "v", "toggle_selection", "Begin or end selecting"),
    _binding("clear", "escape", "clear_selection", "Give the selection up"),
    _binding("extend-row-down", "shift+down", "row(1, True)", "Select a row on"),
    _binding("extend-row-up", "shift+up", "row(-1, True)", "Select a row back"),
    _binding("extend-right", "shift+right", "step(1, True)", "Select a character on"),
    _binding("extend-left", "shift+left", "step(-1, True)", "Select a character back"),
    _binding(
        "extend-word", "W,ctrl+shift+right", "extend('word', 1)", "Select a word on"
    ),
    _binding(
        "extend-word-back",
        "B,ctrl+shift+left",
        "extend('word', -1)",
        "Select a word back",
    ),
    _binding("extend-sentence", "J", "extend('sentence', 1)", "Select a sentence on"),
    _binding(
        "extend-sentence-back", "K", "extend('sentence', -1)", "Select a sentence back"
    ),
    _binding(
        "extend-turn", "L,ctrl+shift+down", "extend('turn', 1)", "Select a turn on"
    ),
    _binding(
        "extend-turn-back",
        "H,ctrl+shift+up",
        "extend('turn', -1)",
        "Select a turn back",
    ),
]
