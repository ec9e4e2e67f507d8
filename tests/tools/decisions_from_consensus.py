"""Derives the demonstration study's table of decisions from its consensus set.

`corpus/coded-sets/consensus.csv` says what two coders settled on, not how. This says
how, place by place, as `qcode adjudicate settle --table` takes it. Run by name:

    python -m tests.tools.decisions_from_consensus
"""

import csv
from collections.abc import Sequence
from io import StringIO
from pathlib import Path
from uuid import UUID, uuid5

from qcode.comparison.adjudication import differences
from qcode.interchange.decisions import write_spans
from qcode.model.adjudication import Difference, DifferenceKind, Ruling
from qcode.model.coding import Coding
from qcode.model.ids import CodeId, CoderId, CodingId, DocumentId
from qcode.model.span import Span
from tests.study.demonstration import CODED_SETS, table

DECISIONS = CODED_SETS / "decisions.csv"
FIRST, SECOND = "K1", "K2"
COLUMNS = (
    *("document", "code", "start", "end"),
    *("first_coder", "second_coder", "decision", "spans"),
)
# Ids only hold the names of one table together here.
_HERE = UUID(int=0)

_IDENTITY = ("document", "start", "end", "code", "coder")

Row = dict[str, str]


def consensus_rows() -> list[Row]:
    """Return what both settled on, a coding a row."""
    return table(CODED_SETS / "consensus.csv")


def decisions() -> list[Row]:
    """Return a row for each place in the adjudicated documents, in their order.

    What both coded alike and was taken so needs none. A place got those codings of
    the consensus set with its code that overlap it.
    """
    taken = consensus_rows()
    adjudicated = {row["document"] for row in taken}
    both = [row for name in (FIRST, SECOND) for row in table(_path(name))]
    codings = {_coding(row): row for row in both if row["document"] in adjudicated}
    found = differences(codings, CoderId(_id(FIRST)), CoderId(_id(SECOND)))
    rows = [
        _row(difference, codings[difference.codings[0]], taken) for difference in found
    ]
    wanted = [row for row in rows if row["decision"]]
    return sorted(wanted, key=lambda it: (it["document"], int(it["start"]), it["code"]))


def added() -> list[Row]:
    """Return the codings of the consensus set that neither coder had in their place."""
    both = [row for name in (FIRST, SECOND) for row in table(_path(name))]
    return [
        row
        for row in consensus_rows()
        if not any(_same(row, it) and _span(row).overlaps(_span(it)) for it in both)
    ]


def written(rows: Sequence[Row]) -> str:
    """Return the rows as the file holds them."""
    text = StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def _row(difference: Difference, place: Row, taken: Sequence[Row]) -> Row:
    span = difference.span
    got = sorted(
        _span(row) for row in taken if _same(row, place) and _span(row).overlaps(span)
    )
    ruling = _ruling(difference, got)
    return {
        "document": place["document"],
        "code": place["code"],
        "start": str(span.start),
        "end": str(span.end),
        "first_coder": FIRST,
        "second_coder": SECOND,
        "decision": "" if ruling is None else ruling.in_tables,
        "spans": write_spans(got) if ruling is Ruling.REDRAWN else "",
    }


def _ruling(difference: Difference, got: Sequence[Span]) -> Ruling | None:
    first, second = (
        sorted(it.span for it in own) for own in (difference.first, difference.second)
    )
    known: tuple[tuple[list[Span], Ruling], ...] = (
        ([], Ruling.NEITHER),
        (first, Ruling.FIRST),
        (second, Ruling.SECOND),
        (sorted({*first, *second}), Ruling.BOTH),
    )
    found = next((ruling for spans, ruling in known if spans == got), Ruling.REDRAWN)
    is_alike = difference.kind is DifferenceKind.ALIKE
    return None if is_alike and found is Ruling.FIRST else found


def _path(coder: str) -> Path:
    return CODED_SETS / f"{coder.lower()}.csv"


def _same(row: Row, other: Row) -> bool:
    return (row["document"], row["code"]) == (other["document"], other["code"])


def _span(row: Row) -> Span:
    return Span(int(row["start"]), int(row["end"]))


def _coding(row: Row) -> Coding:
    return Coding(
        DocumentId(_id(row["document"])),
        CodeId(_id(row["code"])),
        CoderId(_id(row["coder"])),
        _span(row),
        id=CodingId(_id(" ".join(row[name] for name in _IDENTITY))),
    )


def _id(name: str) -> UUID:
    return uuid5(_HERE, name)


def main() -> None:
    """Write the table."""
    DECISIONS.write_text(written(decisions()), "utf-8")


if __name__ == "__main__":
    main()
