"""How often which code: the numbers that analysts ask for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from qcode.analysis.codetree import ALL, CodeTree
from qcode.analysis.frequencies import FrequencyTable, frequency_table
from qcode.analysis.scope import scope_of
from qcode.errors import UnknownAttributeError, WrongUsageError
from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coder, Origin
from qcode.model.counting import (
    ATTRIBUTE_PREFIX,
    CODE,
    CODER,
    DIMENSIONS,
    DOCUMENT,
    FAMILY,
    ROUND,
    SPEAKER,
    Base,
    FrequencyQuestion,
    Unit,
)
from qcode.model.table import Cell, Provenance
from qcode.operations.counted_codes import codes_in_places, spoken_in
from qcode.operations.looked_at import LookedAt, looked_at
from qcode.operations.pooling import not_pooled
from qcode.operations.provenance import provenance
from qcode.operations.query_answers import Answer, answer, filters_of
from qcode.operations.speakers import interviewers
from qcode.store import Store, counts, facts, study
from qcode.store.counted import Counted

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Frequencies:
    """How often each code occurs, with what that is a number of and out of.

    `dimensions` are those of the table, the coder included where it was added so
    that coders are not summed. `beside` is a second unit in every row, or `None`.
    """

    question: FrequencyQuestion
    unit: Unit
    beside: Unit | None
    base: Base
    dimensions: tuple[str, ...]
    provenance: Provenance
    codebook: Codebook
    table: FrequencyTable

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows as `--json` promises them.

        `code` is the key; a field per dimension, named as it was asked for
        (`kind`, `attribute:size`), "" for no value; `own` and `total`; with a unit
        beside its `segments_own` and `segments_total`.
        """
        columns: dict[str, Sequence[Cell]] = {CODE: self.table.code}
        columns |= {name: self._dimension(name) for name in self.dimensions}
        columns |= self.table.numbers
        rows = zip(*columns.values(), strict=True)
        return [dict(zip(columns, row, strict=True)) for row in rows]

    def _dimension(self, name: str) -> list[str]:
        if name != FAMILY:
            return self.table.values[name]
        known = family_of_codes(self.codebook)
        families = {key: it.name for key, it in known.items()} | {ALL: ""}
        return list(map(families.__getitem__, self.table.code))

    def as_json(self) -> dict[str, object]:
        """Return the document that `--json` prints."""
        return {
            "unit": self.unit,
            "beside": self.beside,
            "base": self.base,
            "dimensions": list(self.dimensions),
            "interviewer": self.question.interviewer,
            "rows": self.records(),
        }


def family_of_codes(book: Codebook) -> dict[str, Code]:
    """Return the topmost code above each code, by its key."""
    return {code.key: (book.ancestors(code.id) or [code])[0] for code in book.codes}


def frequencies(store: Store, question: FrequencyQuestion | None = None) -> Frequencies:
    """Count how often each code occurs by each combination of dimensions.

    Coders come first among the dimensions where they were not asked for and would be
    summed otherwise. The dimension "family" without "code" leaves only topmost codes.
    Raises WrongUsageError for an unknown dimension, UnknownAttributeError.
    """
    with store.read() as connection:
        return count(connection, question or FrequencyQuestion())


def count(connection: "Connection", question: FrequencyQuestion) -> Frequencies:
    """Return what `frequencies` does, in a transaction that is open."""
    query = question.query
    asked = None if query is None else answer(connection, query)
    return _count(connection, question, asked)


def count_whole(connection: "Connection", question: FrequencyQuestion) -> Frequencies:
    """Return the same of all codings in the places that the question's query looks at.

    What it finds is out of these. Without a query it is the same as `count`.
    """
    query = question.query
    asked = None if query is None else answer(connection, query).whole(connection)
    return _count(connection, question, asked)


