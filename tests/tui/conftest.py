import shutil
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import pytest
import pytest_asyncio

from qcode.operations.setting_up import prepare_folder, set_up
from qcode.operations.workspace import open_workspace
from tests.tui.adjudicating import open_screen, prepare
from tests.tui.bench import Bench, opened
from tests.tui.suggested_study import code_first_document, make_study

CODEBOOK = """\
# Codebuch der Probestudie: dieser Kommentar bleibt stehen.
study_id: 0b0e6f0a-41f2-4a53-9b35-0d6f0ce1f777
name: Probestudie
language: de
codes:
  - key: personal
    name: Personal
    colour: "#3584e4"
    codable: false
    children:
      # Auch dieser Kommentar bleibt.
      - key: engagement
        name: Engagement
        shortcut: "1"
        definition: Einsatz über das Übliche hinaus.
        include: Wenn jemand mehr tut als verlangt.
        exclude: Wenn nur Dienst nach Vorschrift gemeint ist.
        example: „Alle halfen mit.“
      - key: erfahrung
        name: Erfahrung im Krisenstab
        shortcut: "2"
  - key: netze
    name: Vertrauensnetze
    colour: "#e66100"
    shortcut: "3"
  - key: presse
    name: Öffentlichkeit
    colour: "#26a269"
    keywords: [Presse, Rathausfunk]
"""
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
ANNA = (
    "I: #00:00:01-0# Wie haben Sie die ersten Wochen erlebt?\r\n"
    "B: #00:00:09-5# Wir waren engagiert. Alle halfen mit! Niemand ging.\r\n"
    "\r\n"
    f"Danach kam der Alltag.\tDas Team {FAMILY} hielt zusammen.\r\n"
    "I: Und die Netze?\r\n"
    "B: Wir ko\u0308nnen das [bold]gut[/] sagen. "
    "Gefahr \x1b[31mrot\x1b[0m und \u202eumgekehrt.\r\n"
    "I: Auf Hebräisch?\r\n"
    "B: \u05e9\u05dc\u05d5\u05dd \u05e2\u05d5\u05dc\u05dd. "
    "\u05ea\u05d5\u05d3\u05d4.\r\n"
) + "".join(f"I: Frage {n}?\r\nB: Antwort {n}. Ende.\r\n" for n in range(1, 41))
BODO = "I: Und Sie?\nB: Ich war neu. Das war schwer.\n"


def _study(root: Path, documents: Mapping[str, str]) -> Path:
    root.mkdir()
    (root / "codebook.yaml").write_text(CODEBOOK, "utf-8")
    prepare_folder(root, "Probestudie", "de")
    for name, text in documents.items():
        (root / "corpus" / name).write_bytes(text.encode())
    with open_workspace(root) as workspace:
        set_up(workspace)
    return root


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small study, set up once; each test works on a copy."""
    base = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_STATE_HOME", str(base / "state"))
        return _study(base / "study", {"anna-01.txt": ANNA, "bodo-02.txt": BODO})


@pytest.fixture
def folder(_template: Path, tmp_path: Path) -> Path:
    """A small study, set up."""
    return Path(shutil.copytree(_template, tmp_path / "study"))


@pytest.fixture
def empty_folder(tmp_path: Path) -> Path:
    """A study without documents, set up."""
    return _study(tmp_path / "empty", {})


@pytest.fixture
async def bench(folder: Path) -> AsyncIterator[Bench]:
    """The program at work on a study of its own, 120 columns wide."""
    async with opened(folder) as bench:
        yield bench


@pytest_asyncio.fixture
async def docket(folder: Path) -> AsyncIterator[Bench]:
    """The screen on three differences, the first of engagement in view."""
    prepare(folder, "K1", "K2")
    async with opened(folder, "KM", (140, 40)) as bench:
        await open_screen(bench)
        yield bench


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared_bench(
    _template: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Bench]:
    """The program for a module's tests that only read: an app takes 0.5 s to start."""
    base = tmp_path_factory.mktemp("shared")
    folder = Path(shutil.copytree(_template, base / "study"))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_STATE_HOME", str(base / "state"))
        async with opened(folder) as bench:
            yield bench


@pytest_asyncio.fixture(loop_scope="module")
async def reading(shared_bench: Bench) -> Bench:
    """The shared program with nothing selected and the cursor at the beginning."""
    await shared_bench.press("escape", "g")
    return shared_bench


@pytest.fixture(scope="session")
def _suggested_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with keywords, set up once."""
    base = tmp_path_factory.mktemp("suggested")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_STATE_HOME", str(base / "state"))
        return make_study(base / "study")


@pytest.fixture
def fresh_folder(_suggested_template: Path, tmp_path: Path) -> Path:
    """A study with keywords in which nobody has coded."""
    return Path(shutil.copytree(_suggested_template, tmp_path / "fresh"))


@pytest.fixture
def begun_folder(fresh_folder: Path) -> Path:
    """A study with keywords whose second document KM has coded first."""
    code_first_document(fresh_folder)
    return fresh_folder
