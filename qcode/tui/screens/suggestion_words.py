"""What is drawn of suggestions, put together from what lies on the desk."""

from collections.abc import Sequence

from qcode.model.suggestion import Reason, ReasonKind, Suggestion
from qcode.tui.desk import Desk
from qcode.tui.widgets.suggestion_card import Proposed, Why
from qcode.tui.widgets.suggestion_list import Listed


def listed(desk: Desk, suggestions: Sequence[Suggestion]) -> list[Listed]:
    """Return suggestions for the open document as lines."""
    assert desk.open is not None, "no document is open"
    return [
        Listed(
            id=it.id,
            score=it.score,
            colour=desk.colour(it.code_id),
            code=desk.codebook.code(it.code_id).name,
            segment=it.span.cut(desk.open.document.text),
        )
        for it in suggestions
    ]


def proposed(desk: Desk, suggestion: Suggestion) -> Proposed:
    """Return a suggestion for the open document with its reasons."""
    in_order = desk.suggested.in_text_order()
    is_there = suggestion in in_order
    return Proposed(
        colour=desk.colour(suggestion.code_id),
        code=desk.codebook.code(suggestion.code_id).name,
        path=desk.codebook.path(suggestion.code_id),
        score=suggestion.score,
        reasons=[_why(desk, reason) for reason in suggestion.reasons],
        number=in_order.index(suggestion) + 1 if is_there else 0,
        count=len(in_order),
    )


def _why(desk: Desk, reason: Reason) -> Why:
    if reason.kind is ReasonKind.UNTRIED:
        return Why(reason.kind, "you have not given this code yet")
    if reason.document_id is None or not reason.spans:
        return Why(reason.kind, reason.text)
    place = desk.suggested.place(reason.document_id, reason.spans[0].start)
    return Why(reason.kind, reason.text, place.document_name, place.line)
