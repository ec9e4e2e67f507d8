"""How often which code: the table that analysts export."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qcode.analysis.codetree import CodeTree
from qcode.analysis.frames import PlacedCount, placed_frame, segment_frame
from qcode.analysis.frequencies import frequency_table
from qcode.analysis.words_covered import words_covered
from qcode.errors import UnknownAttributeError, WrongUsageError
from qcode.interchange.tables import write_table, write_table_as
from qcode.model.coding import Coder, Origin
from qcode.model.counting import (
    ATTRIBUTE_PREFIX,
    CASE,
    CODER,
    DIMENSIONS,
    DOCUMENT,
    KIND,
    SPEAKER,
    Base,
    Unit,
)
from qcode.model.table import Column, Provenance, Table, text_column, whole_column
from qcode.operations.provenance import provenance
from qcode.store import Store, counts, documents, facts, study
from qcode.store.counts import Counted

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Frequencies:
    """How often each code occurs, with what that is a number of and out of.

    `dimensions` are those of the table, the coder included where it was added so
    that coders are not summed. `beside` is a second unit in every row, or `None`.
    `table` is a DataFrame as `analysis.frequencies.frequency_table` gives it.
    """

    unit: Unit
    beside: Unit | None
    base: Base
    dimensions: tuple[str, ...]
    provenance: Provenance
    table: "pd.DataFrame"

    @property
    def columns(self) -> list[str]:
        """The names of the table's columns, as in a file."""
        return [str(name) for name in self.table.columns]

    def rows(self) -> list[tuple[str | int, ...]]:
        """Return the table's rows in order, one value per column."""
        cells = [self.table[name].tolist() for name in self.table.columns]
        return list(zip(*cells, strict=True))

    def records(self) -> list[dict[str, str | int]]:
        """Return the rows as `--json` promises them.

        `code` is the key; a field per dimension, named as it was asked for
        (`kind`, `attribute:size`), "" for no value; `own` and `total`; with a unit
        beside its `segments_own` and `segments_total`.
        """
        wanted = ["code", *self.dimensions, "own", "total"]
        if self.beside is not None:
            wanted += [f"{self.beside}_own", f"{self.beside}_total"]
        cells = [self.table[name].tolist() for name in wanted]
        return [dict(zip(wanted, row, strict=True)) for row in zip(*cells, strict=True)]

    def as_json(self) -> dict[str, object]:
        """Return the document that `--json` prints."""
        return {
            "unit": self.unit,
            "beside": self.beside,
            "base": self.base,
            "dimensions": list(self.dimensions),
            "rows": self.records(),
        }


def frequencies(
    store: Store,
    *,
    by: Sequence[str] = (),
    unit: Unit | None = None,
    coder: Coder | None = None,
    distinct: bool = False,
    origins: Collection[Origin] | None = None,
) -> Frequencies:
    """Count how often each code occurs by each combination of dimensions.

    Without a unit documents are counted, with distinct segments beside. With a coder
    or origins only such codings count; `distinct` pools the coders, and what two of
    them coded counts once. If neither holds and several coded, the dimension coder is
    put first. Raises WrongUsageError for an unknown dimension, UnknownAttributeError.
    """
    with store.read() as connection:
        _check(connection, by)
        coders = [coder] if coder else facts.coders_with_codings(connection, origins)
        dimensions = tuple(dict.fromkeys(by))
        is_pooled = distinct and CODER not in by
        if len(coders) > 1 and not is_pooled and CODER not in by:
            dimensions = (CODER, *dimensions)
        counted = Counted(
            coder_ids=[coder.id] if coder else None,
            pooled=is_pooled,
            by_speaker=SPEAKER in by,
            origins=origins,
        )
        tree = CodeTree(study.codebook(connection))
        count = _words if unit is Unit.WORDS else _segments
        frame = count(connection, counted, tree)
        known = facts.document_facts(connection)
        shown, beside = (unit, None) if unit else (Unit.DOCUMENTS, Unit.SEGMENTS)
        base = _base(connection, counted, coders, len(known))
        origin = _provenance(connection, shown, beside, base)
    table = frequency_table(
        frame, tree, known, dimensions=dimensions, unit=shown, beside=beside
    )
    return Frequencies(shown, beside, base, dimensions, origin, table)


