"""The demonstration study with recommendations, of which a part may be published.

Every second document is released. Of each of twelve documents, released or not, a
sentence is coded and chosen as a key quotation; a planted document stays private.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from qcode.model.coding import Coder, Coding, Memo, Stance, Subject
from qcode.model.document import Document
from qcode.model.recommendation import Recommendation, Status
from qcode.operations.codebook import change_code
from qcode.operations.coders import enter
from qcode.operations.codings import apply_code
from qcode.operations.demonstration import copy_demonstration
from qcode.operations.memos import write_memo
from qcode.operations.naming import code_named
from qcode.operations.quotations import choose_quotation
from qcode.operations.reading import list_documents, load_codebook
from qcode.operations.recommendations import (
    NewWords,
    change_recommendation,
    start_recommendations,
)
from qcode.operations.releasing import release
from qcode.operations.setting_up import set_up
from qcode.operations.workspace import Workspace, open_workspace
from qcode.store import documents
from qcode.text.sentences import count_words, sentences

MARKER = (
    "Zwölf violette Nashörner tanzten nachts rückwärts durch Quellmanns Keller. "
    "Danach zählte Herr Abendroth die dreizehn gestreiften Gurkengläser erneut."
)
QUOTED = 12


@dataclass(frozen=True)
class Site:
    """The study, who works on it, and its documents by whether they are released."""

    workspace: Workspace
    coder: Coder
    released: list[Document]
    private: list[Document]


@contextmanager
def study_with_findings(folder: Path) -> Iterator[Site]:
    """Set the study up in a folder and do what leads to findings."""
    project = copy_demonstration(folder)
    planted = f"I: Was war?\nB: {MARKER}\n"
    (project.corpus / "geheim.txt").write_text(planted, "utf-8")
    with (project.corpus / "attributes.csv").open("a", encoding="utf-8") as file:
        file.write("geheim.txt,interview,A,über 500.000,Leitung Zoo,Tiere,,,,ja\n")
    with open_workspace(folder) as workspace:
        set_up(workspace)
        coder = enter(workspace, "Kodierhilfe")
        every = _documents(workspace)
        released = [it for at, it in enumerate(every) if at % 2 and it.name != "geheim"]
        private = [it for it in every if it not in released]
        release(workspace.store, [it.id for it in released], coder.id)
        _quote(workspace, coder, [*_some(released), *_some(private)])
        yield Site(workspace, coder, released, private)


def _documents(workspace: Workspace) -> list[Document]:
    known = list_documents(workspace.store)
    with workspace.store.read() as connection:
        return [documents.get(connection, it.id) for it in known]


def _some(of: list[Document]) -> list[Document]:
    planted = [it for it in of if it.name == "geheim"]
    others = [it for it in of if it.name != "geheim"]
    return [*planted, *others[: QUOTED - len(planted)]]


def _quote(workspace: Workspace, coder: Coder, quoted: list[Document]) -> None:
    """Code and choose a sentence of each document, and put the marker all about."""
    store, book = workspace.store, load_codebook(workspace.store)
    made = start_recommendations(store, code_named("massnahmen", book), coder.id)
    for one in made[1:]:
        said = f"Wir raten zu {one.title} <b>& „mehr“</b>."
        new = NewWords(statement=said, status=Status.AGREED)
        change_recommendation(store, one.id, new, coder.id)
    for at, document in enumerate(quoted):
        _choose(workspace, document, coder, made[at % len(made)], at)
    example = f"… {MARKER[7:60]} …"
    marked = replace(code_named("engagement", book), example=example)
    change_code(store, marked, coder.id)
    write_memo(store, Memo(coder.id, Subject.CODE, marked.id, f"Vermerk: {MARKER}"))


def _choose(
    workspace: Workspace, document: Document, coder: Coder, of: Recommendation, at: int
) -> None:
    long = [
        span
        for span in sentences(document.text)
        if 9 <= count_words(span.cut(document.text), []) <= 40
    ]
    coding = Coding(
        document.id,
        of.code_ids[0],
        coder.id,
        long[len(long) // 2],
        stance=Stance.OPPOSES if at % 5 == 4 else None,
    )
    apply_code(workspace.store, coding)
    choose_quotation(workspace.store, of.id, coding.id, coder.id, f"Notiz: {MARKER}")
