import json
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qcode.interchange import parquet_files
from qcode.interchange.table_facts import about
from qcode.model.table import truth_column, whole_column
from tests.tables import COLUMNS, ROWS, a_table


def read(*pieces: bytes) -> pa.Table:
    return pq.read_table(BytesIO(b"".join(pieces)))


def test_types_and_values_read_back_and_nothing_is_null() -> None:
    columns = [*COLUMNS, truth_column("known", "")]
    rows = [(*row, known) for row, known in zip(ROWS, (True, False, None), strict=True)]
    found = read(*parquet_files.pieces(a_table(rows, columns)))
    types = [pa.string(), pa.float64(), pa.int64(), pa.bool_()]
    assert found.schema.types == types
    assert found.to_pydict() == {
        "code": ["Größe 😀; a,b", 'Zeile\n"zwei"', ""],
        "share": [0.5, None, None],
        "own": [1, -2, 3],
        "known": [True, False, None],
    }


def test_the_file_says_what_it_is_in_its_metadata() -> None:
    found = read(*parquet_files.pieces(a_table()))
    said = found.schema.metadata[b"qcode"].decode()
    assert said == about(a_table())
    assert json.loads(said)["columns"][2]["unit"] == "segments"


def test_rows_come_in_groups_as_they_are_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(parquet_files, "_ROWS_IN_GROUP", 10)
    rows = [[number] for number in range(25)]
    pieces = list(parquet_files.pieces(a_table(iter(rows), [whole_column("n", "")])))
    assert len(pieces) == 4
    file = pq.ParquetFile(BytesIO(b"".join(pieces)))
    assert file.num_row_groups == 3
    assert file.read().to_pydict() == {"n": list(range(25))}


def test_a_table_without_rows_keeps_its_columns() -> None:
    found = read(*parquet_files.pieces(a_table([])))
    assert (found.num_rows, found.column_names) == (0, ["code", "share", "own"])


def test_the_same_table_is_the_same_bytes() -> None:
    first = b"".join(parquet_files.pieces(a_table()))
    assert first == b"".join(parquet_files.pieces(a_table()))
