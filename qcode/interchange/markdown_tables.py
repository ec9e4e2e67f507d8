"""Tables as Markdown (GitHub's form), with dictionary and provenance below."""

import re
from collections.abc import Iterable, Iterator, Sequence

from qcode.interchange.readable_cells import readable
from qcode.interchange.table_facts import COLUMN_HEADINGS, dictionary, origin
from qcode.model.table import Cell, Holds, Table

# What Markdown would take for markup, also in the middle of a word.
_MARKUP = re.compile(r"([\\`*_\[\]<>|~&#])")
_LEFT, _RIGHT = "---", "---:"


def pieces(table: Table) -> Iterator[bytes]:
    """Yield the file: numbers to the right, line breaks in cells as <br>."""
    sides = [_LEFT if it.holds is Holds.TEXT else _RIGHT for it in table.columns]
    yield f"# {_text(table.title)}\n\n".encode()
    yield from _table(table.names, sides, table.rows)
    for note in table.notes:
        yield f"\n{_text(note)}\n".encode()
    yield b"\n## Columns\n\n"
    yield from _table(COLUMN_HEADINGS, [_LEFT] * 4, dictionary(table))
    yield b"\n## Provenance\n\n"
    yield from _table(("what", "value"), [_LEFT] * 2, origin(table))


def _table(
    names: Sequence[str], sides: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Iterator[bytes]:
    yield _line(_text(name) for name in names)
    yield _line(sides)
    for row in rows:
        yield _line(_text(readable(cell)) for cell in row)


def _line(cells: Iterable[str]) -> bytes:
    return f"| {' | '.join(cells)} |\n".encode()


def _text(text: str) -> str:
    return _MARKUP.sub(r"\\\1", text).replace("\n", "<br>")
