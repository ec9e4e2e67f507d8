"""A study whose keywords suggest codes, with a first document that KM has coded."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from qcode.model.coding import Coding
from qcode.model.ids import DocumentId
from qcode.model.span import Span
from qcode.model.suggestion import Reason, ReasonKind, Suggestion
from qcode.operations.coders import enter
from qcode.operations.codings import apply_code
from qcode.operations.reading import list_documents, load_codebook
from qcode.operations.setting_up import prepare_folder, set_up
from qcode.operations.suggester import Suggester, read_study
from qcode.operations.workspace import open_workspace
from qcode.store import documents, suggestions
from tests.tui.bench import Bench, opened

CODEBOOK = """\
study_id: 0b0e6f0a-41f2-4a53-9b35-0d6f0ce1f778
name: Probestudie
language: de
codes:
  - key: presse
    name: Öffentlichkeit
    colour: "#26a269"
    shortcut: "1"
    keywords: [Presse]
  - key: netze
    name: Vertrauensnetze
    colour: "#e66100"
    keywords: [Netzwerk]
  - key: uebung
    name: Übungen
    colour: "#3584e4"
    keywords: [Übung]
    definition: Was vor der Krise geübt wurde.
    exclude: Schulungen ohne Rollen und Lage.
"""
# What a keyword stands in is suggested with 50% at first; what else an engine may
# find differs from version to version.
SETTINGS = "[suggestions]\nleast = 0.45\n"
# Each sentence of B with a keyword is a passage for which its code is suggested.
ANNA = (
    "I: Wie war der Anfang?\n\n"
    "B: Die Presse rief täglich an.\n\n"
    "I: Und wer half?\n\n"
    "B: Das Netzwerk half uns sehr.\n\n"
    "I: Gab es noch mehr?\n\n"
    "B: Die Übung kam zu spät.\n\n"
    "I: Und dann?\n\n"
    "B: Der Regen blieb bis Mai.\n"
)
BODO = "I: Und Sie?\n\nB: Wir machten eine Übung im Keller.\n"
PRESS = "Die Presse rief täglich an."
NET = "Das Netzwerk half uns sehr."
DRILL = "Die Übung kam zu spät."


def make_study(root: Path) -> Path:
    """Set the study up; nobody has coded in it."""
    root.mkdir()
    (root / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    (root / "qcode.toml").write_text(SETTINGS, "utf-8")
    prepare_folder(root, "Probestudie", "de")
    (root / "corpus" / "anna-01.txt").write_text(ANNA, "utf-8")
    (root / "corpus" / "bodo-02.txt").write_text(BODO, "utf-8")
    with open_workspace(root) as workspace:
        set_up(workspace)
    return root


def code_elsewhere(root: Path, text: str, words: str, handle: str = "KM") -> None:
    """Let a coder code a passage with the last code, outside of the screens."""
    with open_workspace(root) as workspace:
        store, coder = workspace.store, enter(workspace, handle)
        code = load_codebook(store).codes[-1]
        document = list_documents(store)[[ANNA, BODO].index(text)]
        coding = Coding(document.id, code.id, coder.id, span_of(text, words))
        apply_code(store, coding)


def code_first_document(root: Path, handle: str = "KM") -> None:
    """Let a coder have coded a sentence of the second document by hand."""
    code_elsewhere(root, BODO, "Wir machten eine Übung im Keller.", handle)


Proposed = tuple[str, str, float, Sequence[Reason]]


def keep(
    root: Path, proposed: Sequence[Proposed], state: str | None = None
) -> DocumentId:
    """Keep suggestions for the first document, as if they had just been computed.

    They are told by words of the text, the code's key, the probability and reasons;
    with another `state` they are not what follows from the study now.
    """
    with open_workspace(root) as workspace:
        store, coder = workspace.store, enter(workspace, "KM")
        first = list_documents(store)[0].id
        codes = {code.key: code.id for code in load_codebook(store).codes}
        settings = workspace.project.settings.suggestions
        state = state or Suggester(read_study(store, coder.id, settings)).state
        with store.begin() as connection:
            text = documents.text(connection, first)
            found = [
                Suggestion(
                    first, codes[key], coder.id, span_of(text, words), score, "q", why
                )
                for words, key, score, reasons in proposed
                for why in [tuple(reasons)]
            ]
            suggestions.replace(connection, first, coder.id, found, state)
    return first


def span_of(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def because(text: str, *words: str) -> Reason:
    """Name words of a text as the reason."""
    spans = tuple(span_of(text, word) for word in words)
    return Reason(ReasonKind.WORDS, ", ".join(words), spans)


@asynccontextmanager
async def read(
    folder: Path, size: tuple[int, int] = (160, 45), handle: str = "KM"
) -> AsyncIterator[Bench]:
    """Run the program, and go on when the study was read for suggestions."""
    async with opened(folder, handle, size) as bench:
        await caught_up(bench)
        yield bench
        await caught_up(bench)


async def caught_up(bench: Bench) -> None:
    """Wait until what is suggested follows from all that was done."""
    for _ in range(1_000):
        if not bench.coding.is_reading:
            break
        await bench.pilot.pause(0.02)
    assert not bench.coding.is_reading
    await bench.settle()


def suggested(bench: Bench) -> list[str]:
    """What is suggested now, in the order of the text, as it is drawn."""
    in_order = bench.desk.suggested.in_text_order()
    return [it.span.cut(bench.text) for it in in_order]
