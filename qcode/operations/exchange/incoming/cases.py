"""Cases and variables of a project -> cases of the study and their attributes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from qcode.interchange.refi.project import ProjectCase, TextSource
from qcode.model.document import Case
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.model.ids import CaseId, case_id
from qcode.operations.exchange.incoming.intake import Intake
from qcode.operations.exchange.naming import distinct, one_line
from qcode.operations.exchange.variables import own_variable
from qcode.store import cases

_IS_STAYING = "the study has another value, which stays"


@dataclass
class CasesTaken:
    """The cases that came: by GUID, and the one of each source, by the source's.

    `attributes` are the attributes' names by GUID of their variable.
    """

    by_guid: dict[UUID, CaseId] = field(default_factory=dict)
    of_source: dict[UUID, CaseId] = field(default_factory=dict)
    attributes: dict[UUID, str] = field(default_factory=dict)


def take_cases(intake: Intake) -> CasesTaken:
    """Add the cases that the study does not have, with their attributes."""
    taken = CasesTaken(attributes=_attributes(intake))
    names = {case.id: case.name for case in cases.every(intake.connection)}
    claimed: set[CaseId] = set()
    for given in intake.project.cases:
        known = _recognised(intake, given, names)
        case = known or _let_in(intake, given, names, claimed)
        claimed.add(case)
        taken.by_guid[given.guid] = case
        for source in given.sources:
            taken.of_source.setdefault(source, case)
        add_values(intake, case, given.values, taken.attributes)
    return taken


def case_of(intake: Intake, source: TextSource, name: str, taken: CasesTaken) -> CaseId:
    """Return the case of a new document: that of its source, else one of its own.

    A case of the document's name that the project says to be another's is not it.
    """
    of_source = taken.of_source.get(source.guid)
    if of_source is not None:
        return of_source
    others = set(taken.by_guid.values())
    study_id = intake.study.id
    free = distinct(name, lambda it: case_id(study_id, it) in others)
    case = Case(case_id(study_id, free), free)
    cases.ensure(intake.connection, case)
    return case.id


def add_values(
    intake: Intake,
    case: CaseId,
    values: Mapping[UUID, str],
    attributes: Mapping[UUID, str],
) -> dict[UUID, str]:
    """Give a case the values that it lacks; return those that it has otherwise."""
    present = dict(cases.get(intake.connection, case).attributes)
    wanted = {attributes[it]: value for it, value in values.items()}
    new = {name: value for name, value in wanted.items() if name not in present}
    if new:
        cases.set_attributes(intake.connection, case, present | new)
        intake.has_more = True
    left: dict[UUID, str] = {}
    for variable, value in values.items():
        name = attributes[variable]
        if present.get(name, value) != value:
            reason = f"{_IS_STAYING}: '{present[name]}', not '{value}'"
            # A value has no GUID of its own.
            intake.account.left("VariableValue", uuid5(case, name), name, reason)
            left[variable] = value
    return left


def _attributes(intake: Intake) -> dict[UUID, str]:
    """Return the attribute that each variable is here; those of one name are two."""
    kind = IdentityKind.VARIABLE
    found = {
        it.guid: known
        for it in intake.project.variables
        if (known := intake.identities.subject(kind, it.guid)) is not None
    }
    used = set(found.values())
    for variable in intake.project.variables:
        if variable.guid in found:
            continue
        name = one_line(variable.name, str(variable.guid))
        found[variable.guid] = distinct(name, used.__contains__)
        used.add(found[variable.guid])
        if found[variable.guid] != name:
            reason = f"called '{found[variable.guid]}' here, as another has its name"
            intake.account.changed("Variable", variable.guid, name, reason)
        if variable == own_variable(intake.study.id, found[variable.guid]):
            continue
        details = {
            "name": variable.name,
            "type": variable.type,
            "description": variable.description,
        }
        identity = ForeignIdentity(kind, found[variable.guid], variable.guid, details)
        intake.identities.add(identity)
    return found


def _recognised(
    intake: Intake, given: ProjectCase, names: Mapping[CaseId, str]
) -> CaseId | None:
    subject = intake.identities.subject(IdentityKind.CASE, given.guid)
    known = CaseId(given.guid if subject is None else UUID(subject))
    return known if known in names else None


def _let_in(
    intake: Intake,
    given: ProjectCase,
    names: dict[CaseId, str],
    claimed: set[CaseId],
) -> CaseId:
    """Add a case, or find the one of its name that was here before."""
    plain = one_line(given.name, str(given.guid))
    study_id = intake.study.id
    name = distinct(plain, lambda it: case_id(study_id, it) in claimed)
    if name != plain:
        reason = f"called '{name}' here, as another case has its name"
        intake.account.changed("Case", given.guid, given.name, reason)
    case = Case(case_id(study_id, name), name)
    if case.id not in names:
        cases.ensure(intake.connection, case)
        names[case.id] = name
        intake.has_more = True
    return case.id


def keep_case_identities(
    intake: Intake, taken: CasesTaken, case_of_source: Mapping[UUID, CaseId]
) -> None:
    """Keep what cases are made of there and cannot be here, and report it.

    `case_of_source` has the case that each document has here, by its source.
    """
    for position, given in enumerate(intake.project.cases):
        case = taken.by_guid[given.guid]
        others = [it for it in given.sources if case_of_source.get(it) != case]
        kept = {"codes": given.codes, "sources": others, "selections": given.selections}
        _tell_kept(intake, given, kept)
        details: dict[str, object] = {
            field: [str(it) for it in guids] for field, guids in kept.items() if guids
        }
        if details or case != given.guid:
            # A source is of the first of its cases, so that their order matters.
            details["position"] = position
            identity = ForeignIdentity(
                IdentityKind.CASE, str(case), given.guid, details
            )
            intake.identities.add(identity)


_KEPT_WORDS = {
    "codes": "codes",
    "sources": "documents that are of another case here",
    "selections": "passages, as a case has whole documents here",
}


def _tell_kept(
    intake: Intake, given: ProjectCase, kept: Mapping[str, Sequence[UUID]]
) -> None:
    parts = [
        f"{len(guids)} {_KEPT_WORDS[field]}" for field, guids in kept.items() if guids
    ]
    if parts:
        reason = f"kept and not shown: {'; '.join(parts)}"
        intake.account.changed("Case", given.guid, given.name, reason)
