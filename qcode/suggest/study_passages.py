"""A study's documents as the passages an engine reads, and what is coded there.

Owns which codes a passage has: those of the codings that share at least half of
it, or half of themselves, with it. Pure; knows no engine and no store.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from qcode.model.coding import Coding
from qcode.model.document import Document
from qcode.model.ids import CodeId, DocumentId
from qcode.model.span import Span
from qcode.suggest.passages import count_sentences, passages
from qcode.text.segments import masked_spans
from qcode.text.sentences import sentences
from qcode.text.speakers import is_interviewer

_FIRST_LOOK = 5
_FEWEST_FOR_HABIT = 20

CONTEXT = 3
"""So many passages before one are its context, the nearest first."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that codes are proposed for, with its text."""

    document_id: DocumentId
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class ReadPassage:
    """A passage that a coder has read, the codes they gave it, and its context.

    No code means read and not coded. `context` are the codes of the passages
    before it in the document, the nearest first.
    """

    passage: Passage
    codes: frozenset[CodeId]
    context: tuple[frozenset[CodeId], ...]


def passages_of(
    document: Document,
    observed_lengths: Sequence[int],
    *,
    is_left_out: Callable[[str], bool] = is_interviewer,
) -> list[Passage]:
    """Return a document's passages in order; lengths as `habit` gives them.

    The turns of speakers that `is_left_out` names have none.
    """
    spans = passages(
        document.text,
        document.turns,
        masked=masked_spans(document.text, document.turns),
        observed_lengths=observed_lengths,
        is_left_out=is_left_out,
    )
    return [Passage(document.id, span, span.cut(document.text)) for span in spans]


def habit(
    documents: Sequence[Document], codings: Mapping[DocumentId, Sequence[Coding]]
) -> list[int]:
    """Return how many sentences the segments have that show a coder's habit.

    Those are `habitual`, so that passages stay as they are for a while.
    """
    shown: dict[DocumentId, list[Span]] = {}
    for document_id, span in habitual(it for made in codings.values() for it in made):
        shown.setdefault(document_id, []).append(span)
    lengths: list[int] = []
    for document in documents:
        if spans := shown.get(document.id):
            places = sentences(document.text)
            lengths += [count_sentences(places, span) for span in sorted(spans)]
    return lengths


def habitual(codings: Iterable[Coding]) -> list[tuple[DocumentId, Span]]:
    """Return the coded segments that show a coder's habit, each once, as made.

    A habit is looked at each time that the segments have doubled, from five on, and
    read from the later half of them, from twenty at least: in between it stays as it
    is, and a new one shows.
    """
    in_order = sorted(codings, key=lambda it: (it.created_at, it.id))
    segments = list(dict.fromkeys((it.document_id, it.span) for it in in_order))
    looked_at = _FIRST_LOOK
    while 2 * looked_at <= len(segments):
        looked_at *= 2
    later = max(looked_at // 2, _FEWEST_FOR_HABIT)
    return segments[max(looked_at - later, 0) : looked_at]


def read_passages(
    found: Sequence[Passage], codings: Sequence[Coding], *, is_finished: bool = False
) -> list[ReadPassage]:
    """Return the passages of one document that its coder has read, in order.

    Read is what stands before the end of the last coding, and all of a document that
    they have finished. All are of one coder and one document.
    """
    read_to = max((coding.span.end for coding in codings), default=0)
    given = [
        (passage, _codes(passage.span, codings))
        for passage in found
        if is_finished or passage.span.start < read_to
    ]
    return [
        ReadPassage(passage, own, context_of([codes for _, codes in given[:place]]))
        for place, (passage, own) in enumerate(given)
    ]


def context_of(
    codes_before: Sequence[frozenset[CodeId]],
) -> tuple[frozenset[CodeId], ...]:
    """Return the nearest codes of the passages before one, the nearest first."""
    return tuple(reversed(codes_before[-CONTEXT:]))


def codes_by_passage(
    found: Sequence[Passage], codings: Sequence[Coding]
) -> list[frozenset[CodeId]]:
    """Return the codes that each passage of one document has."""
    return [_codes(passage.span, codings) for passage in found]


def _codes(span: Span, codings: Sequence[Coding]) -> frozenset[CodeId]:
    return frozenset(
        coding.code_id for coding in codings if _is_shared(span, coding.span)
    )


def _is_shared(passage: Span, coded: Span) -> bool:
    shared = min(passage.end, coded.end) - max(passage.start, coded.start)
    return shared > 0 and (2 * shared >= passage.length or 2 * shared >= coded.length)
