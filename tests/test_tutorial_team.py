"""docs/tutorial-team.md works as it stands, and prints what it says."""

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from qcode.cli import cli
from tests.study.demonstration import CODED_SETS, ROOT, table
from tests.tools.decisions_from_consensus import DECISIONS, added, decisions, written

PAGE = (ROOT / "docs" / "tutorial-team.md").read_text("utf-8")
LEFT_OUT = "…"


def blocks() -> Iterator[tuple[str, str]]:
    """Yield each fenced block: what it is, and what stands in it."""
    for found in re.finditer(
        r"^```([a-z]+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL
    ):
        yield found[1], found[2]


def commands() -> list[str]:
    return [
        line for kind, block in blocks() if kind == "sh" for line in block.splitlines()
    ]


def plain(line: str) -> str:
    """Return a line as it is without its columns' widths."""
    return " ".join(line.split())


def is_printed(shown: str, printed: Iterator[str]) -> bool:
    """Whether a line of the page is among the next lines that were printed."""
    beginning = shown.removesuffix(LEFT_OUT).rstrip()
    if beginning == shown:
        return any(line == shown for line in printed)
    return any(line.startswith(beginning) for line in printed)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Follow the page in an empty folder, box after box; what was made of it."""
    folder = tmp_path_factory.mktemp("tutorial")
    with pytest.MonkeyPatch.context() as patch:
        for name in ("QCODE_STUDY", "QCODE_CODER", "QCODE_DATABASE_URL"):
            patch.delenv(name, raising=False)
        patch.setenv("XDG_STATE_HOME", str(folder / "state"))
        patch.chdir(folder)
        printed: list[str] = []
        for kind, block in blocks():
            if kind == "sh":
                printed = [it for line in block.splitlines() for it in run(line, patch)]
            elif kind == "text":
                check(block, printed)
        yield Path.cwd()


def run(line: str, patch: pytest.MonkeyPatch) -> list[str]:
    """Carry a line of the page out; return what it prints, in its order."""
    program, *arguments = shlex.split(line)
    if program == "cd":
        patch.chdir(arguments[0])
        return []
    assert program == "qcode"
    result = CliRunner(catch_exceptions=False).invoke(cli, arguments)
    assert (line, result.exit_code) == (line, 0), result.stderr
    return list(map(plain, result.output.splitlines()))


def check(block: str, printed: list[str]) -> None:
    """Every line that the page shows was printed, in this order."""
    remaining = iter(printed)
    for line in map(plain, block.splitlines()):
        if line != LEFT_OUT:
            assert is_printed(line, remaining), f"not printed, or not here: {line}"


def test_what_the_page_shows_is_what_is_printed(study: Path) -> None:
    assert study.name == "team"
    assert sum(kind == "text" for kind, _ in blocks()) > 8


def test_the_consensus_set_is_the_one_in_the_study(study: Path) -> None:
    """The second source: the set was written before any decision was derived."""
    columns = ("document", "start", "end", "text", "code", "coder")
    made, expected = (
        Counter(tuple(row[name] for name in columns) for row in table(path))
        for path in (study / "exports" / "consensus.csv", CODED_SETS / "consensus.csv")
    )
    assert made == expected
    assert expected.total() == 387


def test_the_coders_own_sets_stay_as_they_were(study: Path) -> None:
    columns = ("document", "start", "end", "text", "code", "coder")
    for coder in ("K1", "K2"):
        run_in = CliRunner(catch_exceptions=False)
        path = study / "exports" / f"{coder}.csv"
        arguments = [
            "--study",
            str(study),
            "segments",
            "--coder",
            coder,
            "-o",
            str(path),
        ]
        assert run_in.invoke(cli, arguments).exit_code == 0
        made, expected = (
            Counter(tuple(row[name] for name in columns) for row in table(one))
            for one in (path, CODED_SETS / f"{coder.lower()}.csv")
        )
        assert made == expected


def test_the_table_of_decisions_follows_from_the_three_sets() -> None:
    assert DECISIONS.read_text("utf-8") == written(decisions())
    assert Counter(row["decision"] for row in decisions()) == {
        "first": 108,
        "second": 100,
        "neither": 88,
        "redrawn": 92,
    }
    several = [row for row in decisions() if ";" in row["spans"]]
    assert len(several) == 14


def test_the_page_shows_the_first_rows_of_the_table() -> None:
    (shown,) = [block for kind, block in blocks() if kind == "csv"]
    assert DECISIONS.read_text("utf-8").startswith(shown)


def test_the_page_adds_by_hand_what_neither_coder_had() -> None:
    by_hand = [line for line in commands() if "coding add" in line]
    for line, row in zip(by_hand, added(), strict=True):
        assert f"--span {row['start']}:{row['end']} --code {row['code']}" in line


def test_the_page_names_the_documents_that_are_adjudicated() -> None:
    (line,) = [line for line in commands() if "adjudicate alike" in line]
    named = re.findall(r"--document (\S+)", line)
    adjudicated = sorted(
        {row["document"] for row in table(CODED_SETS / "consensus.csv")}
    )
    assert len(named) == len(adjudicated) == 8
    for part, whole in zip(named, adjudicated, strict=True):
        assert whole.startswith(part)


def test_what_the_page_links_to_is_there() -> None:
    linked = re.findall(r"\]\(([^):#]+)", PAGE)
    assert linked
    missing = [path for path in linked if not (ROOT / "docs" / path).is_file()]
    assert missing == []


def test_the_page_is_found_from_the_readme_and_the_description_of_sets() -> None:
    assert "(docs/tutorial-team.md)" in (ROOT / "README.md").read_text("utf-8")
    assert "(tutorial-team.md)" in (ROOT / "docs" / "coded-set.md").read_text("utf-8")
