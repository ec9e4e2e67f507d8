import pytest

from qcode.errors import SpanOutOfRangeError
from qcode.model.coding import now
from qcode.model.journal import Change, ObjectKind
from qcode.model.span import Span
from tests.builders import STUDY, a_document


def test_a_segment_is_cut_by_codepoints() -> None:
    document = a_document(raw="a\U0001f600o\u0308b")
    assert document.segment(Span(1, 4)) == "\U0001f600o\u0308"


@pytest.mark.parametrize("span", [Span(0, 4), Span(3, 4), Span(9, 10)])
def test_a_span_beyond_the_text_is_refused(span: Span) -> None:
    with pytest.raises(SpanOutOfRangeError) as caught:
        a_document("x", "abc").segment(span)
    assert (caught.value.document, caught.value.length) == ("x", 3)


def test_a_span_may_end_where_the_text_does() -> None:
    assert a_document(raw="abc").segment(Span(0, 3)) == "abc"


def test_a_change_turned_around_twice_is_itself() -> None:
    change = Change(ObjectKind.CODE, STUDY, {"name": "a"}, None)
    assert change.inverse == Change(ObjectKind.CODE, STUDY, None, {"name": "a"})
    assert change.inverse.inverse == change


def test_the_present_is_told_in_utc() -> None:
    assert now().isoformat().endswith("+00:00")
