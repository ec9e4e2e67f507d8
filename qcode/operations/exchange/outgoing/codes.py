"""Codes of the study -> codes of a project."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from qcode.interchange.refi.project import ProjectCode
from qcode.model.codebook import Code
from qcode.model.foreign import IdentityKind
from qcode.model.ids import CodeId
from qcode.operations.exchange.descriptions import description_of
from qcode.operations.exchange.naming import one_line
from qcode.operations.exchange.outgoing.outlet import Outlet


def codes_of(
    outlet: Outlet, codes: Iterable[Code], notes: Mapping[UUID, tuple[UUID, ...]]
) -> tuple[ProjectCode, ...]:
    """Return the codes, in their order; `notes` are by what they are about.

    A code that came from elsewhere has its name and place there, unless it was
    renamed or moved since.
    """
    codes = list(codes)
    present = {code.id for code in codes}
    return tuple(
        ProjectCode(
            code.id,
            _name(outlet, code),
            parent=_parent(outlet, code, present),
            is_codable=code.codable,
            colour=code.colour,
            description=description_of(code, outlet.study.language),
            notes=notes.get(code.id, ()),
        )
        for code in codes
    )


def _details(outlet: Outlet, code: Code) -> Mapping[str, str]:
    known = outlet.identities.of(IdentityKind.CODE, code.id)
    return known[0].details if known else {}


def _name(outlet: Outlet, code: Code) -> str:
    name = _details(outlet, code).get("name", code.name)
    return name if one_line(name, str(code.id)) == code.name else code.name


def _parent(outlet: Outlet, code: Code, present: set[CodeId]) -> CodeId | None:
    details = _details(outlet, code)
    parent = details.get("parent")
    if parent is None or details["shown_below"] != str(code.parent_id):
        return code.parent_id
    kept = CodeId(UUID(parent))
    return kept if kept in present else code.parent_id
