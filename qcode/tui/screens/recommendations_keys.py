"""The keys of the screen with recommendations."""

from textual.binding import Binding


def _binding(name: str, keys: str, action: str, says: str) -> Binding:
    return Binding(keys, action, says, show=False, id=f"recommend.{name}")


RECOMMENDATION_KEYS: list[Binding] = [
    _binding("other", "tab", "panel(1)", "List, evidence, passages"),
    _binding("other-back", "shift+tab", "panel(-1)", "Passages, evidence, list"),
    _binding("next", "right_square_bracket,f8", "step(1)", "Next recommendation"),
    _binding(
        "previous", "left_square_bracket,f7", "step(-1)", "Previous recommendation"
    ),
    _binding("statement", "e", "write_statement", "Write the statement"),
    _binding("draft", "1", "set_status('draft')", "Status: draft"),
    _binding("discussed", "2", "set_status('discussed')", "Status: discussed"),
    _binding("agreed", "3", "set_status('agreed')", "Status: agreed"),
    _binding("dropped", "0", "set_status('dropped')", "Status: dropped"),
    _binding("take", "a", "take", "Take the passage as a key quotation"),
    _binding("take-why", "y", "take_why", "Take it, and say why this one"),
    _binding("take-out", "x", "take_out", "Take the key quotation out"),
    _binding("sentence", "enter,o", "go_to_sentence", "Go to the sentence"),
    _binding("new", "n", "new", "New recommendation"),
    _binding("start", "f", "start", "One for each code of a family"),
    _binding("title", "t", "title", "Change the title"),
    _binding("codes", "c", "codes", "Change the codes it rests on"),
    _binding("up", "K", "move(-1)", "Move it up"),
    _binding("down", "J", "move(1)", "Move it down"),
    _binding("remove", "delete", "remove", "Take the recommendation away"),
    _binding("survey", "v", "survey", "Lay a survey's priorities beside it"),
    _binding("write", "w", "write", "Write all to exports/"),
    _binding("undo", "u", "undo", "Undo"),
    _binding("redo", "ctrl+r", "redo", "Redo"),
    _binding("keys", "question_mark,f1", "keys", "All keys"),
    _binding("back", "q,escape", "back", "Back to coding"),
]
