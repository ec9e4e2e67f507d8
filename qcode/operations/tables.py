"""The tables that a study gives, by name, each with what makes it.

For whoever offers them all at once: a screen, a report. A command makes one of them
with options of its own.
"""

import re
from collections.abc import Callable, Iterator, Sequence
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
from qcode.model.table import Table
from qcode.operations import crosstabs
from qcode.operations import table_making as making
from qcode.operations.corpus_survey import CorpusSurvey
from qcode.operations.table_choices import Choice, Choices, Offered
from qcode.store import Store

_SAID = frozenset({Choice.CODER, Choice.QUERY})
_WHOSE = _SAID | {Choice.TURNS}
_COUNTED = _WHOSE | {Choice.BY, Choice.UNIT}
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


def table_kinds(survey: CorpusSurvey | None = None) -> Sequence[TableKind]:
    """Return the tables in the order in which they are offered.

    The joint display needs a survey.
    """
    return (
        *_frequencies(),
        *_crosstabs(),
        TableKind("overview", "Codebook and counts", Group.CODES, making.overview),
        *_together(),
        *_document_by_document(),
        *_passages(),
        *_beside(survey),
    )


def _frequencies() -> Iterator[TableKind]:
    yield TableKind(
        "frequencies",
        "Frequencies",
        Group.CODES,
        making.frequencies,
        _COUNTED,
        ("", *_BY, FAMILY),
        tuple(Unit),
        attributes=True,
    )
    yield TableKind(
        "codes-in-columns",
        "Codes by columns",
        Group.CODES,
        making.wide_frequencies,
        _COUNTED,
        _BY,
        tuple(Unit),
        attributes=True,
    )
    yield TableKind(
        "presence",
        "Present or not (0 and 1)",
        Group.CODES,
        making.presence,
        _WHOSE | {Choice.BY},
        _BY,
        attributes=True,
    )


def _crosstabs() -> Iterator[TableKind]:
    yield TableKind(
        "crosstab",
        "Crosstab",
        Group.CODES,
        making.crosstab,
        _COUNTED | {Choice.CELLS},
        _APART,
        crosstabs.UNITS,
        attributes=True,
        is_across=True,
    )
    yield TableKind(
        "crosstab-figures",
        "Crosstab, all figures",
        Group.CODES,
        making.crosstab_figures,
        _COUNTED,
        _APART,
        crosstabs.UNITS,
        attributes=True,
        is_across=True,
    )


def _together() -> Iterator[TableKind]:
    related = _WHOSE | {Choice.RELATION}
    for name, title, make in (
        ("cooccurrence", "Co-occurrence, pairs", making.cooccurrence),
        ("cooccurrence-matrix", "Co-occurrence, matrix", making.cooccurrence_matrix),
    ):
        yield TableKind(name, title, Group.TOGETHER, make, related)
    yield TableKind("sequences", "Sequences", Group.TOGETHER, making.sequences)


def _document_by_document() -> Iterator[TableKind]:
    group, ordered = Group.DOCUMENTS, _WHOSE | {Choice.BY}
    for name, title, make in (
        ("new-information", "New information", making.new_information),
        ("saturation", "Saturation", making.saturation),
    ):
        yield TableKind(name, title, group, make, ordered, ("",), attributes=True)
    single = _WHOSE | {Choice.DOCUMENT}
    yield TableKind("portrait", "Document portrait", group, making.portrait, single)
    yield TableKind("similarity", "Similarity", group, making.similarity)


def _passages() -> Iterator[TableKind]:
    for name, title, make in (
        ("segments", "Coded segments", making.segments),
        ("keyness", "Words typical of codes", making.keyness),
    ):
        yield TableKind(name, title, Group.PASSAGES, make, _SAID)


def _beside(survey: CorpusSurvey | None) -> Iterator[TableKind]:
    yield TableKind(
        "agreement", "Agreement of coders", Group.BESIDE, making.agreement, frozenset()
    )
    if survey is not None:
        yield TableKind(
            "joint-display",
            "Interviews and survey",
            Group.BESIDE,
            making.joint_display_of(survey),
            _SAID,
            is_pooled=True,
        )
