from random import Random
from uuid import uuid5

from hypothesis import given
from hypothesis import strategies as st

from qcode.comparison.merging import Ground, MergePlan, plan_merge
from qcode.model.coded_set import CodedPassage
from qcode.model.coding import Coding
from qcode.model.ids import coder_id
from qcode.model.span import Span
from tests.builders import STUDY, a_code, a_document

DOCUMENT = a_document()
TEXT = DOCUMENT.text
ENGAGEMENT, FAMILY = a_code(), a_code("family", codable=False)


def ground(*codings: Coding) -> Ground:
    """Return a study of one document in which these codings exist."""
    return Ground(
        study_id=STUDY,
        documents={DOCUMENT.name: DOCUMENT.id},
        texts={DOCUMENT.name: TEXT},
        codes={"engagement": ENGAGEMENT, "eifer": ENGAGEMENT, "family": FAMILY},
        twins={
            (it.document_id, it.code_id, it.coder_id, it.span): it.id for it in codings
        },
        memos={},
    )


def passage(start: int = 19, end: int = 22, **fields: object) -> CodedPassage:
    values: dict[str, object] = {
        "document": DOCUMENT.name,
        "start": start,
        "end": end,
        "text": None,
        "code": "engagement",
        "coder": "K1",
        "memo": "",
        "place": "k1.csv line 2",
    }
    return CodedPassage(**(values | fields))  # type: ignore[arg-type]


def reasons(plan: MergePlan) -> list[str]:
    return [outcome.reason for outcome in plan.hindrances]


def test_a_passage_becomes_a_coding_of_its_coder() -> None:
    plan = plan_merge([passage(text=TEXT[19:22])], ground())
    (coding,) = plan.codings
    assert (coding.document_id, coding.code_id) == (DOCUMENT.id, ENGAGEMENT.id)
    assert (coding.span, coding.coder_id) == (Span(19, 22), coder_id(STUDY, "k1"))
    assert len(plan.new) == 1


def test_the_id_follows_from_document_code_coder_and_span() -> None:
    (coding,) = plan_merge([passage()], ground()).codings
    name = f"{ENGAGEMENT.id} {coder_id(STUDY, 'K1')} 19:22"
    assert coding.id == uuid5(DOCUMENT.id, name)


def test_what_is_there_already_is_the_same() -> None:
    first = plan_merge([passage(), passage()], ground())
    assert (len(first.new), len(first.same)) == (1, 1)
    again = plan_merge([passage(), passage()], ground(*first.codings))
    assert (len(again.new), len(again.same), again.codings) == (0, 2, [])


def test_handles_that_differ_in_case_are_one_coder() -> None:
    plan = plan_merge([passage(), passage(coder="k1")], ground())
    assert (len(plan.coders), len(plan.new), len(plan.same)) == (1, 1, 1)


def test_a_former_key_finds_its_code() -> None:
    (coding,) = plan_merge([passage(code="eifer")], ground()).codings
    assert coding.code_id == ENGAGEMENT.id


def test_a_text_that_stands_elsewhere_once_is_moved_there() -> None:
    start = TEXT.index("engagiert")
    plan = plan_merge([passage(2, 11, text="engagiert")], ground())
    assert [outcome.span for outcome in plan.moved] == [Span(start, start + 9)]
    assert plan.codings[0].span == Span(start, start + 9)
    assert plan.moved[0].reason == (
        f"its text stands at {start}:{start + 9}, not at 2:11"
    )


def test_a_text_that_stands_elsewhere_twice_or_nowhere_is_a_conflict() -> None:
    plan = plan_merge(
        [passage(0, 4, text="icht"), passage(text="Nie gesagt")], ground()
    )
    assert reasons(plan) == [
        "its text does not stand at 0:4, but elsewhere twice",
        "its text does not stand in the document",
    ]
    assert plan.codings == []


def test_a_span_outside_the_text_is_a_conflict() -> None:
    size = len(TEXT)
    plan = plan_merge([passage(5, 5), passage(0, size + 1)], ground())
    assert reasons(plan) == [
        f"5:5 is no span of a text of {size} characters",
        f"0:{size + 1} is no span of a text of {size} characters",
    ]


def test_what_the_study_does_not_have_is_unknown() -> None:
    wanted = [passage(document="bodo"), passage(code="mut"), passage(code="family")]
    plan = plan_merge(wanted, ground())
    assert [outcome.reason for outcome in plan.unknown] == [
        "no document is called 'bodo'",
        "no code has the key 'mut'",
        "'Family' only orders the codes below it",
    ]
    assert plan.conflicts == []


def test_a_memo_comes_with_its_coding_and_once() -> None:
    plan = plan_merge([passage(memo="Ironie?"), passage(memo="Ironie?")], ground())
    (memo,) = plan.memos
    assert (memo.subject_id, memo.text) == (plan.codings[0].id, "Ironie?")


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 9)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
PASSAGES = st.lists(
    st.builds(
        lambda span, coder, memo: passage(*span, coder=coder, memo=memo),
        SPANS,
        st.sampled_from(["K1", "K2", "k2"]),
        st.sampled_from(["", "Hm", "Ja"]),
    ),
    max_size=12,
)


@given(PASSAGES, st.randoms())
def test_the_order_of_the_passages_does_not_matter(
    passages: list[CodedPassage],
    random: Random,
) -> None:
    shuffled = list(passages)
    random.shuffle(shuffled)
    one, other = plan_merge(passages, ground()), plan_merge(shuffled, ground())
    assert {it.id for it in one.codings} == {it.id for it in other.codings}
    assert {it.id for it in one.memos} == {it.id for it in other.memos}


@given(PASSAGES)
def test_every_passage_is_in_the_result(passages: list[CodedPassage]) -> None:
    plan = plan_merge(passages, ground())
    held = {(it.coder_id, it.span.start, it.span.end) for it in plan.codings}
    assert held == {(coder_id(STUDY, it.coder), it.start, it.end) for it in passages}
