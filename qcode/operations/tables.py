"""The tables that a study gives, by name, each with what makes it.

For whoever offers them all at once: a screen, a report. A command makes one of them
with options of its own.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from qcode.model.counting import (
    ATTRIBUTE_PREFIX,
    CASE,
    CODER,
    DOCUMENT,
    FAMILY,
    KIND,
    ROUND,
    SPEAKER,
    Unit,
)
from qcode.model.table import Cell, Row, Table
from qcode.operations import crosstabs
from qcode.operations import table_making as making
from qcode.operations.table_choices import Choice, Choices, Offered
from qcode.store import Store

_WHOSE = frozenset({Choice.CODER, Choice.TURNS, Choice.QUERY})
_BY = (DOCUMENT, KIND, CASE, CODER, SPEAKER, ROUND)
_APART = (KIND, CASE, DOCUMENT)


class Group(StrEnum):
    """What tables are about, in the order in which they are offered."""

    CODES = "How often which code"
    TOGETHER = "What goes together"
    DOCUMENTS = "Document by document"
    PASSAGES = "Passages and words"
    BESIDE = "Beside each other"


@dataclass(frozen=True, slots=True)
class TableKind:
    """A table that can be asked for; `name` is also the name of its file.

    `takes` are the choices that matter to it, `bys` and `units` what can be chosen
    there, the first unless something is chosen; attributes of cases come behind where
    it is by `attributes`. One that `is_across` is by the study's telling attribute, one
    that `is_pooled` takes what several coders coded alike once.
    """

    name: str
    title: str
    group: Group
    making: Callable[[Store, Choices], Table]
    takes: frozenset[Choice] = _WHOSE
    bys: Sequence[str] = ()
    units: Sequence[Unit] = ()
    attributes: bool = False
    is_across: bool = False
    is_pooled: bool = False

    def make(self, store: Store, choices: Choices | None = None) -> Table:
        """Return the table; raises what its operation raises."""
        return self.making(store, choices or Choices())

    def settled(self, choices: Choices, offered: Offered) -> Choices:
        """Return the choices with what this table takes where nothing else fits."""
        bys = self.all_bys(offered)
        by, unit = choices.by, choices.unit
        if by not in bys:
            by = offered.telling if self.is_across else next(iter(bys), "")
        if unit not in self.units:
            unit = None
        return replace(choices, by=by, unit=unit)

    def all_bys(self, offered: Offered) -> list[str]:
        """Return by what this table can be in this study."""
        return [*self.bys, *(offered.attributes if self.attributes else ())]

    def file_name(self, choices: Choices) -> str:
        """Return a name for its file, without an ending, that tells what was chosen."""
        parts = [self.name]
        if Choice.BY in self.takes and choices.by:
            parts.append(f"by-{choices.by.removeprefix(ATTRIBUTE_PREFIX)}")
        if Choice.DOCUMENT in self.takes and choices.document is not None:
            parts.append(choices.document.name)
        if choices.coder is not None and Choice.CODER in self.takes:
            parts.append(choices.coder.handle)
        return re.sub(r"[^\w.-]+", "-", "-".join(parts)).strip(".-")


def table_kinds(survey: making.Survey | None = None) -> Sequence[TableKind]:
    """Return the tables in the order in which they are offered.

    The joint display needs a survey.
    """
    counted = _WHOSE | {Choice.BY, Choice.UNIT}
    every_unit = tuple(Unit)
    kinds = [
        TableKind(
            "frequencies",
            "Frequencies",
            Group.CODES,
            making.frequencies,
            counted,
            ("", *_BY, FAMILY),
            every_unit,
            attributes=True,
        ),
        TableKind(
            "codes-in-columns",
            "Codes by columns",
            Group.CODES,
            making.wide_frequencies,
            counted,
            _BY,
            every_unit,
            attributes=True,
        ),
        TableKind(
            "presence",
            "Present or not (0 and 1)",
            Group.CODES,
            making.presence,
            _WHOSE | {Choice.BY},
            _BY,
            attributes=True,
        ),
        TableKind(
            "crosstab",
            "Crosstab",
            Group.CODES,
            making.crosstab,
            counted | {Choice.CELLS},
            _APART,
            crosstabs.UNITS,
            attributes=True,
            is_across=True,
        ),
        TableKind(
            "crosstab-figures",
            "Crosstab, all figures",
            Group.CODES,
            making.crosstab_figures,
            counted,
            _APART,
            crosstabs.UNITS,
            attributes=True,
            is_across=True,
        ),
        TableKind("overview", "Codebook and counts", Group.CODES, making.overview),
        TableKind(
            "cooccurrence",
            "Co-occurrence, pairs",
            Group.TOGETHER,
            making.cooccurrence,
            _WHOSE | {Choice.RELATION},
        ),
        TableKind(
            "cooccurrence-matrix",
            "Co-occurrence, matrix",
            Group.TOGETHER,
            making.cooccurrence_matrix,
            _WHOSE | {Choice.RELATION},
        ),
        TableKind("sequences", "Sequences", Group.TOGETHER, making.sequences),
        TableKind(
            "new-information",
            "New information",
            Group.DOCUMENTS,
            making.new_information,
            _WHOSE | {Choice.BY},
            ("",),
            attributes=True,
        ),
        TableKind(
            "saturation",
            "Saturation",
            Group.DOCUMENTS,
            making.saturation,
            _WHOSE | {Choice.BY},
            ("",),
            attributes=True,
        ),
        TableKind(
            "portrait",
            "Document portrait",
            Group.DOCUMENTS,
            making.portrait,
            _WHOSE | {Choice.DOCUMENT},
        ),
        TableKind("similarity", "Similarity", Group.DOCUMENTS, making.similarity),
        TableKind(
            "segments",
            "Coded segments",
            Group.PASSAGES,
            making.segments,
            frozenset({Choice.CODER, Choice.QUERY}),
        ),
        TableKind(
            "keyness",
            "Words typical of codes",
            Group.PASSAGES,
            making.keyness,
            frozenset({Choice.CODER, Choice.QUERY}),
        ),
        TableKind(
            "agreement",
            "Agreement of coders",
            Group.BESIDE,
            making.agreement,
            frozenset(),
        ),
    ]
    if survey is not None:
        kinds.append(
            TableKind(
                "joint-display",
                "Interviews and survey",
                Group.BESIDE,
                survey.joint_display,
                frozenset({Choice.CODER, Choice.QUERY}),
                is_pooled=True,
            )
        )
    return kinds


_ONLY_IN_FILES = frozenset({"code", "path", "family", "level"})
_INDENT = "  "
_LONG = frozenset({"definition", "include", "exclude", "example"})
# Columns that stay where they are while one looks further to the right.
_HEADS = frozenset(
    {"coder", "name", "document", "group", "first_name", "first", "what", "code"}
)


def for_reading(table: Table) -> Table:
    """Return a table as people read it: codes by name, those below others indented.

    Keys, paths and ids are for files; what is long to read comes last.
    """
    names = table.names
    told = {it.removesuffix("_name") for it in names if it.endswith("_name")}
    left_out = told | {"id"}
    if "name" in names:
        left_out |= _ONLY_IN_FILES if "level" in names else {"code"}
    kept = [at for at, it in enumerate(names) if it not in left_out]
    kept.sort(key=lambda at: names[at] in _LONG)
    is_tree = "name" in names and "level" in names

    def cell(row: Row, at: int) -> Cell:
        if not (is_tree and names[at] == "name"):
            return row[at]
        level = int(row[names.index("level")] or 1)
        return f"{_INDENT * (level - 1)}{row[at]}"

    rows = ([cell(row, at) for at in kept] for row in table.rows)
    return replace(table, columns=[table.columns[at] for at in kept], rows=rows)


def without_empty_columns(table: Table) -> Table:
    """Return a table without the columns in which no row has anything.

    Its rows are a list.
    """
    rows = list(table.rows)
    kept = [
        at
        for at in range(len(table.columns))
        if not rows or any(row[at] not in (None, "") for row in rows)
    ]
    columns = [table.columns[at] for at in kept]
    return replace(
        table, columns=columns, rows=[[row[at] for at in kept] for row in rows]
    )


def heads(table: Table) -> int:
    """Return how many columns at the left say what a row is of."""
    found = 0
    while found < len(table.columns) and table.columns[found].name in _HEADS:
        found += 1
    return max(1, found)
