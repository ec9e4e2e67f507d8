"""The keys of the adjudication screen."""

from textual.binding import Binding


def _binding(name: str, keys: str, action: str, says: str) -> Binding:
    return Binding(keys, action, says, show=False, id=f"adjudication.{name}")


ADJUDICATION_KEYS: list[Binding] = [
    _binding("take-first", "1", "settle('first')", "Take the first coder's"),
    _binding("take-second", "2", "settle('second')", "Take the second coder's"),
    _binding("take-both", "3", "settle('both')", "Take both"),
    _binding("take-neither", "0", "settle('neither')", "Take neither"),
    _binding("redraw", "r", "redraw", "Take the selected span instead"),
    _binding("send-back", "s", "send_back", "Send back to the codebook, with a note"),
    _binding("why", "y", "why", "Write why it is decided so"),
    _binding("next-open", "o,enter", "next_open", "Next open difference"),
    _binding("next", "right_square_bracket,f8", "step(1)", "Next difference"),
    _binding("previous", "left_square_bracket,f7", "step(-1)", "Previous difference"),
    _binding("codes", "c", "codes", "Go to a code"),
    _binding("reopen", "x", "reopen", "Reopen what was settled"),
    _binding("undo", "u", "undo", "Undo"),
    _binding("redo", "ctrl+r", "redo", "Redo"),
    _binding("take-alike", "a", "take_alike", "Take all that both coded alike"),
    _binding("changed", "f", "changed", "Decisions whose codings changed since"),
    _binding("side", "z", "toggle_side", "More or less room for the right side"),
    _binding("keys", "question_mark,f1", "keys", "All keys"),
    _binding("back", "q,escape", "back", "Back to coding"),
]
