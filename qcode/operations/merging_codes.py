"""Merging one code into another: what was coded with it is coded with the other.

One transaction, one journal entry, to be undone as one step. What another copy of the
study goes on coding with the merged code comes to the other when sets are merged.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid4

from qcode.comparison.carrying_over import changes_to, related
from qcode.comparison.joining import complete, join
from qcode.errors import NotCodableError, RefusedError, UnknownCodeError
from qcode.model.codebook import Code, Codebook
from qcode.model.coding import now
from qcode.model.ids import CodeId, CoderId
from qcode.model.journal import Action, Change, JsonObject, ObjectKind, Verb
from qcode.model.step import Histories, Step
from qcode.operations.carrying_out import carry_out, changed_aliases
from qcode.operations.large_work import collecting_seldom
from qcode.operations.locking import lock
from qcode.operations.rounds import refuse_blind
from qcode.store import Store, coders, codes, histories, journal, states, study
from qcode.store.records import record_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class CodesMerged:
    """What merging a code into another does.

    `codings` stand under the other code afterwards; of these `joined` are on spans
    that their coder had coded with both, and live on in one coding. `below` are the
    keys of the codes that were below the merged one, `left` the fields of it that
    only the journal keeps, because the other code has its own.
    """

    merged: Code
    into: Code
    codings: int
    joined: int
    memos: int
    decisions: int
    settlements: int
    coders: tuple[str, ...]
    below: tuple[str, ...]
    left: tuple[str, ...]


def foresee_code_merge(store: Store, merged: CodeId, into: CodeId) -> CodesMerged:
    """Return what merging would do, and change nothing; raises as `merge_codes`."""
    refuse_blind(store)
    with collecting_seldom(), store.rehearse() as connection:
        book = study.codebook(connection)
        planned = _Plan(connection, book.code(merged), _receiver(book, merged, into))
        return planned.carry_out()


def merge_codes(
    store: Store, merged: CodeId, into: CodeId, coder_id: CoderId
) -> CodesMerged:
    """Let all that is of a code be of another one, and the code be gone.

    Its keys become former keys of the other, its keywords and memo join. Raises
    UnknownCodeError, RefusedError for a code into itself, NotCodableError where the
    other one only orders codes, and RoundOpenError where a blind round hides codings
    that would change.
    """
    refuse_blind(store)
    with collecting_seldom(), store.begin() as connection:
        lock(connection, {coder_id, *(it.id for it in coders.every(connection))})
        book = study.codebook(connection)
        planned = _Plan(connection, book.code(merged), _receiver(book, merged, into))
        done = planned.carry_out()
        planned.record(coder_id, store)
    return done


def merge_as_written(
    connection: "Connection",
    store: Store,
    pairs: Sequence[tuple[Code, Code]],
    coder_id: CoderId | None,
) -> list[CodesMerged]:
    """Merge codes into codes as a codebook's file has these, one journal entry each.

    Raises NotCodableError.
    """
    made = []
    for merged, into in pairs:
        planned = _Plan(connection, merged, into)
        made.append(planned.carry_out())
        planned.record(coder_id, store)
    return made


def _receiver(book: Codebook, merged: CodeId, into: CodeId) -> Code:
    """Return the code with what it takes over from the merged one.

    Where it stands below that one it comes to stand in its place.
    """
    if merged == into:
        raise RefusedError("A code cannot be merged into itself.")
    code, gone = book.code(into), book.code(merged)
    memos = dict.fromkeys(memo for memo in (code.memo, gone.memo) if memo.strip())
    is_below = gone in book.ancestors(into)
    return replace(
        code,
        keywords=tuple(dict.fromkeys((*code.keywords, *gone.keywords))),
        memo="\n\n".join(memos) if gone.memo.strip() else code.memo,
        parent_id=gone.parent_id if is_below else code.parent_id,
    )


class _Plan:
    """One code on its way into another."""

    def __init__(self, connection: "Connection", merged: Code, into: Code) -> None:
        if merged.codable and not into.codable:
            raise NotCodableError(into.name)
        self.connection, self.merged, self.into = connection, merged, into
        self.present = states.every(connection)
        self.known = histories.read(connection)
        complete(self.known, self.present)
        steps = self._steps()
        for step in steps:
            self.known.add(step)
        held = self.present[ObjectKind.CODE]
        self.joined = join(self.known, [held])
        among = related(steps, self.known.aliases, self.present, self.joined)
        self.changes = changes_to(self.present, self.joined, among)

    def _steps(self) -> list[Step]:
        held = self.present[ObjectKind.CODE]
        before, receiver = held.get(self.merged.id), held.get(self.into.id)
        if before is None:
            raise UnknownCodeError(self.merged.key)
        if receiver is None:
            place = codes.next_position(self.connection, self.into.parent_id)
        else:
            place = codes.position(self.connection, self.into.id)
        wanted = record_of(self.into, position=place)
        steps = [_step(self.known, self.merged.id, before, None)]
        steps[0] = replace(steps[0], into=self.into.id)
        if wanted != receiver:
            steps.append(_step(self.known, self.into.id, receiver, wanted))
        return steps

    def carry_out(self) -> CodesMerged:
        """Change what is there; say what that comes to."""
        told = self._told()
        carry_out(self.connection, self.changes, self.joined.aliases)
        return told

    def record(self, coder_id: CoderId | None, store: Store) -> None:
        """Write the merge down as one entry."""
        aliases = changed_aliases(self.known.aliases, self.joined.aliases)
        own = [str(self.merged.id), str(self.into.id)]
        action = Action(
            Verb.CODES_MERGED,
            coder_id,
            tuple(self.changes),
            details={"own": [*own], "aliases": aliases},
            note=f"{self.merged.name} into {self.into.name}",
        )
        journal.record(self.connection, action, store.installation_id)

    def _told(self) -> CodesMerged:
        going = [it for it in self.changes if it.before is not None]
        of_it = [it for it in going if self._is_of_merged(it)]
        number = Counter(it.kind for it in of_it)
        codings = [it for it in of_it if it.kind is ObjectKind.CODING]
        handles = {str(it.id): it.handle for it in coders.every(self.connection)}
        owners = {str(it.before["coder_id"]) for it in codings if it.before}
        living = self.joined.state[ObjectKind.CODING]
        gone = {it.id for it in going if it.kind is ObjectKind.CODING} - {*living}
        held = self.present[ObjectKind.CODE].values()
        below = [it for it in held if it["parent_id"] == str(self.merged.id)]
        return CodesMerged(
            merged=self.merged,
            into=self.into,
            codings=number[ObjectKind.CODING],
            joined=len(gone),
            memos=number[ObjectKind.MEMO],
            decisions=number[ObjectKind.DECISION],
            settlements=number[ObjectKind.SETTLEMENT],
            coders=tuple(sorted(handles[it] for it in owners)),
            below=tuple(str(it["key"]) for it in below),
            left=_left(self.merged, self.into),
        )

    def _is_of_merged(self, change: Change) -> bool:
        record = change.before or {}
        about = (record.get("code_id"), record.get("subject_id"))
        return str(self.merged.id) in about


def _step(
    known: Histories,
    code_id: CodeId,
    before: JsonObject | None,
    after: JsonObject | None,
) -> Step:
    # The hash of the entry is not known yet; what holds does not depend on it.
    entry, last = uuid4().hex, known.last(code_id)
    return Step(ObjectKind.CODE, code_id, entry, now(), None, last, after, before)


def _left(merged: Code, into: Code) -> tuple[str, ...]:
    """Return the texts of the merged code that the other one does not have."""
    names = ("definition", "include", "exclude", "example")
    told = [(name, getattr(merged, name), getattr(into, name)) for name in names]
    return tuple(name for name, own, other in told if own.strip() and own != other)
