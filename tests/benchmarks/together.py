"""Which codes overlap: qcode, and one sweep of a plain program with sqlite3."""

import csv
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from qcode.model.relation import Nearness, Relation
from qcode.operations.cooccurrence import cooccurrence_list
from qcode.operations.selecting import Selection
from qcode.operations.table_documents import write_told
from qcode.operations.workspace import open_workspace


def together_ours(_files: Path, study: Path, work: Path) -> Callable[[], object]:
    """Count which codes overlap, by coder, parents with their children, to a CSV."""
    work.mkdir(exist_ok=True)

    def act() -> None:
        with open_workspace(study) as workspace:
            overlap = Relation(Nearness.OVERLAP)
            table = cooccurrence_list(workspace.store, overlap, Selection())
            write_told(work / "together.csv", table)

    return act


def together_plain(files: Path, database: Path, work: Path) -> Callable[[], object]:
    """Count pairs and documents of each coder's codes in one sweep, to a CSV."""
    database = database.with_suffix(".spans.db")
    if not database.exists():
        connection = sqlite3.connect(database)
        connection.execute("CREATE TABLE codings (document, coder, start, end, code)")
        with (files / "codings.csv").open(encoding="utf-8", newline="") as stream:
            names = ("doc", "coder", "start", "end", "code")
            rows = (
                [row["coder"] if name == "coder" else int(row[name]) for name in names]
                for row in csv.DictReader(stream)
            )
            connection.executemany("INSERT INTO codings VALUES (?, ?, ?, ?, ?)", rows)
        connection.execute(
            "CREATE INDEX by_place ON codings (document, coder, start, end, code)"
        )
        connection.commit()

    def act() -> None:
        query = (
            "SELECT document, coder, start, end, code FROM codings "
            "ORDER BY document, coder, start, end, code"
        )
        pairs: Counter[tuple[str, int, int]] = Counter()
        where: dict[tuple[str, int, int], set[int]] = defaultdict(set)
        rows = sqlite3.connect(database).execute(query)
        for (document, coder), found in groupby(rows, itemgetter(0, 1)):
            open_here: list[tuple[int, int]] = []
            for _, _, start, end, code in found:
                open_here = [one for one in open_here if one[0] > start]
                for _, other in open_here:
                    if other != code:
                        key = (coder, min(code, other), max(code, other))
                        pairs[key] += 1
                        where[key].add(document)
                open_here.append((end, code))
        with (work / "plain.csv").open("w", encoding="utf-8", newline="") as stream:
            lines = csv.writer(stream)
            lines.writerow(("coder", "first", "second", "count", "documents"))
            lines.writerows(
                (*key, number, len(where[key])) for key, number in pairs.items()
            )

    return act
