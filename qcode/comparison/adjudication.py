"""Two coders' codings laid over each other: where they differ, and what is taken.

Pure: codings in, differences and spans out.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from qcode.model.adjudication import Difference, DifferenceKind, Ruling
from qcode.model.coding import Coding
from qcode.model.ids import CodeId, CoderId, DocumentId
from qcode.model.span import Span


def differences(
    codings: Iterable[Coding], first: CoderId, second: CoderId
) -> list[Difference]:
    """Return where two coders coded, code by code, by document and place.

    What they coded alike is among it. Codings of others are left out.
    """
    together: dict[tuple[DocumentId, CodeId], list[Coding]] = {}
    for coding in codings:
        if coding.coder_id in (first, second):
            place = (coding.document_id, coding.code_id)
            together.setdefault(place, []).append(coding)
    found = [
        Difference(
            document_id,
            code_id,
            tuple(it for it in group if it.coder_id == first),
            tuple(it for it in group if it.coder_id == second),
        )
        for (document_id, code_id), own in together.items()
        for group in _connected(own)
    ]
    return sorted(found, key=lambda it: (str(it.document_id), it.span, str(it.code_id)))


def _connected(codings: Sequence[Coding]) -> Iterator[list[Coding]]:
    """Yield the codings that overlap, also by way of others, group by group."""
    group: list[Coding] = []
    end = -1
    for coding in sorted(codings, key=lambda it: (it.span, str(it.id))):
        if group and coding.span.start >= end:
            yield group
            group = []
            end = -1
        group.append(coding)
        end = max(end, coding.span.end)
    if group:
        yield group


def by_consequence(found: Sequence[Difference]) -> list[Difference]:
    """Return the differences that are none alike, the most consequential code first.

    That is the code about which the coders differ most often; its differences stand
    together, in the order in which they came.
    """
    unlike = [it for it in found if it.kind is not DifferenceKind.ALIKE]
    often = Counter(it.code_id for it in unlike)
    return sorted(unlike, key=lambda it: (-often[it.code_id], str(it.code_id)))


def spans_taken(
    difference: Difference, ruling: Ruling, redrawn: Sequence[Span] = ()
) -> list[Span]:
    """Return the spans that the consensus set gets, in order, each once.

    Raises ValueError where spans are redrawn and none is given, or the other way.
    """
    if (ruling is Ruling.REDRAWN) is not bool(redrawn):
        raise ValueError("redrawn spans go with that ruling, and it needs them")
    match ruling:
        case Ruling.FIRST:
            taken = [it.span for it in difference.first]
        case Ruling.SECOND:
            taken = [it.span for it in difference.second]
        case Ruling.BOTH:
            taken = [it.span for it in difference.codings]
        case Ruling.REDRAWN:
            taken = list(redrawn)
        case Ruling.NEITHER | Ruling.SENT_BACK:
            taken = []
    return sorted(set(taken))
