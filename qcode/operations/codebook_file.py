"""codebook.yaml and the database: bringing both together.

Nothing is overwritten: where both changed since they last met, the person chooses.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.errors import (
    CodebookConflictError,
    RefusedError,
    UnreadableError,
    WrongUsageError,
)
from qcode.interchange.codebook_yaml import (
    new_codebook,
    write_codebook,
)
from qcode.model.codebook import Code, Codebook
from qcode.model.codebook_diff import Difference, differences
from qcode.model.ids import CodeId, CoderId
from qcode.model.journal import Action, Change, JsonObject, ObjectKind, Verb
from qcode.operations.codebook import Side
from qcode.operations.codebook_standing import (
    Comparison,
    Standing,
    compare,
    compare_within,
)
from qcode.operations.locking import lock
from qcode.operations.merging_codes import CodesMerged, merge_as_written
from qcode.operations.rounds import refuse_blind
from qcode.operations.workspace import Workspace
from qcode.project import Project, write_whole
from qcode.store import (
    changes,
    coders,
    codes,
    histories,
    journal,
    memos,
    study,
    summaries,
)

if TYPE_CHECKING:
    from sqlalchemy import Connection

_YAML = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Applied:
    """What bringing the file in did.

    `kept` are codes that left the file and stay in the database, because
    codings, memos or other codes need them. `written` is what went the other
    way instead, from the database into the file. `merged` says what became of codes
    that the file has merged into others.
    """

    differences: list[Difference]
    kept: list[Code]
    written: list[Difference] = field(default_factory=list)
    merged: list[CodesMerged] = field(default_factory=list)


def apply_file(
    workspace: Workspace, coder_id: CoderId | None, take: Side | None = None
) -> Applied:
    """Bring codebook.yaml into the database.

    Codes that have codings are never deleted; what is of a code whose key another has
    as a former key is of that other then. Raises CodebookConflictError where both
    changed and `take` does not say whose codebook holds, NotCodableError where codings
    would be of a code that only orders others, and what `compare` raises. With `take`
    DATABASE the file is written instead, and also where only the database changed: an
    old file must not undo what is new.
    """
    foreseen = compare(workspace.project, workspace.store).merged
    if foreseen:
        refuse_blind(workspace.store)
    with workspace.store.begin() as connection:
        # Who codes with a code that goes into another must not do so meanwhile.
        everyone = [it.id for it in coders.every(connection)] if foreseen else []
        lock(connection, everyone if coder_id is None else [*everyone, coder_id])
        found = compare_within(connection, workspace.project)
        if found.standing is Standing.BOTH_CHANGED and take is None:
            raise CodebookConflictError(len(found.differences))
        only_database = found.standing is Standing.DATABASE_CHANGED
        if take is Side.FILE or (take is None and not only_database):
            if found.merged and not foreseen:
                raise RefusedError("codebook.yaml changed in this moment; try again.")
            return _bring_in(connection, workspace, found, coder_id)
    write_back(workspace, Side.DATABASE)
    return Applied([], [], differences(found.file, found.database))


def _bring_in(
    connection: "Connection",
    workspace: Workspace,
    found: Comparison,
    coder_id: CoderId | None,
) -> Applied:
    store = workspace.store
    _refuse_revival(connection, found)
    merged = merge_as_written(connection, store, found.merged, coder_id)
    before = _records(connection)
    kept = replace_codes(connection, study.codebook(connection), found.file)
    changed = tuple(_changes(before, _records(connection)))
    content = _with_ids(workspace.project, found) if merged else found.file_content
    study.meet(connection, found.file, sha256(content).hexdigest())
    kept_ids = {code.id for code in kept}
    done = [d for d in found.differences if d.code_id not in kept_ids]
    if done and (changed or not merged):
        action = Action(
            Verb.CODEBOOK_APPLIED,
            coder_id,
            changed,
            details={"differences": [_as_json(difference) for difference in done]},
            note=f"{len(done)} differences",
        )
        journal.record(connection, action, store.installation_id)
    return Applied(done, kept, merged=merged)


def _refuse_revival(connection: "Connection", found: Comparison) -> None:
    """Raise RefusedError where the file has a code that was merged into another.

    What was coded with it would have to come back, which only undoing can say.
    """
    aliases = histories.aliases(connection)
    for code in found.file.codes:
        into = aliases.get(code.id)
        if into is not None and code.id not in found.database:
            other = codes.get(connection, CodeId(into))
            raise RefusedError(
                f"'{code.key}' was merged into '{other.key}' in the database; take it "
                "out of codebook.yaml, or take the merge back with `qcode undo`."
            )


def _with_ids(project: Project, found: Comparison) -> bytes:
    """Write the id of a code to the file where its oldest key is another code's."""
    text = write_codebook(found.file_content.decode("utf-8-sig"), found.file)
    if text.encode() == found.file_content:
        return found.file_content
    write_whole(project.codebook_path, text.encode())
    return text.encode()


