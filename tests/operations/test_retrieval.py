from datetime import timedelta

from qcode.model.segment import CodedSegment
from qcode.operations.codings import apply_code
from qcode.operations.memos import write_memo
from qcode.operations.retrieval import coded_segments
from tests.builders import NOON, Study, a_coding, a_memo


def test_a_segment_comes_with_all_that_is_read_beside_it(study: Study) -> None:
    coding = a_coding(30, 44)
    apply_code(study.store, coding, a_memo(coding, "eins"))
    later = NOON + timedelta(seconds=1)
    memo = a_memo(coding, "zwei", coder_id=study.bea.id, written_at=later)
    write_memo(study.store, memo)
    (found,) = coded_segments(study.store)
    text = study.document.text
    assert found == CodedSegment(
        coding=coding,
        document="anna-01",
        code="engagement",
        path="Family > Engagement",
        coder="anna",
        speaker="B",
        line=2,
        text="sehr engagiert",
        before=text[:30],
        after=text[44:124],
        memo="eins\nzwei",
    )


def test_the_speaker_is_whose_turn_the_segment_starts_in(study: Study) -> None:
    text = study.document.text
    places = [text.index(word) for word in ("Wie", "Gut", "Wir", "Und", "Nichts")]
    for start in places:
        apply_code(study.store, a_coding(start, len(text)))
    found = [(s.speaker, s.line) for s in coded_segments(study.store)]
    assert found == [("I", 1), ("B", 2), ("B", 4), ("I", 5), ("B", 6)]


def test_the_context_is_eighty_characters_at_most(study: Study) -> None:
    coding = a_coding(90, 91)
    apply_code(study.store, coding)
    (found,) = coded_segments(study.store)
    text = study.document.text
    assert (found.before, found.after) == (text[10:90], text[91:])


def test_documents_come_by_name_and_segments_in_the_order_of_the_text(
    study: Study,
) -> None:
    for coding in (
        a_coding(0, 3, document_id=study.hebrew.id),
        a_coding(4, 6),
        a_coding(0, 9),
        a_coding(0, 12, coder_id=study.bea.id),
    ):
        apply_code(study.store, coding)
    found = [(s.document, str(s.coding.span)) for s in coded_segments(study.store)]
    assert found == [
        ("anna-01", "0:12"),
        ("anna-01", "0:9"),
        ("anna-01", "4:6"),
        ("bodo-02", "0:3"),
    ]
    only = coded_segments(study.store, coder_id=study.bea.id)
    assert [str(s.coding.span) for s in only] == ["0:12"]


def test_a_right_to_left_segment_is_cut_by_codepoints(study: Study) -> None:
    apply_code(study.store, a_coding(3, 7, document_id=study.hebrew.id))
    (found,) = coded_segments(study.store)
    assert found.text == "\u05e9\u05dc\u05d5\u05dd"


def test_without_codings_there_is_no_segment(study: Study) -> None:
    assert list(coded_segments(study.store)) == []
