from uuid import UUID

import pytest

from qcode.analysis.evidence import (
    count_kinds,
    group_by_value,
    mark_agreement,
    propose,
)
from qcode.analysis.neighbourhood import in_same_places
from qcode.model.document import Kind
from qcode.model.evidence import CodeAlpha, Passage, Reason, Source
from qcode.model.ids import DocumentId, RecommendationId
from qcode.model.recommendation import KeyQuotation, Mark, MarkKind
from qcode.model.span import Span
from tests.builders import NOON, a_code, a_coder, a_coding


def a_source(
    number: int, kind: Kind = Kind.INTERVIEW, role: str = "", city: str = ""
) -> Source:
    return Source(DocumentId(UUID(int=number)), f"d{number}", kind, role, city)


def a_passage(source: Source, start: int = 0, *, opposes: bool = False) -> Passage:
    coding = a_coding(start, start + 5, document_id=source.id)
    return Passage(
        source,
        Span(start, start + 5),
        "Worte",
        1,
        "B",
        "",
        ("Engagement",),
        ("anna",),
        opposes,
        (coding,),
    )


FIRST = a_source(1, role="Leitung", city="B")
SECOND = a_source(2, role="Presse", city="B")
NOTE = a_source(3, Kind.WORKSHOP)
ANSWER = a_source(4, Kind.SURVEY)


def test_documents_are_counted_by_kind_beside_those_that_were_coded() -> None:
    passages = [a_passage(FIRST), a_passage(FIRST, 9), a_passage(ANSWER)]
    counts = count_kinds(passages, [FIRST, SECOND, NOTE, ANSWER], {FIRST.id, SECOND.id})
    told = {it.kind: (len(it.sources), it.coded, it.documents) for it in counts}
    assert told == {
        Kind.INTERVIEW: (1, 2, 2),
        Kind.WORKSHOP: (0, 0, 1),
        Kind.EXAMPLE: (0, 0, 0),
        Kind.SURVEY: (1, 0, 1),
    }


def test_values_are_told_with_their_documents_and_those_without() -> None:
    passages = [a_passage(it) for it in (FIRST, SECOND, SECOND, NOTE)]
    known = {FIRST.id: "B", SECOND.id: "B", NOTE.id: "", ANSWER.id: "C"}
    found = group_by_value("city", passages, known)
    assert found.sources == {"B": [FIRST, SECOND]}
    assert (found.known, found.without) == (2, [NOTE])


def a_quotation(alpha: float | None) -> KeyQuotation:
    coding = a_coding()
    return KeyQuotation(
        RecommendationId(UUID(int=1)),
        coding.id,
        coding.document_id,
        coding.code_id,
        coding.coder_id,
        coding.span,
        b"12345678",
        alpha,
        a_coder().id,
        chosen_at=NOON,
    )


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        (0.8, 0.7, MarkKind.DROPPED),
        (0.8, 0.71, None),
        (0.8, 0.9, None),
        (0.8, None, MarkKind.UNDEFINED),
        (None, 0.2, None),
        (None, None, None),
    ],
)
def test_agreement_is_marked_from_a_tenth_less_on(
    before: float | None, now: float | None, kind: MarkKind | None
) -> None:
    found = mark_agreement(a_quotation(before), CodeAlpha(a_code(), now, 10))
    assert [it.kind for it in found] == ([] if kind is None else [kind])


def test_a_mark_says_by_how_much() -> None:
    assert Mark(MarkKind.DROPPED, 0.8, 0.5).drop == pytest.approx(0.3)
    assert Mark(MarkKind.UNDEFINED, 0.8).drop is None


def test_candidates_have_reasons_and_the_most_come_first() -> None:
    quoted = a_passage(FIRST)
    plain, opposing = a_passage(FIRST, 20), a_passage(SECOND, opposes=True)
    beside = a_passage(FIRST, 3)
    found = propose(
        [quoted, beside, plain, opposing],
        [quoted],
        consensus={plain},
        alike={plain: ["anna", "Bea"], opposing: ["anna"]},
        words={quoted: 20, beside: 20, plain: 11, opposing: 60},
    )
    assert [(it.passage, it.reasons) for it in found] == [
        (opposing, [Reason.OPPOSES, Reason.LENGTH, Reason.NEW_ROLE]),
        (plain, [Reason.CONSENSUS, Reason.ALIKE]),
    ]


def test_what_nothing_speaks_for_is_no_candidate() -> None:
    short = a_passage(NOTE)
    assert propose([short], [], consensus=(), alike={}, words={short: 3}) == []


def test_no_document_crowds_the_others_out() -> None:
    one, two, other = a_passage(FIRST), a_passage(FIRST, 9), a_passage(SECOND)
    words = dict.fromkeys((one, two, other), 30)
    found = propose([one, two, other], [], consensus=(), alike={}, words=words)
    assert [it.passage for it in found] == [one, other, two]


def test_things_meet_in_places_that_both_have() -> None:
    own = [[0, 1], [2], [5]]
    others = [("money", [1, 2]), ("time", [3]), ("money", [1])]
    assert in_same_places(own, others) == {"money": {0: [0, 2], 1: [0]}}
