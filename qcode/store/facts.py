"""What counts are broken down by and measured against: documents, cases, coders."""

from collections.abc import Collection

from sqlalchemy import Connection, func, select

from qcode.model.coding import Coder, Origin
from qcode.model.counting import DocumentFacts
from qcode.model.document import Kind
from qcode.model.ids import CoderId
from qcode.store.codings import of_origins
from qcode.store.counted import Counted
from qcode.store.schema import attributes, cases, coders, codings, documents, turns


def coders_with_codings(
    connection: Connection, origins: Collection[Origin] | None = None
) -> list[Coder]:
    """Return those who coded anything, of these origins if any are named; by handle."""
    theirs = select(codings.c.id).where(
        codings.c.coder_id == coders.c.id, *of_origins(origins)
    )
    query = select(coders.c.id, coders.c.handle).where(theirs.exists())
    rows = connection.execute(query.order_by(coders.c.handle, coders.c.id))
    return [Coder(CoderId(row.id), row.handle) for row in rows]


def speakers(connection: Connection) -> dict[str, list[str]]:
    """Return who speaks in each document, by its name; "" is nobody known."""
    query = select(documents.c.name, turns.c.speaker).distinct()
    query = query.join(turns, turns.c.document_id == documents.c.id)
    found: dict[str, list[str]] = {}
    for name, speaker in connection.execute(query.order_by(*query.selected_columns)):
        found.setdefault(name, []).append(speaker)
    return found


def documents_with_codings(connection: Connection, counted: Counted) -> int:
    """Return how many documents have codings that are counted."""
    theirs = select(codings.c.id).where(
        codings.c.document_id == documents.c.id, *counted.conditions()
    )
    query = select(func.count()).select_from(documents).where(theirs.exists())
    return connection.scalar(query) or 0


def number_of_documents(connection: Connection) -> int:
    """Return how many documents there are."""
    return connection.scalar(select(func.count()).select_from(documents)) or 0


def document_facts(connection: Connection) -> list[DocumentFacts]:
    """Return what each document's counts can be broken down by; by name."""
    values: dict[object, dict[str, str]] = {}
    for row in connection.execute(select(attributes).order_by(attributes.c.name)):
        values.setdefault(row.case_id, {})[row.name] = row.value
    query = select(documents.c.name, documents.c.kind, cases.c.id, cases.c.name)
    query = query.join(cases, cases.c.id == documents.c.case_id)
    rows = connection.execute(query.order_by(documents.c.name))
    return [
        DocumentFacts(name, Kind(kind), case, values.get(case_id, {}))
        for name, kind, case_id, case in rows
    ]


def attribute_names(connection: Connection) -> list[str]:
    """Return what the cases have attributes of, sorted."""
    return sorted(connection.scalars(select(attributes.c.name).distinct()))
