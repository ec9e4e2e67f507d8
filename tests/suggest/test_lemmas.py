import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.suggest.lemmas import Lemmatiser, spelling
from qcode.text.language import primary


@pytest.fixture(scope="module")
def german() -> Lemmatiser:
    return Lemmatiser("de")


@pytest.fixture(scope="module")
def english() -> Lemmatiser:
    return Lemmatiser("en")


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("Köpfe", "Kopf"),
        ("Ko\u0308pfe", "Kopf"),
        ("Überstunden", "Überstunde"),
        ("geguckt", "gucken"),
        ("runtergefahren", "runterfahren"),
        ("bräuchten", "brauchen"),
        ("HÄUSER", "Haus"),
        ("VPN", "VPN"),
        ("E-Akte", "E-Akte"),
        ("😀", "😀"),
    ],
)
def test_a_german_word_has_the_lemma_of_the_dictionary(
    german: Lemmatiser, word: str, lemma: str
) -> None:
    assert german.lemma(word) == lemma


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("hab's", "haben"),
        ("hab’s", "haben"),
        ("Hab's", "haben"),
        ("geseh'n", "sehen"),
        ("für'n", "für"),
        ("auf'm", "auf"),
        ("mach's", "machen"),
        ("haste", "haben"),
        ("nich", "nicht"),
        ("nix", "nichts"),
        ("gibts", "geben"),
        ("'s", "es"),
    ],
)
def test_spoken_german_has_the_lemma_of_its_first_word(
    german: Lemmatiser, word: str, lemma: str
) -> None:
    assert german.lemma(word) == lemma


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("volunteers", "volunteer"),
        ("went", "go"),
        ("don't", "do"),
        ("couldn’t", "could"),
        ("won't", "will"),
        ("we've", "we"),
    ],
)
def test_english_words_and_contractions_have_their_lemma(
    english: Lemmatiser, word: str, lemma: str
) -> None:
    assert english.lemma(word) == lemma


def test_a_language_without_a_dictionary_keeps_its_words() -> None:
    klingon = Lemmatiser("tlh")
    assert klingon.lemma("tlhInganpu'") == "tlhInganpu'"
    assert not klingon.is_known("tlhIngan")


def test_forms_hold_both_readings_of_a_word_written_small(german: Lemmatiser) -> None:
    assert german.forms("köpfe") == {"koepfe", "koepfen", "kopf"}


def test_forms_hold_the_verb_at_the_start_of_a_sentence(german: Lemmatiser) -> None:
    assert "haben" in german.forms("Hab")


@pytest.mark.parametrize("word", ["fordern", "Fordern", "krisenstab", "Köpfe"])
def test_a_word_is_known_in_either_case(german: Lemmatiser, word: str) -> None:
    assert german.is_known(word)


@pytest.mark.parametrize("word", ["Kriesenstab", "Herzblutt", "barung", "😀"])
def test_a_misspelt_word_is_not_known(german: Lemmatiser, word: str) -> None:
    assert not german.is_known(word)


def test_only_small_words_with_an_infinitive_may_be_verbs(german: Lemmatiser) -> None:
    words = ["gelassen", "ließ", "kann", "Lassen", "Leute", "klein", "uns"]
    assert [word for word in words if german.may_be_verb(word)] == words[:3]


def test_english_has_no_verbs_that_move(english: Lemmatiser) -> None:
    assert not english.may_be_verb("taken")


@pytest.mark.parametrize(
    "other", ["ueberstuendlich", "ÜBERSTÜNDLICH", "u\u0308berstu\u0308ndlich"]
)
def test_umlauts_are_spelt_alike_however_they_are_written(other: str) -> None:
    assert spelling("überstündlich") == spelling(other)


def test_sharp_s_is_spelt_as_ss() -> None:
    assert spelling("Straße") == spelling("STRASSE")


@pytest.mark.parametrize("language", ["de", "de-AT", "DE", "de_DE", " de "])
def test_regions_of_a_language_are_one_language(language: str) -> None:
    assert primary(language) == "de"


def test_an_empty_word_is_refused(german: Lemmatiser) -> None:
    with pytest.raises(ValueError, match="empty"):
        german.lemma("")
    with pytest.raises(ValueError, match="empty"):
        german.forms("")


@settings(deadline=None)
@given(st.text("aäs\u0308'’nNT😀\u200d ", min_size=1))
def test_every_word_has_a_lemma_and_its_own_spelling(word: str) -> None:
    lemmatiser = Lemmatiser("de")
    assert lemmatiser.lemma(word)
    assert spelling(word) in lemmatiser.forms(word)
