"""`qcode recommend`: recommendations with the evidence under them."""

from pathlib import Path

import click

from qcode.cli.evidence_options import Asked, evidence_options
from qcode.cli.evidence_printing import tell_evidence, tell_list
from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json
from qcode.cli.parameters import output_option
from qcode.cli.quoting import candidates, quote, unquote
from qcode.cli.session import Session
from qcode.cli.vouching import vouch
from qcode.interchange.recommendations import LANGUAGES
from qcode.model.ids import CodeId
from qcode.model.recommendation import Status
from qcode.operations import recommendations as operations
from qcode.operations.evidence import EvidenceQuestion, portfolio
from qcode.operations.naming import code_named
from qcode.operations.reading import load_codebook
from qcode.operations.recommendation_files import (
    evidence_json,
    summary_json,
    write_recommendations,
)
from qcode.operations.recommendation_finding import find_recommendation
from qcode.operations.recommendations import NewWords
from qcode.store import Store

_SUMMARY = (
    "id, position, title, statement, status, codes (keys, with those below), "
    "missing_codes, quotations, marked (how many of them must be looked at again)"
)
_EVIDENCE = (
    f"{_SUMMARY}, codings_of (choice: coder, consensus, everyone; coders), documents "
    "(a list with kind, speaking, coded, all), roles, cities (objects with attribute, "
    "known, values, without), passages, opposing, agreement (a list with code, alpha "
    "or {undefined: reason}, interval, n), neighbours (a list with code, family, "
    "documents, passages), survey (a list with code, rank, mean, sd, n), "
    "key_quotations (a list with coding, document, code, passage or null, "
    "former (line, time, text of a lost one) or null, alpha, chosen_by, chosen_at, "
    "note, marks: mark, before, now, drop) and memos"
)


class _Recommend(click.Group):
    """A group that writes where no command is named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let options of `write` stand where a command's name would."""
        first = args[0] if args else "-o"
        if first.startswith("-") and first not in ("-h", "--help"):
            args = ["write", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_Recommend)
def recommend() -> None:
    """Keep recommendations, and see and write the evidence under them.

    `qcode recommend -o FILE` writes all of them. The team writes titles and
    statements and chooses quotations; the program counts, ranks and proposes.
    Recommendations are named by number, any part of the title, or id.
    """


recommend.add_command(quote)
recommend.add_command(unquote)
recommend.add_command(candidates)
recommend.add_command(vouch)


@recommend.command()
@evidence_options
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    help="Of the file's own words; without it the study's.",
)
@output_option(".docx .html .md")
@json_option(f"a list of objects with {_EVIDENCE}.")
@click.pass_obj
def write(
    session: Session,
    asked: Asked,
    language: str | None,
    path: Path | None,
    as_json: bool,
) -> None:
    """Write all recommendations with their evidence to a file.

    Each number and each quotation leads to the passages behind it. The word "write"
    may be left out. Without -o the recommendations are listed.
    """
    with open_study(session) as workspace:
        found = portfolio(workspace.store, asked(workspace.store))
    if path is not None:
        write_recommendations(found, path, language)
        session.note(f"Wrote {path}")
    elif as_json:
        print_json([evidence_json(it) for it in found.evidence])
    else:
        tell_list(session, found)


@recommend.command()
@click.option("--family", required=True, metavar="K", help="Key, path or name part.")
@click.pass_obj
def start(session: Session, family: str) -> None:
    """Make a recommendation for each code below a code, named as it is."""
    with open_study(session) as workspace:
        code = code_named(family, load_codebook(workspace.store))
        coder = enter_coder(session, workspace)
        made = operations.start_recommendations(workspace.store, code, coder.id)
    session.note(f"Made {counted(len(made), 'recommendation')} ({coder.handle}).")


@recommend.command()
@click.argument("title")
@click.option(
    "--code",
    "codes",
    multiple=True,
    required=True,
    metavar="K",
    help="What is coded with it, or with a code below it, is evidence; may be given "
    "several times.",
)
@click.pass_obj
def add(session: Session, title: str, codes: tuple[str, ...]) -> None:
    """Make a recommendation behind the others; prints its id."""
    with open_study(session) as workspace:
        named = _codes_named(workspace.store, codes)
        coder = enter_coder(session, workspace)
        made = operations.add_recommendation(workspace.store, title, named, coder.id)
    session.note(f"Made recommendation {made.position}: {made.title} ({coder.handle}).")
    click.echo(made.id)


@recommend.command()
@click.argument("recommendation")
@click.option("--title", metavar="TEXT")
@click.option(
    "--statement", metavar="TEXT", help="What the team recommends; '' clears."
)
@click.option("--status", type=click.Choice([it.value for it in Status]))
@click.option(
    "--code",
    "codes",
    multiple=True,
    metavar="K",
    help="In place of all codes that it had; may be given several times.",
)
@click.option("--position", type=click.IntRange(1), help="Its place among the others.")
@click.pass_obj
def change(
    session: Session,
    recommendation: str,
    title: str | None,
    statement: str | None,
    status: str | None,
    codes: tuple[str, ...],
    position: int | None,
) -> None:
    """Change a recommendation's words, status, codes or place."""
    with open_study(session) as workspace:
        store = workspace.store
        meant = find_recommendation(store, recommendation)
        new = NewWords(
            title=title,
            statement=statement,
            status=None if status is None else Status(status),
            code_ids=_codes_named(store, codes) if codes else None,
            position=position,
        )
        coder = enter_coder(session, workspace)
        made = operations.change_recommendation(store, meant.id, new, coder.id)
    session.note(f"Changed recommendation {made.position}: {made.title}.")


@recommend.command()
@click.argument("recommendation")
@click.pass_obj
def remove(session: Session, recommendation: str) -> None:
    """Take a recommendation away with its quotations; the codings stay.

    `--status dropped` of `change` keeps it and says so.
    """
    with open_study(session) as workspace:
        meant = find_recommendation(workspace.store, recommendation)
        coder = enter_coder(session, workspace)
        operations.remove_recommendation(workspace.store, meant.id, coder.id)
    session.note(f"Removed the recommendation {meant.title} ({coder.handle}).")


@recommend.command("list")
@json_option(f"a list of objects with {_SUMMARY}.")
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """List the recommendations in their order."""
    with open_study(session) as workspace:
        found = portfolio(workspace.store, EvidenceQuestion())
    if as_json:
        print_json([summary_json(it) for it in found.evidence])
    else:
        tell_list(session, found)


@recommend.command()
@click.argument("recommendation")
@evidence_options
@json_option(f"an object with {_EVIDENCE}.")
@click.pass_obj
def show(session: Session, recommendation: str, asked: Asked, as_json: bool) -> None:
    """Show one recommendation with its evidence."""
    with open_study(session) as workspace:
        store = workspace.store
        meant = find_recommendation(store, recommendation)
        found = portfolio(store, asked(store), meant.id)
    (evidence,) = found.evidence
    if as_json:
        print_json(evidence_json(evidence))
    else:
        tell_evidence(session, evidence)


def _codes_named(store: Store, codes: tuple[str, ...]) -> list[CodeId]:
    book = load_codebook(store)
    return [code_named(name, book).id for name in codes]
