"""What stands in the cells of a summary grid on the screen, line by line."""

from collections.abc import Sequence
from textwrap import wrap

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from qcode.model.matrix import MatrixCell
from qcode.text.harmless import harmless


def cell_lines(cell: MatrixCell, width: int, tall: int) -> tuple[list[str], str]:
    """Return the lines of a cell and how they look: number first, then the summary."""
    if not cell.segments and cell.summary is None:
        return ["  –", *[""] * (tall - 1)], "matrix--empty"
    number = f"{cell.segments:>3}"
    if cell.summary is None:
        return [number, *[""] * (tall - 1)], "matrix--open"
    indent = " " * (len(number) + 1)
    first, *others = text_lines(cell.text, width - len(indent), tall)
    return [f"{number} {first}", *(f"{indent}{it}" for it in others)], ""


def name_lines(text: str, width: int, tall: int) -> list[str]:
    """Return so many lines of a name, which breaks at its hyphens too."""
    name = harmless(text)
    lines = [name] if tall == 1 else wrap(name, max(1, width))
    return _kept(lines, width, tall)


def text_lines(text: str, width: int, tall: int) -> list[str]:
    """Return so many lines of a text, with an ellipsis where there is more."""
    words = " ".join(harmless(line) for line in text.split("\n") if line.strip())
    if tall == 1:
        return _kept([words], width, tall)
    lines = [it.plain.rstrip() for it in Content(words).wrap(max(1, width))]
    return _kept(lines, width, tall)


def _kept(lines: Sequence[str], width: int, tall: int) -> list[str]:
    """Return as many lines as there are to be, an ellipsis where something is cut."""
    kept = list(lines[:tall])
    is_cut = len(lines) > tall or any(cell_len(line) > width for line in kept)
    if is_cut:
        room = max(0, min(cell_len(kept[-1]), width - 1))
        kept[-1] = f"{set_cell_size(kept[-1], room)}…"
    return kept + [""] * (tall - len(kept))
