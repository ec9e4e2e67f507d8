"""`qcode codebook`: codebook.yaml against the database, both ways."""

from collections.abc import Sequence
from pathlib import Path

import click

from qcode.cli.exporting_codes import export_codes
from qcode.cli.listed_codes import import_codes
from qcode.cli.merging_codes import merge_codes_, merged_as_json, told
from qcode.cli.opening import handle_of, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.parameters import output_option
from qcode.cli.session import Session
from qcode.model.codebook_diff import Difference
from qcode.operations.codebook import Side
from qcode.operations.codebook_file import apply_file, export_codebook
from qcode.operations.codebook_standing import Standing, compare
from qcode.operations.coders import enter

_DIFFERENCES = (
    "a list of objects with code (key), name, kind (added, removed, changed), field "
    "('' unless changed), old, new"
)
_ADVICE = {
    Standing.IN_STEP: "codebook.yaml and the database are in step.",
    Standing.FILE_CHANGED: "codebook.yaml changed; `qcode codebook apply` brings it "
    "into the database.",
    Standing.DATABASE_CHANGED: "The database changed; `qcode codebook apply` writes it "
    "into codebook.yaml.",
    Standing.BOTH_CHANGED: "Both changed; choose with `qcode codebook apply --take "
    "file` or `--take database`.",
}


@click.group()
def codebook() -> None:
    """Compare codebook.yaml with the database and bring both together."""


@codebook.command()
@json_option(
    "an object with path, codes (number), standing (in step, file changed, database "
    "changed, both changed)."
)
@click.pass_obj
def check(session: Session, as_json: bool) -> None:
    """Check that codebook.yaml is as it must be; a fault has line and column."""
    with open_study(session) as workspace:
        found = compare(workspace.project, workspace.store)
        path = workspace.project.codebook_path
    if as_json:
        print_json(
            {
                "path": str(path),
                "codes": len(found.file.codes),
                "standing": found.standing.value,
            }
        )
    else:
        click.echo(f"{path}: {counted(len(found.file.codes), 'code')}, nothing to mend")
        session.note(_ADVICE[found.standing])


@codebook.command()
@json_option(
    f"an object with standing, differences ({_DIFFERENCES}) and merged, a list of "
    "objects with code and into (keys): codes that the file has merged into others."
)
@click.pass_obj
def diff(session: Session, as_json: bool) -> None:
    """Show what codebook.yaml has otherwise than the database."""
    with open_study(session) as workspace:
        found = compare(workspace.project, workspace.store)
    if as_json:
        print_json(
            {
                "standing": found.standing.value,
                "differences": _as_json(found.differences),
                "merged": [
                    {"code": merged.key, "into": into.key}
                    for merged, into in found.merged
                ],
            }
        )
    else:
        _print_differences(found.differences)
    for merged, into in found.merged:
        session.note(f"'{merged.key}' is merged into '{into.key}' in codebook.yaml.")
    session.note(_ADVICE[found.standing])


@codebook.command("apply")
@click.option(
    "--take",
    type=click.Choice([side.value for side in Side]),
    help="Whose codebook holds, where both changed.",
)
@json_option(
    f"an object with differences (brought into the database) and written (into the "
    f"file), each {_DIFFERENCES}; kept, a list of the keys that stay because they "
    "are in use; merged, a list of objects as of `merge-codes`."
)
@click.pass_obj
def apply_(session: Session, take: str | None, as_json: bool) -> None:
    """Bring codebook.yaml into the database, or back where only that one changed.

    A code that has codings or memos is never deleted. One that left the file while
    another has its key under `formerly` is merged into that one. Where both changed
    since they last met, nothing is done unless --take says whose codebook holds.
    """
    with open_study(session) as workspace:
        handle = handle_of(session, workspace)
        coder_id = enter(workspace, handle).id if handle else None
        done = apply_file(workspace, coder_id, None if take is None else Side(take))
    if as_json:
        print_json(
            {
                "differences": _as_json(done.differences),
                "written": _as_json(done.written),
                "kept": [code.key for code in done.kept],
                "merged": [merged_as_json(one) for one in done.merged],
            }
        )
    else:
        _print_differences(done.differences or done.written)
    if done.differences:
        session.note(
            f"{counted(len(done.differences), 'difference')} taken into the database."
        )
    if done.written:
        session.note(
            f"{counted(len(done.written), 'difference')} written into codebook.yaml."
        )
    for one in done.merged:
        session.note(f"Merged {told(one)}.")
    if not (done.differences or done.written or done.kept):
        session.note(_ADVICE[Standing.IN_STEP])
    for code in done.kept:
        session.note(
            f"'{code.name}' ({code.key}) is not in codebook.yaml and stays in the "
            "database, because it is in use."
        )


@codebook.command()
@output_option(".yaml; .qdc for other programs, .csv for Taguette")
@click.pass_obj
def export(session: Session, path: Path | None) -> None:
    """Print the database's codebook as codebook.yaml has it."""
    if path is not None and path.suffix.lower() in (".qdc", ".csv"):
        export_codes(session, path)
        return
    with open_study(session) as workspace:
        text = export_codebook(workspace, path)
    if path is None:
        click.echo(text, nl=False)
    else:
        session.note(f"Wrote {path}")


codebook.add_command(merge_codes_)
codebook.add_command(import_codes)


def _as_json(differences: Sequence[Difference]) -> list[dict[str, object]]:
    return [
        {
            "code": difference.key,
            "name": difference.code_name,
            "kind": difference.kind.value,
            "field": difference.field,
            "old": difference.old,
            "new": difference.new,
        }
        for difference in differences
    ]


def _print_differences(differences: Sequence[Difference]) -> None:
    print_table(
        ("code", "what", "field", "old", "new"),
        [(d.key, d.kind.value, d.field, d.old, d.new) for d in differences],
    )
