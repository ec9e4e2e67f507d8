"""How far coders agree: figures for codes, families and all, and who put what where."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qcode.comparison.comparing import Comparison, Figures, Matching
from qcode.comparison.confusion import Confusion, confuse
from qcode.errors import RefusedError
from qcode.model.agreement import ComparisonQuestion, Excluded, JudgedUnit
from qcode.model.codebook import Code
from qcode.model.coding import Coder, Origin
from qcode.model.ids import CodeId
from qcode.model.span import Span
from qcode.model.table import Provenance
from qcode.operations.compared import Field, Material, families, gather, single_codes
from qcode.operations.leaving_out import finishers
from qcode.operations.provenance import provenance
from qcode.operations.rounds import refuse_blind
from qcode.store import Store, study

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class CodeAgreement:
    """How far coders agree on one code, or on a family of codes as one."""

    code: Code
    path: str
    figures: Figures


@dataclass(frozen=True)
class Agreement:
    """How far coders agree, on what, and what was not counted.

    `units` is how many were judged; `suggested` the share of the compared codings
    that began as suggestions, nan without codings. `macro` is the mean of the codes'
    own figures, `pooled` the figures of all codes' units in one table.
    """

    question: ComparisonQuestion
    documents: Sequence[str]
    units: int
    excluded: Sequence[Excluded]
    suggested: float
    codes: Sequence[CodeAgreement]
    families: Sequence[CodeAgreement]
    macro: Figures
    pooled: Figures
    provenance: Provenance


def coders_to_compare(store: Store) -> list[Coder]:
    """Return the coders who have finished a document, by handle; no consensus set."""
    with store.read() as connection:
        return finishers(connection)


def agreement(store: Store, question: ComparisonQuestion) -> Agreement:
    """Return how far coders agree in the documents that all of them have finished.

    Raises RefusedError where there are not two coders, or no such document, and
    RoundOpenError while a blind round hides something.
    """
    _check(question)
    refuse_blind(store)
    with store.read() as connection:
        codebook = study.codebook(connection)
        counted, excluded = gather(connection, question)
        made_from = _provenance(connection, question, counted)
    if not counted:
        raise _nothing_to_count(question, excluded)
    matching = Matching(question.least_overlap, question.tolerance)
    single, whole = single_codes(codebook), families(codebook)
    comparison = _comparison(counted, single, question, matching)
    compared = range(len(single.codes))
    codings = [coding for it in counted for coding in it.codings]
    suggested = sum(coding.origin is Origin.SUGGESTION for coding in codings)
    return Agreement(
        question=question,
        documents=[it.document.name for it in counted],
        units=sum(len(it.units) for it in counted),
        excluded=excluded,
        suggested=suggested / len(codings) if codings else float("nan"),
        codes=[
            CodeAgreement(code, codebook.path(code.id), comparison.of_code(number))
            for number, code in enumerate(single.codes)
        ],
        families=_families(counted, whole, question, matching),
        macro=comparison.macro_mean(compared),
        pooled=comparison.pooled(compared),
        provenance=made_from,
    )


def agreement_on(
    store: Store, question: ComparisonQuestion, code_id: CodeId
) -> CodeAgreement:
    """Return how far coders agree on one code, in a tenth of the time for all.

    `segments_kappa` has no value: its chance hangs on how many codes there are.
    Raises what `agreement` raises.
    """
    _check(question)
    with store.read() as connection:
        codebook = study.codebook(connection)
        counted, excluded = gather(connection, question)
    if not counted:
        raise _nothing_to_count(question, excluded)
    code = codebook.code(code_id)
    field = Field([code], [frozenset([code_id])])
    matching = Matching(question.least_overlap, question.tolerance)
    comparison = _comparison(counted, field, question, matching)
    return CodeAgreement(code, codebook.path(code_id), comparison.of_code(0))


def _comparison(
    counted: Sequence[Material],
    field: Field,
    question: ComparisonQuestion,
    matching: Matching,
) -> Comparison:
    return Comparison([it.judged(field, question) for it in counted], matching)


def _families(
    counted: Sequence[Material],
    whole: Field,
    question: ComparisonQuestion,
    matching: Matching,
) -> list[CodeAgreement]:
    if not whole.codes:
        return []
    comparison = _comparison(counted, whole, question, matching)
    return [
        CodeAgreement(code, code.name, comparison.of_code(number))
        for number, code in enumerate(whole.codes)
    ]


@dataclass(frozen=True)
class Cell:
    """A unit of a cell of the confusion table: where it stands, and its text."""

    document: str
    span: Span
    text: str


@dataclass(frozen=True)
class CodeConfusion:
    """Which code the first coder gave where the second gave another.

    `codes` name the rows and columns of the table; the last of each is "no other".
    """

    first: Coder
    second: Coder
    codes: Sequence[Code]
    documents: Sequence[str]
    excluded: Sequence[Excluded]
    confusion: Confusion
    counted: Sequence[Material]
    provenance: Provenance

    def cell(self, row: int, column: int) -> list[Cell]:
        """Return the units of a cell in the order of documents and texts."""
        return [
            _cell(self.counted[document], unit)
            for document, unit in self.confusion.units(row, column)
        ]


def _cell(material: Material, unit: int) -> Cell:
    document, span = material.document, material.units[unit]
    return Cell(document.name, span, span.cut(document.text))


def confusion(store: Store, question: ComparisonQuestion) -> CodeConfusion:
    """Return who put what where the other put what, for two coders.

    Raises RefusedError where there are not two coders, or nothing to compare.
    """
    _check(question)
    if len(question.coders) != 2:
        raise RefusedError(
            "Who put what where the other put what is told of two coders; name two."
        )
    refuse_blind(store)
    with store.read() as connection:
        codebook = study.codebook(connection)
        counted, excluded = gather(connection, question)
        made_from = _provenance(connection, question, counted)
    if not counted:
        raise _nothing_to_count(question, excluded)
    field = single_codes(codebook)
    judged = [it.judged(field, question).judgements for it in counted]
    first, second = question.coders
    names = [it.document.name for it in counted]
    table = confuse(judged)
    return CodeConfusion(
        first, second, field.codes, names, excluded, table, counted, made_from
    )


def _provenance(
    connection: "Connection",
    question: ComparisonQuestion,
    counted: Sequence[Material],
) -> Provenance:
    return provenance(
        connection,
        question.unit.value,
        base={"documents": [it.document.name for it in counted]},
        filters={
            "coders": [coder.handle for coder in question.coders],
            "suggested codings": question.with_suggested,
            "turns of those who ask": question.with_interviewer,
        },
        parameters={
            "one coded word is enough": question.is_any,
            "least overlap": question.least_overlap,
            "tolerance in words": question.tolerance,
        },
    )


def _check(question: ComparisonQuestion) -> None:
    if len({coder.id for coder in question.coders}) < 2:
        raise RefusedError(
            "Agreement needs two coders who have finished the same documents; "
            "`qcode finish DOCUMENT` says that one is finished."
        )
    if question.unit is JudgedUnit.SEGMENT and question.segments_of is None:
        raise RefusedError("Given segments need somebody whose segments they are.")


def _nothing_to_count(
    question: ComparisonQuestion, excluded: Sequence[Excluded]
) -> RefusedError:
    handles = " and ".join(coder.handle for coder in question.coders)
    return RefusedError(
        f"There is no document that {handles} have both finished "
        f"({len(excluded)} looked at); `qcode finish DOCUMENT` says that one is."
    )
