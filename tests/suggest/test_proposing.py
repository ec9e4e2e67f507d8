"""Proposals on a small study, with the real engine and pipeline."""

import pytest

from qcode.model.codebook import Code, Codebook
from qcode.model.coding import Coding
from qcode.model.document import Document
from qcode.model.span import Span
from qcode.model.suggestion import Reason, ReasonKind, Suggestion, Verdict, decision_on
from qcode.suggest.pipeline import Pipeline, load_rules
from qcode.suggest.proposing import LITERAL, SHOWN, Proposer
from qcode.suggest.repeated import RepeatedSegments
from qcode.suggest.study_engine import StudyEngine
from qcode.suggest.study_passages import passages_of, read_passages
from qcode.suggest.versions import ENGINE
from tests.builders import STUDY, a_code, a_coder, a_coding, a_document

MASKS = a_code(
    "masks",
    name="Schutzausrüstung",
    definition="Masken, Kittel und Handschuhe fehlen oder kommen zu spät.",
    keywords=("Masken", "Kittel", "Schutzausrüstung"),
)
SCHOOL = a_code(
    "school",
    name="Schule zu Hause",
    definition="Unterricht mit Tablets, Lernplattform und Videokonferenz.",
    keywords=("Tablets", "Lernplattform", "Videokonferenz"),
)
FAMILY = a_code("family", codable=False)
CODES = (FAMILY, MASKS, SCHOOL)
CODEBOOK = Codebook(STUDY, "Probe", "de", CODES)


def text_of(*answers: str) -> str:
    return "\n\n".join(f"I: Und dann?\n\nB: {answer}" for answer in answers)


FIRST = a_document(
    "eins",
    text_of(
        "Die Masken kamen erst im Mai, und Kittel gab es überhaupt keine mehr.",
        "Für die Kinder fehlten Tablets, eine Lernplattform hatte niemand.",
        "Im Sommer sind wir alle zusammen an den See gefahren 😀.",
    ),
)
SECOND = a_document(
    "zwei",
    text_of(
        "Handschuhe und Masken waren nach drei Tagen ausgegangen.",
        "Der Unterricht lief dann u\u0308ber Videokonferenz und Tablets.",
        "Mein Bruder hat einen Garten mit vierzehn Apfelbäumen.",
    ),
)


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return load_rules("de")


def coded(document: Document, words: str, code: Code) -> Coding:
    start = document.text.index(words)
    span = Span(start, start + len(words))
    return a_coding(document_id=document.id, code_id=code.id, span=span)


FIRST_CODINGS = [
    coded(FIRST, "Die Masken kamen erst im Mai", MASKS),
    coded(FIRST, "Für die Kinder fehlten Tablets", SCHOOL),
    coded(FIRST, "Im Sommer sind wir", MASKS),
]


def an_engine() -> StudyEngine:
    texts = [it.text for it in (*passages_of(FIRST, []), *passages_of(SECOND, []))]
    return StudyEngine(CODEBOOK, texts)


def proposer(pipeline: Pipeline, learned: int = 0) -> Proposer:
    return Proposer(an_engine(), CODES, pipeline, learned=learned)


def proposed(found: list[Suggestion]) -> list[tuple[str, str]]:
    """Return what is suggested as first words of the passage and code key."""
    keys = {code.id: code.key for code in CODES}
    return [
        (it.span.cut(SECOND.text).split()[0], keys[it.code_id])
        for it in sorted(found, key=lambda it: it.span)
    ]


def test_the_codebook_alone_proposes_codes_where_its_keywords_stand(
    pipeline: Pipeline,
) -> None:
    found = proposer(pipeline).suggestions(
        passages_of(SECOND, []), [], [], a_coder().id
    )
    assert ("Handschuhe", "masks") in proposed(found)
    assert ("Der", "school") in proposed(found)
    masks = next(it for it in found if it.code_id == MASKS.id)
    assert SHOWN <= LITERAL <= masks.score <= 1
    assert masks.engine == f"{ENGINE}, {pipeline.name}"


