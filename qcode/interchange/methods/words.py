"""What the words of a methods appendix are, for each language that it can be in.

The words themselves stand in a module for each language. A `Forms` has the form for
one and the form for any other number, with `{n}` where the number stands.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from qcode.model.adjudication import Ruling
from qcode.model.agreement import Exclusion
from qcode.model.document import Kind
from qcode.model.methods import CodebookChange, NotCompared, Parameter

Forms: TypeAlias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Signs:
    """How numbers, days and lists are written; `day` has day, month and year."""

    decimal: str
    thousands: str
    percent: str
    last: str
    day: str
    months: tuple[str, ...]
    quoted: str


@dataclass(frozen=True, slots=True)
class Nouns:
    """What is counted. `in_` is as after "in", `of_` as after "of"."""

    documents: Forms
    in_documents: Forms
    of_words: Forms
    words: Forms
    kinds: Mapping[Kind, Forms]
    codes: Forms
    in_families: Forms
    on_levels: Forms
    codings: Forms
    of_codings: Forms
    sentences: Forms
    answers: Forms


@dataclass(frozen=True, slots=True)
class CorpusWords:
    """Of documents and codebook."""

    heading: str
    empty: str
    corpus: Forms
    cases: Forms
    what_is_a_word: str
    not_revised: str
    revised: Forms
    revision: str
    survey: str
    kept: str
    codebook: str
    structure: str
    codable: Forms
    all_codable: str
    named: str
    finished_now: Forms
    finished_then: Forms
    other_revisions: Forms
    unchanged: str
    changed: Forms
    on_day: str
    between_days: str
    changes: Mapping[CodebookChange, Forms]


@dataclass(frozen=True, slots=True)
class CodingWords:
    """Of those who coded, of rounds, decisions and suggestions."""

    heading: str
    nobody: str
    coders: Forms
    columns: tuple[str, str, str, str]
    no_rounds: str
    round: str
    closed: str
    closed_after_all: str
    closed_early: str
    open: str
    settling: str
    settled: Forms
    taken: Mapping[Ruling, Forms]
    consensus: str
    consensus_alone: str
    suggestions: str
    no_suggestions: str
    suggested: Forms
    rejected: Forms


@dataclass(frozen=True, slots=True)
class AgreementWords:
    """Of agreement, and of new information."""

    heading: str
    not_compared: Mapping[NotCompared, str]
    compared: str
    unit: str
    alpha: str
    alpha_without: str
    interval: str
    mean: str
    columns: tuple[str, str, str, str, str]
    coefficients: Mapping[str, str]
    intervals: str
    few_documents: str
    suggested: str
    undefined: Mapping[str, Forms]
    partly_known: Forms
    saturation: str
    new_information: str


@dataclass(frozen=True, slots=True)
class MethodsWords:
    """All words of a methods appendix.

    `reasons` are those of the program for what is not made, in other words; one that is
    not among them is told as the program says it.
    """

    language: str
    signs: Signs
    nouns: Nouns
    corpus: CorpusWords
    coding: CodingWords
    agreement: AgreementWords
    title: str
    contents: str
    methods: str
    state: str
    limited: str
    hidden: Forms
    exclusions: str
    excluded: Forms
    excluded_why: Mapping[Exclusion, str]
    asking: str
    nobody_asks: str
    nothing_coded: str
    uncoded: Forms
    among: str
    parameters: str
    parameter_columns: tuple[str, str]
    parameter_names: Mapping[Parameter, str]
    program: str
    computed: str
    libraries: str
    left_out: str
    left_out_told: str
    reasons: Mapping[str, str]
    references: str
