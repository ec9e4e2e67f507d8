"""Tables as Parquet, with types, in row groups of bounded size.

Data dictionary and provenance stand under "qcode" in the file's metadata.
"""

from collections.abc import Iterator
from itertools import islice

import pyarrow as pa
import pyarrow.parquet as pq

from qcode.interchange.table_facts import about
from qcode.model.table import Holds, Table

_ROWS_IN_GROUP = 50_000
_TYPES = {
    Holds.TEXT: pa.string(),
    Holds.WHOLE: pa.int64(),
    Holds.NUMBER: pa.float64(),
    Holds.TRUTH: pa.bool_(),
}


def pieces(table: Table) -> Iterator[bytes]:
    """Yield the file, a row group at a time; nan is null."""
    fields = [(column.name, _TYPES[column.holds]) for column in table.columns]
    schema = pa.schema(fields, metadata={"qcode": about(table)})
    sink, rows = _Sink(), iter(table.rows)
    with pq.ParquetWriter(sink, schema) as writer:
        while group := list(islice(rows, _ROWS_IN_GROUP)):
            columns = [
                pa.array(cells, field.type, from_pandas=True)
                for cells, field in zip(zip(*group, strict=True), schema, strict=True)
            ]
            writer.write_batch(pa.record_batch(columns, schema=schema))
            yield sink.taken()
    yield sink.taken()


class _Sink:
    """What a ParquetWriter writes to: keeps bytes until they are taken."""

    closed = False

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self._held.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Do nothing: what is held is taken."""

    def close(self) -> None:
        """Do nothing, so that the footer can still be taken."""

    def taken(self) -> bytes:
        held, self._held = b"".join(self._held), []
        return held
