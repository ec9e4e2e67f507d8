"""Counts per code and place as DataFrames, ready to be summed by any dimension.

The functions give one form. A row is a code in a place: a document, and a coder
and a speaker where these are told apart ("" where not). Columns: `code`,
`document`, `coder`, `speaker` (category; codes in the codebook's order, others
sorted), `own` (int64; the code alone) and `total` (int64; with all below it,
each thing once). No code and place comes twice, so that sums over documents and
numbers of documents are exact. Rows are in no order.
"""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import TypeAlias

import numpy as np
import pandas as pd

from qcode.analysis.codetree import CodeTree
from qcode.model.counting import CodeCounts, SharedCount

PLACE = ["document", "coder", "speaker"]

# Code key, document name, coder handle, speaker, own, total.
PlacedCount: TypeAlias = tuple[str, str, str, str, int, int]


def segment_frame(
    counts: CodeCounts, shared: Sequence[SharedCount], tree: CodeTree
) -> pd.DataFrame:
    """Return the distinct segments of each code in each place, in the form above.

    `counts` says how many segments a code has in a place, `shared` how many
    segments of a place carry which several codes.
    """
    surplus = _surplus(shared, tree)
    frame = _with_categories(
        pd.DataFrame(
            {
                "code": counts.code + surplus.code,
                "document": counts.document + surplus.document,
                "coder": counts.coder + surplus.coder,
                "speaker": counts.speaker + surplus.speaker,
                "own": counts.segments + surplus.segments,
            }
        ),
        tree,
    )
    known = len(counts.code)
    counted, doubled = frame.iloc[:known], frame.iloc[known:]
    numbers = np.asarray(counted["code"].cat.codes, dtype=np.int64)
    index, lifted = tree.lifted(numbers)
    above = counted.iloc[index]
    above = above.assign(
        code=pd.Categorical.from_codes(lifted, dtype=_code_type(tree)),
        total=above["own"],
        own=above["own"].where(numbers[index] == lifted, 0),
    )
    doubled = doubled.assign(total=doubled["own"], own=0)
    placed = pd.concat([above, doubled]).groupby(
        ["code", *PLACE], observed=True, sort=False, as_index=False
    )
    return placed[["own", "total"]].sum()


def _surplus(shared: Iterable[SharedCount], tree: CodeTree) -> CodeCounts:
    """Return by how much sums over subtrees are too high, as negative numbers."""
    surplus_of = cache(tree.surplus)
    surplus = CodeCounts()
    for keys, document, coder, speaker, segments in shared:
        for key, times in surplus_of(keys):
            surplus.code.append(key)
            surplus.document.append(document)
            surplus.coder.append(coder)
            surplus.speaker.append(speaker)
            surplus.segments.append(-times * segments)
    return surplus


def placed_frame(rows: Sequence[PlacedCount], tree: CodeTree) -> pd.DataFrame:
    """Return counts that are exact for each code already, in the form above."""
    columns = ["code", *PLACE, "own", "total"]
    return _with_categories(pd.DataFrame(rows, columns=columns), tree)


def _with_categories(frame: pd.DataFrame, tree: CodeTree) -> pd.DataFrame:
    numbers = [name for name in ("own", "total") if name in frame]
    return frame.astype(
        {"code": _code_type(tree)}
        | dict.fromkeys(PLACE, "category")
        | dict.fromkeys(numbers, "int64")
    )


def _code_type(tree: CodeTree) -> "pd.CategoricalDtype[str]":
    return pd.CategoricalDtype(pd.Index(tree.keys, dtype="str"))
