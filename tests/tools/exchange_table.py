"""Import each REFI-QDA file of a folder into an empty study, and print what came.

    .venv/bin/python -m tests.tools.exchange_table ../shared/refi/files

One line a file, as a Markdown table. Nothing is kept.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from qcode.model.exchange import ExchangeReport, Fate
from qcode.operations.exchange.incoming.importing import foresee_project
from qcode.store import open_store
from tests.builders import HERE
from tests.operations.exchanged_studies import ABROAD, found

TITLES = (
    *("file", "origin", "documents", "codes", "codings found", "codings placed"),
    *("codings carried", "codings lost", "reported as lost"),
)
_SOURCES = ("TextSource", "PDFSource", "PictureSource", "AudioSource", "VideoSource")


def main() -> None:
    print(f"| {' | '.join(TITLES)} |")
    print("|---" * len(TITLES) + "|")
    for path in sorted(Path(sys.argv[1]).iterdir()):
        if path.suffix in (".qdpx", ".qdc"):
            print(f"| {' | '.join(_cells(path, _report(path)))} |")


def _report(path: Path) -> ExchangeReport:
    with TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/qcode.db"
        with closing(open_store(url, HERE)) as store:
            found(store, ABROAD)
            return foresee_project(store, path).report


def _cells(path: Path, report: ExchangeReport) -> Iterator[str]:
    tallies = {it.element: it for it in report.tallies()}
    codings = tallies.get("Coding")
    yield path.name
    yield report.program
    yield str(sum(tallies[it].found for it in _SOURCES if it in tallies))
    yield str(tallies["Code"].found if "Code" in tallies else 0)
    if codings is None:
        yield from ("0", "0", "0", "0")
    else:
        placed = codings.taken + codings.changed
        yield from map(str, (codings.found, placed, codings.carried, codings.left))
    lost = [it for it in report.departures if it.fate is Fate.LEFT]
    yield "; ".join(f"{it.element}: {it.reason}" for it in lost) or "nothing"


if __name__ == "__main__":
    main()
