"""Frequencies as tables for others: long, wide, or a matrix of 0 and 1."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from pathlib import Path

from qcode.analysis.codetree import ALL
from qcode.analysis.forms import Grid, presence, wide, without_empty_rows
from qcode.interchange.tables import write_table, write_table_as
from qcode.model.codebook import Codebook
from qcode.model.counting import (
    ATTRIBUTE_PREFIX,
    CASE,
    CODE,
    CODER,
    DOCUMENT,
    FAMILY,
    KIND,
    ROUND,
    SPEAKER,
    FrequencyQuestion,
    Unit,
    shown_value,
)
from qcode.model.table import (
    Cell,
    Column,
    Holds,
    Row,
    Table,
    text_column,
    whole_column,
)
from qcode.operations.frequencies import Frequencies, count, family_of_codes
from qcode.store import Store, facts

ALL_CODES = "all codes"
ALL_VALUES = "(all)"

CODE_COLUMNS = (
    text_column("code", f"Key of the code, empty for {ALL_CODES} together"),
    text_column("name", "Name of the code"),
    text_column("path", "Names of the code and those above it"),
    text_column("family", "Name of the topmost code"),
    whole_column("level", "Level in the codebook, 1 for the topmost"),
)
_DIMENSIONS = {
    DOCUMENT: "Name of the document",
    KIND: "Kind of the document",
    CASE: "Name of the case",
    CODER: "Who coded",
    SPEAKER: "In whose turn it was said, empty for nobody known",
    ROUND: "Blind round in which it was coded, empty for none",
}
_NUMBERS = {
    "own": "How often the code alone occurs",
    "total": "How often the code or one below it occurs, each thing once",
}
_SAID = {
    Unit.SHARE: "share of the words of the coded documents",
    Unit.RATE: "segments per 1,000 words of the coded documents",
}


class Form(StrEnum):
    """How a table of frequencies is laid out.

    LONG has a row for each code and combination, WIDE a column for each value of the
    last dimension, MATRIX a row for each combination and 0 or 1 for each code.
    """

    LONG = "long"
    WIDE = "wide"
    MATRIX = "matrix"


def write_frequencies(
    found: Frequencies, path: Path, *, excel_de: bool = False
) -> None:
    """Write the long form to a file, the format by its ending.

    A .json holds what `--json` prints. `excel_de` writes CSV as a German Excel opens
    it. Raises WrongUsageError for another ending and StudyError where the file cannot
    be written.
    """
    table = long_table(found)
    if path.suffix.lower() == ".json":
        write_table_as(path, table, found.as_json())
    else:
        write_table(path, table, excel_de=excel_de)


def frequency_form(store: Store, question: FrequencyQuestion, form: Form) -> Table:
    """Return the frequencies in a form; raises what `frequencies` raises.

    A wide table without dimensions is by document, and so is a matrix.
    """
    match form:
        case Form.LONG:
            with store.read() as connection:
                return long_table(count(connection, question))
        case Form.WIDE:
            return _wide_table(store, question)
        case Form.MATRIX:
            return _matrix_table(store, question)


def long_table(found: Frequencies) -> Table:
    """Return a row for each code and combination of dimensions."""
    names = [name for name in found.dimensions if name != FAMILY]
    columns = [*CODE_COLUMNS, *map(dimension_column, names)]
    columns += [_number_column(name, found.unit) for name in found.table.numbers]
    described = described_codes(found.codebook)
    values = [found.table.values[name] for name in names]
    cells = zip(*values, *found.table.numbers.values(), strict=True)
    codes = map(described.__getitem__, found.table.code)
    rows = ((*code, *row) for code, row in zip(codes, cells, strict=True))
    return Table("Frequencies of codes", columns, rows, found.provenance)


def _wide_table(store: Store, question: FrequencyQuestion) -> Table:
    asked = _in_one_unit(question)
    with store.read() as connection:
        found = count(connection, replace(asked, zero=True))
        over = [name for name in found.dimensions if name != FAMILY][-1]
        together = None
        if question.totals:
            by = tuple(name for name in asked.by if name != over)
            # What several coders coded alike counts once in a total over coders.
            pooled = asked.distinct or over == CODER
            whose = asked.coders
            if over == CODER and whose is None:
                # All that have a column, the consensus set too.
                whose = facts.coders_with_codings(connection, asked.origins)
            less = replace(asked, by=by, coders=whose, distinct=pooled, zero=True)
            together = count(connection, less)
    grid = wide(found.table, over)
    rows = [] if together is None else _totals(together)
    grid = grid if question.zero else without_empty_rows(grid)
    others = [name for name in found.dimensions if name not in (over, FAMILY)]
    columns = [*CODE_COLUMNS, *map(dimension_column, others)]
    values = [*grid.columns, *([ALL_VALUES] if together is not None else [])]
    columns += _value_columns(over, values, found.unit, {it.name for it in columns})
    described = described_codes(found.codebook)
    total = {key: [number] for key, number in rows}
    return Table(
        "Frequencies of codes",
        columns,
        [
            (*described[key[0]], *key[1:], *cells, *total.get(key, []))
            for key, cells in grid.rows
        ],
        found.provenance,
    )


def _totals(found: Frequencies) -> list[tuple[tuple[str, ...], Cell]]:
    values = [it for name, it in found.table.values.items()]
    keys = zip(found.table.code, *values, strict=True)
    return list(zip(keys, found.table.numbers["total"], strict=True))


def _matrix_table(store: Store, question: FrequencyQuestion) -> Table:
    asked = replace(_in_one_unit(question), zero=True, totals=False)
    with store.read() as connection:
        found = count(connection, asked)
    names = [name for name in found.dimensions if name != FAMILY]
    grid = presence(found.table)
    if not question.zero:
        grid = _without_empty_columns(grid)
    described = described_codes(found.codebook)
    columns = [dimension_column(name) for name in names]
    columns += [
        whole_column(key, f"1 where {described[key][2]} or a code below it occurs")
        for key in grid.columns
    ]
    rows: list[Row] = [(*key, *cells) for key, cells in grid.rows]
    return Table("Which codes occur", columns, rows, found.provenance)


def _in_one_unit(question: FrequencyQuestion) -> FrequencyQuestion:
    """Return the question with one unit, and by document if by nothing else."""
    asked = replace(question, unit=question.unit or Unit.DOCUMENTS)
    if any(name not in (CODE, FAMILY) for name in question.by):
        return asked
    return replace(asked, by=(*question.by, DOCUMENT))


def _without_empty_columns(grid: Grid) -> Grid:
    kept = [
        number
        for number in range(len(grid.columns))
        if any(cells[number] for _, cells in grid.rows)
    ]
    rows = [(key, [cells[number] for number in kept]) for key, cells in grid.rows]
    return Grid([grid.columns[number] for number in kept], rows)


def described_codes(book: Codebook) -> Mapping[str, Sequence[str | int]]:
    """Return what `CODE_COLUMNS` say of each code, by its key."""
    families = family_of_codes(book)
    found: dict[str, Sequence[str | int]] = {
        code.key: (
            code.key,
            code.name,
            book.path(code.id),
            families[code.key].name,
            len(book.ancestors(code.id)) + 1,
        )
        for code in book.codes
    }
    return found | {ALL: (ALL, ALL_CODES, ALL_CODES, "", 0)}


def dimension_column(name: str) -> Column:
    """Return the column that tells the values of a dimension."""
    attribute = name.removeprefix(ATTRIBUTE_PREFIX)
    said = f"Value of the case's attribute {attribute}, empty where it has none"
    return text_column(name, _DIMENSIONS.get(name, said))


def _number_column(name: str, unit: Unit) -> Column:
    before, _, last = name.rpartition("_")
    holds = Holds.NUMBER if unit.is_relative else Holds.WHOLE
    return Column(name, _NUMBERS[last], holds, before or _SAID.get(unit, unit.value))


def _value_columns(
    dimension: str, values: Sequence[str], unit: Unit, taken: set[str]
) -> list[Column]:
    """Return a column for each value; a name that is taken says the dimension too."""
    holds = Holds.NUMBER if unit.is_relative else Holds.WHOLE
    columns = []
    for value in values:
        shown = shown_value(dimension, value)
        name = f"{dimension}={value}" if shown in taken else shown
        taken.add(name)
        said = f"{_NUMBERS['total']}; {dimension}: {shown}; empty: not coded"
        columns.append(Column(name, said, holds, _SAID.get(unit, unit.value)))
    return columns
