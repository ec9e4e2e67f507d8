"""The engine's laws, by small codebooks whose right answers anyone can see."""

import random
from collections.abc import Sequence

import pytest

from qcode.suggest.engine import SuggestionEngine
from qcode.suggest.lemmas import Lemmatiser
from qcode.suggest.proposals import CodeEntry, Proposal, SegmentReason, WordReason

STOP_WORDS = ("der", "die", "das", "und", "ist", "wir", "the", "and", "a", "is", "we")
CODES = (
    CodeEntry("rad", "Radverkehr", "verkehr", "Fahren mit dem Rad", ("Radweg",)),
    CodeEntry("bus", "Nahverkehr", "verkehr", "Bus und Bahn", ("Bus", "Haltestelle")),
    CodeEntry("gruen", "Grünflächen", "", "Bäume und Parks", ("Baum", "Park")),
    CodeEntry("laerm", "Lärm", "", "Was die Ruhe stört", ("laut", "Krach")),
)
SUBJECTS = {
    "rad": ("Radweg", "Fahrrad", "Sattel", "Pedale", "Radstreifen"),
    "bus": ("Bus", "Haltestelle", "Fahrplan", "Linie", "Schaffner"),
    "gruen": ("Baum", "Park", "Wiese", "Gießkanne", "Bäume"),
    "laerm": ("laut", "Krach", "Hupen", "Dröhnen", "Motorsäge"),
}
FILLERS = [
    "gestern",
    "morgen",
    "immer",
    "Straße",
    "Stadt",
    "Leute",
    "Sommer",
    "schnell",
    "alt",
    "neu",
]


def passages(count: int, seed: int) -> tuple[list[str], list[list[str]]]:
    """Return passages with one word of their subject in three, and their codes."""
    draw = random.Random(seed)
    texts: list[str] = []
    keys: list[list[str]] = []
    for _ in range(count):
        key = draw.choice(sorted(SUBJECTS))
        words = [*draw.choices(SUBJECTS[key], k=2), *draw.choices(FILLERS, k=4)]
        draw.shuffle(words)
        texts.append(" ".join(words))
        keys.append([key])
    return texts, keys


def engine(observed: Sequence[str] = ()) -> SuggestionEngine:
    made = SuggestionEngine(stop_words=STOP_WORDS)
    made.fit(CODES)
    if observed:
        made.observe(observed)
    return made


def chances(proposals: Sequence[Proposal]) -> dict[str, float]:
    return {it.code_key: it.probability for it in proposals}


def taught(count: int = 60) -> SuggestionEngine:
    made = engine(passages(100, seed=1)[0])
    made.learn(*passages(count, seed=2))
    return made


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Der Radweg ist schmal.", "rad"),
        ("Die RADWEGBREITE reicht nicht 🚲", "rad"),
        ("An der Bushaltestelle\r\nstand niemand.", "bus"),
        ("Nebenan liegt der Stadtpark.", "gruen"),
        ("Die Grünfläche vertrocknet.", "gruen"),
        ("So ein Krach, viel zu laut!", "laerm"),
    ],
)
def test_the_codebook_alone_finds_words_compounds_and_umlauts(
    text: str, key: str
) -> None:
    assert engine().suggest(text)[0].code_key == key


def test_english_passages_find_english_codes() -> None:
    made = SuggestionEngine(stop_words=STOP_WORDS)
    staff = CodeEntry(
        "staff", "Staff shortage", "", "Too few people", ("understaffed",)
    )
    made.fit([staff, CodeEntry("it", "Computers", "", "Software", ("laptop",))])
    assert made.suggest("We were understaffed for months.")[0].code_key == "staff"


def test_a_lemmatiser_brings_together_what_letters_do_not() -> None:
    codes = [
        CodeEntry("gehen", "gehen", keywords=("gehen",)),
        CodeEntry("sehen", "sehen", keywords=("sehen",)),
    ]
    made = SuggestionEngine(lemma=Lemmatiser("de").lemma)
    made.fit(codes)
    assert made.suggest("ging")[0].code_key == "gehen"


def test_every_code_is_proposed_once_and_probabilities_fall() -> None:
    proposals = taught().suggest("Radweg und Bus")
    assert {it.code_key for it in proposals} == {code.key for code in CODES}
    values = [it.probability for it in proposals]
    assert values == sorted(values, reverse=True)
    assert all(0 <= value <= 1 for value in values)


@pytest.mark.parametrize("text", ["", "   ", "🙈", "\u0627\u0644\u0633", "zzz qqq"])
def test_a_passage_without_known_words_is_no_error(text: str) -> None:
    assert len(taught().suggest(text)) == len(CODES)


def test_an_empty_codebook_proposes_nothing() -> None:
    made = SuggestionEngine()
    made.learn(["Radweg"], [[]])
    assert made.suggest("Radweg") == []


def test_words_that_only_coders_link_to_a_code_are_learned() -> None:
    made = engine(passages(100, seed=1)[0])
    before = chances(made.suggest("die Gießkanne"))["gruen"]
    made.learn(["Gießkanne vergessen", "neue Gießkanne"], [["gruen"], ["gruen"]])
    assert chances(made.suggest("die Gießkanne"))["gruen"] > before


