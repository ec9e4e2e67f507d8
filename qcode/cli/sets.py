"""`qcode set`: what coders did, as a file that other copies of the study take in."""

from pathlib import Path

import click

from qcode.cli.opening import open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.errors import UnknownCoderError
from qcode.model.coded_set import CodedSet
from qcode.model.ids import CoderId, coder_id
from qcode.model.journal import ObjectKind
from qcode.operations.bringing import export_set, read_set
from qcode.operations.coders import list_coders
from qcode.operations.workspace import Workspace


@click.group("set")
def set_() -> None:
    """Hand coders' work on: write a coded set, look into one.

    `qcode merge` takes a coded set in. docs/coded-set.md describes the file.
    """


@set_.command("export")
@click.option(
    "--coder",
    "handles",
    metavar="NAME",
    multiple=True,
    help="Whose work; may be given several times. All coders without it.",
)
@click.option(
    "-o",
    "--output",
    "path",
    type=click.Path(path_type=Path),
    metavar="FILE|FOLDER",
    required=True,
    help="A file that ends in .qcset, else a folder, as for keeping in git.",
)
@click.pass_obj
def export(session: Session, handles: tuple[str, ...], path: Path) -> None:
    """Write all that some coders did: codings, memos, finished marks, journal.

    No text of a document goes with it, only digests. The same work gives the same
    bytes. Prints the path.
    """
    with open_study(session) as workspace:
        chosen = [_coder_id(workspace, handle) for handle in handles]
        coded = export_set(workspace.store, chosen, path)
    codings = len(coded.objects[ObjectKind.CODING])
    memos = len(coded.objects[ObjectKind.MEMO])
    names = ", ".join(coder.handle for coder in coded.coders)
    session.note(f"{counted(codings, 'coding')}, {counted(memos, 'memo')} ({names}).")
    click.echo(path)


def _coder_id(workspace: Workspace, handle: str) -> CoderId:
    wanted = coder_id(workspace.study_id, " ".join(handle.split()))
    if all(count.coder.id != wanted for count in list_coders(workspace.store)):
        raise UnknownCoderError(handle)
    return wanted


@set_.command("show")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@json_option(
    "an object with study, written_at (UTC, null for an empty set), codebook (its "
    "revision), coders (a list with coder, codings, memos, decisions, finished), "
    "documents (how many it knows), codes, steps, entries (of the journal), base and "
    "heads (hashes of entries)."
)
def show(path: Path, as_json: bool) -> None:
    """Say whose work a coded set holds, and how much."""
    told = _as_json(read_set(path))
    if as_json:
        print_json(told)
        return
    coders = told["coders"]
    assert isinstance(coders, list)
    print_table(list(coders[0]) if coders else (), [list(it.values()) for it in coders])


def _as_json(coded: CodedSet) -> dict[str, object]:
    at = coded.written_at
    return {
        "study": coded.study,
        "written_at": None if at is None else at.isoformat(),
        "codebook": coded.codebook_revision,
        "coders": [
            {
                "coder": coder.handle,
                "codings": _number(coded, coder.id, ObjectKind.CODING),
                "memos": _number(coded, coder.id, ObjectKind.MEMO),
                "decisions": _number(coded, coder.id, ObjectKind.DECISION),
                "finished": _number(coded, coder.id, ObjectKind.FINISHED_MARK),
            }
            for coder in coded.coders
        ],
        "documents": len(coded.documents),
        "codes": len(coded.codes),
        "steps": len(coded.steps),
        "entries": len(coded.entries),
        "base": list(coded.base),
        "heads": list(coded.heads),
    }


def _number(coded: CodedSet, coder: CoderId, kind: ObjectKind) -> int:
    records = coded.objects.get(kind, ())
    return sum(record["coder_id"] == str(coder) for record in records)
