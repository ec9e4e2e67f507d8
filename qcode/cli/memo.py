"""`qcode memo`: what people think about documents, codes, codings, cases, the study."""

from collections.abc import Mapping
from uuid import UUID

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.model.coding import Memo, Subject
from qcode.operations.coders import list_coders
from qcode.operations.codings import find_coding
from qcode.operations.memos import list_memos, write_memo
from qcode.operations.naming import case_named, code_named, document_named
from qcode.operations.reading import list_cases, list_documents, load_codebook
from qcode.operations.workspace import Workspace
from qcode.store import Store


@click.group()
def memo() -> None:
    """Write and list memos about documents, codes, codings, cases, the study."""


@memo.command()
@click.option("--document", metavar="D", help="About this document.")
@click.option("--code", metavar="K", help="About this code.")
@click.option("--coding", metavar="ID", help="About this coding.")
@click.option("--case", metavar="C", help="About this case.")
@click.option("--whole-study", is_flag=True, help="About the study as a whole.")
@click.argument("text")
@click.pass_obj
def add(
    session: Session,
    document: str | None,
    code: str | None,
    coding: str | None,
    case: str | None,
    whole_study: bool,
    text: str,
) -> None:
    """Write a memo about one document, code, coding, case or the study.

    Prints the memo's id.
    """
    wanted = {
        Subject.DOCUMENT: document,
        Subject.CODE: code,
        Subject.CODING: coding,
        Subject.CASE: case,
        Subject.STUDY: "" if whole_study else None,
    }
    given = [(about, name) for about, name in wanted.items() if name is not None]
    if len(given) != 1:
        raise click.UsageError(
            "Give one of --document, --code, --coding, --case and --whole-study."
        )
    with open_study(session) as workspace:
        subject, name = given[0]
        subject_id = _subject_id(workspace, subject, name)
        coder = enter_coder(session, workspace)
        written = Memo(coder.id, subject, subject_id, text)
        write_memo(workspace.store, written)
    session.note(f"Wrote a memo about the {subject.value} ({coder.handle}).")
    click.echo(written.id)


def _subject_id(workspace: Workspace, subject: Subject, wanted: str) -> UUID:
    store = workspace.store
    match subject:
        case Subject.DOCUMENT:
            return document_named(wanted, list_documents(store)).id
        case Subject.CODE:
            return code_named(wanted, load_codebook(store)).id
        case Subject.CODING:
            return find_coding(store, wanted)
        case Subject.CASE:
            return case_named(wanted, list_cases(store)).id
        case Subject.STUDY:
            return workspace.study_id


@memo.command("list")
@json_option(
    "a list of objects with id, subject (document, code, coding, case, study), about "
    "(the document's, case's or study's name, the code's key or the coding's id), "
    "coder, text, written_at."
)
@click.pass_obj
def list_(session: Session, as_json: bool) -> None:
    """List all memos, the oldest first."""
    with open_study(session) as workspace:
        memos = list_memos(workspace.store)
        names = _names(workspace.store)
        coders = {c.coder.id: c.coder.handle for c in list_coders(workspace.store)}
    if as_json:
        print_json(
            [
                {
                    "id": str(memo.id),
                    "subject": memo.subject.value,
                    "about": names.get(memo.subject_id, str(memo.subject_id)),
                    "coder": coders[memo.coder_id],
                    "text": memo.text,
                    "written_at": memo.written_at.isoformat(),
                }
                for memo in memos
            ]
        )
        return
    print_table(
        ("written", "coder", "subject", "about", "text"),
        [
            (
                memo.written_at.astimezone().strftime("%Y-%m-%d %H:%M"),
                coders[memo.coder_id],
                memo.subject.value,
                names.get(memo.subject_id, str(memo.subject_id)),
                memo.text,
            )
            for memo in memos
        ],
    )


def _names(store: Store) -> Mapping[UUID, str]:
    codebook = load_codebook(store)
    names: dict[UUID, str] = {codebook.study_id: codebook.name}
    names |= {document.id: document.name for document in list_documents(store)}
    names |= {case.id: case.name for case in list_cases(store)}
    return names | {code.id: code.key for code in codebook.codes}