def test_a_passage_just_before_with_the_same_code_is_a_reason(
    pipeline: Pipeline,
) -> None:
    """People stay with a subject, and that is said where it speaks for a code."""
    own = [coded(SECOND, "Handschuhe und Masken waren", SCHOOL)]
    found = proposer(pipeline).suggestions(
        passages_of(SECOND, []), own, [], a_coder().id
    )
    school = next(it for it in found if it.code_id == SCHOOL.id)
    assert school.span.cut(SECOND.text).startswith("Der Unterricht")
    (before,) = [it for it in school.reasons if it.kind is ReasonKind.CONTEXT]
    assert before.text.startswith("Handschuhe und Masken")
    assert [span.cut(SECOND.text) for span in before.spans] == [before.text]
    masks = [it for it in found if it.code_id == MASKS.id]
    assert all(why.kind is not ReasonKind.CONTEXT for it in masks for why in it.reasons)


def test_words_that_nearly_come_again_are_proposed_with_the_code_they_had(
    pipeline: Pipeline,
) -> None:
    """What was coded elsewhere is the reason, whatever the engine thinks of it."""
    said = "Mein Bruder hat doch einen Garten mit fünfzehn Apfelbäumen."
    other = a_document("drei", text_of(said))
    own = [coded(other, said, SCHOOL)]
    repeated = RepeatedSegments(own, {other.id: other.text})
    found = proposer(pipeline, learned=99).suggestions(
        passages_of(SECOND, []), [], [], a_coder().id, repeated=repeated
    )
    best = next(it for it in found if it.code_id == SCHOOL.id and it.span.start > 120)
    assert best.span.cut(SECOND.text).startswith("Mein Bruder")
    assert best.score >= LITERAL
    (segment,) = [it for it in best.reasons if it.kind is ReasonKind.SEGMENT]
    assert (segment.text, segment.document_id) == (said, other.id)


@pytest.mark.parametrize(
    "said",
    [
        "Einen Garten mit Apfelbäumen.",
        "Einen Garten mit vierzehn Apfelbäumen hatte, wenn man das so sagen darf, "
        "schon mein Großvater in der alten Siedlung hinter dem Bahndamm gepflegt.",
    ],
)
def test_few_words_and_parts_of_long_statements_repeat_nothing(said: str) -> None:
    other = a_document("drei", text_of(said))
    repeated = RepeatedSegments([coded(other, said, SCHOOL)], {other.id: other.text})
    assert repeated.of(passages_of(SECOND, [])[-1]) == {}


def test_a_segment_does_not_repeat_itself() -> None:
    said = "Mein Bruder hat einen Garten mit vierzehn Apfelbäumen."
    repeated = RepeatedSegments([coded(SECOND, said, MASKS)], {SECOND.id: SECOND.text})
    last = passages_of(SECOND, [])[-1]
    assert last.text == said
    assert repeated.of(last) == {}


def test_reasons_are_keywords_and_words_where_they_stand(pipeline: Pipeline) -> None:
    found = proposer(pipeline).suggestions(
        passages_of(SECOND, []), [], [], a_coder().id
    )
    masks = next(it for it in found if it.code_id == MASKS.id)
    keyword = masks.reasons[0]
    assert (keyword.kind, keyword.text) == (ReasonKind.KEYWORD, "Masken")
    assert [span.cut(SECOND.text) for span in keyword.spans] == ["Masken"]
    words = next(it for it in masks.reasons if it.kind is ReasonKind.WORDS)
    assert words.spans
    for span in words.spans:
        assert span.cut(SECOND.text).lower() in words.text.split(", ")


def test_a_learned_code_shows_the_nearest_coded_passage(pipeline: Pipeline) -> None:
    engine = an_engine()
    engine.learn(read_passages(passages_of(FIRST, []), FIRST_CODINGS[:2]))
    made = Proposer(engine, CODES, pipeline, learned=2)
    found = made.suggestions(passages_of(SECOND, []), [], [], a_coder().id)
    masks = next(it for it in found if it.code_id == MASKS.id)
    (nearest,) = [it for it in masks.reasons if it.kind is ReasonKind.SEGMENT]
    assert nearest.text.startswith("Die Masken kamen erst im Mai, und Kittel")
    assert nearest.document_id == FIRST.id
    assert [span.cut(FIRST.text) for span in nearest.spans] == [nearest.text]


