"""Agreement as rows and as the document that `--json` prints."""

from math import isnan

from qcode.comparison.comparing import Figure, Figures
from qcode.operations.agreement import Agreement, CodeAgreement, CodeConfusion
from qcode.operations.leaving_out import left_out_json

NO_OTHER = ""
"""Stands in a confusion table for "no other code"."""


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


def confusion_rows(
    found: CodeConfusion,
) -> tuple[list[str], list[list[str | int]]]:
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
