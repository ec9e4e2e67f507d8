"""Projects from before codes were merged here, seen as if after."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from uuid import UUID

from qcode.interchange.refi.project import Project, ProjectCode, ProjectCoding
from qcode.operations.exchange.account import Account


def under_living_codes(
    project: Project, aliases: Mapping[UUID, UUID], account: Account
) -> Project:
    """Return the project without the codes that were merged into others here.

    `aliases` map them to the codes that stand in their place. The account tells of
    each.
    """
    merged = {code.guid: code for code in project.codes if code.guid in aliases}
    if not merged:
        return project
    for code in merged.values():
        reason = "it was merged into another code here, which has its codings"
        account.changed("Code", code.guid, code.name, reason)
    return replace(
        project,
        codes=tuple(_codes(project, merged, aliases)),
        sources=tuple(
            replace(
                source,
                codings=_codings(source.codings, aliases),
                selections=tuple(
                    replace(it, codings=_codings(it.codings, aliases))
                    for it in source.selections
                ),
            )
            for source in project.sources
        ),
    )


def _codes(
    project: Project,
    merged: Mapping[UUID, ProjectCode],
    aliases: Mapping[UUID, UUID],
) -> Iterable[ProjectCode]:
    notes: dict[UUID, list[UUID]] = {}
    for guid, gone in merged.items():
        notes.setdefault(aliases[guid], []).extend(gone.notes)
    for code in project.codes:
        if code.guid in merged:
            continue
        parent = code.parent
        if parent is not None and parent in merged:
            living = aliases[parent]
            parent = living if living != code.guid else None
        yield replace(
            code, parent=parent, notes=(*code.notes, *notes.get(code.guid, ()))
        )


def _codings(
    codings: Iterable[ProjectCoding], aliases: Mapping[UUID, UUID]
) -> tuple[ProjectCoding, ...]:
    return tuple(replace(it, code=aliases.get(it.code, it.code)) for it in codings)
