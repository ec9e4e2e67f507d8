import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qcode.interchange.refi.descriptions import (
    CodeProse,
    described,
    prose_of,
    stance_of,
    with_stance,
)
from qcode.model.coding import Stance

# What sections are made of, so that many of the texts look like them.
PIECES = st.sampled_from(
    ["Include: ", "Ausschluss: ", "Keywords: ", "Memo: ", "Example:", "Stance: "]
    + ["\\", "\n", "\n\n", " ", ";", '"', "a", "é", "e\u0301", "😀", "א", "supports"]
)
PROSE = st.lists(PIECES, max_size=8).map("".join)
LANGUAGE = st.sampled_from(["de", "en", "hu"])


def test_sections_stand_behind_the_definition() -> None:
    prose = CodeProse(
        "Hilfe unter Nachbarn.",
        include="Einkaufen für andere",
        keywords=("Netz", "geben; nehmen", 'das "Wir"'),
        memo="Erst nach W2.",
    )
    assert described(prose, "de") == (
        "Hilfe unter Nachbarn.\n\n"
        "Einschluss: Einkaufen für andere\n\n"
        'Stichwörter: Netz; "geben; nehmen"; "das ""Wir"""\n\n'
        "Memo: Erst nach W2."
    )


@pytest.mark.parametrize(
    ("description", "prose"),
    [
        ("Include: a\n\nExample: b", CodeProse(include="a", example="b")),
        ("x\n\nAnkerbeispiel: b\nc", CodeProse("x", example="b\nc")),
        ("Keywords: a; b", CodeProse(keywords=("a", "b"))),
    ],
)
def test_sections_that_people_wrote_are_read(
    description: str, prose: CodeProse
) -> None:
    assert prose_of(description) == prose


@pytest.mark.parametrize(
    "description",
    [
        "include: a",
        "Exclude: a\n\nInclude: b",
        "Include: a\n\nAusschluss: b",
        "Include: a\nExclude: b" + "\n\nInclude: c",
        "Keywords: a,b;c",
        "Include: ",
        "Memo:\tx",
    ],
)
def test_what_merely_looks_like_sections_stays_a_definition(description: str) -> None:
    assert prose_of(description) == CodeProse(description)
    assert described(CodeProse(description)) == description


def test_a_definition_that_is_a_section_keeps_a_backslash_before_it() -> None:
    prose = CodeProse("Include: nothing", memo="Memo: m")
    assert described(prose) == "\\Include: nothing\n\nMemo: Memo: m"


@given(PROSE, PROSE, PROSE, PROSE, st.lists(PROSE, max_size=3), PROSE, LANGUAGE)
@example("\\Include: ", "\\Include: x", "", "", [""], "", "de")
def test_all_prose_about_a_code_comes_back(
    definition: str,
    include: str,
    exclude: str,
    sample: str,
    keywords: list[str],
    memo: str,
    language: str,
) -> None:
    prose = CodeProse(definition, include, exclude, sample, tuple(keywords), memo)
    assert prose_of(described(prose, language)) == prose


@given(PROSE.filter(lambda text: "\\" not in text))
def test_any_description_of_others_is_told_again_in_the_same_words(text: str) -> None:
    languages = [described(prose_of(text), language) for language in ("en", "de")]
    assert text in languages


@given(st.sampled_from([None, *Stance]), PROSE, LANGUAGE)
def test_a_stance_and_what_stands_behind_it_come_back(
    stance: Stance | None, description: str, language: str
) -> None:
    assert stance_of(with_stance(stance, description, language)) == (
        stance,
        description,
    )


def test_a_stance_is_written_in_the_language_of_the_study() -> None:
    assert with_stance(Stance.OPPOSES, "vgl. Z. 3", "de") == (
        "Haltung: widerspricht\n\nvgl. Z. 3"
    )
    assert with_stance(Stance.MIXED, "") == "Stance: mixed"
