"""Tables as an HTML page that asks for nothing outside itself."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from qcode.interchange.readable_cells import readable
from qcode.interchange.table_facts import COLUMN_HEADINGS, dictionary, origin
from qcode.model.table import Cell, Holds, Table

_STYLE = """\
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { border-bottom: 1px solid #999; padding: .25rem .6rem; text-align: left;
  vertical-align: top; white-space: pre-line; }
th { background: #eee; color: #000; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
@media print { body { margin: 0; font-size: 10pt; } .wide { overflow: visible; } }
"""


def pieces(table: Table) -> Iterator[bytes]:
    """Yield the page: the table, its notes, what the columns mean, the provenance."""
    title = escape(table.title)
    yield (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{title}</h1>\n"
    ).encode()
    numeric = [column.holds is not Holds.TEXT for column in table.columns]
    yield from _table(table.names, numeric, table.rows)
    for note in table.notes:
        yield f"<p>{escape(note)}</p>\n".encode()
    yield b"<h2>Columns</h2>\n"
    yield from _table(COLUMN_HEADINGS, [False] * 4, dictionary(table))
    yield b"<h2>Provenance</h2>\n"
    yield from _table(("what", "value"), [False] * 2, origin(table))
    yield b"</main>\n</body>\n</html>\n"


def _table(
    names: Sequence[str], numeric: Sequence[bool], rows: Iterable[Sequence[Cell]]
) -> Iterator[bytes]:
    heads = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    yield (
        '<div class="wide" tabindex="0">\n<table>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    ).encode()
    opened = ['<td class="number">' if is_number else "<td>" for is_number in numeric]
    for row in rows:
        cells = (
            f"{tag}{escape(readable(cell))}</td>"
            for tag, cell in zip(opened, row, strict=True)
        )
        yield f"<tr>{''.join(cells)}</tr>\n".encode()
    yield b"</tbody>\n</table>\n</div>\n"
