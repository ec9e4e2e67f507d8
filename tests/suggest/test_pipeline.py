import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.errors import PipelineUnusableError, QcodeError
from qcode.model.span import Span
from qcode.suggest.pipeline import Pipeline, Pipelines, load_rules, load_trained
from qcode.text.sentences import RULES_VERSION, sentences, words

SPOKEN = (
    "I: Wie war's?\n"
    "B: Hab's nicht geseh'n, z. B. die E-Akte. 😀\U0001f468\u200d\U0001f469 Wir "
    "ko\u0308nnen  das!\t#00:00:12-1#\n"
)
GERMAN = load_rules("de")


def save_trained(folder: Path) -> Path:
    """Save a small pipeline with lemmas, entities and a parser of its own."""
    nlp = spacy.blank("de", meta={"name": "probe", "version": "1.2.3"})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "ORG", "pattern": "Rotes Kreuz"}])  # type: ignore[attr-defined]
    attributes = nlp.add_pipe("attribute_ruler")
    attributes.add([[{"TEXT": "Stäbe"}]], {"LEMMA": "Krisenstab"})  # type: ignore[attr-defined]
    nlp.add_pipe("sentencizer")
    nlp.to_disk(folder)
    return folder


def test_offsets_are_those_of_the_text() -> None:
    doc = GERMAN.read(SPOKEN)
    assert doc.text == SPOKEN
    assert all(token._.place.cut(SPOKEN) == token.text for token in doc)


def test_tokens_are_the_words_of_the_program() -> None:
    doc = GERMAN.read(SPOKEN)
    places = {token._.place for token in doc}
    assert set(words(SPOKEN)) <= places


def test_sentences_are_those_of_the_program() -> None:
    found = GERMAN.read(SPOKEN)._.sentences
    assert [place.cut(SPOKEN) for place in found] == [
        "Wie war's?",
        "Hab's nicht geseh'n, z. B. die E-Akte.",
        "😀\U0001f468\u200d\U0001f469 Wir ko\u0308nnen  das!",
    ]


def test_spacys_own_sentences_begin_where_ours_do() -> None:
    doc = GERMAN.read("Wir haben geübt. Das trug!")
    assert [sent._.place for sent in doc.sents] == [Span(0, 16), Span(17, 26)]


def test_lemmas_are_set_for_spacys_matchers_and_as_an_extension() -> None:
    doc = GERMAN.read("Ko\u0308pfe geguckt")
    assert [token.lemma_ for token in doc] == ["Kopf", "gucken"]
    assert [token._.lemma for token in doc] == ["Kopf", "gucken"]


def test_english_is_read_by_its_own_rules() -> None:
    doc = load_rules("en-GB").read("The volunteers couldn't sleep.")
    assert [token.lemma_ for token in doc] == [
        "the",
        "volunteer",
        "could",
        "sleep",
        ".",
    ]


def test_a_language_that_spacy_does_not_know_is_read_all_the_same() -> None:
    doc = load_rules("tlh").read("nuqneH? Hab SoSlI'.")
    assert [token.text for token in doc][:2] == ["nuqneH", "?"]


def test_an_empty_text_has_no_tokens() -> None:
    doc = GERMAN.read("")
    assert (len(doc), doc._.sentences) == (0, [])


def test_a_text_of_more_than_a_million_characters_is_read() -> None:
    text = "Ja. " * 260_000
    assert len(GERMAN.read(text).text) == len(text)


def test_rules_tell_what_they_rest_on() -> None:
    libraries = f"spacy {version('spacy')}, simplemma {version('simplemma')}"
    assert str(GERMAN) == f"qcode-rules {RULES_VERSION} ({libraries})"
    assert not GERMAN.is_trained


def test_a_trained_pipeline_is_named_and_gives_lemmas_and_entities(
    tmp_path: Path,
) -> None:
    trained = load_trained("de", str(save_trained(tmp_path / "probe")))
    doc = trained.read("Das Rotes Kreuz half. Die Stäbe auch.")
    assert str(trained) == "de_probe 1.2.3"
    assert trained.is_trained
    assert [entity.text for entity in doc.ents] == ["Rotes Kreuz"]
    assert [token.lemma_ for token in doc if token.text in ("half", "Stäbe")] == [
        "helfen",
        "Krisenstab",
    ]


def test_a_trained_pipeline_keeps_our_sentences(tmp_path: Path) -> None:
    trained = load_trained("de", str(save_trained(tmp_path / "probe")))
    doc = trained.read(SPOKEN)
    assert doc._.sentences == sentences(SPOKEN)
    assert "sentencizer" not in trained.nlp.pipe_names


def test_a_pipeline_that_is_not_installed_is_refused_with_what_to_do() -> None:
    with pytest.raises(PipelineUnusableError, match="not installed.*Install") as caught:
        load_trained("de", "de_core_news_missing")
    assert isinstance(caught.value, QcodeError)
    assert caught.value.name == "de_core_news_missing"


def test_a_pipeline_of_another_language_is_refused(tmp_path: Path) -> None:
    folder = save_trained(tmp_path / "probe")
    with pytest.raises(PipelineUnusableError, match="reads 'de'"):
        load_trained("en", str(folder))


def test_a_package_that_is_no_pipeline_is_refused() -> None:
    with pytest.raises(PipelineUnusableError, match="it is no pipeline"):
        load_trained("de", "pytest")


def test_a_folder_that_holds_no_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PipelineUnusableError):
        load_trained("de", str(tmp_path))


def test_each_language_is_loaded_once(tmp_path: Path) -> None:
    pipelines = Pipelines({"de": str(save_trained(tmp_path / "probe")), "en": ""})
    assert pipelines.of("de") is pipelines.of("de-AT")
    assert pipelines.of("de").is_trained
    assert not pipelines.of("en").is_trained


def test_a_saved_pipeline_reads_as_before(tmp_path: Path) -> None:
    GERMAN.nlp.to_disk(tmp_path / "rules")
    again = load_trained("de", str(tmp_path / "rules"))
    assert [t.lemma_ for t in again.read(SPOKEN)] == [
        t.lemma_ for t in GERMAN.read(SPOKEN)
    ]


def test_the_rules_for_words_do_not_load_spacy() -> None:
    code = (
        "import sys, qcode.suggest.keywords, qcode.suggest.passages, "
        "qcode.suggest.repetitions; sys.exit('spacy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def read_twice(pipeline: Pipeline, text: str) -> list[list[str]]:
    return [[token.lemma_ for token in pipeline.read(text)] for _ in range(2)]


@settings(deadline=None)
@given(st.text("aÜu\u0308ß 's’-*:.!?\n\t#I😀\u200d\u05d0\u00a0"))
def test_every_text_is_kept_whole_and_read_alike(text: str) -> None:
    doc = GERMAN.read(text)
    assert doc.text == text
    assert all(token._.place.cut(text) == token.text for token in doc)
    assert doc._.sentences == sentences(text)
    first, second = read_twice(GERMAN, text)
    assert first == second
