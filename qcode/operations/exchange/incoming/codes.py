"""Codes of a project -> codes of the study, each with a key of its own."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from qcode.interchange.codebook_source import MAX_LEVELS
from qcode.interchange.refi.project import ProjectCode
from qcode.model.codebook import Code
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.model.ids import CodeId
from qcode.model.journal import ObjectKind
from qcode.operations.codebook import free_key
from qcode.operations.exchange.descriptions import with_description
from qcode.operations.exchange.incoming.intake import Intake
from qcode.operations.exchange.naming import one_line
from qcode.store import changes, codes

_COMPARED = ("name", "parent_id", "definition", "include", "exclude", "example")
_ALSO_COMPARED = ("colour", "keywords", "memo")


def take_codes(intake: Intake) -> None:
    """Add the codes that the study does not have; one that it has stays as it is."""
    here = {code.id: code for code in codes.every(intake.connection)}
    keys = codes.known_keys(intake.connection)
    former = {owner: key for key, owner in keys.items()}
    names = Counter(code.name for code in here.values())
    coded = _coded(intake)
    levels = _levels(here)
    for given in intake.project.codes:
        code = _drafted(given, here, levels, coded)
        known = here.get(code.id)
        if known is not None:
            _compare(intake, given, code, known)
            continue
        # A code that was gone gets its key back, which no other may have.
        key = former.get(code.id) or free_key(code.name, keys)
        code = replace(code, key=key)
        _tell(intake, given, code, is_namesake=names[code.name] > 0)
        names[code.name] += 1
        keys[code.key] = code.id
        here[code.id] = code
        place = codes.next_position(intake.connection, code.parent_id)
        codes.save(intake.connection, code, place)
        record = changes.code_record(intake.connection, code)
        intake.made(ObjectKind.CODE, code.id, record)


def _coded(intake: Intake) -> set[UUID]:
    """Return the codes that codings have."""
    return {
        coding.code
        for source in intake.project.sources
        for codings in (source.codings, *(it.codings for it in source.selections))
        for coding in codings
    }


def _levels(here: Mapping[CodeId, Code]) -> dict[CodeId, int]:
    levels: dict[CodeId, int] = {}
    for code in here.values():
        levels[code.id] = 1 if code.parent_id is None else levels[code.parent_id] + 1
    return levels


def _drafted(
    given: ProjectCode,
    here: Mapping[CodeId, Code],
    levels: dict[CodeId, int],
    coded: set[UUID],
) -> Code:
    """Return the code as it would be here, its key left open."""
    code_id = CodeId(given.guid)
    parent = None if given.parent is None else CodeId(given.parent)
    while parent is not None and levels[parent] >= MAX_LEVELS:
        parent = here[parent].parent_id
    levels.setdefault(code_id, 1 if parent is None else levels[parent] + 1)
    name = one_line(given.name, str(given.guid))
    drafted = Code(code_id, "", name, parent, colour=given.colour)
    is_codable = given.is_codable or given.guid in coded
    return replace(with_description(drafted, given.description), codable=is_codable)


def _compare(intake: Intake, given: ProjectCode, code: Code, known: Code) -> None:
    fields = [*_COMPARED, *_ALSO_COMPARED]
    other = [it for it in fields if getattr(code, it) != getattr(known, it)]
    if other:
        names = ", ".join(it.removesuffix("_id") for it in other)
        reason = f"the study's own stays as it is, which differs in: {names}"
        intake.account.changed("Code", given.guid, given.name, reason)


def _tell(intake: Intake, given: ProjectCode, code: Code, *, is_namesake: bool) -> None:
    """Report how the code is otherwise here, and keep what it was."""
    reasons: list[str] = []
    details: dict[str, Any] = {}
    if is_namesake:
        reasons.append(
            f"another code has this name; it stands beside it as '{code.key}'"
        )
    if code.codable and not given.is_codable:
        reasons.append("it had codings though it was not to be coded; it may be now")
    if given.parent is not None and code.parent_id != given.parent:
        reasons.append(f"it stands higher, as there are at most {MAX_LEVELS} levels")
        details["parent"] = str(given.parent)
        details["shown_below"] = str(code.parent_id)
    if code.name != given.name:
        details["name"] = given.name
    if reasons:
        reason = "; ".join(reasons)
        intake.account.changed("Code", given.guid, given.name, reason)
    if details:
        identity = ForeignIdentity(IdentityKind.CODE, str(code.id), given.guid, details)
        intake.identities.add(identity)
