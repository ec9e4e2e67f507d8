"""What is taken back leaves no trace, and much is learned as one thing."""

import pytest

from qcode.suggest.engine import SuggestionEngine
from qcode.suggest.proposals import CodeEntry

CODES = (
    CodeEntry("rad", "Radverkehr", keywords=("Radweg",)),
    CodeEntry("bus", "Nahverkehr", keywords=("Haltestelle",)),
)
TEXTS = (
    "Der Radweg endet an der alten Mühle.",
    "Die Haltestelle liegt viel zu weit draußen.",
    "Am Sonntag fährt hier überhaupt niemand.",
)
ASKED = "Am Sonntag ist der Radweg frei, aber an der Haltestelle steht niemand."


def an_engine() -> SuggestionEngine:
    engine = SuggestionEngine()
    engine.fit(CODES)
    engine.observe([*TEXTS, ASKED])
    return engine


def odds(engine: SuggestionEngine) -> dict[str, float]:
    return {it.code_key: it.probability for it in engine.suggest(ASKED)}


def test_what_is_forgotten_was_never_learned() -> None:
    engine, other = an_engine(), an_engine()
    engine.learn(TEXTS, [["rad"], ["bus"], ["bus"]])
    engine.reject(ASKED, "rad")
    engine.forget([TEXTS[2], ASKED, "Nie gelesen."])
    other.learn(TEXTS[:2], [["rad"], ["bus"]])
    assert odds(engine) == pytest.approx(odds(other), abs=1e-4)


def test_an_engine_that_forgets_everything_is_as_new() -> None:
    engine = an_engine()
    engine.learn(TEXTS, [["rad"], ["bus"], ["bus"]])
    engine.forget(TEXTS)
    assert odds(engine) == pytest.approx(odds(an_engine()), abs=1e-9)


def test_what_is_said_at_once_is_learned_like_one_after_the_other() -> None:
    engine, other = an_engine(), an_engine()
    with engine.at_once():
        engine.learn(TEXTS[:1], [["rad"]])
        engine.reject(TEXTS[1], "rad")
        engine.forget(TEXTS[:1])
        engine.learn(TEXTS[2:], [["bus"]])
    other.reject(TEXTS[1], "rad")
    other.learn(TEXTS[2:], [["bus"]])
    assert odds(engine) == pytest.approx(odds(other), abs=1e-4)