def _count(
    connection: "Connection", question: FrequencyQuestion, asked: Answer | None
) -> Frequencies:
    _check(connection, question.by)
    question = _of_coders(connection, question)
    counted = _counted(connection, question, asked)
    seen = None if asked is None else looked_at(connection, counted, asked)
    coders = question.coders
    if coders is None and seen is not None:
        coders = seen.coders
    elif coders is None:
        coders = facts.coders_with_codings(connection, question.origins)
    dimensions = tuple(it for it in dict.fromkeys(question.by) if it != CODE)
    if len(coders) > 1 and not counted.pooled and CODER not in dimensions:
        dimensions = (CODER, *dimensions)
    book = study.codebook(connection)
    unit, beside = question.unit, None
    if unit is None:
        unit, beside = Unit.DOCUMENTS, Unit.SEGMENTS
    base = _base(connection, counted, coders, seen)
    return Frequencies(
        question,
        unit,
        beside,
        base,
        dimensions,
        _provenance(connection, question, base, [unit, *([beside] if beside else [])]),
        book,
        _table(
            connection, _Asked(question, counted, seen), dimensions, book, unit, beside
        ),
    )


def _of_coders(
    connection: "Connection", question: FrequencyQuestion
) -> FrequencyQuestion:
    """Return the question with those named whose codings are pooled, if not all are."""
    if question.coders is not None or not question.is_pooled:
        return question
    left_out = not_pooled(connection)
    if not left_out:
        return question
    every = facts.coders_with_codings(connection, question.origins)
    return replace(question, coders=[it for it in every if it.id not in left_out])


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


def _counted(
    connection: "Connection", question: FrequencyQuestion, asked: Answer | None
) -> Counted:
    left_out: frozenset[str] = frozenset()
    if not question.interviewer:
        everybody = {it for who in facts.speakers(connection).values() for it in who}
        left_out = frozenset(filter(interviewers(connection), everybody))
    coders = question.coders
    return Counted(
        coder_ids=None if coders is None else [coder.id for coder in coders],
        pooled=question.is_pooled,
        by_speaker=SPEAKER in question.by,
        origins=question.origins,
        left_out=left_out,
        by_round=ROUND in question.by,
        coding_ids=None if asked is None else asked.codings,
    )


def _base(
    connection: "Connection",
    counted: Counted,
    coders: Sequence[Coder],
    seen: LookedAt | None,
) -> Base:
    origins = counted.origins
    coded = None if seen is None else seen.documents
    if coded is None:
        coded = facts.documents_with_codings(connection, counted)
    return {
        "documents": facts.number_of_documents(connection),
        "documents_coded": coded,
        "codings": counts.number_of_codings(connection, counted),
        "coders": [one.handle for one in coders],
        "origins": sorted(Origin if origins is None else set(origins)),
    }


def _provenance(
    connection: "Connection",
    question: FrequencyQuestion,
    base: Base,
    units: Sequence[Unit],
) -> Provenance:
    query = question.query
    return provenance(
        connection,
        ", ".join(units),
        base={
            "documents": base["documents"],
            "documents coded": base["documents_coded"],
            "codings": base["codings"],
        },
        filters={
            "coders": base["coders"],
            "origins": base["origins"],
            "turns of those who ask": question.interviewer,
            **({} if query is None else filters_of(connection, query)),
        },
        parameters={
            "by": question.by,
            "coders pooled": question.is_pooled,
            "rows of zero": question.zero,
        },
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question, which codings it counts, and where, if a query says so."""

    question: FrequencyQuestion
    counted: Counted
    seen: LookedAt | None


def _table(
    connection: "Connection",
    asked: _Asked,
    dimensions: Sequence[str],
    book: Codebook,
    unit: Unit,
    beside: Unit | None,
) -> FrequencyTable:
    question, counted = asked.question, asked.counted
    tree = CodeTree(book, has_all=question.totals)
    found = codes_in_places(connection, counted, unit, tree)
    coded = found.place if asked.seen is None else asked.seen.place
    table = frequency_table(
        found,
        tree,
        facts.document_facts(connection),
        scope_of(coded, spoken_in(connection, counted, unit, coded[DOCUMENT].values)),
        dimensions=[name for name in dimensions if name != FAMILY],
        unit=unit,
        beside=beside,
        with_zero=question.zero,
    )
    if FAMILY in dimensions and CODE not in question.by:
        return table.only({it.key for it in book.children(None)} | {ALL})
    return table
