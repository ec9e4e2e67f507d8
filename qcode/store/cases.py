"""Cases: who or what was studied, and the named values of it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, insert, select

from qcode.errors import UnknownCaseError
from qcode.model.document import Case
from qcode.model.ids import CaseId
from qcode.store.schema import attributes, cases, documents

if TYPE_CHECKING:
    from uuid import UUID


def ensure(connection: Connection, case: Case) -> None:
    """Store the case unless its id is there already; attributes are not touched."""
    if connection.scalar(select(cases.c.id).where(cases.c.id == case.id)) is None:
        connection.execute(insert(cases).values(id=case.id, name=case.name))


def set_attributes(
    connection: Connection, case_id: CaseId, values: Mapping[str, str]
) -> None:
    """Make these the case's attributes; others that it had are gone."""
    connection.execute(delete(attributes).where(attributes.c.case_id == case_id))
    rows = [
        {"case_id": case_id, "name": name, "value": value}
        for name, value in values.items()
    ]
    if rows:
        connection.execute(insert(attributes), rows)


def get(connection: Connection, case_id: CaseId) -> Case:
    """Return the case with its attributes; one that is missing is a bug."""
    found = connection.execute(select(cases).where(cases.c.id == case_id)).one()
    query = select(attributes).where(attributes.c.case_id == case_id)
    rows = connection.execute(query.order_by(attributes.c.name))
    return Case(case_id, found.name, {row.name: row.value for row in rows})


def name(connection: Connection, case_id: CaseId) -> str:
    """Return the case's name; raises UnknownCaseError."""
    found = connection.scalar(select(cases.c.name).where(cases.c.id == case_id))
    if found is None:
        raise UnknownCaseError(str(case_id))
    return str(found)


def number_of_documents(connection: Connection, case_id: CaseId) -> int:
    """Return how many documents speak of the case."""
    query = select(func.count()).where(documents.c.case_id == case_id)
    return connection.scalar(query) or 0


def every(connection: Connection) -> list[Case]:
    """Return all cases by name, with their attributes."""
    values: dict[UUID, dict[str, str]] = {}
    for row in connection.execute(select(attributes).order_by(attributes.c.name)):
        values.setdefault(row.case_id, {})[row.name] = row.value
    rows = connection.execute(select(cases).order_by(cases.c.name))
    return [Case(CaseId(row.id), row.name, values.get(row.id, {})) for row in rows]
