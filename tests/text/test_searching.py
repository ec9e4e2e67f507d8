import re
from collections.abc import Iterator, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.errors import RefusedError
from qcode.model.span import Span
from qcode.text.folded import folded
from qcode.text.folding import fold
from qcode.text.graphemes import graphemes
from qcode.text.patterns import PatternSearch, folded_pattern
from qcode.text.phrases import Phrase
from qcode.text.searched import Searched
from qcode.text.segments import masked_spans, turns
from qcode.text.sentences import words
from qcode.text.word_search import Near, Row, WordSearch, holding, like

INTERVIEW = (
    "#00:00:01-0# Interviewer: Wie war die KRISE in der\nStraße?\n\n"
    "#00:00:09-2# B: Die Krise #00:00:11-0# war groß. Der Krisen-\nstab kam.\n\n"
    "I: Krise? B sagt das.\n"
)
PIECES = st.sampled_from(
    [*"aAbBsS ß.", "\n", "ﬁ", "e\u0301", "\u0301", "👩\u200d👧", "🇩🇪", "I: ", "B: "]
    + ["\nI: ", "\nB: ", "[00:01]", "#00:00:01-1#", "ſ", "Ａ"]
)
TEXTS = st.lists(PIECES, max_size=16).map("".join)


def searched(text: str) -> Searched:
    return Searched(text, lambda: turns(text))


def found(text: str, query: str) -> list[str]:
    return [span.cut(text) for span in Phrase(query).spans(searched(text))]


def slowly(text: str, query: str) -> list[Span]:
    """Find one word by trying every row of characters that nothing masks."""
    masked = masked_spans(text, turns(text))
    there = list(graphemes(text))
    wanted = "".join(fold(it.cut(query)) for it in graphemes(query))
    hits: list[Span] = []
    place, skipped = 0, 0
    whole = ""
    owners: list[Span] = []
    for character in there:
        part = fold(character.cut(text))
        whole, owners = whole + part, [*owners, *[character] * len(part)]
    for place in range(len(whole)):
        end = place + len(wanted)
        if place < skipped or whole[place:end] != wanted:
            continue
        hit = owners[place].hull(owners[end - 1])
        if not any(hit.overlaps(it) for it in masked):
            hits.append(hit)
            skipped = end
    return hits


@settings(max_examples=400)
@given(TEXTS, st.lists(PIECES, min_size=1, max_size=2).map("".join))
def test_a_word_is_found_where_trying_every_place_finds_it(
    text: str, query: str
) -> None:
    if len(folded(query).split()) != 1 or folded(query).strip() != folded(query):
        return
    hits = list(Phrase(query).spans(searched(text)))
    assert hits == slowly(text, query)
    ends = {0, *(it.end for it in graphemes(text))}
    assert all({hit.start, hit.end} <= ends for hit in hits)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("krise", ["KRISE", "Krise", "Krise", "Krise"]),
        ("ＳＴＲＡＳＳＥ", ["Straße"]),
        ("stras", ["Straß"]),
        ("in  der strasse", ["in der\nStraße"]),
        ("die krise war", ["Die Krise #00:00:11-0# war"]),
        ("straße die", []),
        ("interviewer", []),
        ("00:00", []),
        ("b", ["b", "B"]),
        ("groß. der", ["groß. Der"]),
    ],
)
def test_words_are_found_around_what_is_masked(query: str, expected: list[str]) -> None:
    assert found(INTERVIEW, query) == expected


@pytest.mark.parametrize("query", ["", "  ", "\n\t"])
def test_nothing_is_no_query(query: str) -> None:
    with pytest.raises(RefusedError, match="nothing to search for"):
        Phrase(query)
    with pytest.raises(RefusedError, match="nothing to search for"):
        folded_pattern(query)


def windows(
    there: Sequence[str], wanted: Sequence[str], most: int
) -> Iterator[tuple[int, int]]:
    """Yield all shortest stretches of words by trying every one."""

    def holds(first: int, last: int) -> bool:
        return all(any(w in it for it in there[first : last + 1]) for w in wanted)

    for first, last in product(range(len(there)), repeat=2):
        if first <= last <= first + most and holds(first, last):
            is_shortest = first == last or not (
                holds(first + 1, last) or holds(first, last - 1)
            )
            if is_shortest:
                yield first, last


@given(st.lists(st.sampled_from(["a", "b", "c", "ab"]), max_size=10), st.integers(1, 5))
def test_words_near_one_another_are_all_shortest_stretches(
    there: list[str], most: int
) -> None:
    text = " ".join(there)
    search = WordSearch([holding("a"), holding("b")], Near(most))
    spans = words(text)
    expected = [spans[x].hull(spans[y]) for x, y in windows(there, "ab", most)]
    assert list(search.spans(searched(text))) == expected


def test_nothing_is_near_or_in_a_row_across_a_label() -> None:
    text = "I: Krise und Amt.\nB: Stab und #00:00:01-1# Amt.\n"
    near = WordSearch([holding("stab"), holding("amt")], Near(9))
    assert [it.cut(text) for it in near.spans(searched(text))] == [
        "Stab und #00:00:01-1# Amt"
    ]
    row = WordSearch([like("unnd"), like("amtt")], Row())
    assert [it.cut(text) for it in row.spans(searched(text))] == [
        "und Amt",
        "und #00:00:01-1# Amt",
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"\bkrise\b", ["KRISE", "Krise", "Krise"]),
        (r"Stra(ß|ss)e", ["Straße"]),
        (r"GROSS\.", ["groß."]),
        (r"^\S+ krise", ["Die Krise"]),
        (r"krise\s+war", ["Krise #00:00:11-0# war"]),
        (r"(?P<Wort>kam)", ["kam"]),
        (r"x*", []),
        (r"\d+", []),
        (r"\s+das", [" das"]),
    ],
)
def test_patterns_are_matched_without_case_turn_by_turn(
    pattern: str, expected: list[str]
) -> None:
    with PatternSearch(pattern) as search:
        hits = [it.cut(INTERVIEW) for it in search.spans(searched(INTERVIEW))]
    assert hits == expected


@pytest.mark.parametrize(
    ("pattern", "folds_to"),
    [
        (r"\S\W[A-Z]Ä+", r"\S\W[a-z]ä+"),
        ("U\u0308bung", "übung"),
        ("ﬁ…", r"fi\.\.\."),
        ("（", r"\("),
        (r"(?P<N>ẞ)(?P=N)", r"(?P<n>ss)(?P=n)"),
    ],
)
def test_patterns_fold_as_texts_do(pattern: str, folds_to: str) -> None:
    assert folded_pattern(pattern) == folds_to
    re.compile(folds_to)


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(a", "no regular expression at its character 1: missing"),
        ("a" * 1_001, "at most 1000 characters"),
        ("a{99999999999999}", "nested too deeply or too large"),
    ],
)
def test_what_is_no_pattern_is_refused(pattern: str, message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        folded_pattern(pattern)


def test_a_pattern_that_takes_too_long_is_given_up() -> None:
    text = "a" * 60 + "!"
    with (
        PatternSearch("(a|aa)+b", limit_s=0.2) as search,
        pytest.raises(RefusedError, match=r"more than 0\.2 seconds"),
    ):
        list(search.spans(searched(text)))
