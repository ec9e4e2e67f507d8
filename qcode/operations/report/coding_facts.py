"""What is told of those who coded: their work, rounds, decisions, suggestions."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from qcode.model.adjudication import CONSENSUS, Ruling, Settlement
from qcode.model.coding import Origin
from qcode.model.ids import CoderId, coder_id
from qcode.model.journal import JsonValue, Verb
from qcode.model.methods import (
    CoderFacts,
    RoundFacts,
    SettlingFacts,
    SuggestionFacts,
    TakenFrom,
)
from qcode.model.suggestion import Verdict
from qcode.operations.rounds import RoundLine, list_rounds
from qcode.store import (
    Store,
    coders,
    codings,
    finished_marks,
    journal,
    settlements,
    study,
    suggestions,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection


def coder_facts(connection: "Connection") -> list[CoderFacts]:
    """Return what each coder did, by handle whatever a database's order of letters.

    The consensus set and who did nothing are left out.
    """
    counts = codings.counts_by_coder(connection)
    finished = Counter(it.coder_id for it in finished_marks.every(connection))
    consensus = coder_id(study.get(connection).id, CONSENSUS)
    return [
        CoderFacts(
            it.handle,
            counts.get(it.id, 0),
            len(codings.documents_coded(connection, {it.id})),
            finished[it.id],
        )
        for it in sorted(coders.every(connection), key=lambda it: it.handle.casefold())
        if it.id != consensus and (it.id in counts or it.id in finished)
    ]


def round_facts(connection: "Connection", store: Store) -> list[RoundFacts]:
    """Return all blind rounds, the oldest first."""
    handles = {it.id: it.handle for it in coders.every(connection)}
    closed = {
        it.action.note: it.action.details.get("finished")
        for it in journal.local_entries(connection, of=[Verb.ROUND_CLOSED])
    }
    return [_round(it, handles, closed) for it in list_rounds(store)]


def _round(
    line: RoundLine, handles: dict[CoderId, str], closed: Mapping[str, JsonValue]
) -> RoundFacts:
    own, finished = line.round, closed.get(line.round.name)
    return RoundFacts(
        name=own.name,
        coders=sorted(line.coders, key=str.casefold),
        documents=len(line.documents),
        opened_by=handles[own.opened_by],
        opened_at=own.opened_at,
        closed_by="" if own.closed_by is None else handles[own.closed_by],
        closed_at=own.closed_at,
        finished=finished if isinstance(finished, int) else None,
        needed=line.needed,
    )


def settling_facts(connection: "Connection") -> SettlingFacts | None:
    """Return what was decided about differences, `None` where nothing was."""
    every = settlements.every(connection)
    consensus = coder_id(study.get(connection).id, CONSENSUS)
    number = codings.counts_by_coder(connection).get(consensus, 0)
    if not every and not number:
        return None
    handles = {it.id: it.handle for it in coders.every(connection)}
    taken = Counter(_taken(it, handles) for it in every)
    return SettlingFacts(
        taken=[
            TakenFrom(ruling, handle, count)
            for (ruling, handle), count in sorted(taken.items(), key=_place)
        ],
        deciders=sorted({handles[it.coder_id] for it in every}, key=str.casefold),
        codings=number,
        documents=len(codings.documents_coded(connection, {consensus})),
    )


def _taken(it: Settlement, handles: dict[CoderId, str]) -> tuple[Ruling, str]:
    """Return the ruling; where one side was taken, by whose it was."""
    side = {Ruling.FIRST: it.first, Ruling.SECOND: it.second}.get(it.ruling)
    return (it.ruling, "") if side is None else (Ruling.FIRST, handles[side])


def _place(item: tuple[tuple[Ruling, str], int]) -> tuple[int, str]:
    (ruling, handle), _ = item
    return list(Ruling).index(ruling), handle.casefold()


def suggestion_facts(connection: "Connection") -> SuggestionFacts:
    """Return how much began as a suggestion, among what coders made themselves."""
    consensus = coder_id(study.get(connection).id, CONSENSUS)
    counts = codings.counts_by_coder(connection)
    decided = suggestions.decided(connection)
    return SuggestionFacts(
        codings=codings.counts_by_origin(connection).get(Origin.SUGGESTION, 0),
        all_codings=sum(counts.values()) - counts.get(consensus, 0),
        rejected=sum(it.verdict is Verdict.REJECTED for it in decided),
        engines=sorted({it.engine for it in decided}),
    )
