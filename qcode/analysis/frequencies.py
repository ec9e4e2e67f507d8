"""The table of frequencies: how often which code, by any dimensions."""

from collections.abc import Mapping, Sequence

import pandas as pd

from qcode.analysis.codetree import CodeTree
from qcode.model.codebook import Codebook
from qcode.model.counting import (
    ATTRIBUTE_PREFIX,
    CASE,
    KIND,
    DocumentFacts,
    Unit,
)

CODE_COLUMNS = ["code", "name", "path", "family", "level"]


def frequency_table(
    counted: pd.DataFrame,
    tree: CodeTree,
    facts: Sequence[DocumentFacts],
    *,
    dimensions: Sequence[str],
    unit: Unit,
    beside: Unit | None = None,
) -> pd.DataFrame:
    """Return how often each code occurs by each combination of the dimensions.

    `counted` has the form of `analysis.frames`, of words for the unit words, else
    of segments; `facts` say what is known of its documents.

    One row is a code and a combination that is not zero. Columns: `code`,
    `name`, `path`, `family` (the name of the topmost code; str), `level` (int64, 1
    for the topmost); one per dimension, named as it (str, "" for no value);
    `own` and `total` (int64) in the unit; with a unit `beside` its numbers as
    `segments_own`, `segments_total` and so on. Rows are in the codebook's order,
    then by the dimensions' values.
    """
    values = pd.DataFrame(
        {name: _dimension(counted, name, facts) for name in dimensions}
    )
    numbers = _numbers(counted, unit)
    if beside is not None:
        numbers |= {f"{beside}_{n}": v for n, v in _numbers(counted, beside).items()}
    keys = ["code", *dimensions]
    rows = pd.concat([counted[["code"]], values, pd.DataFrame(numbers)], axis="columns")
    table = rows.groupby(keys, observed=True, as_index=False).sum()
    table = table[table["total"] > 0]
    described = _described(tree.codebook).loc[table["code"].tolist()]
    columns = [described.reset_index(), table[list(dimensions)].astype("str")]
    columns.append(table[list(numbers)])
    return pd.concat([part.reset_index(drop=True) for part in columns], axis="columns")


def _numbers(counted: pd.DataFrame, unit: Unit) -> dict[str, "pd.Series[int]"]:
    numbers = {name: counted[name] for name in ("own", "total")}
    if unit is Unit.DOCUMENTS:
        # A place is one document, and the sum is over documents.
        return {name: (number > 0).astype("int64") for name, number in numbers.items()}
    return numbers


def _dimension(
    counted: pd.DataFrame, dimension: str, facts: Sequence[DocumentFacts]
) -> "pd.Series[str]":
    """Return the dimension's value in each row, as a category in sorted order."""
    if dimension in counted:
        return counted[dimension]
    values = {fact.name: _value(fact, dimension) for fact in facts}
    documents = counted["document"].cat
    found = pd.Categorical([values[name] for name in documents.categories])
    taken = found.codes[documents.codes]
    return pd.Series(
        pd.Categorical.from_codes(taken, dtype=found.dtype), index=counted.index
    )


def _value(fact: DocumentFacts, dimension: str) -> str:
    known: Mapping[str, str] = {KIND: str(fact.kind), CASE: fact.case}
    if dimension in known:
        return known[dimension]
    return fact.attributes.get(dimension.removeprefix(ATTRIBUTE_PREFIX), "")


def _described(book: Codebook) -> pd.DataFrame:
    """Return the codes' names and places in the tree, by key."""
    rows = []
    for code in book.codes:
        above = book.ancestors(code.id)
        family = (above or [code])[0].name
        rows.append((code.key, code.name, book.path(code.id), family, len(above) + 1))
    frame = pd.DataFrame(rows, columns=CODE_COLUMNS)
    types = dict.fromkeys(CODE_COLUMNS[:-1], "str") | {"level": "int64"}
    return frame.astype(types).set_index("code")
