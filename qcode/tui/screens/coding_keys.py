"""The keys of the coding screen."""

from textual.binding import Binding


def _binding(name: str, keys: str, action: str, says: str) -> Binding:
    return Binding(keys, action, says, show=False, id=f"coding.{name}")


CODING_KEYS: list[Binding] = [
    _binding("find-code", "c,enter", "find_code", "Find a code and apply it"),
    _binding("repeat", "full_stop", "repeat", "Apply the last code again"),
    _binding("remove", "d,delete", "remove", "Remove the coding here"),
    _binding("next-here", "o", "next_here", "Next of several codings here"),
    _binding("next-suggestion", "s", "suggestion(1)", "Next suggestion in the text"),
    _binding(
        "previous-suggestion", "P", "suggestion(-1)", "Previous suggestion in the text"
    ),
    _binding(
        "accept-suggestion", "a", "accept_suggestion", "Accept the suggestion in view"
    ),
    _binding(
        "reject-suggestion", "x", "reject_suggestion", "Reject the suggestion in view"
    ),
    _binding("accept-all", "A", "accept_all", "Accept all probable suggestions"),
    _binding("list-suggestions", "S", "list_suggestions", "List suggestions"),
    _binding(
        "toggle-suggestions", "Z", "toggle_suggestions", "Show or hide suggestions"
    ),
    _binding(
        "judge-suggestions",
        "E",
        "judge_suggestions",
        "Judge suggestions on own codings",
    ),
    _binding("memo", "m", "memo", "Memo on the coding or document"),
    _binding("undo", "u", "undo", "Undo"),
    _binding("redo", "ctrl+r", "redo", "Redo"),
    _binding("edit-code", "e", "edit_code", "Edit a code's definition"),
    _binding(
        "next-document", "right_square_bracket,f8", "document(1)", "Next document"
    ),
    _binding(
        "previous-document",
        "left_square_bracket,f7",
        "document(-1)",
        "Previous document",
    ),
    _binding("tables", "T", "app.show_tables", "Tables of what was coded"),
    _binding("charts", "C", "app.show_charts", "Charts of what was coded"),
    _binding("grid", "M", "app.show_grid", "Summary grid"),
    _binding("recommendations", "R", "app.recommend", "Recommendations"),
    _binding("settle-differences", "D", "app.settle_differences", "Settle differences"),
    _binding("side", "z", "toggle_side", "Show or hide documents and codes"),
    _binding("keys", "question_mark,f1", "keys", "All keys"),
    _binding("quit", "q", "app.quit", "Quit"),
]
