"""How the summary grid and its cells are told on a terminal."""

from collections.abc import Iterator

import click

from qcode.cli.output import counted
from qcode.cli.session import Session
from qcode.model.matrix import CellSegment, CellView, Matrix, MatrixCell
from qcode.operations.grid_files import notes
from qcode.text.harmless import harmless


def tell_grid(session: Session, matrix: Matrix) -> None:
    """Print the grid case by case: a grid of sentences fits no terminal's width."""
    written = sum(it.summary is not None for row in matrix.rows for it in row.cells)
    cells = len(matrix.rows) * len(matrix.categories)
    for number, row in enumerate(matrix.rows):
        click.echo(("\n" if number else "") + _title(harmless(row.case.name)))
        for category, cell in zip(matrix.categories, row.cells, strict=True):
            click.echo(f"  {harmless(category.name)}{_told(cell)}")
            for line in cell.text.splitlines():
                click.echo(f"    {harmless(line)}")
    session.note(
        f"{counted(len(matrix.rows), 'case')}, {len(matrix.categories)} categories; "
        f"{written} of {cells} cells summarised."
    )
    for note in notes(matrix):
        session.note(note)


def _title(text: str) -> str:
    return click.style(text, bold=True)


def _told(cell: MatrixCell) -> str:
    if not cell.segments and cell.summary is None:
        return "  –"
    told = counted(cell.segments, "segment")
    if cell.summary is None:
        return f"  {told}, not summarised yet"
    return f"  {told} · {harmless(cell.writer)}"


def tell_cell(session: Session, view: CellView) -> None:
    """Print one cell with its segments."""
    click.echo(_title(harmless(f"{view.case.name} · {view.category.path}")))
    cell = view.cell
    if cell.summary is None:
        click.echo("No summary yet.")
    else:
        for line in cell.text.splitlines():
            click.echo(harmless(line))
        at = cell.summary.written_at.astimezone().strftime("%Y-%m-%d %H:%M")
        click.echo(f"({harmless(cell.writer)}, {at})")
    for it in view.segments:
        click.echo()
        for line in _segment(it):
            click.echo(harmless(line))
    session.note(f"{counted(len(view.segments), 'segment')} behind it.")


def _segment(it: CellSegment) -> Iterator[str]:
    place = [it.document, f"line {it.line}", it.time, it.speaker]
    codes = ", ".join(it.codes)
    opposes = " · opposes" if it.opposes else ""
    yield " · ".join(part for part in place if part)
    yield f"  {it.text}"
    yield f"  {codes} · {', '.join(it.coders)}{opposes}"
