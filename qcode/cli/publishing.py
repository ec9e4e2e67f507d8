"""`qcode publish`: the findings as a site for everybody to read."""

from collections.abc import Sequence
from pathlib import Path

import click

from qcode.cli import parameters
from qcode.cli.counting import coders_named
from qcode.cli.opening import open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.model.publishing import KeptBack, Named, Piece, Sign, Why
from qcode.operations.publishing import Published, PublishQuestion, prepare, publish

_REASONS = {
    Why.PRIVATE: "from a private document",
    Why.REPEATS: "repeats this document, which is private",
    Why.NAMES: "names somebody or a place",
    Why.LOST: "its coding is gone",
    Why.CHANGED: "its words changed since it was chosen",
    Why.OUTSIDE: "its code stands under the recommendation no more",
}
_SIGNS = {Sign.WORD: "word in qcode.toml"}
_PIECES = {
    Piece.QUOTATION: "quotation",
    Piece.EXAMPLE: "example of the codebook",
    Piece.ROLE: "role",
}


@click.command("publish")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--coder",
    metavar="C",
    help="Only this coder's codings; else those of the consensus set where it has "
    "any, else everybody's, each passage once.",
)
@click.option(
    "--survey",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A CSV with a line per answer, whose columns are keys of codes.",
)
@click.option(
    "--keep",
    type=parameters.attribute,
    metavar="COLUMN=VALUE",
    help="Only answers with this value, as in wave=2024.",
)
@click.option("--dry-run", is_flag=True, help="Say what would be, and write nothing.")
@json_option(
    "an object with files (their paths), recommendations, quotations (how many), "
    "released, documents (how many), not_agreed (titles), kept_back (a list with piece "
    "(quotation, example, role), of, document, coding, why (private, repeats, names, "
    "lost, changed, outside), named (a list with sign, words, name)), look_again (a "
    "list with what, named)."
)
@click.pass_obj
def publish_(
    session: Session,
    folder: Path,
    coder: str | None,
    survey: Path | None,
    keep: tuple[str, str] | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Write the findings as a site that is complete in itself, for everybody to read.

    In it are the recommendations that the team has agreed on with the evidence under
    them, the codebook, frequencies, and the quotations chosen, if their document is
    released and nothing in them names people or places. What is kept back is listed,
    never written into DIR. DIR is a new or empty folder, or one that was written so.
    """
    if keep is not None and survey is None:
        raise click.UsageError("--keep needs --survey FILE.")
    with open_study(session) as workspace:
        named = coders_named(workspace.store, (coder,)) if coder else None
        question = PublishQuestion(named[0] if named else None, survey, keep)
        if dry_run:
            made = prepare(workspace, question)
        else:
            made = publish(workspace, folder, question)
    if as_json:
        print_json(_as_json(made))
    else:
        _tell(session, made)
    if not dry_run:
        session.note(f"Wrote {folder}: open {folder / 'index.html'} in a browser.")


def _tell(session: Session, made: Published) -> None:
    of = made.publication
    print_table(
        ("kept back", "of", "document", "coding", "why"),
        [
            (_PIECES[it.piece], it.of, it.document, it.coding, _why(it))
            for it in made.kept_back
        ],
    )
    recommendations = counted(len(of.recommendations), "recommendation")
    quotations = counted(len(of.quotations), "quotation")
    session.note(
        f"{recommendations}, {quotations}; {len(made.kept_back)} kept back. "
        f"{counted(of.released, 'document')} of {of.documents} may be quoted."
    )
    for it in made.look_again:
        session.note(f"Look again: {it.what} names {_found(it.named)}.")
    if made.not_agreed:
        session.note(
            f"Left out, for their status is not 'agreed': {', '.join(made.not_agreed)}."
        )


def _why(kept: KeptBack) -> str:
    return ": ".join(filter(None, (_REASONS[kept.why], _found(kept.named))))


def _found(named: Sequence[Named]) -> str:
    return ", ".join(
        f"{_SIGNS.get(it.sign, it.sign.value)} “{it.words}”"
        + (f" ({it.name})" if it.name and it.name != it.words else "")
        for it in named
    )


def _as_json(made: Published) -> dict[str, object]:
    of = made.publication
    return {
        "files": list(made.files),
        "recommendations": len(of.recommendations),
        "quotations": len(of.quotations),
        "released": of.released,
        "documents": of.documents,
        "not_agreed": list(made.not_agreed),
        "kept_back": [
            {
                "piece": it.piece.value,
                "of": it.of,
                "document": it.document,
                "coding": it.coding,
                "why": it.why.value,
                "named": _named(it.named),
            }
            for it in made.kept_back
        ],
        "look_again": [
            {"what": it.what, "named": _named(it.named)} for it in made.look_again
        ],
    }


def _named(found: Sequence[Named]) -> list[dict[str, str]]:
    return [{"sign": it.sign.value, "words": it.words, "name": it.name} for it in found]
