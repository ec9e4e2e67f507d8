"""`qcode codebook merge-codes`: one code into another."""

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json
from qcode.cli.session import Session
from qcode.operations.codebook_keeping import keep_codebook_file
from qcode.operations.merging_codes import (
    CodesMerged,
    foresee_code_merge,
    merge_codes,
)
from qcode.operations.naming import code_named
from qcode.operations.reading import load_codebook


@click.command("merge-codes")
@click.argument("merged", metavar="FROM")
@click.argument("into", metavar="INTO")
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
@json_option(
    "an object with code and into (keys), codings (how many of FROM), joined (those of "
    "them on a span that their coder had coded with both), memos, decisions (on "
    "suggestions), settlements (of differences), coders (whose codings), below (keys "
    "of the codes that were below FROM), left (texts of FROM that INTO does not take)."
)
@click.pass_obj
def merge_codes_(
    session: Session, merged: str, into: str, dry_run: bool, as_json: bool
) -> None:
    """Merge one code into another: all that is of FROM is of INTO then.

    FROM and INTO are keys, paths or any unambiguous part of a name. Codings keep their
    coder, time and id; where a coder has both codes on one span, one coding stays, with
    the memos of both. FROM's keys become former keys of INTO, so that its name in
    tables and sets of others is still understood; its memo and keywords join INTO's,
    and the codes below it come below INTO. codebook.yaml is written accordingly.
    `qcode undo` takes it back.
    """
    with open_study(session) as workspace:
        book = load_codebook(workspace.store)
        code, other = code_named(merged, book), code_named(into, book)
        if dry_run:
            done = foresee_code_merge(workspace.store, code.id, other.id)
        else:
            coder = enter_coder(session, workspace)
            done = merge_codes(workspace.store, code.id, other.id, coder.id)
            note = keep_codebook_file(workspace)
            if note:
                session.note(note)
    if as_json:
        print_json(merged_as_json(done))
    else:
        click.echo(told(done))
    if done.left:
        session.note(
            f"'{other.name}' keeps its own {', '.join(done.left)}; what "
            f"'{code.name}' had there stays in the journal."
        )
    if dry_run:
        session.note("Nothing was changed.")


def told(done: CodesMerged) -> str:
    """Return in words what merging a code does."""
    whose = f" ({', '.join(done.coders)})" if done.coders else ""
    said = [counted(done.codings, "coding") + whose]
    if done.joined:
        said.append(f"{done.joined} of a span coded with both")
    for number, noun in (
        (done.memos, "memo"),
        (done.decisions, "verdict"),
        (done.settlements, "settled difference"),
    ):
        said += [counted(number, noun)] if number else []
    said += [f"below it: {', '.join(done.below)}"] if done.below else []
    return f"'{done.merged.key}' into '{done.into.key}': {', '.join(said)}"


def merged_as_json(done: CodesMerged) -> dict[str, object]:
    """Return what merging a code does as `--json` has it."""
    return {
        "code": done.merged.key,
        "into": done.into.key,
        "codings": done.codings,
        "joined": done.joined,
        "memos": done.memos,
        "decisions": done.decisions,
        "settlements": done.settlements,
        "coders": list(done.coders),
        "below": list(done.below),
        "left": list(done.left),
    }
