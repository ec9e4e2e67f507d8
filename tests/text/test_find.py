import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.text.find import find, unambiguous

CODES = [
    ("Kommunikation", "Lage > Kommunikation", "Presse"),
    ("Krisenstab", "Lage > Krisenstab", "S2"),
    ("Krisenkommunikation", "Lage > Krisenkommunikation"),
    ("Schulverwaltung", "Ämter > Schulverwaltung"),
    ("Gefährdete Gruppen", "Schutz > Gefährdete Gruppen", "Pflegeheim"),
    ("Zusammenarbeit mit dem Land", "Ebenen > Zusammenarbeit mit dem Land"),
]


def found(query: str) -> list[str]:
    return [CODES[index][0] for index in find(query, CODES)]


def test_kinds_of_match_stand_in_their_order() -> None:
    names = [["Sttab"], ["Krisenstab"], ["der Stab"], ["Stabsraum"], ["Stab"]]
    assert find("stab", names) == [4, 3, 2, 1, 0]


def test_an_earlier_text_weighs_more_than_a_later_one() -> None:
    assert find("schule", [["Amt", "Schule"], ["Schule", "Amt"]]) == [1, 0]


@pytest.mark.parametrize(
    "query",
    ["kriesenstab", "krisestab", "kirsenstab", "Krisenstap", "krisenstabb", "krsnstb"],
)
def test_typing_errors_and_skipped_letters_are_forgiven(query: str) -> None:
    assert found(query)[0] == "Krisenstab"


@pytest.mark.parametrize("query", ["gefa\u0308hrdet", "GEFÄHRDET", "ｇefährdet"])
def test_case_width_and_composition_make_no_difference(query: str) -> None:
    assert found(query) == ["Gefährdete Gruppen"]


def test_words_may_be_begun_in_any_order() -> None:
    assert found("land zus") == ["Zusammenarbeit mit dem Land"]


def test_keywords_lead_to_the_code() -> None:
    assert found("pflegeheim") == ["Gefährdete Gruppen"]


@pytest.mark.parametrize("query", ["xyz", "qq", "masken", "telefon", "😀"])
def test_what_is_not_there_is_not_found(query: str) -> None:
    assert found(query) == []


def test_ties_stand_in_the_order_of_the_candidates() -> None:
    assert find("a", [["ab"], ["ac"], ["ad"]]) == [0, 1, 2]


def test_an_empty_query_fits_all_in_their_order_up_to_the_limit() -> None:
    assert find(" ", CODES, limit=3) == [0, 1, 2]
    assert find("e", CODES, limit=2) == find("e", CODES)[:2]


@given(st.text(), st.lists(st.lists(st.text(), max_size=3), max_size=5))
def test_each_index_is_given_at_most_once(query: str, names: list[list[str]]) -> None:
    result = find(query, names)
    assert len(set(result)) == len(result)
    assert set(result) <= set(range(len(names)))


@given(st.lists(st.text("abÄß ").filter(str.strip), min_size=1, max_size=6))
def test_a_whole_name_is_found_first(names: list[str]) -> None:
    best = find(names[-1], [[name] for name in names])[0]
    assert names[best].casefold().strip() == names[-1].casefold().strip()


def test_an_exact_name_wins_alone() -> None:
    assert unambiguous("Stab", ["stab", "Stab", "Krisenstab"]) == [1]


def test_a_name_of_other_case_wins_over_names_that_contain_it() -> None:
    assert unambiguous("STAB", ["Krisenstab", "Stab"]) == [1]
    assert unambiguous("STRASSE", ["Straßenbau", "Straße"]) == [1]


def test_all_names_that_contain_a_part_are_given() -> None:
    assert unambiguous("stab", ["Krisenstab", "Amt", "Stabsraum"]) == [0, 2]


@pytest.mark.parametrize("wanted", ["", " ", "Stabb"])
def test_nothing_and_typing_errors_mean_no_name(wanted: str) -> None:
    assert unambiguous(wanted, ["Stab"]) == []
