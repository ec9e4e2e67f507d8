"""One operation of qcode, or of a plain program with sqlite3, measured from inside.

    python -m tests.benchmarks.inside ours|plain OPERATION FILES DATA WORK

The operations are import, codings, counts, totals, segments, together, search and
seldom. Prints the CPU seconds, user and system, that it took after all that it needs
was loaded, and the most memory that the process had, in MiB. DATA is a study of qcode
or the plain program's database.
"""

import csv
import hashlib
import os
import re
import resource
import shutil
import sqlite3
import sys
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

from qcode.model.counting import FrequencyQuestion, Unit
from qcode.operations.exports import write_segments
from qcode.operations.frequencies import frequencies
from qcode.operations.frequency_tables import write_frequencies
from qcode.operations.retrieval import coded_segments
from qcode.operations.setting_up import set_up
from qcode.operations.workspace import open_workspace
from tests.benchmarks.loading import load_codings, write_study_folder
from tests.benchmarks.searching import (
    search_ours,
    search_plain,
    seldom_ours,
    seldom_plain,
)
from tests.benchmarks.together import together_ours, together_plain

__all__ = [
    "search_ours",
    "search_plain",
    "seldom_ours",
    "seldom_plain",
    "together_ours",
    "together_plain",
]


def import_ours(files: Path, _study: Path, work: Path) -> Callable[[], object]:
    """Set a new study up from a folder of documents."""
    shutil.rmtree(work, ignore_errors=True)
    write_study_folder(files, work)

    def act() -> None:
        with open_workspace(work) as workspace:
            set_up(workspace)

    return act


def import_plain(files: Path, database: Path, _work: Path) -> Callable[[], object]:
    """Store text, bytes, digests and number of words of each file."""
    database = database.with_suffix(".documents.db")
    database.unlink(missing_ok=True)

    def act() -> None:
        connection = sqlite3.connect(database)
        connection.execute("CREATE TABLE documents (name, text, source, d1, d2, words)")
        for path in sorted((files / "docs").glob("*.txt")):
            content = path.read_bytes()
            text = content.decode("utf-8").replace("\r\n", "\n")
            digests = hashlib.sha256(content), hashlib.sha256(text.encode())
            texts = path.stem, text, content, *(one.hexdigest() for one in digests)
            row = (*texts, len(text.split()))
            connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?)", row)
        connection.commit()

    return act


def codings_ours(files: Path, study: Path, _work: Path) -> Callable[[], object]:
    """Store all codings of codings.csv, with ids, digests, indexes and checks."""
    with open_workspace(study) as workspace, workspace.store.begin() as connection:
        connection.exec_driver_sql("DELETE FROM codings")

    def act() -> None:
        with open_workspace(study) as workspace:
            load_codings(workspace, files)

    return act


def codings_plain(files: Path, database: Path, work: Path) -> Callable[[], object]:
    """Store the same rows in the same table by raw executemany."""
    database.unlink(missing_ok=True)
    study = work / f"study-{files.name}" / "qcode.db"
    wanted = "SELECT sql FROM sqlite_master WHERE tbl_name = 'codings' AND sql NOT NULL"
    schema = [row[0] for row in sqlite3.connect(study).execute(wanted)]

    def rows() -> Iterator[tuple[object, ...]]:
        at, text = "", ""
        with (files / "codings.csv").open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                if row["doc"] != at:
                    at = row["doc"]
                    path = files / "docs" / f"doc_{int(at):05d}.txt"
                    text = path.read_text("utf-8")
                start, end = int(row["start"]), int(row["end"])
                segment = text[start:end].encode()
                digest = hashlib.blake2b(segment, digest_size=8).digest()
                ids = (f"{row[name]:>16}".encode() for name in ("doc", "code", "coder"))
                yield os.urandom(16), *ids, start, end, digest, "hand", None, 0

    def act() -> None:
        connection = sqlite3.connect(database)
        for statement in schema:
            connection.execute(statement)
        connection.executemany(f"INSERT INTO codings VALUES ({'?, ' * 9}?)", rows())
        connection.commit()

    return act


def counts_ours(_files: Path, study: Path, work: Path) -> Callable[[], object]:
    """Count codes by documents, parents with their children, to a CSV."""
    work.mkdir(exist_ok=True)
    question = FrequencyQuestion(("document",), unit=Unit.SEGMENTS, distinct=True)

    def act() -> None:
        with open_workspace(study) as workspace:
            counted = frequencies(workspace.store, question)
            write_frequencies(counted, work / "counts.csv")

    return act