def _records(connection: "Connection") -> dict[CodeId, JsonObject]:
    return {
        code.id: changes.code_record(connection, code)
        for code in codes.every(connection)
    }


def _changes(
    before: Mapping[CodeId, JsonObject], after: Mapping[CodeId, JsonObject]
) -> Iterator[Change]:
    """Yield what was done to each code, for copies that are merged later."""
    for code_id in dict.fromkeys((*before, *after)):
        change = Change(
            ObjectKind.CODE, code_id, before.get(code_id), after.get(code_id)
        )
        if change.before != change.after:
            yield change


def _as_json(difference: Difference) -> JsonObject:
    return {
        "code": str(difference.code_id),
        "key": difference.key,
        "kind": difference.kind,
        "field": difference.field,
        "old": difference.old,
        "new": difference.new,
    }


def replace_codes(connection: "Connection", old: Codebook, new: Codebook) -> list[Code]:
    """Store the new codes and take out the old ones that nothing needs.

    Returns the codes that left the codebook and stay all the same; a shortcut of
    theirs that another code has now is theirs no longer.
    """
    leaving = [code for code in old.codes if code.id not in new]
    _set_keys_free(connection, old, new)
    for code in new.codes:
        siblings = [child.id for child in new.children(code.parent_id)]
        codes.save(connection, code, siblings.index(code.id))
    counts = codes.counts(connection)
    needed: set[CodeId | None] = {*summaries.codes_summarised(connection)}
    for code in reversed(leaving):
        if code.id in needed or counts.get(code.id) or memos.about(connection, code.id):
            needed |= {code.id, code.parent_id}
        else:
            codes.remove(connection, code.id)
    taken = {code.shortcut for code in new.codes}
    kept = [code for code in leaving if code.id in needed]
    for code in kept:
        if code.shortcut in taken:
            place = codes.position(connection, code.id)
            codes.save(connection, replace(code, shortcut=""), place)
    return kept


def _set_keys_free(connection: "Connection", old: Codebook, new: Codebook) -> None:
    """Let no row hold a shortcut or key that another code takes over meanwhile."""
    for code in new.codes:
        if code.id in old and old.code(code.id).key != code.key:
            codes.free_key(connection, code.id)


def write_back(workspace: Workspace, take: Side | None = None) -> None:
    """Bring the database's codebook into codebook.yaml, comments and order kept.

    Raises CodebookConflictError where the file changed too, unless the person
    takes the DATABASE, and what `compare` raises.
    """
    with workspace.store.begin() as connection:
        study.lock(connection)
        found = compare_within(connection, workspace.project)
        if found.standing is Standing.BOTH_CHANGED and take is not Side.DATABASE:
            raise CodebookConflictError(len(found.differences))
        if found.standing is Standing.FILE_CHANGED and take is not Side.DATABASE:
            return
        if not found.differences:
            digest = sha256(found.file_content).hexdigest()
            study.meet(connection, found.file, digest)
            return
        text = write_codebook(found.file_content.decode("utf-8-sig"), found.database)
        study.meet(connection, found.database, sha256(text.encode()).hexdigest())
        write_whole(workspace.project.codebook_path, text.encode())


def export_codebook(workspace: Workspace, path: Path | None) -> str:
    """Return the database's codebook as codebook.yaml, in `path` too if it is given.

    Comments and order are those of the study's own file where it can be read.
    Raises WrongUsageError for another ending, StudyError if it cannot be written.
    """
    if path is not None and path.suffix.lower() not in _YAML:
        raise WrongUsageError(f"{path}: a codebook is written as .yaml.")
    with workspace.store.read() as connection:
        database = study.codebook(connection)
        try:
            base = compare_within(connection, workspace.project).file_content.decode(
                "utf-8-sig"
            )
        except UnreadableError:
            base = new_codebook(database.study_id, database.name, database.language)
    text = write_codebook(base, database)
    if path is not None:
        write_whole(path, text.encode())
    return text
