"""Words in context: qcode, and a plain program with sqlite3 and `re`."""

import csv
import re
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from pathlib import Path

from qcode.model.search import CONTEXT, SearchQuestion
from qcode.operations.search_tables import write_hits
from qcode.operations.workspace import open_workspace

# Invented words of the generator: one in most documents, and one in a few of them.
FREQUENT, SELDOM = "nifetabe", "mofawei"
_COLUMNS = ("document", "start", "end", "text", "speaker", "line", "before", "after")
_TEXTS = """
SELECT d.id, d.name, r.text FROM documents d
JOIN revisions r ON r.document_id = d.id AND r.number = d.revision ORDER BY d.name
"""
_TURNS = "SELECT start_offset, speaker FROM turns WHERE document_id = ? ORDER BY 1"


def search_ours(_files: Path, study: Path, work: Path) -> Callable[[], object]:
    """Write a frequent word in its context to a CSV."""
    return _ours(study, work, FREQUENT)


def search_plain(files: Path, _database: Path, work: Path) -> Callable[[], object]:
    """Write the same columns from the same database, case ignored."""
    return _plain(files, work, FREQUENT)


def seldom_ours(_files: Path, study: Path, work: Path) -> Callable[[], object]:
    """Write a seldom word in its context to a CSV."""
    return _ours(study, work, SELDOM)


def seldom_plain(files: Path, _database: Path, work: Path) -> Callable[[], object]:
    """Write the same columns from the same database, case ignored."""
    return _plain(files, work, SELDOM)


def _ours(study: Path, work: Path, word: str) -> Callable[[], object]:
    work.mkdir(exist_ok=True)

    def act() -> None:
        with open_workspace(study) as workspace:
            question = SearchQuestion(word)
            write_hits(workspace.store, question, work / "hits.csv")

    return act


def _plain(files: Path, work: Path, word: str) -> Callable[[], object]:
    database = work / f"study-{files.name}" / "qcode.db"
    pattern = re.compile(re.escape(word), re.IGNORECASE)

    def act() -> None:
        connection = sqlite3.connect(database)
        with (work / "plain-hits.csv").open("w", encoding="utf-8") as stream:
            rows = csv.writer(stream, lineterminator="\n")
            rows.writerow(_COLUMNS)
            for document, name, text in connection.execute(_TEXTS):
                hits = [found.span() for found in pattern.finditer(text)]
                if not hits:
                    continue
                breaks = [at.start() for at in re.finditer("\n", text)]
                turns = connection.execute(_TURNS, (document,)).fetchall()
                starts = [start for start, _ in turns]
                rows.writerows(
                    (
                        *(name, start, end, text[start:end]),
                        turns[bisect_right(starts, start) - 1][1],
                        bisect_left(breaks, start) + 1,
                        text[max(0, start - CONTEXT) : start],
                        text[end : end + CONTEXT],
                    )
                    for start, end in hits
                )

    return act