def write_frequencies(
    found: Frequencies, path: Path, *, excel_de: bool = False
) -> None:
    """Write the table to a file, the format by its ending.

    A .json holds what `--json` prints. `excel_de` writes CSV as a German Excel opens
    it. Raises WrongUsageError for another ending and StudyError where the file cannot
    be written.
    """
    columns = [_column(name, found) for name in found.columns]
    table = Table("Frequencies of codes", columns, found.rows(), found.provenance)
    if path.suffix.lower() == ".json":
        write_table_as(path, table, found.as_json())
    else:
        write_table(path, table, excel_de=excel_de)


_MEANINGS = {
    "code": "Key of the code",
    "name": "Name of the code",
    "path": "Names of the code and those above it",
    "family": "Name of the topmost code",
    DOCUMENT: "Name of the document",
    KIND: "Kind of the document",
    CASE: "Name of the case",
    CODER: "Who coded",
    SPEAKER: "In whose turn it was said",
}
_NUMBERS = {
    "own": "How often the code alone occurs",
    "total": "How often the code or one below it occurs, each thing once",
}


def _column(name: str, found: Frequencies) -> Column:
    if name == "level":
        return whole_column(name, "Level in the codebook, 1 for the topmost")
    before, _, last = name.rpartition("_")
    if name not in found.dimensions and last in _NUMBERS:
        return whole_column(name, _NUMBERS[last], before or found.unit.value)
    attribute = name.removeprefix(ATTRIBUTE_PREFIX)
    said = f"Value of the case's attribute {attribute}, empty where it has none"
    return text_column(name, _MEANINGS.get(name, said))


def _provenance(
    connection: "Connection", unit: Unit, beside: Unit | None, base: Base
) -> Provenance:
    units = [unit.value] if beside is None else [unit.value, beside.value]
    return provenance(
        connection,
        ", ".join(units),
        base={
            "documents": base["documents"],
            "documents coded": base["documents_coded"],
            "codings": base["codings"],
        },
        filters={"coders": base["coders"], "origins": base["origins"]},
    )


def _check(connection: "Connection", by: Sequence[str]) -> None:
    known = facts.attribute_names(connection)
    for dimension in by:
        if dimension in DIMENSIONS:
            continue
        if not dimension.startswith(ATTRIBUTE_PREFIX):
            raise WrongUsageError(
                f"There is no dimension '{dimension}'. Known are: "
                f"{', '.join(DIMENSIONS)}, {ATTRIBUTE_PREFIX}NAME."
            )
        name = dimension.removeprefix(ATTRIBUTE_PREFIX)
        if name not in known:
            raise UnknownAttributeError(name, known)


def _base(
    connection: "Connection", counted: Counted, coders: Sequence[Coder], known: int
) -> Base:
    """Return what the numbers are out of; `known` documents are in the study."""
    origins = counted.origins
    return {
        "documents": known,
        "documents_coded": facts.documents_with_codings(connection, coders, origins),
        "codings": counts.number_of_codings(connection, counted),
        "coders": [one.handle for one in coders],
        "origins": sorted(Origin if origins is None else set(origins)),
    }


def _segments(
    connection: "Connection", counted: Counted, tree: CodeTree
) -> "pd.DataFrame":
    own = counts.code_counts(connection, counted)
    return segment_frame(own, counts.shared_counts(connection, counted), tree)


def _words(
    connection: "Connection", counted: Counted, tree: CodeTree
) -> "pd.DataFrame":
    rows: list[PlacedCount] = []
    for document_id, stretches in counts.stretches(connection, counted):
        document = documents.get(connection, document_id)
        rows += words_covered(document, stretches, tree, by_speaker=counted.by_speaker)
    return placed_frame(rows, tree)
