"""A text that repeats another is found by whole sentences and by runs of words."""

from qcode.text.overlaps import Overlaps, Repeated

PRIVATE = (
    "Ja, genau. Wir haben damals nachts im Keller gezählt. Und dann kam der Winter."
)


def keys(texts: dict[str, str], run: int, other: str = PRIVATE) -> list[str]:
    return [it.key for it in Overlaps(texts, run).find(other)]


def test_a_whole_sentence_is_a_repetition_whatever_its_run() -> None:
    texts = {
        "whole": "Man hört: „UND DANN kam, der Winter!“",
        "part": "dann kam der Winter und mehr",
        "short": "Ja, genau.",
    }
    assert keys(texts, 8) == ["whole"]


def test_a_run_of_words_is_a_repetition_from_its_length_on() -> None:
    texts = {
        "five": "haben damals nachts im Keller gesessen",
        "four": "haben damals nachts im Dunkeln",
        "across": "im Keller geza\u0308hlt und dann",
    }
    assert keys(texts, 5) == ["five", "across"]
    assert keys(texts, 6) == []


def test_the_words_of_both_are_told() -> None:
    found = Overlaps({1: "… haben DAMALS nachts im Keller …"}, 5).find(PRIVATE)
    assert found == [Repeated(1, "haben damals nachts im keller")]
    assert Overlaps({1: ""}, 5).find("") == []
