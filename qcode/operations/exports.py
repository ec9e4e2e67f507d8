"""What was found, as files for others."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from qcode.interchange.tables import write_table
from qcode.model.segment import CodedSegment
from qcode.model.table import Fact, Table, text_column, whole_column
from qcode.operations.provenance import provenance
from qcode.operations.retrieval import CONTEXT, row_of
from qcode.store import Store

SEGMENT_COLUMNS = (
    text_column("id", "Id of the coding, the same in every copy of the study"),
    text_column("document", "Name of the document"),
    whole_column("start", "Where the segment begins in the stored text", "codepoints"),
    whole_column("end", "Where it ends, this place not included", "codepoints"),
    text_column("text", "The coded segment"),
    text_column("code", "Key of the code"),
    text_column("path", "Names of the code and those above it"),
    text_column("coder", "Who coded it"),
    text_column("origin", "How it came about: hand, suggestion, adjudication"),
    text_column("memo", "What was written about the coding"),
    text_column("stance", "Whether the passage supports or opposes what the code says"),
    text_column("speaker", "In whose turn the segment begins"),
    whole_column("line", "Line of the stored text in which it begins, from 1"),
    text_column("before", f"Up to {CONTEXT} characters before the segment"),
    text_column("after", f"Up to {CONTEXT} characters after the segment"),
    text_column("time", "When it was said by the document's time stamps, or empty"),
)


def write_segments(
    store: Store,
    segments: Iterable[CodedSegment],
    path: Path,
    *,
    filters: Mapping[str, Fact] | None = None,
    excel_de: bool = False,
) -> None:
    """Write segments to a file, one row each, the format by its ending.

    `filters` say which were asked for. `excel_de` writes CSV as a German Excel opens
    it. Raises WrongUsageError for another ending, RefusedError for what the format
    cannot hold, and StudyError where the file cannot be written.
    """
    with store.read() as connection:
        made_from = provenance(connection, "codings", filters=filters)
    rows = map(row_of, segments)
    table = Table("Coded segments", SEGMENT_COLUMNS, rows, made_from)
    write_table(path, table, excel_de=excel_de)


def write_found(table: Table, path: Path, *, excel_de: bool = False) -> None:
    """Write a table to a file, the format by its ending.

    Raises WrongUsageError for another ending, RefusedError for what the format cannot
    hold, and StudyError where the file cannot be written.
    """
    write_table(path, table, excel_de=excel_de)