def test_same_calls_give_the_same_proposals() -> None:
    assert taught().suggest("Radweg im Park") == taught().suggest("Radweg im Park")


def test_learning_the_same_twice_changes_nothing() -> None:
    once, twice = taught(), taught()
    twice.learn(*passages(60, seed=2))
    first, second = (chances(it.suggest("Radweg im Park")) for it in (once, twice))
    assert first == pytest.approx(second, abs=1e-4)


def test_the_order_of_passages_changes_nothing() -> None:
    texts, keys = passages(60, seed=2)
    backwards = engine(passages(100, seed=1)[0])
    for text, codes in zip(texts[::-1], keys[::-1], strict=True):
        backwards.learn([text], [codes])
    last_said = dict(zip(texts[::-1], keys[::-1], strict=True))
    forwards = engine(passages(100, seed=1)[0])
    forwards.learn(list(last_said), list(last_said.values()))
    expected = chances(forwards.suggest("Bus im Park"))
    assert chances(backwards.suggest("Bus im Park")) == pytest.approx(
        expected, abs=1e-4
    )


def test_learning_a_passage_again_replaces_what_was_known_of_it() -> None:
    changed = taught()
    changed.learn(["Sattel geklaut"], [["laerm"]])
    changed.learn(["Sattel  geklaut\n"], [["rad"]])
    right = taught()
    right.learn(["Sattel geklaut"], [["rad"]])
    expected = chances(right.suggest("Sattel weg"))
    assert chances(changed.suggest("Sattel weg")) == pytest.approx(expected, abs=1e-4)


def test_a_rejected_code_stays_away_from_its_passage() -> None:
    made = taught()
    made.reject("Radweg am Park", "rad")
    made.learn(*passages(20, seed=3))
    made.observe(passages(100, seed=1)[0])
    assert "rad" not in chances(made.suggest("Radweg am Park"))
    assert "rad" in chances(made.suggest("Radweg am Fluss"))


def test_a_rejection_teaches() -> None:
    made = taught()
    before = chances(made.suggest("Pedale im Park"))
    for text in ("Pedale am Baum", "Pedale im Park, alt", "Pedale am Park"):
        made.reject(text, "rad")
    after = chances(made.suggest("Pedale im Park"))
    assert after["rad"] < before["rad"]


def test_coding_by_hand_takes_a_rejection_back() -> None:
    made = taught()
    made.reject("Radweg am Park", "rad")
    made.learn(["Radweg am Park"], [["rad"]])
    assert made.suggest("Radweg am Park")[0].code_key == "rad"


def test_a_withdrawn_rejection_leaves_no_trace() -> None:
    made = taught()
    made.reject("Radweg am Park", "rad")
    made.reject("Park am Radweg", "rad")
    made.reject("Park am Radweg", "bus")
    made.withdraw("Radweg  am Park\n", "rad")
    made.withdraw("Park am Radweg", "rad")
    made.withdraw("Park am Radweg", "bus")
    for text in ("Radweg am Park", "Park am Radweg", "Radweg"):
        expected = chances(taught().suggest(text))
        assert chances(made.suggest(text)) == pytest.approx(expected, abs=1e-4)


def test_withdrawing_one_rejection_leaves_the_others() -> None:
    made = taught()
    made.reject("Radweg am Park", "rad")
    made.reject("Radweg am Park", "bus")
    made.withdraw("Radweg am Park", "rad")
    assert set(chances(made.suggest("Radweg am Park"))) == {"rad", "gruen", "laerm"}


def test_a_withdrawn_rejection_in_a_coded_passage_leaves_what_was_coded() -> None:
    coded, withdrawn = taught(), taught()
    for made in (coded, withdrawn):
        made.learn(["Radweg am Park"], [["gruen"]])
    withdrawn.reject("Radweg am Park", "rad")
    withdrawn.withdraw("Radweg am Park", "rad")
    expected = chances(coded.suggest("Radweg am Park"))
    assert chances(withdrawn.suggest("Radweg am Park")) == pytest.approx(
        expected, abs=1e-4
    )


def test_withdrawing_what_was_never_rejected_is_no_error() -> None:
    made = engine()
    made.withdraw("Radweg", "rad")
    assert made.suggest("Radweg") == engine().suggest("Radweg")


def test_the_last_withdrawal_unteaches_all() -> None:
    made = engine()
    made.reject("Radweg", "rad")
    made.withdraw("Radweg", "rad")
    assert chances(made.suggest("Radweg")) == chances(engine().suggest("Radweg"))


def test_a_code_without_examples_is_not_drowned_by_frequent_ones() -> None:
    texts, keys = passages(120, seed=4)
    frequent = [i for i, codes in enumerate(keys) if codes != ["laerm"]]
    made = engine(passages(100, seed=1)[0])
    made.learn([texts[i] for i in frequent], [keys[i] for i in frequent])
    assert made.suggest("gestern immer laut, ein Krach")[0].code_key == "laerm"


