"""Differences as rows for files to fill in, and as the document `--json` prints."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from qcode.interchange.decisions import write_spans
from qcode.interchange.tables import write_table, write_table_as
from qcode.model.adjudication import Ruling
from qcode.model.coding import Coding
from qcode.model.table import Cell, Table, text_column, whole_column
from qcode.operations.decision_plans import Fate, Outcome
from qcode.operations.differences import Adjudicated
from qcode.operations.dockets import Docket
from qcode.operations.leaving_out import left_out_json

COLUMNS = (
    text_column("id", "Id of the difference"),
    text_column("document", "Name of the document"),
    text_column("code", "Key of the code"),
    text_column("kind", "How the two differ"),
    whole_column("start", "Where the difference begins in the text", "codepoints"),
    whole_column("end", "Where it ends, this place not included", "codepoints"),
    text_column("first_coder", "The first coder"),
    text_column("first_spans", "Where the first coder put the code"),
    text_column("first_text", "What the first coder coded"),
    text_column("first_memos", "What the first coder wrote about it"),
    text_column("second_coder", "The second coder"),
    text_column("second_spans", "Where the second coder put the code"),
    text_column("second_text", "What the second coder coded"),
    text_column("second_memos", "What the second coder wrote about it"),
    text_column("decision", "What is taken; to be filled in"),
    text_column("why", "Why; to be filled in"),
    text_column("spans", "Where, if redrawn; to be filled in"),
    text_column("decided_by", "Who decided"),
    text_column("decided_at", "When"),
)
"""One row is a difference; `decision`, `why`, `spans` are to be filled in."""

_BETWEEN_TEXTS = "\n"


def write_differences(
    docket: Docket,
    shown: Sequence[Adjudicated],
    path: Path,
    *,
    excel_de: bool = False,
) -> None:
    """Write differences to a file, the format by its ending.

    A .json holds what `--json` prints. Texts and memos of one coder stand below each
    other in a cell. `spans` are those of what was redrawn. Raises WrongUsageError for
    another ending, StudyError, and RefusedError for what XLSX cannot hold.
    """
    rows = (_row(docket, it) for it in shown)
    table = Table("Differences of two coders", COLUMNS, rows, docket.provenance)
    if path.suffix.lower() == ".json":
        write_table_as(path, table, differences_json(docket, shown))
    else:
        write_table(path, table, excel_de=excel_de)


def _row(docket: Docket, shown: Adjudicated) -> list[Cell]:
    difference, pair = shown.difference, docket.pair
    return [
        str(difference.id),
        shown.document,
        docket.codebook.code(difference.code_id).key,
        difference.kind.value,
        difference.span.start,
        difference.span.end,
        pair.first.handle,
        *_side(shown, difference.first),
        pair.second.handle,
        *_side(shown, difference.second),
        *_decided(docket, shown),
    ]


def _side(shown: Adjudicated, own: Iterable[Coding]) -> list[Cell]:
    own = list(own)
    memos = [memo.text for it in own for memo in shown.memos[it.id]]
    return [
        write_spans([it.span for it in own]),
        _BETWEEN_TEXTS.join(shown.segments[it.id] for it in own),
        _BETWEEN_TEXTS.join(memos),
    ]


def _decided(docket: Docket, shown: Adjudicated) -> list[Cell]:
    settled = shown.settlement
    if settled is None:
        return ["", "", "", "", ""]
    ruling = settled.ruling_for(docket.pair.first.id)
    return [
        ruling.in_tables,
        settled.why,
        write_spans(docket.spans_taken(settled)) if ruling is Ruling.REDRAWN else "",
        docket.coders[settled.coder_id].handle,
        settled.settled_at.isoformat(),
    ]


def differences_json(docket: Docket, shown: Sequence[Adjudicated]) -> dict[str, object]:
    """Return the document that `--json` prints."""
    return {
        "first": docket.pair.first.handle,
        "second": docket.pair.second.handle,
        "documents": list(docket.counted),
        "excluded": left_out_json(docket.excluded),
        "differences": [_as_json(docket, it) for it in shown],
    }


def _as_json(docket: Docket, shown: Adjudicated) -> dict[str, object]:
    difference, settled = shown.difference, shown.settlement
    ruling = settled and settled.ruling_for(docket.pair.first.id)
    taken = docket.spans_taken(settled) if settled else []
    return {
        "id": str(difference.id),
        "document": shown.document,
        "code": docket.codebook.code(difference.code_id).key,
        "kind": difference.kind.value,
        "start": difference.span.start,
        "end": difference.span.end,
        "first": [_coding_json(shown, it) for it in difference.first],
        "second": [_coding_json(shown, it) for it in difference.second],
        "decision": ruling and ruling.in_tables,
        "why": settled and settled.why,
        "taken": [[it.start, it.end] for it in taken],
        "settled_by": settled and docket.coders[settled.coder_id].handle,
        "settled_at": settled and settled.settled_at.isoformat(),
    }


def _coding_json(shown: Adjudicated, coding: Coding) -> dict[str, object]:
    return {
        "id": str(coding.id),
        "start": coding.span.start,
        "end": coding.span.end,
        "text": shown.segments[coding.id],
        "memos": [memo.text for memo in shown.memos[coding.id]],
    }


def outcomes_json(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Return what `settle --table --json` prints: the rows by what becomes of them."""
    return {
        fate.value: [_outcome_json(it) for it in outcomes if it.fate is fate]
        for fate in Fate
    }


def _outcome_json(outcome: Outcome) -> dict[str, object]:
    row, difference = outcome.row, outcome.difference
    return {
        "row": row.row,
        "id": row.id if difference is None else str(difference.id),
        "decision": row.ruling and row.ruling.in_tables,
        "reason": outcome.reason,
    }
