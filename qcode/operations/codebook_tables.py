"""Taking codes from tables of other programs into the codebook."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from qcode.errors import RefusedError
from qcode.interchange.codebook_csv import ListedCode, read_codebook_csv
from qcode.interchange.codebook_source import MAX_LEVELS
from qcode.model.codebook import Code
from qcode.model.ids import CodeId, CoderId
from qcode.model.journal import Action, Change, ObjectKind, Verb
from qcode.operations.codebook import free_key
from qcode.operations.exchange.descriptions import with_description
from qcode.operations.exchange.naming import one_line
from qcode.store import Store, changes, coders, codes, journal, study
from qcode.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class CodesListed:
    """The codes of a table that are new here, and those that the study has already."""

    new: list[Code]
    known: list[Code]


def import_codebook_table(store: Store, path: Path, coder_id: CoderId) -> CodesListed:
    """Add the codes of a table that the study lacks, as one step, behind the others.

    A code is known by its name below the same code, whatever the case; one that is
    there stays as it is. Raises UnreadableError, and RefusedError for too many levels.
    """
    listed = read_codebook_csv(path)
    with store.begin() as connection:
        coders.lock(connection, coder_id)
        study.lock(connection)
        found = _Placing(connection).place(listed)
        made = tuple(_added(connection, found.new))
        if made:
            action = Action(Verb.CODE_CREATED, coder_id, made, note=path.name)
            journal.record(connection, action, store.installation_id)
    return found


def foresee_codebook_table(store: Store, path: Path) -> CodesListed:
    """Return what `import_codebook_table` would add, and change nothing."""
    listed = read_codebook_csv(path)
    with store.read() as connection:
        return _Placing(connection).place(listed)


def _added(connection: "Connection", new: list[Code]) -> "Iterator[Change]":
    for code in new:
        codes.save(connection, code, codes.next_position(connection, code.parent_id))
        record = changes.code_record(connection, code)
        yield Change(ObjectKind.CODE, code.id, None, record)


class _Placing:
    """Finds a listed code's place among those of the study, and of the table."""

    def __init__(self, connection: "Connection") -> None:
        here = codes.every(connection)
        self._keys = dict(codes.known_keys(connection))
        self._at = {(it.parent_id, fold(it.name)): it for it in here}

    def place(self, listed: list[ListedCode]) -> CodesListed:
        """Return which of the table's codes are new, each with its parent before it."""
        found = CodesListed([], [])
        for code in sorted(listed, key=lambda it: len(it.path)):
            self._place(code, found)
        return found

    def _place(self, listed: ListedCode, found: CodesListed) -> None:
        if len(listed.path) > MAX_LEVELS:
            raise RefusedError(
                f"'{' > '.join(listed.path)}' has {len(listed.path)} levels; "
                f"{MAX_LEVELS} are the most that a codebook has."
            )
        *above, own = listed.path
        parent: CodeId | None = None
        for name in above:
            parent = self._at[parent, fold(one_line(name, name))].id
        name = one_line(own, own)
        known = self._at.get((parent, fold(name)))
        if known is not None:
            found.known.append(known)
            return
        key = free_key(name, self._keys)
        drafted = Code(CodeId(uuid4()), key, name, parent)
        code = with_description(drafted, listed.description)
        self._keys[key] = code.id
        self._at[parent, fold(name)] = code
        found.new.append(code)
