"""The summary grid for other people and for other programs."""

from collections.abc import Iterator
from pathlib import Path

from qcode.errors import WrongUsageError
from qcode.interchange.matrix_text import matrix_text
from qcode.interchange.matrix_words import matrix_words
from qcode.interchange.prose import write_prose
from qcode.interchange.tables import write_grid_workbook, write_table, write_table_as
from qcode.model.journal import JsonObject
from qcode.model.matrix import CellSegment, CellView, Matrix, MatrixCell
from qcode.model.table import Cell, Column, Table, text_column, whole_column

ENDINGS = (".xlsx", ".docx", ".csv", ".json", ".md", ".html")
_BESIDE_EACH_OTHER = 5


def grid_table(matrix: Matrix) -> Table:
    """Return a row for each case: its summaries, each with the number of segments.

    A cell without a summary is empty, one without segments has 0.
    """
    rows: list[list[Cell]] = [
        [
            row.case.name,
            len(row.documents),
            *(part for it in row.cells for part in (it.text, it.segments)),
        ]
        for row in matrix.rows
    ]
    return Table(
        "Summary grid", list(_columns(matrix)), rows, matrix.provenance, notes(matrix)
    )


def _columns(matrix: Matrix) -> Iterator[Column]:
    yield text_column("case", "Name of the case")
    yield whole_column("documents", "How many documents speak of it", "documents")
    for it in matrix.categories:
        what = f"{it.path} ({it.code.key})"
        yield text_column(it.name, f"What the team wrote of the case under {what}")
        yield whole_column(
            f"{it.name}: segments",
            f"Distinct segments of {what} and all codes below it",
            "segments",
        )


def notes(matrix: Matrix) -> list[str]:
    """Return the sentences that must be read with the grid."""
    words, chosen = matrix_words("en"), matrix.chosen
    told = [words.whose[chosen.how].format(coders=", ".join(chosen.coders))]
    told += (
        f"The summary of {it.case} under a code that has left the codebook: {it.text}"
        for it in matrix.homeless
    )
    return told


def write_grid(matrix: Matrix, path: Path, language: str | None = None) -> None:
    """Write the grid to a file, the format by its ending.

    Without `language` the study's is taken for .docx, .html and .md. Raises
    WrongUsageError for another ending, RefusedError for what XLSX cannot hold, and
    StudyError where the file cannot be written.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        raise WrongUsageError(
            f"'{path.name}' does not say which format it is to have. Let its name end "
            f"in one of {', '.join(ENDINGS)}."
        )
    wanted = language or matrix.language
    match ending:
        case ".docx":
            write_prose(path, matrix_text(matrix, wanted, _BESIDE_EACH_OTHER))
        case ".html" | ".md":
            write_prose(path, matrix_text(matrix, wanted))
        case ".xlsx":
            write_grid_workbook(path, grid_table(matrix))
        case ".json":
            write_table_as(path, grid_table(matrix), grid_json(matrix))
        case _:
            write_table(path, grid_table(matrix))


def grid_json(matrix: Matrix) -> dict[str, object]:
    """Return the grid as the document that `--json` prints."""
    of, keys = matrix.provenance, [it.code.key for it in matrix.categories]
    return {
        "title": "Summary grid",
        "codings_of": {
            "choice": matrix.chosen.how.value,
            "coders": list(matrix.chosen.coders),
        },
        "notes": list(notes(matrix)),
        "base": dict(of.base),
        "filters": dict(of.filters),
        "categories": [
            {"code": it.code.key, "name": it.name, "path": it.path}
            for it in matrix.categories
        ],
        "rows": [
            {
                "case": row.case.name,
                "documents": list(row.documents),
                "cells": [
                    {"code": key, **_cell(it)}
                    for key, it in zip(keys, row.cells, strict=True)
                ],
            }
            for row in matrix.rows
        ],
    }


def cell_json(view: CellView) -> JsonObject:
    """Return a cell with its segments."""
    return {
        "case": view.case.name,
        "code": view.category.code.key,
        "path": view.category.path,
        **_cell(view.cell),
        "behind": [_segment(it) for it in view.segments],
    }


def _cell(cell: MatrixCell) -> JsonObject:
    summary = cell.summary
    return {
        "summary": None if summary is None else summary.text,
        "segments": cell.segments,
        "coder": None if summary is None else cell.writer,
        "written_at": None if summary is None else summary.written_at.isoformat(),
    }


def _segment(it: CellSegment) -> JsonObject:
    return {
        "document": it.document,
        "start": it.span.start,
        "end": it.span.end,
        "line": it.line,
        "time": it.time,
        "speaker": it.speaker,
        "text": it.text,
        "codes": list(it.codes),
        "coders": list(it.coders),
        "opposes": it.opposes,
    }
