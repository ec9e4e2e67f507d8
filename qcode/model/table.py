"""Tables for others: what each column means, the rows, and where they come from.

A table carries all that its file has to say. This module knows no file format.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from qcode.model.ids import StudyId

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = Sequence[Cell]
# What is said beside a table: a value, or several of one kind.
Fact: TypeAlias = str | int | float | bool | None | Sequence[str]


class Holds(StrEnum):
    """What stands in a column's cells; any of them may be empty."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    TRUTH = "yes or no"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, with its line in the data dictionary.

    `meaning` is a sentence or a part of one, for people who see only the file;
    `unit` says what a number is a number of ("segments"), "" where it has none.
    """

    name: str
    meaning: str
    holds: Holds = Holds.TEXT
    unit: str = ""


def text_column(name: str, meaning: str) -> Column:
    """Return a column of text; "" and `None` are empty."""
    return Column(name, meaning)


def whole_column(name: str, meaning: str, unit: str = "") -> Column:
    """Return a column of whole numbers."""
    return Column(name, meaning, Holds.WHOLE, unit)


def number_column(name: str, meaning: str, unit: str = "") -> Column:
    """Return a column of numbers; nan and `None` are empty."""
    return Column(name, meaning, Holds.NUMBER, unit)


def truth_column(name: str, meaning: str) -> Column:
    """Return a column of truth values."""
    return Column(name, meaning, Holds.TRUTH)


@dataclass(frozen=True, slots=True)
class TextState:
    """Which text of a document was used: its revision and SHA-256 in hexadecimal."""

    document: str
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a table comes from, complete enough to make it again.

    `codebook` is the digest of the codebook's revision and `texts` are all documents
    of the study, by name. `unit` says what the numbers are numbers of, `base` what
    they are out of, `filters` what was left out, and `parameters` how else it was
    computed (a seed, a threshold). `at` is the time of the newest journal entry, so
    that the same study gives the same file; `None` in an empty journal.
    """

    study: str
    study_id: StudyId
    codebook: str
    texts: Sequence[TextState]
    program: str
    at: datetime | None
    unit: str
    base: Mapping[str, Fact] = field(default_factory=dict)
    filters: Mapping[str, Fact] = field(default_factory=dict)
    parameters: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it goes to others.

    `title` says in a few words what it shows, `notes` are sentences that must be
    read with it. Rows have a cell for each column; they may be made while they are
    written, and are read once.
    """

    title: str
    columns: Sequence[Column]
    rows: Iterable[Row]
    provenance: Provenance
    notes: Sequence[str] = ()

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]
