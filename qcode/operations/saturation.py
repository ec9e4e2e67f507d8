"""New information per document: how much each further one still brings."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qcode.analysis.saturation import (
    PERMUTATIONS,
    SEED,
    Curve,
    Presence,
    Rule,
    Shuffled,
    curve,
    shuffled,
)
from qcode.errors import UnknownAttributeError
from qcode.model.codebook import Code, Codebook
from qcode.model.counting import DocumentFacts
from qcode.model.ids import CodeId, code_id
from qcode.model.table import (
    Cell,
    Fact,
    Table,
    number_column,
    text_column,
    whole_column,
)
from qcode.operations.selecting import Material, Selection
from qcode.store import Store, facts

ALL, DEDUCTIVE, IN_VIVO = "all", "deductive", "in vivo"


@dataclass(frozen=True, slots=True)
class Series:
    """One coder's new information in one sort of codes, documents in their order."""

    coder: str
    codes: str
    documents: Sequence[str]
    observed: Curve
    random: Shuffled


@dataclass(frozen=True, slots=True)
class Saturation:
    """Curves and what they come to, as two tables that belong together."""

    curves: Table
    summary: Table


def saturation(
    store: Store,
    selection: Selection,
    rule: Rule,
    *,
    order_by: str | None = None,
    in_vivo: Collection[CodeId] | None = None,
) -> Saturation:
    """Return how many new codes each document brings, by coder unless pooled.

    Documents count that the coder has coded or finished, by name or by the value of
    the attribute `order_by` first. `in_vivo` are the codes found in the texts;
    without it those that were not first read from codebook.yaml. Raises
    UnknownAttributeError.
    """
    with store.read() as connection:
        material = Material(connection, selection)
        order = _order(facts.document_facts(connection), order_by)
        present = _presence(material)
        read = _read(material, present)
        parameters = _parameters(rule, order_by, in_vivo is not None)
        origin = material.provenance("codes", {}, parameters)
    sorts = sorts_of_codes(material.tree.codebook, in_vivo)
    found: list[Series] = []
    for coder, handle in enumerate(material.handles):
        numbers = np.flatnonzero(read[coder]).tolist()
        numbers.sort(key=lambda number: order[material.names[number]])
        if numbers:
            names = [material.names[number] for number in numbers]
            rows = present[coder][numbers]
            found += _series(handle, names, rows, sorts, rule)
    notes = [_note(rule), *_missing(sorts), *(_told(series, rule) for series in found)]
    curves = [row for series in found for row in _curve_rows(series)]
    summary = [_summary_row(series) for series in found]
    return Saturation(
        Table("New information per document", _CURVE, curves, origin, notes),
        Table("Saturation", _SUMMARY, summary, origin, notes),
    )


def _series(
    handle: str,
    documents: Sequence[str],
    present: Presence,
    sorts: Mapping[str, Sequence[int]],
    rule: Rule,
) -> Iterator[Series]:
    """Yield a coder's new information in each sort of codes; rows are documents."""
    for name, codes in sorts.items():
        rows = present[:, codes]
        yield Series(handle, name, documents, curve(rows, rule), shuffled(rows, rule))


def sorts_of_codes(
    book: Codebook, in_vivo: Collection[CodeId] | None
) -> dict[str, list[int]]:
    """Return the numbers of all codes, of the deductive, and of those in vivo.

    A code first read from codebook.yaml has an id that follows from its key, then or
    now; one that was made while coding, on a screen, has one of its own. Where all
    are of one sort, only all are returned.
    """
    if in_vivo is None:
        in_vivo = [code.id for code in book.codes if not _is_from_file(code, book)]
    numbers = range(len(book.codes))
    theirs = [number for number in numbers if book.codes[number].id in in_vivo]
    others = [number for number in numbers if book.codes[number].id not in in_vivo]
    if not theirs or not others:
        return {ALL: list(numbers)}
    return {ALL: list(numbers), DEDUCTIVE: others, IN_VIVO: theirs}


def _is_from_file(code: Code, book: Codebook) -> bool:
    keys = (code.key, *code.formerly)
    return any(code.id == code_id(book.study_id, key) for key in keys)


def _order(
    known: Sequence[DocumentFacts], attribute: str | None
) -> Mapping[str, tuple[bool, str, str]]:
    """Return what documents are sorted by; those without a value come last."""
    if attribute is None:
        return {fact.name: (False, "", fact.name) for fact in known}
    names = sorted({name for fact in known for name in fact.attributes})
    if attribute not in names:
        raise UnknownAttributeError(attribute, names)
    values = {fact.name: fact.attributes.get(attribute, "") for fact in known}
    return {name: (not value, value, name) for name, value in values.items()}