def test_what_is_coded_already_is_not_proposed(pipeline: Pipeline) -> None:
    mine = coded(SECOND, "Handschuhe und Masken waren", MASKS)
    found = proposer(pipeline).suggestions(
        passages_of(SECOND, []), [mine], [], a_coder().id
    )
    assert ("Handschuhe", "masks") not in proposed(found)


def test_what_was_rejected_stays_away(pipeline: Pipeline) -> None:
    found = passages_of(SECOND, [])
    before = proposer(pipeline).suggestions(found, [], [], a_coder().id)
    masks = next(it for it in before if it.code_id == MASKS.id)
    refused = [decision_on(masks, Verdict.REJECTED)]
    after = proposer(pipeline).suggestions(found, [], refused, a_coder().id)
    assert masks.id in {it.id for it in before}
    assert masks.id not in {it.id for it in after}


def test_the_same_input_gives_the_same_output(pipeline: Pipeline) -> None:
    found = passages_of(SECOND, [])
    one = proposer(pipeline).suggestions(found, [], [], a_coder().id)
    other = proposer(pipeline).suggestions(found, [], [], a_coder().id)
    assert one == other


def test_codes_that_only_order_others_are_never_proposed(pipeline: Pipeline) -> None:
    found = proposer(pipeline, learned=50).suggestions(
        passages_of(FIRST, []), [], [], a_coder().id
    )
    assert FAMILY.id not in {it.code_id for it in found}


def test_a_keyword_that_stands_twice_is_one_reason_with_two_places(
    pipeline: Pipeline,
) -> None:
    twice = a_document("drei", text_of("Masken fehlten uns, Masken und Masken."))
    found = proposer(pipeline).suggestions(passages_of(twice, []), [], [], a_coder().id)
    masks = next(it for it in found if it.code_id == MASKS.id)
    (keyword,) = [it for it in masks.reasons if it.kind is ReasonKind.KEYWORD]
    assert [span.cut(twice.text) for span in keyword.spans] == ["Masken"] * 3
    assert len(set(keyword.spans)) == 3


def test_a_coding_that_overlaps_keeps_the_same_code_away(pipeline: Pipeline) -> None:
    touching = coded(SECOND, "Und dann?\n\nB: Handschuhe", MASKS)
    found = proposer(pipeline).suggestions(
        passages_of(SECOND, []), [touching], [], a_coder().id
    )
    assert ("Handschuhe", "masks") not in proposed(found)


def test_the_best_place_of_a_code_never_given_is_offered_however_improbable(
    pipeline: Pipeline,
) -> None:
    made = Proposer(an_engine(), CODES, pipeline, learned=0, least=0.9)
    found = passages_of(SECOND, [])
    assert made.suggestions(found, [], [], a_coder().id) == []
    (offered,) = made.suggestions(
        found, [], [], a_coder().id, untried={MASKS.id, FAMILY.id}
    )
    assert proposed([offered]) == [("Handschuhe", "masks")]
    assert offered.score < 0.9
    assert offered.is_untried
    assert offered.reasons[0] == Reason(ReasonKind.UNTRIED, "Schutzausrüstung")


def test_a_code_never_given_that_is_proposed_anyway_is_not_offered_twice(
    pipeline: Pipeline,
) -> None:
    found = passages_of(SECOND, [])
    usual = proposer(pipeline).suggestions(found, [], [], a_coder().id)
    also = proposer(pipeline).suggestions(
        found, [], [], a_coder().id, untried={MASKS.id}
    )
    assert also == usual


def test_a_code_never_given_stays_away_where_it_was_rejected(
    pipeline: Pipeline,
) -> None:
    made = Proposer(an_engine(), CODES, pipeline, learned=0, least=0.9)
    found = passages_of(SECOND, [])
    first = made.suggestions(found, [], [], a_coder().id, untried={MASKS.id})
    refused = [decision_on(first[0], Verdict.REJECTED)]
    second = made.suggestions(found, [], refused, a_coder().id, untried={MASKS.id})
    assert proposed(second) != proposed(first)
