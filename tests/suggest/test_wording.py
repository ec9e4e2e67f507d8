"""A trained pipeline, made and saved here: lemmas and names come from it."""

import pytest
import spacy
from spacy.lookups import Lookups

from qcode.model.codebook import Codebook
from qcode.model.span import Span
from qcode.suggest.pipeline import Pipeline, load_rules, load_trained
from qcode.suggest.proposing import Proposer
from qcode.suggest.study_engine import StudyEngine
from qcode.suggest.study_passages import Passage, ReadPassage
from qcode.suggest.wording import wording
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
