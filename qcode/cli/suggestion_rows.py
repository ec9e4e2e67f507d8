"""Suggestions as rows of a table and as JSON, with their reasons."""

from qcode.model.codebook import Codebook
from qcode.model.suggestion import Reason, ReasonKind
from qcode.operations.suggesting import Shown

COLUMNS = ("id", "document", "score", "code", "why", "segment")
JSON_SHAPE = (
    "a list of objects with id, document (its name), start, end (codepoints, "
    "half-open), text, code (its key), score (a probability), engine, reasons: "
    "objects with kind (keyword, words, segment, context, untried), text, spans, "
    "document: the one that the spans are in, null for the suggestion's own."
)
_SHORT_ID = 8


def as_row(shown: Shown, codebook: Codebook) -> tuple[str | float, ...]:
    """Return the cells of `COLUMNS`."""
    suggestion = shown.suggestion
    return (
        str(suggestion.id)[:_SHORT_ID],
        shown.document_name,
        f"{suggestion.score:.2f}",
        codebook.code(suggestion.code_id).name,
        "; ".join(_why(reason, shown) for reason in suggestion.reasons),
        shown.segment,
    )


def _why(reason: Reason, shown: Shown) -> str:
    place = shown.places.get(reason)
    if place is not None:
        return f"{place.document_name}:{place.line} {reason.text}"
    match reason.kind:
        case ReasonKind.KEYWORD:
            return f"„{reason.text}“"
        case ReasonKind.UNTRIED:
            return "never given yet"
        case ReasonKind.CONTEXT:
            return f"just before: {reason.text}"
        case _:
            return reason.text


def as_json(shown: Shown, codebook: Codebook) -> dict[str, object]:
    """Return an object as `JSON_SHAPE` says."""
    suggestion = shown.suggestion
    return {
        "id": str(suggestion.id),
        "document": shown.document_name,
        "start": suggestion.span.start,
        "end": suggestion.span.end,
        "text": shown.segment,
        "code": codebook.code(suggestion.code_id).key,
        "score": suggestion.score,
        "engine": suggestion.engine,
        "reasons": [_reason_as_json(it, shown) for it in suggestion.reasons],
    }


def _reason_as_json(reason: Reason, shown: Shown) -> dict[str, object]:
    place = shown.places.get(reason)
    return {
        "kind": reason.kind.value,
        "text": reason.text,
        "spans": [[span.start, span.end] for span in reason.spans],
        "document": None if place is None else place.document_name,
    }
