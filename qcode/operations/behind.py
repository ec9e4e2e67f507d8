"""The coded segments that a number in a table is a number of."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import compress, groupby

import numpy as np

from qcode.analysis.places import Places
from qcode.errors import RefusedError
from qcode.model.codebook import Code, Codebook
from qcode.model.counting import (
    ATTRIBUTE_PREFIX,
    CASE,
    CODER,
    DIMENSIONS,
    DOCUMENT,
    KIND,
    ROUND,
    SPEAKER,
    DocumentFacts,
    shown_value,
)
from qcode.model.document import Kind
from qcode.model.segment import CodedSegment
from qcode.operations.cooccurrence_segments import (
    segments_in_sequence,
    segments_of_both,
)
from qcode.operations.frequency_tables import CODE_COLUMNS
from qcode.operations.pooling import not_pooled
from qcode.operations.reading import load_codebook
from qcode.operations.retrieval import coded_segments
from qcode.operations.speakers import interviewers
from qcode.operations.table_cells import Behind, CellAt, Passage
from qcode.operations.table_choices import Choices, Offered
from qcode.store import Store, documents, facts

# Tables in which a row or a cell is of a code in some documents.
_OF_CODES = frozenset(
    {
        *("frequencies", "codes-in-columns", "presence", "crosstab"),
        *("crosstab-figures", "overview", "keyness", "joint-display"),
        "new-information",
    }
)
_WITH_ALONE = ("frequencies", "overview", "cooccurrence-matrix")
_ALONE = re.compile(r"(.*_)?own|(.*: )?(documents|segments)")
_BASE = re.compile(r" \(n=\d+\)$")


def behind(
    store: Store, kind: str, choices: Choices, offered: Offered, cell: CellAt
) -> Behind:
    """Return the segments that a cell of a table of this kind counts.

    Raises RefusedError where a table is not of segments, and what retrieval raises.
    """
    book = load_codebook(store)
    if kind in ("cooccurrence", "cooccurrence-matrix", "sequences"):
        codes, asked = _two_codes(book, cell), _by_coder(choices, offered, cell)
        if codes is not None:
            return _pairs(store, kind, asked, codes, book)
    elif kind not in _OF_CODES:
        raise RefusedError("A number of this table is no number of segments.")
    code = _code(book, cell)
    is_alone = kind in _WITH_ALONE and _ALONE.fullmatch(cell.column)
    below = [] if code is None else [it.id for it in book.subtree(code.id)]
    wanted = _wanted(kind, choices, cell)
    asked = _by_coder(choices, offered, cell)
    with store.read() as connection:
        known = {it.name: it for it in facts.document_facts(connection)}
        is_pooled = choices.distinct or kind == "joint-display"
        is_all_pooled = is_pooled and asked.coder is None
        left_out = not_pooled(connection) if is_all_pooled else frozenset()
    found = coded_segments(
        store,
        code_ids=None if code is None else below[:1] if is_alone else below,
        coder_id=None if asked.coder is None else asked.coder.id,
        query=choices.query,
    )
    kept = [
        it
        for it in found
        if _has(known[it.document], wanted) and it.coding.coder_id not in left_out
    ]
    if choices.without_interviewer:
        kept = _said_by_others(store, kept)
    values = [value for _, value in wanted if value]
    names = ["all codes" if code is None else code.name, *values]
    return _told(", ".join(names), kept, book)


def _code(book: Codebook, cell: CellAt) -> Code | None:
    """Return the code that a cell is of: of its column, else of its row, if any."""
    return book.by_key(cell.column) or book.by_key(str(cell.said.get("code", "")))


def _two_codes(book: Codebook, cell: CellAt) -> tuple[Code, Code] | None:
    said = cell.said
    keys = [said.get("first"), said.get("second")]
    if "first" not in said:
        keys = [said.get("code"), cell.column]
    first, second = (book.by_key(str(key)) for key in keys)
    if first is None or second is None:
        return None
    return first, second


def _by_coder(choices: Choices, offered: Offered, cell: CellAt) -> Choices:
    """Return the choices with the coder that the row or the column is of, if any."""
    handle = cell.said.get(CODER)
    before, _, _ = cell.column.rpartition(": ")
    if choices.by == CODER and CODER not in cell.said:
        before = cell.column
    wanted = [it for it in offered.coders if it.handle in (handle, before)]
    return replace(choices, coder=wanted[0]) if wanted else choices


def _wanted(kind: str, choices: Choices, cell: CellAt) -> list[tuple[str, str]]:
    """Return dimensions and the values that documents must have in them."""
    said = {name: str(value or "") for name, value in cell.said.items()}
    wanted = [(name, value) for name, value in said.items() if _is_dimension(name)]
    by = choices.by
    if kind == "joint-display":
        wanted.append((KIND, Kind.INTERVIEW.value))
    heads = {CODER, *(it.name for it in CODE_COLUMNS)}
    if kind in ("codes-in-columns", "crosstab") and cell.column not in heads:
        value = _BASE.sub("", cell.column).removeprefix(f"{by}=")
        wanted.append((by, "" if value == shown_value(by, "") else value))
    if any(name in (SPEAKER, ROUND) for name, _ in wanted):
        raise RefusedError(
            "Segments behind numbers by speaker or round are not told here; ask for "
            "them with / speaker:NAME."
        )
    return [(name, value) for name, value in wanted if name != CODER]


def _is_dimension(name: str) -> bool:
    return name in DIMENSIONS[2:] or name.startswith(ATTRIBUTE_PREFIX)


def _has(document: DocumentFacts, wanted: Sequence[tuple[str, str]]) -> bool:
    known: Mapping[str, str] = {
        DOCUMENT: document.name,
        KIND: document.kind.value,
        CASE: document.case,
    }
    attributes = document.attributes
    return all(
        known.get(name, attributes.get(name.removeprefix(ATTRIBUTE_PREFIX), ""))
        == value
        for name, value in wanted
    )


def _said_by_others(store: Store, found: Sequence[CodedSegment]) -> list[CodedSegment]:
    """Leave out segments that touch only turns of those who ask."""
    kept: list[CodedSegment] = []
    with store.read() as connection:
        asks = interviewers(connection)
        for document_id, group in groupby(found, lambda it: it.coding.document_id):
            places = Places(documents.get(connection, document_id), asks)
            segments = list(group)
            starts = np.array([it.coding.span.start for it in segments])
            ends = np.array([it.coding.span.end for it in segments])
            kept += compress(segments, places.is_said(starts, ends).tolist())
    return kept


def _pairs(
    store: Store,
    kind: str,
    choices: Choices,
    codes: tuple[Code, Code],
    book: Codebook,
) -> Behind:
    first, second = codes
    selection, both = choices.selection(), (first.id, second.id)
    if kind == "sequences":
        table = segments_in_sequence(store, selection, both)
        title = f"{first.name}, then {second.name}"
    else:
        table = segments_of_both(store, choices.relation, selection, both)
        title = f"{first.name} with {second.name} ({choices.relation})"
    rows = [dict(zip(table.names, row, strict=True)) for row in table.rows]
    names = {code.key: code.name for code in book.codes}
    starts = [
        min(int(it["first_start"] or 0), int(it["second_start"] or 0)) for it in rows
    ]
    return Behind(
        title,
        ("document", "coder", "first", "first text", "second", "second text"),
        [
            (
                *(it["document"], it["coder"]),
                *(names[str(it["first"])], it["first_text"]),
                *(names[str(it["second"])], it["second_text"]),
            )
            for it in rows
        ],
        [
            Passage(str(it["document"]), start)
            for it, start in zip(rows, starts, strict=True)
        ],
    )


def _told(title: str, kept: Sequence[CodedSegment], book: Codebook) -> Behind:
    names = {code.key: code.name for code in book.codes}
    return Behind(
        title,
        ("document", "line", "time", "speaker", "code", "coder", "text", "memo"),
        [
            (
                *(it.document, it.line, it.time, it.speaker, names[it.code], it.coder),
                *(it.text, it.memo),
            )
            for it in kept
        ],
        [Passage(it.document, it.coding.span.start) for it in kept],
    )
