"""`qcode release`: which documents may be quoted in what is published."""

import click

from qcode.cli.opening import enter_coder, open_study
from qcode.cli.output import counted, json_option, print_json, print_table
from qcode.cli.session import Session
from qcode.operations import releasing as operations
from qcode.operations.naming import document_named
from qcode.operations.reading import list_documents
from qcode.operations.releasing import Releasable, list_releasable
from qcode.store import Store


@click.command("release")
@click.argument("names", metavar="[DOCUMENT]...", nargs=-1)
@click.option("--undo", is_flag=True, help="Make them private again.")
@json_option(
    "a list of objects with id, document, kind, released (whether it may be quoted as "
    "it is now), revision, released_revision, by, at (null where never released)."
)
@click.pass_obj
def release_(
    session: Session, names: tuple[str, ...], undo: bool, as_json: bool
) -> None:
    """Let documents be quoted in what is published; list them all without a name.

    Every document is private until it is released. A release holds for the text as it
    is now: when the text is corrected, release the document again. In a team on a
    server leads release.
    """
    if undo and not names:
        raise click.UsageError("--undo needs a DOCUMENT.")
    with open_study(session) as workspace:
        store = workspace.store
        if names:
            known = list_documents(store)
            wanted = [document_named(it, known).id for it in names]
            coder = enter_coder(session, workspace)
            change = operations.withdraw if undo else operations.release
            done = change(store, wanted, coder.id)
            said = "Made private again" if undo else "Released"
            session.note(f"{said}: {', '.join(it.name for it in done)}.")
        if as_json or not names:
            _tell(session, store, as_json=as_json)


def _tell(session: Session, store: Store, *, as_json: bool) -> None:
    found = list_releasable(store)
    if as_json:
        print_json([_as_json(it) for it in found])
        return
    print_table(
        ("document", "kind", "state", "by", "at"),
        [
            (
                it.name,
                it.kind.value,
                _state(it),
                it.released_by,
                "" if it.released_at is None else f"{it.released_at:%Y-%m-%d}",
            )
            for it in found
        ],
    )
    released = sum(it.is_released for it in found)
    session.note(
        f"{counted(released, 'document')} of {len(found)} may be quoted in what is "
        "published."
    )


def _state(of: Releasable) -> str:
    if of.is_released:
        return "released"
    if of.released_revision is None:
        return "private"
    return f"private: revision {of.released_revision} was released"


def _as_json(of: Releasable) -> dict[str, object]:
    return {
        "id": str(of.id),
        "document": of.name,
        "kind": of.kind.value,
        "released": of.is_released,
        "revision": of.revision,
        "released_revision": of.released_revision,
        "by": of.released_by or None,
        "at": None if of.released_at is None else of.released_at.isoformat(),
    }
