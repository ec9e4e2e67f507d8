"""A trained pipeline, made and saved here: lemmas and names come from it."""

import numpy
import pytest
import spacy
from spacy.lookups import Lookups

from qcode.model.codebook import Codebook
from qcode.model.span import Span
from qcode.suggest.pipeline import Pipeline, load_rules, load_trained
from qcode.suggest.proposing import Proposer
from qcode.suggest.study_engine import StudyEngine
from qcode.suggest.study_passages import Passage, ReadPassage
from qcode.suggest.wording import plain_wording, wording
from tests.builders import STUDY, a_code, a_coder, a_document

TRIPS = a_code("trips", name="Reisen", definition="Wer wohin fährt.")
FOOD = a_code("food", name="Essen", definition="Was gekocht wird.")
TEXT = "Anna Krüger ging nach Bad Ems, wir gingen zu Fuß 😀."


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """A small pipeline that knows a person, a place and a verb."""
    nlp = spacy.blank("de")
    nlp.meta["name"], nlp.meta["version"] = "probe", "1.2.3"
    names = nlp.add_pipe("entity_ruler")
    names.add_patterns(  # type: ignore[attr-defined]
        [
            {"label": "PER", "pattern": "Anna Krüger"},
            {"label": "LOC", "pattern": "Bad Ems"},
            {"label": "ORG", "pattern": "Rotes Kreuz"},
        ]
    )
    lemmas = nlp.add_pipe("lemmatizer", config={"mode": "lookup"})
    lookups = Lookups()
    lookups.add_table("lemma_lookup", {"ging": "wandern", "gingen": "wandern"})
    lemmas.initialize(lookups=lookups)  # type: ignore[attr-defined]
    folder = tmp_path_factory.mktemp("trained") / "probe"
    nlp.to_disk(folder)
    return load_trained("de", str(folder))


def read(text: str, *codes: str) -> ReadPassage:
    passage = Passage(a_document().id, Span(0, len(text)), text)
    return ReadPassage(passage, frozenset(a_code(code).id for code in codes), ())


def an_engine(pipeline: Pipeline, *texts: str) -> StudyEngine:
    codebook = Codebook(STUDY, "Probe", "de", (TRIPS, FOOD))
    return StudyEngine(codebook, texts, wording(pipeline, texts))


def test_people_and_places_are_left_out_and_organisations_stay(
    trained: Pipeline,
) -> None:
    read_so = wording(trained, [TEXT])
    assert read_so.topic(TEXT) == " ging nach , wir gingen zu Fuß 😀."
    assert read_so.topic("Rotes Kreuz, Anna Krüger") == "Rotes Kreuz, "


def test_lemmas_are_those_that_the_pipeline_gives_in_the_texts(
    trained: Pipeline,
) -> None:
    read_so = wording(trained, [TEXT])
    assert read_so.lemma("gingen") == "wandern"
    # What stands nowhere in the study has its lemma from the dictionary.
    assert read_so.lemma("geguckt") == "gucken"


def test_without_a_trained_pipeline_texts_stay_as_they_are() -> None:
    read_so = wording(load_rules("de"), [TEXT])
    assert (read_so.topic(TEXT), read_so.lemma("gingen")) == (TEXT, "gehen")


def test_names_are_neither_learned_nor_given_as_reasons(trained: Pipeline) -> None:
    taught = "Anna Krüger gingen Äpfel aus."
    asked = "Anna Krüger aus Bad Ems schweigt."
    engine = an_engine(trained, taught, asked, TEXT)
    engine.learn([read(taught, "food"), read(TEXT, "trips")])
    words = {word for scored in engine.rate(asked, ()) for word in scored.words}
    assert not words & {"anna", "krüger", "bad", "ems"}
    food = next(it for it in engine.rate("Die Äpfel", ()) if it.code == FOOD.id)
    assert "äpfel" in food.words
    # The nearest coded segment is shown with the names that stand in it.
    assert [it.text for it in food.segments] == [taught]


def test_passages_that_differ_by_names_only_are_the_same_to_the_engine(
    trained: Pipeline,
) -> None:
    engine = an_engine(trained, TEXT)
    assert engine.key("Anna Krüger schweigt.") == engine.key("Bad Ems schweigt.")
    assert engine.key("Anna Krüger schweigt.") != engine.key("Anna Krüger redet.")


def test_the_trained_pipeline_is_named_in_every_suggestion(trained: Pipeline) -> None:
    passage = read("Wir reisen viel.").passage
    engine = an_engine(trained, passage.text)
    made = Proposer(engine, [TRIPS, FOOD], trained, learned=0, least=0.0)
    found = made.suggestions([passage], [], [], a_coder().id)
    assert found != []
    assert all(it.engine.endswith(", de_probe") for it in found)


@pytest.fixture(scope="module")
def with_vectors(tmp_path_factory: pytest.TempPathFactory) -> Pipeline:
    """A small pipeline in whose vectors two words for protection lie side by side."""
    nlp = spacy.blank("de")
    nlp.meta["name"], nlp.meta["version"] = "vectors", "1.0.0"
    for word, vector in {
        "Maske": (1.0, 0.1, 0.0),
        "Atemschutz": (0.9, 0.2, 0.0),
        "Suppe": (0.0, 0.0, 1.0),
        "Fahrt": (0.0, 1.0, 0.0),
    }.items():
        # The stub knows such arrays by thinc's name for them only.
        array = numpy.asarray(vector, dtype=numpy.float32)
        nlp.vocab.set_vector(word, array)  # type: ignore[arg-type]
    folder = tmp_path_factory.mktemp("trained") / "vectors"
    nlp.to_disk(folder)
    return load_trained("de", str(folder))


def test_words_that_are_near_a_keyword_are_its_relatives(
    with_vectors: Pipeline,
) -> None:
    """The cosine of (1, .1) and (.9, .2) is .92 / (1.005 * .922); half of it counts."""
    relatives = wording(with_vectors, ["Atemschutz und Suppe, Maske"]).relatives
    ((word, count),) = relatives("Maske")
    assert word == "Atemschutz"
    assert count == pytest.approx(0.5 * 0.92 / (1.005 * 0.922), abs=1e-3)
    assert relatives("Fahrt") == []
    assert relatives("Unbekannt") == ()


def test_without_vectors_nothing_is_near(trained: Pipeline) -> None:
    assert wording(trained, ["Maske und Atemschutz"]).relatives("Maske") == ()


def test_a_relative_of_a_keyword_is_proposed_before_anything_is_coded(
    with_vectors: Pipeline,
) -> None:
    codes = (
        a_code("protection", name="Vorsorge", keywords=("Maske",)),
        a_code("food", name="Essen", keywords=("Suppe",)),
    )
    texts = ["Atemschutz fehlte", "Suppe gab es"]
    codebook = Codebook(STUDY, "Probe", "de", codes)
    near = StudyEngine(codebook, texts, wording(with_vectors, texts))
    plain = StudyEngine(codebook, texts, plain_wording("de"))
    best = near.rate("Der Atemschutz", ())[0]
    assert best.code == codes[0].id
    assert "atemschutz" in best.words
    before = {it.code: it.probability for it in plain.rate("Der Atemschutz", ())}
    assert best.probability > before[codes[0].id]
