"""`qcode grid`: the summary grid, and writing in its cells."""

import sys
from pathlib import Path

import click

from qcode.cli.grid_printing import tell_cell, tell_grid
from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import json_option, print_json
from qcode.cli.parameters import output_option
from qcode.cli.selecting import Chosen, selection_options
from qcode.cli.session import Session
from qcode.errors import UnreadableError
from qcode.interchange.recommendations import LANGUAGES
from qcode.model.codebook import Code
from qcode.model.document import Case
from qcode.model.summary import Summary
from qcode.operations.grid import GridQuestion, summary_grid
from qcode.operations.grid_cells import grid_cell
from qcode.operations.grid_files import cell_json, grid_json, write_grid
from qcode.operations.naming import case_named, code_named
from qcode.operations.reading import list_cases, load_codebook
from qcode.operations.summaries import write_summary
from qcode.store import Store

_CELL = (
    "summary (or null), segments (how many distinct ones), coder and written_at (of "
    "the summary, or null)"
)


class _Grid(click.Group):
    """A group that prints the grid where no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options of `table` stand where a command's name would."""
        first = args[0] if args else "-"
        if first.startswith("-") and first not in ("-h", "--help"):
            args = ["table", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Grid)
def grid() -> None:
    """Fill and print the summary grid (framework matrix).

    Cases stand below each other, categories beside each other, and in each cell what
    the team wrote of the case under the category. A category is a code with all below
    it. `qcode grid -o FILE` writes the grid; the program counts segments and writes no
    summary itself.
    """


@grid.command()
@click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="K",
    help="A category, in this order; may be given several times. Without it the "
    "families of codes that were used, and every code with a summary.",
)
@selection_options
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Of the file's own words (.docx .html .md); without it the study's.",
)
@output_option(".xlsx .docx .csv .json .md .html")
@json_option(
    "an object with title, codings_of (choice: coder, consensus, everyone; coders), "
    "notes, base, filters, categories (a list with code, name, path) and rows, a list "
    f"of objects with case, documents, cells (a list with code, {_CELL})."
)
@click.pass_obj
def table(
    session: Session,
    /,
    *,
    codes: tuple[str, ...],
    chosen: Chosen,
    language: str | None,
    path: Path | None,
    as_json: bool,
) -> None:
    """Print the grid, or write it to a file.

    The word "table" may be left out. Without --coder the consensus set's segments are
    counted where there is one, else everybody's, what is alike once.
    """
    with open_study(session) as workspace:
        store = workspace.store
        book = load_codebook(store)
        code_ids = [code_named(name, book).id for name in codes]
        question = GridQuestion(code_ids, chosen.selection(store))
        matrix = summary_grid(store, question)
    if path is not None:
        write_grid(matrix, path, language)
        session.note(f"Wrote {path}")
    elif as_json:
        print_json(grid_json(matrix))
    else:
        tell_grid(session, matrix)


@grid.command()
@click.argument("case")
@click.argument("code")
@selection_options
@json_option(
    f"an object with case, code, path, {_CELL}, behind, a list of the segments with "
    "document, start, end, line, time, speaker, text, codes, coders, opposes."
)
@click.pass_obj
def show(
    session: Session, /, *, case: str, code: str, chosen: Chosen, as_json: bool
) -> None:
    """Show one cell: the summary, and the segments behind it.

    Segments stand with document, line, time and speaker, in the order of the text.
    """
    with open_study(session) as workspace:
        store = workspace.store
        of, category = _cell_named(store, case, code)
        view = grid_cell(store, chosen.selection(store), of.id, category.id)
    if as_json:
        print_json(cell_json(view))
    else:
        tell_cell(session, view)


@grid.command()
@click.argument("case")
@click.argument("code")
@click.argument("text", required=False)
@click.option(
    "--file",
    "source",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="F",
    help="Take the text from this file (UTF-8), - from standard input.",
)
@click.pass_obj
def write(
    session: Session, case: str, code: str, text: str | None, source: Path | None
) -> None:
    """Write what one case says under one category, in place of what is there.

    `qcode undo` brings back what was there.
    """
    if (text is None) == (source is None):
        raise click.UsageError("Give either TEXT or --file.")
    words = text if text is not None else _text_of(source or Path("-"))
    if not words.strip():
        raise click.UsageError("The text is empty; `qcode grid remove` takes away.")
    _write(session, case, code, words)


@grid.command()
@click.argument("case")
@click.argument("code")
@click.pass_obj
def remove(session: Session, case: str, code: str) -> None:
    """Take the summary of a case under a category away; the codings stay."""
    _write(session, case, code, "")


def _write(session: Session, case: str, code: str, text: str) -> None:
    with open_study(session) as workspace:
        store = workspace.store
        of, category = _cell_named(store, case, code)
        coder = enter_coder(session, workspace)
        summary = Summary(of.id, category.id, coder.id, text)
        before = write_summary(store, summary)
    done = "Replaced" if before is not None else "Wrote"
    done = done if text else "Removed"
    session.note(f"{done} the summary of {of.name}: {category.name} ({coder.handle}).")


def _cell_named(store: Store, case: str, code: str) -> tuple[Case, Code]:
    return (
        case_named(case, list_cases(store)),
        code_named(code, load_codebook(store)),
    )


def _text_of(source: Path) -> str:
    if str(source) == "-":
        return sys.stdin.read()
    try:
        return source.read_text("utf-8-sig")
    except OSError as error:
        raise UnreadableError(source, "cannot be read.") from error
    except UnicodeDecodeError as error:
        raise UnreadableError(source, "is not UTF-8; save it so.") from error
