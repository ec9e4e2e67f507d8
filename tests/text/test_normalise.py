import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from qcode.errors import NulInTextError
from qcode.text.normalise import normalise

RAW = st.text(st.characters(blacklist_characters="\0", blacklist_categories=())) | (
    st.text("aä😀\u0301\r\n\t\v\x1c\x85\u2028\x07\x7f\x9f\ufeff\ud800א")
)


@pytest.mark.parametrize(
    ("raw", "stored"),
    [
        ("\ufeffHallo", "Hallo"),
        ("Hallo\ufeff", "Hallo\ufeff"),
        ("a\r\nb\rc\nd", "a\nb\nc\nd"),
        ("a\n\rb\r\r\nc", "a\n\nb\n\nc"),
        ("a\vb\fc\x1cd\x1de\x1ef\x85g\u2028h\u2029i", "a\nb\nc\nd\ne\nf\ng\nh\ni"),
        ("a\tb", "a\tb"),
        ("\x01\x07\x08\x0e\x1b\x1f", "␁␇␈␎␛␟"),
        ("\x7f\x80\x9f", "␡␦␦"),
        ("a\ud83db", "a\ufffdb"),
        ("Bu\u0308rger Ａ ﬁ\u00ad\u200b", "Bu\u0308rger Ａ ﬁ\u00ad\u200b"),
    ],
)
def test_breaks_become_line_feeds_and_controls_visible(raw: str, stored: str) -> None:
    assert normalise(raw) == stored


def test_nul_refuses_the_text_and_says_where_it_stands() -> None:
    with pytest.raises(NulInTextError) as caught:
        normalise("ab\0c")
    assert caught.value.offset == 2
    assert "UTF-8" in str(caught.value)


@given(RAW)
def test_normalising_twice_changes_nothing_more(raw: str) -> None:
    assert normalise(normalise(raw)) == normalise(raw)


@given(RAW)
@example("a\r\n")
def test_lines_are_those_of_splitlines(raw: str) -> None:
    text = raw.lstrip("\ufeff")
    ends_open = text and text.splitlines(keepends=True)[-1] == text.splitlines()[-1]
    expected = "\n".join([*text.splitlines(), *([] if ends_open or not text else [""])])
    assert normalise(raw).count("\n") == expected.count("\n")
    assert [len(line) for line in normalise(raw).split("\n")] == [
        len(line) for line in expected.split("\n")
    ]


@given(RAW)
def test_only_line_feed_and_tab_are_left_of_the_controls(raw: str) -> None:
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", normalise(raw))
