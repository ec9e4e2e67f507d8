"""Computing many documents' suggestions, alone or shared among processes."""

from collections.abc import Callable, Iterator, Sequence

from qcode.model.ids import CoderId, DocumentId
from qcode.model.suggestion import Suggestion
from qcode.store import Store, suggestion_runs, suggestions

_LOOKED_AT = 200
"""So many documents are looked at for the next one: more than there are processes."""

Compute = Callable[[DocumentId], Sequence[Suggestion]]


def compute_alone(
    store: Store,
    coder_id: CoderId,
    wanted: Sequence[DocumentId],
    state: str,
    compute: Compute,
) -> Iterator[DocumentId]:
    """Compute one document after the other; yield each when its suggestions hold.

    Nothing is locked in the meantime. What another process has computed by then is
    not computed again.
    """
    for document_id in wanted:
        with store.read() as connection:
            known = suggestion_runs.states(connection, coder_id, [document_id])
        if known.get(document_id) != state:
            found = compute(document_id)
            with store.begin() as connection:
                suggestions.replace(connection, document_id, coder_id, found, state)
        yield document_id


def compute_shared(
    store: Store,
    coder_id: CoderId,
    wanted: Sequence[DocumentId],
    state: str,
    compute: Compute,
) -> Iterator[DocumentId]:
    """Compute what no other process is computing; yield each that holds.

    Each document is claimed in the transaction that stores its suggestions, so none
    is done twice, and what a killed process had claimed is taken up again.
    """
    with store.begin() as connection:
        suggestion_runs.enqueue(connection, coder_id, wanted)
    left = list(wanted)
    while left:
        near = left[:_LOOKED_AT]
        with store.begin() as connection:
            claimed = suggestion_runs.claim(connection, coder_id, near, state)
            if claimed is not None:
                found = compute(claimed)
                suggestions.replace(connection, claimed, coder_id, found, state)
        with store.read() as connection:
            states = suggestion_runs.states(connection, coder_id, near)
        # What was computed here counts once, even if others know a newer state.
        done = [it for it in near if it == claimed or states[it] == state]
        yield from done
        waiting = [it for it in near if it not in done]
        left = waiting + left[_LOOKED_AT:]
        if waiting and claimed is None:
            with store.begin() as connection:
                suggestion_runs.wait_for(connection, coder_id, waiting[0])
