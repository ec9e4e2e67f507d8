"""A table with harmless defaults, for tests of what becomes of tables."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from qcode.model.table import (
    Column,
    Provenance,
    Row,
    Table,
    TextState,
    number_column,
    text_column,
    whole_column,
)
from tests.builders import STUDY

AT = datetime(2026, 3, 1, 12, 0, 1, 999_999, tzinfo=UTC)
COLUMNS = (
    text_column("code", "Key of the code"),
    number_column("share", "Share of words", "share"),
    whole_column("own", "How often", "segments"),
)
ROWS: Sequence[Row] = [
    ("Größe 😀; a,b", 0.5, 1),
    ('Zeile\n"zwei"', float("nan"), -2),
    ("", None, 3),
]


def a_provenance(at: datetime | None = AT, **fields: Any) -> Provenance:
    known: dict[str, Any] = {
        "unit": "segments",
        "base": {"documents": 2, "coders": ["ada", "bea"]},
        "filters": {"origins": ["hand"]},
    }
    texts = [TextState("anna-01", 2, "a1" * 32), TextState("bodo-02", 1, "b2" * 32)]
    known |= {"codebook": "c0" * 32, "texts": texts, "program": "qcode 1.0"}
    return Provenance(study="Resilienz", study_id=STUDY, at=at, **(known | fields))


def a_table(
    rows: Iterable[Row] = ROWS,
    columns: Sequence[Column] = COLUMNS,
    *,
    at: datetime | None = AT,
    **fields: Any,
) -> Table:
    return Table("Codes <&> so", columns, rows, a_provenance(at), **fields)


def of_texts(*names: str) -> list[Column]:
    """Return columns of text with these names."""
    return [text_column(name, f"What {name} says") for name in names]
