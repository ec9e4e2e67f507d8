"""The codebook alone for other programs: `.qdc`, and tables as Taguette reads them."""

from pathlib import Path

import qcode
from qcode.interchange.codebook_csv import ListedCode, write_codebook_csv
from qcode.interchange.refi.codebooks import (
    CodeSet,
    ExchangedCodebook,
    write_codebook,
)
from qcode.interchange.refi.project import Carried, Part
from qcode.interchange.refi.references import codes_in, description_in
from qcode.model.ids import CoderId
from qcode.operations.exchange.descriptions import description_of
from qcode.operations.exchange.identities import Identities
from qcode.operations.exchange.outgoing.codes import codes_of
from qcode.operations.exchange.outgoing.exporting import ProjectGiven, keep_report
from qcode.operations.exchange.outgoing.outlet import Outlet
from qcode.store import Store, carried, codes, foreign_identities, study


def export_qdc(store: Store, path: Path, by: CoderId | None = None) -> ProjectGiven:
    """Write the codes as a `.qdc`, with sets of codes that came from elsewhere.

    `by` is who exports. Raises RefusedError where there are no codes, StudyError
    where the file cannot be written.
    """
    with store.read() as connection:
        known = Identities(foreign_identities.every(connection))
        outlet = Outlet(connection, study.get(connection), known, [])
        given = codes_of(outlet, codes.every(connection), {})
        sets = [
            Carried(Part(it.part), it.id, it.name, it.element, it.xml)
            for it in carried.elements(connection)
            if it.part == Part.SET
        ]
    present = {code.guid for code in given}
    book = ExchangedCodebook(
        f"qcode {qcode.__version__}",
        given,
        tuple(
            CodeSet(it.guid, it.name, description_in(it), members)
            for it in sets
            if (members := tuple(code for code in codes_in(it) if code in present))
        ),
    )
    report = write_codebook(book, path)
    return ProjectGiven(report, keep_report(store, report, by))


def export_table(store: Store, path: Path, by: CoderId | None = None) -> ProjectGiven:
    """Write the codes as a table with their paths, as Taguette reads it.

    `by` is who exports. Raises StudyError where the file cannot be written.
    """
    with store.read() as connection:
        book = study.codebook(connection)
    listed = [
        ListedCode(
            (*(it.name for it in book.ancestors(code.id)), code.name),
            description_of(code, book.language),
        )
        for code in book.codes
    ]
    report = write_codebook_csv(listed, path)
    return ProjectGiven(report, keep_report(store, report, by))
