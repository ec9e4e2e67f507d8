"""What a search found, as rows and as files."""

from collections.abc import Mapping
from pathlib import Path

from qcode.interchange.tables import write_table
from qcode.model.search import Hit, SearchQuestion
from qcode.model.table import Fact, Table, text_column, whole_column
from qcode.operations.provenance import provenance
from qcode.operations.searching import hits
from qcode.store import Store

_COLUMNS = (
    text_column("document", "Name of the document"),
    whole_column("start", "Where the hit begins in the stored text", "codepoints"),
    whole_column("end", "Where it ends, this place not included", "codepoints"),
    text_column("text", "What was found"),
    text_column("speaker", "In whose turn it begins"),
    whole_column("line", "Line of the stored text in which it begins, from 1"),
    text_column("time", "When it was said by the document's time stamps, or empty"),
    text_column("before", "What stands before it"),
    text_column("after", "What stands behind it"),
)
COLUMNS = tuple(column.name for column in _COLUMNS)


def row_of_hit(hit: Hit) -> tuple[str | int, ...]:
    """Return a hit's values in the order of `COLUMNS`."""
    return (
        *(hit.document, hit.span.start, hit.span.end, hit.text),
        *(hit.speaker, hit.line, hit.time, hit.before, hit.after),
    )


def write_hits(
    store: Store,
    question: SearchQuestion,
    path: Path,
    *,
    document: str | None = None,
    excel_de: bool = False,
) -> None:
    """Write what is found to a file, one row each, the format by its ending.

    `document` names the document of the question. `excel_de` writes CSV as a German
    Excel opens it. Raises what `hits` raises, WrongUsageError for another ending,
    RefusedError for what the format cannot hold, and StudyError where the file cannot
    be written.
    """
    with store.read() as connection:
        made_from = provenance(
            connection,
            "hits",
            filters=_filters(question, document),
            parameters={
                "query": question.query,
                "read as": question.how.value,
                "words apart at most": question.near,
                "context": question.context,
            },
        )
    rows = map(row_of_hit, hits(store, question))
    table = Table("Words in context", _COLUMNS, rows, made_from)
    write_table(path, table, excel_de=excel_de)


def _filters(question: SearchQuestion, document: str | None) -> Mapping[str, Fact]:
    attribute = question.attribute
    return {
        "document": document,
        "kind": None if question.kind is None else question.kind.value,
        "attribute": None if attribute is None else "=".join(attribute),
        "speaker": question.speaker,
        "interviewer's turns left out": question.without_interviewer,
    }
