"""`qcode codebook import`: codes from a table of another program."""

from pathlib import Path

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.operations.codebook_keeping import keep_codebook_file
from qcode.operations.codebook_tables import (
    foresee_codebook_table,
    import_codebook_table,
)


@click.command("import")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@json_option("an object with new and known, lists of objects with key and name")
@click.pass_obj
def import_codes(session: Session, path: Path, dry_run: bool, as_json: bool) -> None:
    """Add the codes of a table as Taguette writes it, where they are missing.

    FILE is a CSV with a column path (or tag, or name), codes above parted by dots, and
    description if you like. What the study has stays as it is; importing again adds
    nothing, and `qcode undo` takes an import back. A .qdc comes in by `qcode import`.
    """
    with open_study(session) as workspace:
        if dry_run:
            found = foresee_codebook_table(workspace.store, path)
        else:
            coder = enter_coder(session, workspace)
            found = import_codebook_table(workspace.store, path, coder.id)
            note = keep_codebook_file(workspace)
            if note:
                session.note(note)
    if as_json:
        print_json(
            {
                name: [{"key": it.key, "name": it.name} for it in codes]
                for name, codes in (("new", found.new), ("known", found.known))
            }
        )
    else:
        rows = [(it.key, it.name) for it in found.new]
        print_table(("new code", "name"), rows)
    told = f"{counted(len(found.new), 'new code')}, {len(found.known)} known already"
    session.note(f"{told}{' (nothing was changed)' if dry_run else ''}.")
