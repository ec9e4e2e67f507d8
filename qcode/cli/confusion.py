"""`qcode agreement --confusion`: who put which code where the other put another."""

from pathlib import Path

from qcode.cli.output import print_json, print_table
from qcode.cli.session import Session
from qcode.errors import UnknownCodeError
from qcode.model.agreement import ComparisonQuestion
from qcode.operations.agreement import CodeConfusion, confusion
from qcode.operations.agreement_files import write_confusion
from qcode.operations.agreement_tables import confusion_json, confusion_rows
from qcode.operations.naming import code_named
from qcode.operations.reading import load_codebook
from qcode.operations.workspace import Workspace

_NO_OTHER = "-"


def tell_confusion(
    session: Session,
    workspace: Workspace,
    question: ComparisonQuestion,
    cell: tuple[str, str] | None,
    path: Path | None,
    *,
    as_json: bool,
) -> None:
    """Print the table, its file, or the units behind one of its cells."""
    found = confusion(workspace.store, question)
    if cell is not None:
        row, column = (_number(workspace, found, name) for name in cell)
        print_table(
            ("document", "span", "text"),
            [(it.document, str(it.span), it.text) for it in found.cell(row, column)],
        )
    elif path is not None:
        write_confusion(found, path)
        session.note(f"Wrote {path}")
    elif as_json:
        print_json(confusion_json(found))
    else:
        _print(found)
    session.note(
        f"Rows: what {found.first.handle} gave; columns: what {found.second.handle} "
        f"gave there instead; {_NO_OTHER}: no other code. Numbers of units."
    )


def _number(workspace: Workspace, found: CodeConfusion, wanted: str) -> int:
    """Return the number of a code in the table; the last stands for no other."""
    if wanted == _NO_OTHER:
        return len(found.codes)
    code = code_named(wanted, load_codebook(workspace.store))
    for number, known in enumerate(found.codes):
        if known.id == code.id:
            return number
    raise UnknownCodeError(wanted)


def _print(found: CodeConfusion) -> None:
    """Print a line per cell that is not empty, the fullest first."""
    columns, rows = confusion_rows(found)
    names = [name or _NO_OTHER for name in columns[1:]]
    cells = [
        (str(row[0]) or _NO_OTHER, name, count)
        for row in rows
        for name, count in zip(names, row[1:], strict=True)
        if isinstance(count, int) and count
    ]
    unlike = sorted((it for it in cells if it[0] != it[1]), key=lambda it: -it[2])
    print_table((found.first.handle, found.second.handle, "units"), unlike)