def _presence(material: Material) -> Presence:
    """Return which code each coder has in each document of the study."""
    shape = (len(material.handles), len(material.names), len(material.tree.keys))
    present = np.zeros(shape, dtype=bool)
    for part in material.parts():
        present[part.coder, part.document, part.code] = True
    return present


def _read(material: Material, present: Presence) -> Presence:
    """Return which documents each coder has coded or finished."""
    read: Presence = np.array(present.any(axis=2))
    for document, coder in material.read():
        read[coder, document] = True
    return read


def _parameters(rule: Rule, order_by: str | None, are_named: bool) -> dict[str, Fact]:
    return {
        "base size": rule.base_size,
        "run length": rule.run_length,
        "threshold": rule.threshold,
        "order": f"attribute {order_by}" if order_by else "name",
        "random orders": PERMUTATIONS,
        "seed": SEED,
        "in vivo": "codes that were named"
        if are_named
        else "codes not first read from codebook.yaml",
    }


def _note(rule: Rule) -> str:
    return (
        f"Guest, Namey and Chen (2020): base of {rule.base_size} documents, runs of "
        f"{rule.run_length}, each one document on; saturation where a run's new codes "
        f"are at most {rule.threshold:.0%} of the base's. Documents that the coder has "
        "coded or finished count; codes count as such, not with those below them."
    )


def _missing(sorts: Mapping[str, Sequence[int]]) -> list[str]:
    if IN_VIVO in sorts:
        return []
    return ["All codes are of one sort, none or all of them in vivo."]


def _told(series: Series, rule: Rule) -> str:
    """Return what a curve comes to, in a sentence."""
    whose = f"{series.coder}, " if series.coder else ""
    curve, run = series.observed, rule.run_length
    head = f"{whose}{series.codes} codes: {sum(curve.new)} in "
    head += f"{len(series.documents)} documents, {curve.base} in the base"
    if curve.reached is None:
        return f"{head}; saturation is not reached."
    reached = f"{head}; saturation is reached at {curve.reached}+{run} documents"
    random = series.random
    if random.reached is None:
        return f"{reached}, in none of {PERMUTATIONS} random orders."
    low, middle, high = (f"{value:g}" for value in random.reached)
    return (
        f"{reached}, in {random.times} of {PERMUTATIONS} random orders too, there at "
        f"{middle}+{run} (median; {low} to {high} in nine of ten)."
    )


def _curve_rows(series: Series) -> Iterator[list[Cell]]:
    curve, random = series.observed, series.random
    found = np.cumsum(curve.new).tolist()
    for place, document in enumerate(series.documents):
        yield [
            *(series.coder, series.codes, place + 1, document),
            *(curve.new[place], found[place], curve.ratios[place]),
            *(random.mean[place], random.median[place]),
            *(random.low[place], random.high[place]),
        ]


def _summary_row(series: Series) -> list[Cell]:
    curve, random = series.observed, series.random
    low, middle, high = random.reached or (None, None, None)
    return [
        *(series.coder, series.codes, len(series.documents), sum(curve.new)),
        *(curve.base, curve.reached, random.times, low, middle, high),
    ]


_WHOSE = [
    text_column("coder", "Who coded, empty where coders are pooled"),
    text_column("codes", "All codes, the deductive, or those found in the texts"),
]
_CURVE = [
    *_WHOSE,
    whole_column("place", "Place of the document in the order, from 1"),
    text_column("document", "Name of the document"),
    whole_column("new", "Codes that no document before has", "codes"),
    whole_column("found", "Codes in all documents so far", "codes"),
    number_column(
        "ratio", "New codes of the run that ends here by those of the base; else empty"
    ),
    number_column("mean", "Codes so far in random orders, on average", "codes"),
    number_column("median", "Their median", "codes"),
    number_column("low", "Their 5th percentile", "codes"),
    number_column("high", "Their 95th percentile", "codes"),
]
_SUMMARY = [
    *_WHOSE,
    whole_column("documents", "Documents that the coder has read", "documents"),
    whole_column("found", "Codes in all of them", "codes"),
    whole_column("base", "Codes in the documents of the base", "codes"),
    whole_column(
        "reached", "Documents before the run that saturates, empty if none", "documents"
    ),
    whole_column("random_times", "Random orders in which one does", "orders"),
    number_column("random_low", "5th percentile of reached in these", "documents"),
    number_column("random_median", "Median of reached in these", "documents"),
    number_column("random_high", "95th percentile of reached in these", "documents"),
]
