import unicodedata
from typing import Literal

from hypothesis import example, given, settings
from hypothesis import strategies as st

from qcode.model.span import Span
from qcode.text.folded import Folded, folded
from qcode.text.folding import fold
from qcode.text.graphemes import graphemes

# Letters that fold to several, signs that join, and what only looks like either.
ODD = [
    *("ß", "ẞ", "ﬁ", "…", "½", "\xa0", "ŉ", "ǰ", "Ⅷ", "™", "²", "´"),
    *("e\u0301", "u\u0308", "\u0301", "\u0345", "\u0600", "\u200d", "\ufe0f"),
    *("👩", "👧", "🏽", "🇩", "🇪", "©", "ﾊﾞ", "Ｋ", "Σ", "ς", "İ", "ſ"),
    *("가", "각", "\u1100", "\u1161", "\u11a8", "ㄱ", "ㅏ", "Я", "„", "–"),
]
TEXTS = st.lists(st.sampled_from([*"aAsSeEiuU .\n'", *ODD]), max_size=14).map("".join)


def slowly(text: str) -> tuple[str, list[Span]]:
    """Fold character by character; say of each folded codepoint whose it is."""
    whole = ""
    owners: list[Span] = []
    for character in graphemes(text):
        part = fold(character.cut(text))
        whole += part
        owners += [character] * len(part)
    return whole, owners


@settings(max_examples=300)
@given(TEXTS, st.data())
@example("Straße…", None)
@example("a\u0301\u200d©b\u200d", None)
def test_what_is_folded_leads_back_to_whole_characters(
    text: str, data: st.DataObject | None
) -> None:
    whole, owners = slowly(text)
    found = Folded(text)
    assert found.text == whole
    starts = range(len(whole)) if data is None or not whole else ()
    if data is not None and whole:
        starts = range(data.draw(st.integers(0, len(whole) - 1)), len(whole))
    for start in starts:
        for end in range(start + 1, len(whole) + 1):
            assert found.span(start, end) == owners[start].hull(owners[end - 1])


@settings(max_examples=50)
@given(st.text(max_size=20), st.sampled_from(["NFC", "NFD"]))
def test_spellings_of_one_text_fold_alike(
    text: str, form: Literal["NFC", "NFD"]
) -> None:

    spelt = unicodedata.normalize(form, text)
    assert unicodedata.normalize("NFC", folded(spelt)) == unicodedata.normalize(
        "NFC", folded(text)
    )
