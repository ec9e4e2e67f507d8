"""The chart of one document: where along its text which code is."""

from qcode.interchange.charts.words import words_in
from qcode.model.chart import Caption, Lane, PortraitChart
from qcode.model.ids import DocumentId
from qcode.model.span import Span
from qcode.operations.charting import one_coder, state_told
from qcode.operations.portrait import portrait
from qcode.operations.reading import load_codebook
from qcode.operations.selecting import Selection
from qcode.store import Store, documents


def portrait_chart(
    store: Store,
    document_id: DocumentId,
    selection: Selection,
    language: str | None = None,
) -> PortraitChart:
    """Return a lane for each code that the document has, in the codebook's order.

    Raises RefusedError where it has none or several have coded it, and
    UnknownDocumentError, UnknownAttributeError.
    """
    with store.read() as connection:
        document = documents.get(connection, document_id)
    table = portrait(store, document_id, selection)
    rows = [dict(zip(table.names, row, strict=True)) for row in table.rows]
    book = load_codebook(store)
    words = words_in(language or book.language)
    who = one_coder([str(row["coder"]) for row in rows], selection, words)
    lanes: dict[str, Lane] = {}
    order = {code.key: place for place, code in enumerate(book.codes)}
    for row in sorted(rows, key=lambda it: order[str(it["code"])]):
        key, name, family = (str(row[it]) for it in ("code", "name", "family"))
        before = lanes[key].spans if key in lanes else ()
        span = Span(int(row["start"] or 0), int(row["end"] or 0))
        lanes[key] = Lane(name, family, [*before, span])
    return PortraitChart(
        Caption(
            words.portrait.format(document=document.name),
            words.characters,
            f"{words.coded_by.format(who=who)} {state_told(table.provenance, words)}",
            words.decimal,
        ),
        len(document.text),
        list(lanes.values()),
        [turn.span.start for turn in document.turns],
    )
