"""Coded sets of a whole study, written and merged, beside a plain program.

    python -m tests.benchmarks.sets ours|plain write|merge FILES STUDY WORK

Prints the CPU seconds, user and system. STUDY holds the codings that are written; they
are merged into a copy of it without any. The plain program keeps the rows as lines of
JSON in a ZIP, and puts such lines into a table; it plans and checks nothing.
"""

import json
import resource
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZipFile

from qcode.operations.bringing import bring, export_set
from qcode.operations.coders import enter
from qcode.operations.merging import merge
from qcode.operations.workspace import open_workspace

Act = Callable[[], object]
_COLUMNS = (
    *("id", "document_id", "code_id", "coder_id", "start_offset", "end_offset"),
    *("segment_digest", "origin", "stance", "created_at"),
)


def write_ours(study: Path, work: Path) -> Act:
    """Write what all coders did as a .qcset."""

    def act() -> None:
        with open_workspace(study) as workspace:
            export_set(workspace.store, [], work / f"{study.name}.qcset")

    return act


def write_plain(study: Path, work: Path) -> Act:
    """Write the rows of the same table as lines of JSON, in a ZIP."""

    def lines() -> Iterator[str]:
        rows = sqlite3.connect(study / "qcode.db").execute(_select())
        for row in rows:
            ids = [str(UUID(bytes=value)) for value in row[:4]]
            values = (*ids, row[4], row[5], row[6].hex(), *row[7:])
            yield json.dumps(dict(zip(_COLUMNS, values, strict=True))) + "\n"

    def act() -> None:
        with ZipFile(work / f"{study.name}.plain.zip", "w", ZIP_DEFLATED) as archive:
            archive.writestr("codings.jsonl", "".join(lines()))

    return act


def merge_ours(study: Path, work: Path) -> Act:
    """Take the .qcset into a copy of the study that has no codings."""
    write_ours(study, work)()
    empty = work / f"{study.name}-empty"
    shutil.rmtree(empty, ignore_errors=True)
    shutil.copytree(study, empty)
    with open_workspace(empty) as workspace:
        lead = enter(workspace, "lead")
        with workspace.store.begin() as connection:
            connection.exec_driver_sql("DELETE FROM codings")

    def act() -> None:
        with open_workspace(empty) as workspace:
            store = workspace.store
            path = str(work / f"{study.name}.qcset")
            brought = bring([path], store.installation_id)
            merge(store, brought, workspace.study_id, lead.id)

    return act


def merge_plain(study: Path, work: Path) -> Act:
    """Put the lines into an empty table of the same form."""
    write_plain(study, work)()
    database = work / f"{study.name}.merged.db"
    database.unlink(missing_ok=True)
    wanted = "SELECT sql FROM sqlite_master WHERE tbl_name = 'codings' AND sql NOT NULL"
    schema = [row[0] for row in sqlite3.connect(study / "qcode.db").execute(wanted)]

    def rows(content: bytes) -> Iterator[tuple[object, ...]]:
        for line in content.splitlines():
            row = json.loads(line)
            ids = [UUID(row[name]).bytes for name in _COLUMNS[:4]]
            digest = bytes.fromhex(row["segment_digest"])
            rest = (row["origin"], row["stance"], row["created_at"])
            yield *ids, row["start_offset"], row["end_offset"], digest, *rest

    def act() -> None:
        connection = sqlite3.connect(database)
        for statement in schema:
            connection.execute(statement)
        with ZipFile(work / f"{study.name}.plain.zip") as archive:
            content = archive.read("codings.jsonl")
        columns, places = ", ".join(_COLUMNS), ", ".join("?" * len(_COLUMNS))
        connection.executemany(
            f"INSERT INTO codings ({columns}) VALUES ({places})", rows(content)
        )
        connection.commit()

    return act


def _select() -> str:
    return f"SELECT {', '.join(_COLUMNS)} FROM codings ORDER BY id"


def main() -> None:
    """Prepare, measure, print."""
    kind, what, _files, study, work = sys.argv[1:]
    act: Act = globals()[f"{what}_{kind}"](Path(study), Path(work))
    before = resource.getrusage(resource.RUSAGE_SELF)
    act()
    after = resource.getrusage(resource.RUSAGE_SELF)
    print(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


if __name__ == "__main__":
    main()
