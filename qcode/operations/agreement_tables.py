"""Agreement as rows for files and as the document that `--json` prints."""

from collections.abc import Iterator
from math import isnan
from pathlib import Path

from qcode.comparison.comparing import Figure, Figures
from qcode.interchange.tables import write_document, write_table
from qcode.operations.agreement import Agreement, CodeAgreement, CodeConfusion
from qcode.operations.leaving_out import left_out_json

NO_OTHER = ""
"""Stands in a confusion table for "no other code"."""

Row = list[object]


def write_agreement(found: Agreement, path: Path, *, excel_de: bool = False) -> None:
    """Write the figures to a .csv or .xlsx file, or what `--json` prints to a .json.

    One row is a code, a family, the mean of the codes or the pooled table; each
    figure has columns for value, both ends of its interval, and why it is undefined.
    Raises WrongUsageError for another ending and StudyError.
    """
    if path.suffix.lower() == ".json":
        write_document(path, agreement_json(found))
        return
    names = list(found.pooled.figures)
    columns = ["what", "code", "path", "units", "prevalence"]
    for name in names:
        columns += [name, f"{name}_low", f"{name}_high", f"{name}_undefined"]
    rows = (
        [*head, figures.units, figures.prevalence, *_cells(figures, names)]
        for head, figures in _lines(found)
    )
    write_table(path, columns, rows, at=found.at, excel_de=excel_de)


def _lines(found: Agreement) -> Iterator[tuple[Row, Figures]]:
    for what, parts in (("code", found.codes), ("family", found.families)):
        for part in parts:
            yield [what, part.code.key, part.path], part.figures
    yield ["mean", "", ""], found.macro
    yield ["pooled", "", ""], found.pooled


def _cells(figures: Figures, names: list[str]) -> Row:
    cells: Row = []
    for name in names:
        figure = figures.figures[name]
        low, high = figure.interval or (None, None)
        cells += [figure.value, low, high, figure.undefined and figure.undefined.value]
    return cells


def agreement_json(found: Agreement) -> dict[str, object]:
    """Return the document that `--json` prints."""
    question = found.question
    return {
        "unit": question.unit.value,
        "carries": "any word" if question.is_any else "half of the words",
        "least_overlap": question.least_overlap,
        "tolerance": question.tolerance,
        "interviewer": question.with_interviewer,
        "suggested": None if isnan(found.suggested) else found.suggested,
        "suggested_counted": question.with_suggested,
        "coders": [coder.handle for coder in question.coders],
        "documents": list(found.documents),
        "excluded": left_out_json(found.excluded),
        "codes": [_part(it) for it in found.codes],
        "families": [_part(it) for it in found.families],
        "overall": {"mean": _plain(found.macro), "pooled": _plain(found.pooled)},
    }


def _part(part: CodeAgreement) -> dict[str, object]:
    return {"code": part.code.key} | _plain(part.figures)


def _plain(figures: Figures) -> dict[str, object]:
    values: dict[str, object] = {
        "n": figures.units,
        "prevalence": None if isnan(figures.prevalence) else figures.prevalence,
    }
    for name, figure in figures.figures.items():
        values[name] = _value(figure)
        values[f"{name}_interval"] = figure.interval and list(figure.interval)
    return values


def _value(figure: Figure) -> object:
    if figure.undefined is not None:
        return {"undefined": figure.undefined.value}
    return figure.value


def confusion_rows(found: CodeConfusion) -> tuple[list[str], list[Row]]:
    """Return the columns and rows of the table: codes by codes, without empty ones.

    The first column is what the first coder gave, the others what the second gave;
    "" is no other code.
    """
    keys = [code.key for code in found.codes] + [NO_OTHER]
    table = found.confusion.table
    rows = [number for number in range(len(keys)) if table[number].any()]
    columns = [number for number in range(len(keys)) if table[:, number].any()]
    return (
        [found.first.handle, *(keys[number] for number in columns)],
        [[keys[row], *(int(table[row, column]) for column in columns)] for row in rows],
    )


def write_confusion(found: CodeConfusion, path: Path) -> None:
    """Write the table to a .csv or .xlsx file, or what `--json` prints to a .json.

    Raises WrongUsageError for another ending and StudyError.
    """
    if path.suffix.lower() == ".json":
        write_document(path, confusion_json(found))
    else:
        columns, rows = confusion_rows(found)
        write_table(path, columns, rows, at=found.at)


def confusion_json(found: CodeConfusion) -> dict[str, object]:
    """Return the document that `--confusion --json` prints: cells that are not zero."""
    keys = [code.key for code in found.codes] + [NO_OTHER]
    table = found.confusion.table
    rows, columns = table.nonzero()
    return {
        "coders": [found.first.handle, found.second.handle],
        "documents": list(found.documents),
        "cells": [
            {
                "first": keys[row],
                "second": keys[column],
                "units": int(table[row, column]),
            }
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ],
    }
