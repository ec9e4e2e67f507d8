"""`qcode documents`, `codes`, `coders`, `cases`: what is in the study."""

from collections import Counter

import click

from qcode.cli.opening import open_study
from qcode.cli.output import json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.operations.coders import list_coders
from qcode.operations.reading import (
    attributes_by_case,
    code_counts,
    list_cases,
    list_documents,
    load_codebook,
)

_INDENT = "  "


@click.command()
@json_option(
    "a list of objects with id, name, kind (interview, workshop, example, survey, "
    "other), words, revision, attributes (an object)."
)
@click.pass_obj
def documents(session: Session, as_json: bool) -> None:
    """List the documents by name, with their words and codings."""
    with open_study(session) as workspace:
        found = list_documents(workspace.store)
        attributes = attributes_by_case(workspace.store)
    if as_json:
        print_json(
            [
                {
                    "id": str(document.id),
                    "name": document.name,
                    "kind": document.kind.value,
                    "words": document.words,
                    "revision": document.revision,
                    "attributes": dict(attributes[document.case_id]),
                }
                for document in found
            ]
        )
        return
    print_table(
        ("document", "kind", "words", "revision", "codings"),
        [(d.name, d.kind.value, d.words, d.revision, d.codings) for d in found],
    )
    if not found:
        session.note("There are no documents yet; `qcode import` brings them in.")


@click.command()
@json_option(
    "a list of objects with id, key, name, path (names from the top down, joined by "
    "' > '), parent (its key, or null), codable, codings (of this code alone, by "
    "all coders)."
)
@click.pass_obj
def codes(session: Session, as_json: bool) -> None:
    """List the codes as a tree, with the number of their own codings."""
    with open_study(session) as workspace:
        book = load_codebook(workspace.store)
        counts = code_counts(workspace.store)
    if as_json:
        print_json(
            [
                {
                    "id": str(code.id),
                    "key": code.key,
                    "name": code.name,
                    "path": book.path(code.id),
                    "parent": book.code(code.parent_id).key if code.parent_id else None,
                    "codable": code.codable,
                    "codings": counts.get(code.id, 0),
                }
                for code in book.codes
            ]
        )
        return
    print_table(
        ("code", "key", "shortcut", "codings"),
        [
            (
                _INDENT * len(book.ancestors(code.id)) + code.name,
                code.key,
                code.shortcut,
                counts.get(code.id, 0) if code.codable else None,
            )
            for code in book.codes
        ],
    )
    if not book.codes:
        session.note("There are no codes yet; write them into codebook.yaml.")


@click.command()
@json_option("a list of objects with id, handle, codings.")
@click.pass_obj
def coders(session: Session, as_json: bool) -> None:
    """List the coders, with the number of their codings."""
    with open_study(session) as workspace:
        found = list_coders(workspace.store)
    if as_json:
        print_json(
            [
                {"id": str(f.coder.id), "handle": f.coder.handle, "codings": f.codings}
                for f in found
            ]
        )
        return
    print_table(("coder", "codings"), [(f.coder.handle, f.codings) for f in found])
    if not found:
        session.note("Nobody has coded here yet.")


@click.command()
@json_option(
    "a list of objects with id, name, documents (their names), attributes (an object)."
)
@click.pass_obj
def cases(session: Session, as_json: bool) -> None:
    """List the cases by name, with their documents and attributes."""
    with open_study(session) as workspace:
        found = list_cases(workspace.store)
        documents = list_documents(workspace.store)
    if as_json:
        print_json(
            [
                {
                    "id": str(case.id),
                    "name": case.name,
                    "documents": [d.name for d in documents if d.case_id == case.id],
                    "attributes": dict(case.attributes),
                }
                for case in found
            ]
        )
        return
    numbers = Counter(document.case_id for document in documents)
    print_table(
        ("case", "documents", "attributes"),
        [
            (
                case.name,
                numbers[case.id],
                ", ".join(f"{name}={value}" for name, value in case.attributes.items()),
            )
            for case in found
        ],
    )
    if not found:
        session.note("There are no cases yet; they come with documents.")
