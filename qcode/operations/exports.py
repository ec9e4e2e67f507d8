"""What was found, as files for others."""

from collections.abc import Iterable
from pathlib import Path

from qcode.interchange.tables import write_table
from qcode.model.segment import CodedSegment
from qcode.operations.retrieval import COLUMNS, row_of
from qcode.store import Store, journal


def write_segments(
    store: Store,
    segments: Iterable[CodedSegment],
    path: Path,
    *,
    excel_de: bool = False,
) -> None:
    """Write segments to a .csv, .xlsx or .json file, one row each.

    `excel_de` writes CSV as a German Excel opens it. Raises WrongUsageError for
    another ending, RefusedError for what the format cannot hold, and StudyError
    where the file cannot be written.
    """
    with store.read() as connection:
        at = journal.newest(connection)
    write_table(path, COLUMNS, map(row_of, segments), at=at, excel_de=excel_de)