def test_preceding_passages_weigh_where_words_say_nothing() -> None:
    made = taught()
    alone, beside = made.suggest("gestern"), made.suggest("gestern", [["bus"]])
    gains = {
        key: chance - chances(alone)[key] for key, chance in chances(beside).items()
    }
    assert gains["bus"] > gains["rad"] > max(0, gains["laerm"]), "rad is its sibling"


def test_probabilities_are_what_they_say() -> None:
    made = engine(passages(100, seed=1)[0])
    made.learn(*passages(150, seed=5))
    texts, keys = passages(200, seed=6)
    shown = [
        (it.probability, it.code_key in codes)
        for text, codes in zip(texts, keys, strict=True)
        for it in made.suggest(text)
    ]
    bins: dict[int, list[tuple[float, bool]]] = {}
    for chance, is_right in shown:
        bins.setdefault(min(9, int(chance * 10)), []).append((chance, is_right))
    gaps = [abs(sum(c - r for c, r in pairs)) for pairs in bins.values()]
    assert sum(gaps) / len(shown) < 0.06


def test_reasons_are_the_words_and_the_nearest_coded_segment() -> None:
    made = taught()
    made.learn(["Sattel und Pedale geklaut"], [["rad"]])
    best = made.suggest("Der Sattel, die Pedale: weg!")[0]
    words = [it for it in best.reasons if isinstance(it, WordReason)]
    segments = [it for it in best.reasons if isinstance(it, SegmentReason)]
    assert best.code_key == "rad"
    assert {it.word for it in words[:2]} == {"sattel", "pedale"}
    assert [it.text for it in segments] == ["Sattel und Pedale geklaut"]
    assert 0.5 < segments[0].similarity <= 1


def test_stop_words_and_numbers_are_no_reasons() -> None:
    made = taught()
    made.learn(["Die 16 Sattel und die 16 Pedale"], [["rad"]])
    for proposal in made.suggest("Der 16 Sattel, das 16 Pedale"):
        said = {it.word for it in proposal.reasons if isinstance(it, WordReason)}
        assert said <= {"sattel", "pedale"}, said


def test_telling_words_are_those_that_coders_link_to_a_code() -> None:
    made = SuggestionEngine(stop_words=STOP_WORDS, lemma=Lemmatiser("de").lemma)
    made.fit(CODES)
    made.learn(
        [
            "Die Gießkannen und der Baum, morgen",
            "neue Gießkannen",
            "eine Gießkanne für Wiesen",
            "Wiesen im Park",
            "morgen ein Radweg",
            "morgen der Bus, Rosen",
            "morgen so laut",
        ],
        [["gruen"], ["gruen"], ["gruen"], ["gruen"], ["rad"], ["bus"], ["laerm"]],
    )
    assert made.telling_words("gruen", 2) == ["Gießkannen", "Wiesen"]
    assert "Park" not in made.telling_words("gruen", 99), "a keyword"
    assert "Rosen" not in made.telling_words("bus", 99), "in one passage only"


def test_nothing_tells_before_anything_is_coded() -> None:
    made = engine(passages(100, seed=1)[0])
    assert made.telling_words("gruen", 5) == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Der Radweg ist weg. Ein Krach.", "rad"),
        ("Ein Krach. Der Radweg ist weg.", "laerm"),
        ("Ein Krach\n\nDer Radweg ist weg, z. B. hier", "laerm"),
    ],
)
def test_what_the_first_sentence_names_comes_first(text: str, key: str) -> None:
    assert engine(passages(100, seed=1)[0]).suggest(text)[0].code_key == key


def test_corrections_carry_over_to_other_words_of_the_same_code() -> None:
    codes = [
        CodeEntry("a", "Alpha", keywords=("Kiefer", "Bagger")),
        CodeEntry("b", "Beta", keywords=("Lupe", "Zwirn")),
        CodeEntry("c", "Gamma", keywords=("Yacht",)),
    ]
    made = SuggestionEngine()
    made.fit(codes)
    texts = ["Kiefer eins", "Kiefer zwei", "Lupe drei", "Lupe vier"]
    before = [chances(made.suggest(word))["c"] for word in ("Bagger", "Zwirn")]
    made.learn(texts, [["a", "c"], ["a", "c"], ["b"], ["b"]])
    after = [chances(made.suggest(word))["c"] for word in ("Bagger", "Zwirn")]
    assert after[0] / before[0] > after[1] / before[1]


def test_unknown_codes_and_uneven_lists_are_refused() -> None:
    made = engine()
    with pytest.raises(KeyError):
        made.learn(["Radweg"], [["nirgends"]])
    with pytest.raises(KeyError):
        made.reject("Radweg", "nirgends")
    with pytest.raises(KeyError):
        made.withdraw("Radweg", "nirgends")
    with pytest.raises(KeyError):
        made.telling_words("nirgends", 3)
    with pytest.raises(ValueError, match="length"):
        made.learn(["Radweg"], [])
    assert made.suggest("Radweg", [["nirgends"]])[0].code_key == "rad"
