"""What a table's file says of itself: its data dictionary and its provenance.

Once as a JSON document, once as lines for people; every format takes one of them.
"""

import json
from collections.abc import Iterator, Mapping

from qcode.model.table import Fact, Provenance, Table

COLUMN_HEADINGS = ("column", "meaning", "holds", "unit")

Pair = tuple[str, str]


def about(table: Table, file: Mapping[str, str] | None = None) -> str:
    """Return data dictionary and provenance as a JSON document, the same each time.

    `file` says which file it speaks of, if it does not stand in the file itself.
    """
    document: dict[str, object] = {"title": table.title}
    if file is not None:
        document["file"] = file
    document |= {
        "notes": list(table.notes),
        "columns": [
            {
                "name": column.name,
                "meaning": column.meaning,
                "holds": column.holds,
                "unit": column.unit or None,
            }
            for column in table.columns
        ],
        "provenance": _record(table.provenance),
    }
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _record(of: Provenance) -> dict[str, object]:
    return {
        "study": of.study,
        "study_id": str(of.study_id),
        "codebook": of.codebook,
        "unit": of.unit,
        "base": dict(of.base),
        "filters": dict(of.filters),
        "parameters": dict(of.parameters),
        "program": of.program,
        "newest_entry": None if of.at is None else of.at.isoformat(),
        "texts": [
            {"document": it.document, "revision": it.revision, "sha256": it.digest}
            for it in of.texts
        ],
    }


def dictionary(table: Table) -> list[tuple[str, str, str, str]]:
    """Return a row for each column, under `COLUMN_HEADINGS`."""
    return [(it.name, it.meaning, it.holds.value, it.unit) for it in table.columns]


def origin(table: Table) -> list[Pair]:
    """Return the table's title, notes and provenance, a name and a value each.

    The texts come last, one each.
    """
    return list(_origin(table))


def _origin(table: Table) -> Iterator[Pair]:
    of = table.provenance
    yield "table", table.title
    yield from (("note", note) for note in table.notes)
    yield "study", of.study
    yield "study id", str(of.study_id)
    yield "codebook", f"revision {of.codebook}"
    yield "unit", of.unit
    for what, facts in (
        ("base", of.base),
        ("filter", of.filters),
        ("parameter", of.parameters),
    ):
        yield from ((f"{what}: {name}", _said(fact)) for name, fact in facts.items())
    yield "program", of.program
    yield "newest entry", "none" if of.at is None else of.at.isoformat()
    for text in of.texts:
        state = f"revision {text.revision}, SHA-256 {text.digest}"
        yield f"text: {text.document}", state


def _said(fact: Fact) -> str:
    match fact:
        case None:
            return "none"
        case bool():
            return "yes" if fact else "no"
        case str() | int() | float():
            return str(fact)
    return ", ".join(fact) or "none"
