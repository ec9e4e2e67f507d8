"""A team in a blind round, and what its members see of the study."""

from typing import Any

from sqlalchemy import Connection, func, select, text

from qcode.model.adjudication import Ruling, Verdict
from qcode.model.vouch import Vouch
from qcode.operations import finishing, memos
from qcode.operations.adjudication import settle
from qcode.operations.codings import apply_code
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import open_docket
from qcode.operations.quotations import choose_quotation
from qcode.operations.reading import open_document
from qcode.operations.recommendations import add_recommendation
from qcode.operations.rounds import open_round
from qcode.store import Store, schema, vouches
from tests.builders import a_case, a_coding, a_memo
from tests.team.conftest import Team

BLIND = ("anna", "rita", "carl")
"""Who takes part, who reads, and who codes and takes no part."""


def blinded(people: Team) -> Team:
    """Open a round of anna and bea on anna-01, where each did something of every kind.

    Lea, who leads, has settled a difference there, has written on anna's coding, and
    quotes bea's.
    """
    store, study = people.workspace.store, people.study
    anna, bea, lea = (people.coder(name) for name in ("anna", "bea", "lea"))
    scope = Scope(Pair(anna, bea))
    first = open_docket(store, scope).differences[0].difference
    settle(store, scope, first, Verdict(Ruling.NEITHER, lea.id))
    [annas] = of(store, anna.id)
    memos.write_memo(store, a_memo(annas, "Wirklich?", coder_id=lea.id))
    memos.write_memo(store, a_memo(study.document, "Dicht", coder_id=bea.id))
    memos.write_memo(store, a_memo(study.nets, "Netze?", coder_id=bea.id))
    [beas] = of(store, bea.id)
    advice = add_recommendation(store, "Rat", [beas.code_id], lea.id)
    choose_quotation(store, advice.id, beas.id, lea.id)
    vouch = Vouch(beas.document_id, beas.span, b"12345678", ("Gut",), lea.id)
    with store.begin() as connection:
        vouches.save(connection, vouch)
    elsewhere = a_coding(3, 7, document_id=study.hebrew.id, coder_id=bea.id)
    apply_code(store, elsewhere, a_memo(elsewhere, "Dort", coder_id=bea.id))
    finishing.reopen(store, study.document.id, bea.id)
    open_round(store, "Runde", [anna.id, bea.id], [study.document.id], lea.id)
    return people


def of(store: Store, coder_id: object) -> list[Any]:
    coded = open_document(store, a_coding().document_id).codings
    return [coding for coding in coded if coding.coder_id == coder_id]


def counts(connection: Connection) -> dict[str, int]:
    tables = schema.metadata.sorted_tables
    counted = (select(func.count()).select_from(table) for table in tables)
    numbers = [connection.scalar(query) or 0 for query in counted]
    return dict(zip([table.name for table in tables], numbers, strict=True))


def whole(team: Team) -> dict[str, int]:
    with team.workspace.store.read() as connection:
        return counts(connection)


def theirs(connection: Connection, table: str, own: object) -> list[Any]:
    """The rows of others in the round's document."""
    where = {
        "memos": "coder_id <> :own AND text <> 'Netze?' AND text <> 'Dort'",
        "journal": 'coder_id <> :own AND payload LIKE \'%"kind":"coding"%\'',
        "settlements": "document_id = :document",
        "key_quotations": "document_id = :document",
        "vouches": "document_id = :document",
        "summaries": "coder_id <> :own AND case_id = :case",
        "exchange_reports": "coder_id <> :own",
    }.get(table, "coder_id <> :own AND document_id = :document")
    query = text(f"SELECT * FROM {table} WHERE {where}")
    values = {"own": own, "document": a_coding().document_id, "case": a_case().id}
    values = {name: it for name, it in values.items() if f":{name}" in where}
    return list(connection.execute(query, values))
