"""Writing this repository's own codebook.yaml: nothing but the change is changed."""

import difflib
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from qcode.interchange.codebook_yaml import read_codebook, write_codebook
from qcode.model.codebook import Code, Codebook, in_tree_order
from qcode.model.ids import CodeId

OTHER_ID = CodeId(UUID("00000000-0000-4000-8000-00000000000f"))
REAL_FILE = Path(__file__).parents[2] / "codebook.yaml"

pytestmark = pytest.mark.skipif(
    not REAL_FILE.exists(), reason="there is no codebook.yaml here"
)


@pytest.fixture(scope="module")
def content() -> str:
    return REAL_FILE.read_bytes().decode()


@pytest.fixture(scope="module")
def book(content: str) -> Codebook:
    return read_codebook(content, REAL_FILE)


def written(codebook: Codebook, content: str) -> tuple[list[str], list[str]]:
    """Write, check what is read then, and return the lines that left and came."""
    text = write_codebook(content, codebook)
    assert read_codebook(text, REAL_FILE) == codebook
    lines = list(difflib.unified_diff(content.split("\n"), text.split("\n"), n=0))[2:]
    return (
        [line[1:] for line in lines if line.startswith("-")],
        [line[1:] for line in lines if line.startswith("+")],
    )


def test_a_changed_name_changes_one_line(content: str, book: Codebook) -> None:
    for code in book.codes[3::30]:
        codes = [replace(c, name="Ä: neu") if c is code else c for c in book.codes]
        left, came = written(replace(book, codes=tuple(codes)), content)
        assert [line.strip() for line in left] == [f"name: {code.name}"]
        assert [line.strip() for line in came] == ['name: "Ä: neu"']


def test_adding_a_code_only_adds_lines(content: str, book: Codebook) -> None:
    for code in book.codes[1::30]:
        text = "Lang. " * 40 + "e"
        new = Code(OTHER_ID, "ganz-neu", "Ganz neu", code.id, definition=text)
        codes = in_tree_order([*book.codes, new])
        left, came = written(replace(book, codes=codes), content)
        assert left == []
        assert max(len(line) for line in came) <= 100


def test_removing_a_code_only_takes_lines_out(content: str, book: Codebook) -> None:
    for code in book.codes[1::30]:
        gone = {below.id for below in book.subtree(code.id)}
        codes = tuple(code for code in book.codes if code.id not in gone)
        left, came = written(replace(book, codes=codes), content)
        assert f"- key: {code.key}" in {line.strip() for line in left}
        assert came == []
