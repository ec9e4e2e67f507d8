from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.interchange.codebook_yaml import read_codebook
from qcode.model.span import Span
from qcode.suggest.keyword_words import How
from qcode.suggest.keywords import KeywordMatch, KeywordRules
from qcode.suggest.pipeline import Pipeline, load_rules, load_trained
from qcode.text.normalise import normalise

CODEBOOK = Path(__file__).parents[2] / "codebook.yaml"
CODES = {
    "engagement": ["auf die Uhr geguckt", "Überstunden", "Herzblut", "motiviert"],
    "uebungen": ["Übung", "Planspiel"],
    "b-fuehrung": ["Führungskräfte", "Planspiel"],
    "b-stellen": ["Stellenplan", "Haushalt", "Vereine", "Pool"],
    "b-land": ["im Stich gelassen", "fehlt uns", "das Sagen", "auf dem Schirm"],
    "b-budget": ["nicht zuständig", "freiwillige Leistung", "flexibel"],
    "m-stab": ["Krisenstab", "WhatsApp-Gruppe", "priorisier", "fördern", "geschult"],
}


@cache
def german() -> Pipeline:
    return load_rules("de")


@cache
def rules() -> KeywordRules:
    return KeywordRules(CODES, german().lemmatiser)


def matches(text: str) -> list[KeywordMatch]:
    return rules().matches(german().read(text))


def found(text: str) -> list[tuple[str, str, How]]:
    """Return what stands in the text, as which keyword, and how it was found."""
    return [(it.span.cut(text), it.keyword, it.how) for it in matches(text)]


def in_english(
    text: str, keywords: Mapping[str, Sequence[str]]
) -> list[tuple[str, How, bool]]:
    english = load_rules("en")
    its_rules = KeywordRules(keywords, english.lemmatiser)
    return [
        (it.span.cut(text), it.how, it.is_negated)
        for it in its_rules.matches(english.read(text))
    ]


def test_a_match_says_where_what_how_and_for_which_codes() -> None:
    text = "B: 😀 Das war ein Planspiel."
    assert matches(text) == [
        KeywordMatch(
            Span(17, 26), "Planspiel", How.EXACT, False, ("uebungen", "b-fuehrung")
        )
    ]


@pytest.mark.parametrize(
    ("text", "cut", "how"),
    [
        ("Die ÜBUNG war gut.", "ÜBUNG", How.EXACT),
        ("Die U\u0308bung war gut.", "U\u0308bung", How.EXACT),
        ("Die Uebung war gut.", "Uebung", How.VARIANT),
        ("Viele Übungen halfen.", "Übungen", How.LEMMA),
        ("Eine Stabsübung half.", "Stabsübung", How.PART),
        ("Der Uebungsraum half.", "Uebungsraum", How.PART),
        ("Die Corona-Übung half.", "Corona-Übung", How.PART),
    ],
)
def test_a_word_is_found_however_it_is_written(text: str, cut: str, how: How) -> None:
    assert found(text) == [(cut, "Übung", how)]


@pytest.mark.parametrize(
    ("text", "keyword"),
    [
        ("Die Haushaltssperre kam.", "Haushalt"),
        ("Die Stellenplanung stockt.", "Stellenplan"),
        ("Ein Kulturverein half.", "Vereine"),
        ("Der Personalpool half.", "Pool"),
        ("Die Priorisierung half.", "priorisier"),
    ],
)
def test_a_keyword_is_found_as_a_part_of_a_compound(text: str, keyword: str) -> None:
    assert [(it.keyword, it.how) for it in matches(text)] == [(keyword, How.PART)]


@pytest.mark.parametrize(
    "text",
    [
        "Viele sind vereinsamt.",
        "Es gab eine Vereinbarung.",
        "In Ausübung des Amtes.",
        "In Liverpool war es anders.",
        "Das war unflexibel.",
        "Sie war unmotiviert.",
        "Wir fordern mehr.",
        "Wegen der Schule.",
        "Das hört man, wenn die Leute so sagen.",
        "Das stand auf dem Bildschirm.",
        "😀 …",
    ],
)
def test_words_that_only_share_letters_are_not_found(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "cut", "keyword"),
    [
        ("Der Kriesenstab tagte.", "Kriesenstab", "Krisenstab"),
        ("Mit Hertzblut dabei.", "Hertzblut", "Herzblut"),
        ("Die Führungkräfte fehlten.", "Führungkräfte", "Führungskräfte"),
    ],
)
def test_a_misspelt_word_is_a_variant(text: str, cut: str, keyword: str) -> None:
    assert found(text) == [(cut, keyword, How.VARIANT)]


def test_nouns_are_found_in_messages_written_small() -> None:
    assert found("haste überstunden gemacht?") == [
        ("überstunden", "Überstunden", How.EXACT)
    ]


@pytest.mark.parametrize(
    ("text", "cut", "how"),
    [
        ("Sie haben uns im Stich gelassen.", "im Stich gelassen", How.EXACT),
        ("Sie lassen uns im Stich.", "lassen uns im Stich", How.LEMMA),
        ("Das Land ließ uns im Stich!", "ließ uns im Stich", How.LEMMA),
        (
            "Im Stich haben sie uns damals gelassen.",
            "Im Stich haben sie uns damals gelassen",
            How.LEMMA,
        ),
    ],
)
def test_a_phrase_is_found_with_its_verb_in_each_place(
    text: str, cut: str, how: How
) -> None:
    assert found(text) == [(cut, "im Stich gelassen", how)]


def test_a_verb_that_stands_first_may_stand_last() -> None:
    assert found("Weil uns das fehlt. Da uns fehlt.") == [
        ("uns das fehlt", "fehlt uns", How.LEMMA),
        ("uns fehlt", "fehlt uns", How.LEMMA),
    ]


