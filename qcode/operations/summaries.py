"""Writing what one case says under one category, together with others."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.errors import RefusedError, RoundOpenError, SummaryChangedError
from qcode.model.codebook import Codebook
from qcode.model.ids import CaseId, CodeId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.model.summary import Summary
from qcode.operations.rounds import blinding
from qcode.store import (
    Store,
    cases,
    coders,
    documents,
    histories,
    journal,
    study,
    summaries,
)
from qcode.store.records import record_of
from qcode.text.normalise import normalise

if TYPE_CHECKING:
    from sqlalchemy import Connection

CellKey = tuple[CaseId, CodeId]


@dataclass(frozen=True, slots=True)
class Written:
    """The summaries of a study by case and category, and those without a category.

    What was written under a code that was merged into another stands under that one;
    where both had a summary, both texts do, the older first. `homeless` are those
    whose code has left the codebook otherwise.
    """

    cells: Mapping[CellKey, Summary]
    homeless: Sequence[Summary]


def write_summary(store: Store, summary: Summary) -> Summary | None:
    """Store a summary in place of the one that is there; return that one.

    An empty text takes it away. Raises RefusedError where nothing would change,
    UnknownCaseError, UnknownCodeError, and RoundOpenError where a blind round hides
    what others may have written of the case.
    """
    _refuse_hidden(store, summary.case_id)
    with store.begin() as connection:
        _lock(connection, summary)
        standing = _standing(connection, summary)
        _write(connection, store, summary, standing)
    return _joined(standing, summary.code_id)


def revise_summary(store: Store, summary: Summary, seen: Summary | None) -> None:
    """Store a summary for somebody who started from the one they saw, or from none.

    Raises SummaryChangedError where another stands there by now, and what
    `write_summary` raises.
    """
    _refuse_hidden(store, summary.case_id)
    with store.begin() as connection:
        _lock(connection, summary)
        standing = _standing(connection, summary)
        present = _joined(standing, summary.code_id)
        if present != seen:
            by = None
            if present is not None:
                by = coders.get(connection, present.coder_id).handle
            raise SummaryChangedError(present, by)
        _write(connection, store, summary, standing)


def read_summaries(connection: "Connection", book: Codebook) -> Written:
    """Return all summaries that the one who looks may see, joined by category."""
    living = _Living(connection, book)
    standing: dict[CellKey, list[Summary]] = {}
    homeless = []
    for one in summaries.every(connection):
        code_id = living.of(one.code_id)
        if code_id is None:
            homeless.append(one)
        else:
            standing.setdefault((one.case_id, code_id), []).append(one)
    cells = {}
    for key, found in standing.items():
        joined = _joined(found, key[1])
        assert joined is not None
        cells[key] = joined
    return Written(cells, homeless)


def _refuse_hidden(store: Store, case_id: CaseId) -> None:
    hiding = blinding(store)
    if not hiding:
        return
    with store.whole.read() as connection:
        known = documents.summaries(connection)
    of_case = {it.id for it in known if it.case_id == case_id}
    names = [it.name for it in hiding if of_case & it.document_ids]
    if names:
        raise RoundOpenError(names)


def _lock(connection: "Connection", summary: Summary) -> None:
    """Let nobody write summaries, or merge codes, until this ends."""
    coders.lock(connection, summary.coder_id)
    study.lock(connection)


def _standing(connection: "Connection", wanted: Summary) -> list[Summary]:
    """Return what stands in the cell, the oldest first: several where codes merged."""
    living = _Living(connection, study.codebook(connection))
    return [
        it
        for it in summaries.of_case(connection, wanted.case_id)
        if living.of(it.code_id) == wanted.code_id
    ]


def _joined(standing: Sequence[Summary], code_id: CodeId) -> Summary | None:
    """Return what the summaries of a cell say together."""
    if not standing:
        return None
    text = "\n\n".join(it.text for it in standing)
    return replace(standing[-1], code_id=code_id, text=text)


def _write(
    connection: "Connection", store: Store, summary: Summary, standing: list[Summary]
) -> None:
    name = cases.name(connection, summary.case_id)
    code = study.codebook(connection).code(summary.code_id)
    text = normalise(summary.text).strip()
    present = _joined(standing, code.id)
    if present is None and not text:
        raise RefusedError(
            "There is no summary there to take away, and a new one needs a text."
        )
    if present is not None and present.text == text:
        raise RefusedError("The summary says so already; nothing was changed.")
    # What was written under codes that were merged goes: it was part of what was seen.
    for one in standing:
        summaries.remove(connection, one.id)
    after = replace(summary, text=text) if text else None
    if after is not None:
        summaries.save(connection, after)
    action = Action(
        Verb.SUMMARY_WRITTEN,
        summary.coder_id,
        tuple(_changes(standing, after)),
        note=f"{name}: {code.name}",
    )
    journal.record(connection, action, store.installation_id)


def _changes(standing: Iterable[Summary], after: Summary | None) -> Iterable[Change]:
    kept = None
    for one in standing:
        if after is not None and one.id == after.id:
            kept = record_of(one)
        else:
            yield Change(ObjectKind.SUMMARY, one.id, record_of(one), None)
    if after is not None:
        yield Change(ObjectKind.SUMMARY, after.id, kept, record_of(after))


class _Living:
    """Which code lives in the place of one that was merged."""

    def __init__(self, connection: "Connection", book: Codebook) -> None:
        self._connection, self._book = connection, book
        self._aliases: Mapping[CodeId, CodeId] | None = None

    def of(self, code_id: CodeId) -> CodeId | None:
        """Return the code that stands for this one now, `None` if none does."""
        seen: set[CodeId] = set()
        while code_id not in self._book and code_id not in seen:
            seen.add(code_id)
            code_id = self._into().get(code_id, code_id)
        return code_id if code_id in self._book else None

    def _into(self) -> Mapping[CodeId, CodeId]:
        # Reading the journal for merges is only for where a code is not there.
        if self._aliases is None:
            known = histories.aliases(self._connection)
            self._aliases = {
                CodeId(gone): CodeId(living) for gone, living in known.items()
            }
        return self._aliases
