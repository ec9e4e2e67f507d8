"""Coders -> users, cases and their attributes -> cases and variables."""

from collections.abc import Collection, Iterable, Mapping
from math import inf
from uuid import UUID

from qcode.interchange.refi.project import (
    ProjectCase,
    User,
    Variable,
    VariableType,
)
from qcode.interchange.refi.variable_types import fits
from qcode.model.document import Case, DocumentSummary
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.model.ids import CaseId
from qcode.operations.exchange.outgoing.outlet import Outlet
from qcode.operations.exchange.variables import own_variable
from qcode.store import coders


def users_of(outlet: Outlet, used: Collection[UUID]) -> tuple[User, ...]:
    """Return the coders that go out as users, and the others who are referred to."""
    handles = {str(it.id): it.handle for it in coders.every(outlet.connection)}
    chosen = {str(coder.id) for coder in outlet.coders}
    users: dict[UUID, User] = {}
    for identity in outlet.identities.every(IdentityKind.USER):
        if identity.subject in chosen or identity.guid in used:
            handle = handles.get(identity.subject, identity.details["name"])
            initials = identity.details["initials"]
            users[identity.guid] = User(identity.guid, handle, initials)
    for coder in outlet.coders:
        guid = outlet.users[coder.id]
        users.setdefault(guid, User(guid, coder.handle))
    return tuple(sorted(users.values(), key=lambda it: (it.name, it.guid)))


def variables_of(
    outlet: Outlet, values: Mapping[str, Collection[str]]
) -> tuple[Variable, ...]:
    """Return the attributes as variables; `values` are all values by attribute.

    A variable that came with a type keeps it as long as all values are of the type.
    """
    known = outlet.identities.every(IdentityKind.VARIABLE)
    variables = [_variable(outlet, it, values.get(it.subject, ())) for it in known]
    named = {it.subject for it in known}
    variables += [
        own_variable(outlet.study.id, name) for name in values if name not in named
    ]
    return tuple(sorted(variables, key=lambda it: (it.name, it.guid)))


def _variable(
    outlet: Outlet, identity: ForeignIdentity, values: Iterable[str]
) -> Variable:
    kind = VariableType(identity.details["type"])
    others = [value for value in values if not fits(value, kind)]
    if others:
        reason = f"a text now, as '{others[0]}' is not of its type {kind}"
        outlet.account.changed("Variable", identity.guid, identity.subject, reason)
        kind = VariableType.TEXT
    description = identity.details["description"]
    return Variable(identity.guid, identity.subject, kind, description)


def case_guids(outlet: Outlet, cases: Iterable[Case]) -> dict[CaseId, UUID]:
    """Return the GUID that each case has outside."""
    guids: dict[CaseId, UUID] = {}
    for case in cases:
        known = outlet.identities.of(IdentityKind.CASE, case.id)
        guids[case.id] = known[0].guid if known else case.id
    return guids


def _position(outlet: Outlet, case: Case) -> tuple[float, str]:
    """Return where a case stands: as where it came from, new ones behind, by name."""
    known = outlet.identities.of(IdentityKind.CASE, case.id)
    places = [it.details["position"] for it in known if "position" in it.details]
    return (places[0] if places else inf), case.name


def cases_of(
    outlet: Outlet,
    cases: Iterable[Case],
    documents: Iterable[DocumentSummary],
    *,
    described: Mapping[UUID, str],
    noted: Collection[UUID],
) -> tuple[ProjectCase, ...]:
    """Return the cases; one that is no more than its document's name is none.

    `described` are their descriptions by GUID, `noted` those about which is written.
    """
    own: dict[CaseId, list[DocumentSummary]] = {}
    for document in documents:
        own.setdefault(document.case_id, []).append(document)
    cases = sorted(cases, key=lambda case: _position(outlet, case))
    guids = case_guids(outlet, cases)
    found = []
    for case in cases:
        known = outlet.identities.of(IdentityKind.CASE, case.id)
        names = [document.name for document in own.get(case.id, [])]
        is_bare = not (known or case.attributes or guids[case.id] in noted)
        if is_bare and names == [case.name]:
            continue
        details = known[0].details if known else {}
        sources = [document.id for document in own.get(case.id, [])]
        kept = [UUID(it) for it in details.get("sources", ())]
        found.append(
            ProjectCase(
                guids[case.id],
                case.name,
                description=described.get(guids[case.id], ""),
                values={outlet.attribute(it): v for it, v in case.attributes.items()},
                codes=tuple(UUID(it) for it in details.get("codes", ())),
                sources=tuple(dict.fromkeys([*sources, *kept])),
                selections=tuple(UUID(it) for it in details.get("selections", ())),
            )
        )
    return tuple(found)
