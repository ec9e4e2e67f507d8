"""What a study holds that other programs have no place for."""

from typing import TYPE_CHECKING

from qcode.operations.codebook import free_key
from qcode.operations.exchange.outgoing.outlet import Outlet
from qcode.store import (
    codes,
    documents,
    finished_marks,
    rounds,
    settlements,
    suggestions,
    summaries,
)

if TYPE_CHECKING:
    from uuid import UUID

    from qcode.model.ids import CoderId

_NO_PLACE = "REFI-QDA has no place for it; a coded set keeps it (`qcode set export`)"
_IN_A_GRID = "REFI-QDA has no place for it; `qcode grid -o FILE` writes it"


def note_left_out(outlet: Outlet) -> dict[str, int]:
    """Report what stays in the study; return how much of it there is, by kind."""
    connection, account = outlet.connection, outlet.account
    chosen = {coder.id for coder in outlet.coders}
    marks, decided = finished_marks.every(connection), suggestions.decided(connection)
    settled, blind = settlements.every(connection), rounds.every(connection)
    owned: dict[str, list[tuple[UUID, CoderId]]] = {
        "finished mark": [(it.id, it.coder_id) for it in marks],
        "decision": [(it.id, it.coder_id) for it in decided],
        "settlement": [(it.id, it.coder_id) for it in settled],
        "round": [(it.id, it.opened_by) for it in blind],
    }
    found: dict[str, int] = {}
    for kind, things in owned.items():
        own = [thing for thing, coder_id in things if coder_id in chosen]
        for thing in own:
            account.left(kind, thing, "", _NO_PLACE)
        if own:
            found[kind] = len(own)
    written = [it for it in summaries.every(connection) if it.coder_id in chosen]
    for summary in written:
        account.left("summary", summary.id, "", _IN_A_GRID)
    if written:
        found["summary"] = len(written)
    if any(it.revision > 1 for it in documents.summaries(connection)):
        account.warn("Earlier texts of documents stay in the study.")
    if any(
        it.shortcut or it.key != free_key(it.name, ()) for it in codes.every(connection)
    ):
        account.warn(
            "Keys and shortcuts of codes stay in the study: another one makes keys of "
            "the names."
        )
    account.warn(
        "The journal stays in the study, and the files that texts were taken from."
    )
    return found
