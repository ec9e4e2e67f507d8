"""Reading codebook.yaml: what is no YAML, or more of it than a codebook needs."""

from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.errors import CodebookFileError
from qcode.interchange.codebook_yaml import read_codebook
from qcode.model.ids import StudyId

STUDY = StudyId(UUID("6b1c2f0e-8d5a-4c1b-9a57-3f2e7d04c6aa"))
HEAD = f"study_id: {STUDY}\nname: Städte\nlanguage: de\n"


def refused(content: bytes | str) -> CodebookFileError | None:
    """Return the refusal, `None` if the content is read."""
    try:
        read_codebook(content, "codebook.yaml")
    except CodebookFileError as error:
        return error
    return None


def refusal(content: bytes | str) -> tuple[int, int, str]:
    """Return line, column and sentence of the refusal."""
    error = refused(content)
    assert error is not None
    assert str(error) == f"codebook.yaml:{error.line}:{error.column}: {error.reason}"
    assert "\n" not in error.reason
    return error.line, error.column, error.reason


@pytest.mark.parametrize(
    ("content", "line", "column", "part"),
    [
        ("", 1, 1, "the file is empty"),
        ("# nur ein Kommentar\n", 1, 1, "the file is empty"),
        ("- a\n", 1, 1, "must begin with fields"),
        ("text\n", 1, 1, "must begin with fields"),
        (b"name: \xe4\n", 1, 7, "not in UTF-8"),
        (b"# \xc3\xa4\nname: \xc3\xa4\xff", 2, 8, "not in UTF-8"),
        ("name: A".encode("utf-16"), 1, 1, "not in UTF-8"),
        ("name: a\rname: b", 1, 8, "CR alone"),
        ("name: a\x07", 1, 8, "U+0007"),
        ('name: "a\\0"', 1, 7, "remove it"),
        ('name: "\\ud800"', 1, 7, "remove it"),
        ("name: a\nname: b\n", 2, 1, "'name' stands in line 1 already"),
        ("name: Ja: nein\n", 1, 9, "must stand in quotes"),
        ("name: *Stern\n", 1, 7, "begins with '*' must stand in quotes"),
        ("name: &Co\n", 1, 7, "begins with '&' must stand in quotes"),
        ("name: !wichtig x\n", 1, 7, "begins with '!' must stand in quotes"),
        ("name: @x\n", 1, 7, "must stand in quotes"),
        ("name: 'offen\n", 1, 7, "never closed"),
        ('name: "a\\q"\n', 1, 10, "a backslash is written twice"),
        ("codes:\n\t- key: a\n", 2, 1, "with spaces here, not with tabs"),
        ("codes: [a, b\n", 1, 8, "closing bracket"),
        ("name: A\n---\nname: B\n", 3, 1, "ends before '---'"),
        ("? name\n: A\n", 1, 3, "'name: value'"),
        ("[name]: A\n", 1, 1, "'name: value'"),
        ("codes:\n  - key: a\n   name: A\n", 3, 4, "one column"),
        ("name: A\nohne Doppelpunkt\nlanguage: de\n", 3, 1, "':' is missing"),
        ("a: &a [*a]\n", 1, 4, "must stand in quotes"),
        ("a: " + "[" * 100_000, 1, 29, "at most 12 levels deep"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_in_one_clear_line(
    content: bytes | str, line: int, column: int, part: str
) -> None:
    found = refusal(content)
    assert found[:2] == (line, column)
    assert part in found[2]


def test_repetitions_that_would_grow_without_end_are_refused_at_the_first() -> None:
    bomb = ["a: &a [lol, lol]"]
    for old, new in zip("abcdefgh", "bcdefghi", strict=True):
        bomb.append(f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]")
    assert refusal("\n".join(bomb))[:2] == (1, 4)


pieces = st.sampled_from(
    [
        *"abc:-#'\"[]{}>|&*!%@?, \n\t\\0é😀",
        "\n  ",
        "\n    - ",
        "key: ",
        "name: ",
        "codes:",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces, max_size=25).map("".join), st.booleans())
def test_any_text_is_read_or_refused_with_a_place_in_it(
    text: str, is_behind_a_head: bool
) -> None:
    content = HEAD + text if is_behind_a_head else text
    error = refused(content)
    if error is not None:
        lines = content.split("\n")
        assert 1 <= error.line <= len(lines)
        assert 1 <= error.column <= len(lines[error.line - 1]) + 1
        assert "\n" not in str(error)


@settings(max_examples=100)
@given(st.binary(max_size=40))
def test_no_few_bytes_are_a_codebook_and_none_break_the_reader(content: bytes) -> None:
    assert refused(content) is not None
