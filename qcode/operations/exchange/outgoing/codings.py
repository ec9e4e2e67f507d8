"""Codings of the study -> selections and codings of a project's sources."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID, uuid5

from qcode.interchange.refi.project import Made, ProjectCoding, Selection
from qcode.model.coding import Coding, segment_digest
from qcode.model.foreign import ForeignIdentity, IdentityKind
from qcode.model.ids import DocumentId
from qcode.model.span import Span
from qcode.operations.exchange.outgoing.outlet import Outlet, made_of
from qcode.operations.exchange.remarks import with_remarks


@dataclass
class CodedSource:
    """The selections of a source by GUID, and the codings of it as a whole."""

    document_id: DocumentId
    text: str
    selections: dict[UUID, Selection] = field(default_factory=dict)
    whole: list[ProjectCoding] = field(default_factory=list)

    def add(self, drafted: Selection, coding: ProjectCoding) -> None:
        """Put a coding into its selection, or into one of the same place beside it."""
        present = self.selections.get(drafted.guid)
        if present is not None and _frame(present) != _frame(drafted):
            other = uuid5(drafted.guid, f"{drafted.span} {drafted.description}")
            self.add(replace(drafted, guid=other), coding)
            return
        codings = () if present is None else present.codings
        first = drafted if present is None else present
        self.selections[drafted.guid] = replace(first, codings=(*codings, coding))


def _frame(selection: Selection) -> tuple[Span, str]:
    return selection.span, selection.description


def coded_source(
    outlet: Outlet, document_id: DocumentId, text: str, codings: Iterable[Coding]
) -> CodedSource:
    """Return a document's codings as selections, in the order of the text.

    Codings of one coder on one span share a selection, unless they came apart.
    """
    coded = CodedSource(document_id, text)
    for coding in codings:
        _add(outlet, coded, coding)
    for identity in outlet.identities.of(IdentityKind.SELECTION, document_id):
        _add_bare(outlet, coded, identity)
    for identity in outlet.identities.of(IdentityKind.CODING, document_id):
        details = identity.details
        made, code = made_of(details["made"]), UUID(details["code"])
        coded.whole.append(ProjectCoding(identity.guid, code, made))
    ordered = sorted(coded.selections.values(), key=_order)
    coded.selections = {it.guid: it for it in ordered}
    return coded


def _order(selection: Selection) -> tuple[int, int, UUID]:
    return selection.span.start, -selection.span.end, selection.guid


def _add(outlet: Outlet, coded: CodedSource, coding: Coding) -> None:
    made = Made(outlet.users[coding.coder_id], coding.created_at)
    given = ProjectCoding(coding.id, coding.code_id, made)
    known = outlet.identities.of(IdentityKind.SELECTION, coding.id)
    whole = outlet.identities.of(IdentityKind.WHOLE_SOURCE, coding.id)
    language = outlet.study.language
    remarks = with_remarks(coding, "", language)
    is_whole = coding.span == Span(0, len(coded.text)) and not remarks
    if whole and is_whole:
        coded.whole.append(given)
    elif known:
        identity = known[0]
        details = _remarked(coding, identity.details, language)
        coded.add(_selection(coded, coding, identity.guid, details, made), given)
    else:
        name = f"{coding.coder_id} {coding.span} {remarks}"
        guid = uuid5(coded.document_id, name)
        details = _remarked(coding, {"name": ""}, language)
        coded.add(_selection(coded, coding, guid, details, made), given)
    for alias in outlet.identities.of(IdentityKind.CODING, coding.id):
        _add_alias(coded, coding, alias, made, language)


def _remarked(
    coding: Coding, details: Mapping[str, Any], language: str
) -> dict[str, Any]:
    own = details.get("description", "")
    return {**details, "description": with_remarks(coding, own, language)}


def _selection(
    coded: CodedSource,
    coding: Coding,
    guid: UUID,
    details: Mapping[str, Any],
    made: Made,
) -> Selection:
    return Selection(
        guid,
        coding.span,
        name=details.get("name", coding.span.cut(coded.text)),
        description=details.get("description", ""),
        made=made_of(details, made),
    )


def _add_alias(
    coded: CodedSource,
    coding: Coding,
    alias: ForeignIdentity,
    living: Made,
    language: str,
) -> None:
    """Let a coding that another lives for go out again where it was."""
    details = _remarked(coding, alias.details, language)
    made = made_of(details["made"], living)
    given = ProjectCoding(alias.guid, coding.code_id, made)
    if "selection" in details:
        guid = UUID(details["selection"])
        coded.add(_selection(coded, coding, guid, details, made), given)
    else:
        coded.whole.append(given)


def _add_bare(outlet: Outlet, coded: CodedSource, identity: ForeignIdentity) -> None:
    """Add a passage without a code, if its words still stand there."""
    details = identity.details
    span = Span(*details["span"])
    segment = span.cut(coded.text)
    if segment_digest(segment).hex() != details["digest"]:
        reason = "its words do not stand there any more"
        outlet.account.left("PlainTextSelection", identity.guid, segment, reason)
        return
    coded.selections.setdefault(
        identity.guid,
        Selection(
            identity.guid,
            span,
            name=details.get("name", segment),
            description=details.get("description", ""),
            made=made_of(details),
        ),
    )
