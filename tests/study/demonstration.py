"""Where the demonstration study of this repository lies, and its documents."""

import csv
from functools import cache
from pathlib import Path

from qcode.interchange.registry import read_transcript
from qcode.text.segments import masked_spans, turns

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
SURVEY = CORPUS / "survey"
CODED_SETS = CORPUS / "coded-sets"


def table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file by the names of their columns."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def documents() -> dict[str, str]:
    """Return the stored text of each document by the name of its file."""
    rows = table(CORPUS / "attributes.csv")
    names = [row["document"] for row in rows]
    return {name: read_transcript(CORPUS / name)[0].text for name in names}


def of_kind(kind: str) -> list[str]:
    """Return the file names of the documents of one kind."""
    rows = table(CORPUS / "attributes.csv")
    return [row["document"] for row in rows if row["kind"] == kind]


def spoken(text: str) -> str:
    """Return a text with blanks where labels and time stamps stand."""
    letters = list(text)
    for span in masked_spans(text, turns(text)):
        letters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(letters)
