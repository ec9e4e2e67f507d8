"""Answers to a survey as a table: one line per answer, one column per item rated.

Knows no codes: which columns are items is for the caller to say.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qcode.errors import UnreadableError
from qcode.interchange.csv_tables import read_records, wrong


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A survey's answers as they were written: cells by column, and their lines."""

    path: Path
    columns: Sequence[str]
    answers: Sequence[tuple[int, Mapping[str, str]]]

    def kept(self, column: str, value: str) -> "SurveyTable":
        """Return the answers with this value; raises UnreadableError where none has."""
        self._require(column)
        answers = [(line, it) for line, it in self.answers if it[column] == value]
        if not answers:
            values = sorted({it[column] for _, it in self.answers})[:5]
            raise UnreadableError(
                self.path,
                f"no line has {value} for {column}; there are {', '.join(values)}.",
            )
        return SurveyTable(self.path, self.columns, answers)

    def groups(self, column: str) -> list[str]:
        """Return the values of a column in the order in which they first come."""
        self._require(column)
        return list(dict.fromkeys(it[column] for _, it in self.answers))

    def ratings(self, item: str) -> list[float]:
        """Return an item's ratings, nan where there is none, in the answers' order.

        Raises UnreadableError for what is no number.
        """
        self._require(item)
        return [self._number(line, item, it[item]) for line, it in self.answers]

    def values(self, column: str) -> list[str]:
        """Return a column's cells in the order of the answers."""
        self._require(column)
        return [it[column] for _, it in self.answers]

    def _require(self, column: str) -> None:
        if column not in self.columns:
            known = ", ".join(self.columns)
            raise UnreadableError(
                self.path, f"has no column '{column}'. There are: {known}."
            )

    def _number(self, line: int, item: str, cell: str) -> float:
        try:
            value = float(cell.replace(",", ".")) if cell else math.nan
        except ValueError:
            value = math.inf
        if math.isinf(value):
            raise wrong(self.path, line, f"'{cell}' for {item} is no number")
        return value


def read_survey(path: Path) -> SurveyTable:
    """Return the answers in a CSV file; raises UnreadableError."""
    records = read_records(path, "")
    header = next(records, None)
    if header is None:
        raise UnreadableError(path, "the file is empty.")
    columns = [cell.strip() for cell in header[1]]
    if len(set(columns)) < len(columns):
        raise wrong(path, header[0], "two columns have the same name")
    answers = []
    for line, cells in records:
        if len(cells) != len(columns):
            raise wrong(
                path,
                line,
                f"has {len(cells)} cells where there are {len(columns)} columns",
            )
        stripped = (cell.strip() for cell in cells)
        answers.append((line, dict(zip(columns, stripped, strict=True))))
    if not answers:
        raise UnreadableError(path, "holds no answers.")
    return SurveyTable(path, columns, answers)