def counts_plain(files: Path, database: Path, work: Path) -> Callable[[], object]:
    """Count codes by documents with one GROUP BY on numbers, to a CSV."""
    database = database.with_suffix(".numbers.db")
    if not database.exists():
        connection = sqlite3.connect(database)
        connection.execute("CREATE TABLE codings (document INT, code INT, start INT)")
        with (files / "codings.csv").open(encoding="utf-8", newline="") as stream:
            rows = (
                (row["doc"], row["code"], row["start"])
                for row in csv.DictReader(stream)
            )
            connection.executemany("INSERT INTO codings VALUES (?, ?, ?)", rows)
        connection.execute("CREATE INDEX by_code ON codings (code, document)")
        connection.commit()

    def act() -> None:
        connection = sqlite3.connect(database)
        query = "SELECT code, document, count(*) FROM codings GROUP BY code, document"
        with (work / "plain.csv").open("w", encoding="utf-8", newline="") as stream:
            rows = csv.writer(stream)
            rows.writerow(("code", "document", "codings"))
            rows.writerows(connection.execute(query))

    return act


def totals_ours(files: Path, study: Path, work: Path) -> Callable[[], object]:
    """Do what `counts_ours` does, to be held against the same result."""
    return counts_ours(files, study, work)


def totals_plain(files: Path, _database: Path, work: Path) -> Callable[[], object]:
    """Count what `counts_ours` counts from the same database, with sets."""
    database = work / f"study-{files.name}" / "qcode.db"

    def act() -> None:
        connection = sqlite3.connect(database)
        known = connection.execute("SELECT id, parent_id, key FROM codes").fetchall()
        parents = {key: parent for key, parent, _ in known}
        keys = {key: name for key, _, name in known}
        names = dict(connection.execute("SELECT id, name FROM documents"))
        lines: dict[bytes, list[bytes]] = {}
        for code in parents:
            lines[code] = line = [code]
            while parents[line[-1]] is not None:
                line.append(parents[line[-1]])
        own: dict[tuple[bytes, bytes], set[int]] = defaultdict(set)
        total: dict[tuple[bytes, bytes], set[int]] = defaultdict(set)
        for document, code, start, end in connection.execute(_SPANS):
            span = start << 32 | end
            own[code, document].add(span)
            for above in lines[code]:
                total[above, document].add(span)
        with (work / "plain-totals.csv").open("w", encoding="utf-8") as stream:
            rows = csv.writer(stream, lineterminator="\n")
            rows.writerow(("code", "document", "own", "total"))
            for cell, spans in total.items():
                code, document = cell
                numbers = len(own.get(cell, ())), len(spans)
                rows.writerow((keys[code], names[document], *numbers))

    return act


_SPANS = "SELECT document_id, code_id, start_offset, end_offset FROM codings"


def segments_ours(_files: Path, study: Path, work: Path) -> Callable[[], object]:
    """Write all coded segments with their context to a CSV."""
    work.mkdir(exist_ok=True)

    def act() -> None:
        with open_workspace(study) as workspace:
            found = coded_segments(workspace.store)
            write_segments(workspace.store, found, work / "segments.csv")

    return act


def segments_plain(files: Path, _database: Path, work: Path) -> Callable[[], object]:
    """Write the same columns from the same database, a document at a time."""
    database = work / f"study-{files.name}" / "qcode.db"

    def act() -> None:
        connection = sqlite3.connect(database)
        with (work / "plain-segments.csv").open("w", encoding="utf-8") as stream:
            rows = csv.writer(stream, lineterminator="\n")
            rows.writerow(_SEGMENT_COLUMNS)
            for document, name, text in connection.execute(_TEXTS):
                breaks = [at.start() for at in re.finditer("\n", text)]
                found = connection.execute(_TURNS, (document,)).fetchall()
                starts = [start for start, _ in found]
                rows.writerows(
                    (
                        *(str(UUID(bytes=row[0])), name, start, end, text[start:end]),
                        *row[3:],
                        found[bisect_right(starts, start) - 1][1],
                        bisect_left(breaks, start) + 1,
                        text[max(0, start - 80) : start],
                        text[end : end + 80],
                    )
                    for row in connection.execute(_CODINGS, (document,))
                    for start, end in (row[1:3],)
                )

    return act


_SEGMENT_COLUMNS = [
    *("id", "document", "start", "end", "text", "code", "coder", "origin", "stance"),
    *("memo", "speaker", "line", "before", "after"),
]
_TEXTS = """
SELECT d.id, d.name, r.text FROM documents d
JOIN revisions r ON r.document_id = d.id AND r.number = d.revision ORDER BY d.name
"""
_TURNS = "SELECT start_offset, speaker FROM turns WHERE document_id = ? ORDER BY 1"
_CODINGS = """
SELECT c.id, c.start_offset, c.end_offset, k.key, u.handle, c.origin, c.stance, m.text
FROM codings c JOIN codes k ON k.id = c.code_id JOIN coders u ON u.id = c.coder_id
LEFT JOIN memos m ON m.subject_id = c.id
WHERE c.document_id = ? ORDER BY c.start_offset, c.end_offset DESC, c.id
"""


def main() -> None:
    """Prepare, measure, print."""
    kind, what, *paths = sys.argv[1:]
    act = globals()[f"{what}_{kind}"](*map(Path, paths))
    before = resource.getrusage(resource.RUSAGE_SELF)
    act()
    after = resource.getrusage(resource.RUSAGE_SELF)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(used, after.ru_maxrss / 1024)


if __name__ == "__main__":
    main()