def test_a_phrase_does_not_reach_into_another_sentence_or_clause() -> None:
    assert found("Er saß im Stich. Gelassen war er.") == []
    assert found("Wenn es fehlt, dann sag es uns.") == []


def test_a_phrase_takes_inflected_words() -> None:
    text = "Das sind freiwillige Leistungen."
    assert found(text) == [
        ("freiwillige Leistungen", "freiwillige Leistung", How.LEMMA)
    ]


def test_a_contraction_is_found_as_its_word() -> None:
    text = "Keiner guckt's: auf die Uhr geguckt hat niemand."
    assert [it.span.cut(text) for it in matches(text)] == ["auf die Uhr geguckt"]


@pytest.mark.parametrize(
    "text",
    [
        "Wir hatten keine Übung.",
        "Ohne Übung ging es.",
        "Eine Übung hatten wir nicht.",
        "Übungen haben wir da eigentlich nie gemacht.",
        "Übung? Übung hamwa nich gehabt.",
        "Man hat uns im Stich nicht gelassen.",
    ],
)
def test_a_denied_keyword_is_kept_and_marked(text: str) -> None:
    assert [it.is_negated for it in matches(text)][-1:] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "Die Übung war gut, nicht wahr?",
        "Wir hatten Übungen und keine Zeit.",
        "Nicht nur die Übung half.",
        "Die Übung ging ohne Ende.",
        "Nein, nicht so. Die Übung half.",
        "Dafür war ich nicht zuständig.",
        "Aus Not eine Übung.",
    ],
)
def test_what_is_denied_elsewhere_does_not_touch_a_keyword(text: str) -> None:
    assert [it.is_negated for it in matches(text)] == [False]


def test_english_contractions_deny_and_words_are_inflected() -> None:
    text = "We didn't train the volunteers. Volunteering helped."
    assert in_english(text, {"a": ["volunteers", "training"]}) == [
        ("train", How.LEMMA, True),
        ("volunteers", How.EXACT, True),
        ("Volunteering", How.LEMMA, False),
    ]


def test_lemmas_of_a_trained_pipeline_only_add(tmp_path: Path) -> None:
    nlp = spacy.blank("de", meta={"name": "probe"})
    lemmas = nlp.add_pipe("attribute_ruler")
    lemmas.add([[{"TEXT": "Stäbe"}]], {"LEMMA": "Krisenstab"})  # type: ignore[attr-defined]
    nlp.to_disk(tmp_path / "probe")
    trained = load_trained("de", str(tmp_path / "probe"))
    text = "Die Stäbe übten, die WhatsApp-Gruppe war bei Übungen dabei."
    assert [(it.keyword, it.how) for it in rules().matches(trained.read(text))] == [
        ("Krisenstab", How.LEMMA),
        ("WhatsApp-Gruppe", How.EXACT),
        ("Übung", How.LEMMA),
    ]


def test_labels_and_time_stamps_are_not_looked_at() -> None:
    text = "Krisenstab: Ja. #00:00:01-0#\nI: Gut.\nKrisenstab: Nein.\n"
    assert found(text) == []


def test_matches_stand_in_order_and_those_of_a_keyword_are_disjoint() -> None:
    text = "Übung, Krisenstab, Übung, Planspiel"
    assert [it.span.cut(text) for it in matches(text)] == [
        "Übung",
        "Krisenstab",
        "Übung",
        "Planspiel",
    ]


@pytest.mark.parametrize("keywords", [{}, {"a": []}, {"a": ["", "…", "😀"]}])
def test_keywords_without_words_find_nothing(
    keywords: Mapping[str, Sequence[str]],
) -> None:
    empty = KeywordRules(keywords, german().lemmatiser)
    assert empty.matches(german().read("Übung … 😀")) == []


def test_a_keyword_given_twice_for_a_code_counts_once() -> None:
    its_rules = KeywordRules({"a": ["Übung", "Übung"]}, german().lemmatiser)
    assert its_rules.matches(german().read("Übung"))[0].code_keys == ("a",)


def test_the_examples_of_the_codebook_hold_keywords_of_their_codes() -> None:
    codebook = read_codebook(CODEBOOK.read_bytes(), CODEBOOK, {})
    keywords = {code.key: code.keywords for code in codebook.codes}
    its_rules = KeywordRules(keywords, german().lemmatiser)
    examples = [code for code in codebook.codes if code.example]
    own = [
        code.key
        for code in examples
        if any(
            code.key in it.code_keys
            for it in its_rules.matches(german().read(code.example))
        )
    ]
    assert len(own) > len(examples) / 2


PIECES = st.sampled_from(
    [
        *("Übung", "u\u0308bungen", "Krisenstab", "kriesenstab", "im", "Stich", "ließ"),
        *("gelassen", "nicht", "keine", "auf", "die", "Uhr", "geguckt", "Haushalts-"),
        *("B:", "\n", ".", ", ", "😀", "\u05d0\u05d1", "#00:00:01-0#", "'s", "fehlt"),
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=25).map(" ".join).map(normalise))
def test_matches_are_whole_words_of_the_text_and_always_the_same(text: str) -> None:
    first, second = matches(text), matches(text)
    assert first == second
    for match in first:
        assert match.span.end <= len(text)
        assert match.span.cut(text).strip() == match.span.cut(text)
        assert "#" not in match.span.cut(text)
    for earlier in first:
        same = [it for it in first if it.keyword == earlier.keyword]
        assert sum(it.span.overlaps(earlier.span) for it in same) == 1
