import re
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qcode.model.span import Span
from qcode.text.segments import masked_spans, turns
from qcode.text.sentences import count_words, sentences, words

PIECES = [
    *(
        "Ja. ",
        "ja.",
        "Gut! ",
        "Wie?\n",
        "und ",
        "… ",
        "... ",
        "z. B. ",
        "am 3. März ",
        "–",
    ),
    *(
        "I: ",
        "\nB: ",
        "Fazit: ",
        "\n",
        "\n\n",
        "\n- ",
        "\n1. ",
        "\n# ",
        "#00:01:02-3#",
        " ",
    ),
    *("[01:02]", "(lacht) ", "(..)", "„Halt!“ ", "u\u0308ber ", "Bürger*innen ", "😀"),
    *(
        "👨\u200d👩\u200d👧 ",
        "🇩🇪",
        "שלום. ",
        "\t",
        "E-Mail",
        "2020. ",
        "Dr. ",
        "\u00a0",
        "_",
    ),
]
TEXT = st.lists(st.sampled_from(PIECES)).map("".join) | st.text(
    "aB.!?…\n -u\u0308😀:1)“"
)


def split(text: str) -> list[str]:
    return [span.cut(text) for span in sentences(text)]


def word_list(text: str) -> list[str]:
    return [span.cut(text) for span in words(text)]


@pytest.mark.parametrize(
    "word",
    [
        *("Bürger*innen", "Kolleg:innen", "geht's", "geht’s", "E-Mail", "Bürger_innen"),
        *("Bu\u0308rger", "2020", "KatS-Gesetz", "שלום", "Ü\u0308", "Ver\u00adwaltung"),
        *("हिन्दी", "10:30", "S2", "Nord-Süd-Achse", "\u00e9te\u0301"),
    ],
)
def test_a_word_holds_together(word: str) -> None:
    assert word_list(f"„{word}“, {word}.") == [word, word]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ja -- nein – doch", ["Ja", "nein", "doch"]),
        ("'n Dackel' -x- _y_ :z:", ["n", "Dackel", "x", "y", "z"]),
        ("a--b 3,5 4.300 ein/zwei", ["a", "b", "3", "5", "4", "300", "ein", "zwei"]),
        ("😀 👨\u200d👩\u200d👧 \u0301 – …", []),
        ("a\u200db", ["a\u200db"]),
    ],
)
def test_other_signs_part_words(text: str, expected: list[str]) -> None:
    assert word_list(text) == expected


@given(TEXT)
def test_each_letter_and_digit_lies_in_one_word(text: str) -> None:
    alone = re.sub(r"[\W_]", "", "".join(word_list(text)))
    assert alone == re.sub(r"[\W_]", "", text)


@given(TEXT)
def test_composition_changes_no_number_of_words(text: str) -> None:
    assert len(words(normalize("NFC", text))) == len(words(normalize("NFD", text)))


@given(TEXT.filter(bool), st.data())
def test_words_of_a_stretch_are_those_of_its_text(
    text: str, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    span = Span(start, data.draw(st.integers(start + 1, len(text))))
    found = [word.cut(text) for word in words(text, span)]
    assert found == word_list(span.cut(text))


def test_labels_and_time_stamps_are_no_words() -> None:
    text = "I: Geht's? #00:01:02-3#\n\nB: Ja, Bürger*innen.\n"
    assert count_words(text, masked_spans(text, turns(text))) == 3


@given(TEXT)
def test_counted_words_are_those_outside_the_masks(text: str) -> None:
    masked = masked_spans(text, turns(text))
    outside = [w for w in words(text) if not any(m.contains(w) for m in masked)]
    assert count_words(text, masked) == len(outside)


@given(TEXT.filter(bool), st.data())
def test_counted_words_are_those_outside_any_masks_in_any_order(
    text: str, data: st.DataObject
) -> None:
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    drawn = data.draw(st.lists(places.filter(lambda it: it[0] < it[1]), max_size=5))
    masked = [Span(start, end) for start, end in drawn]
    outside = [w for w in words(text) if not any(m.contains(w) for m in masked)]
    assert count_words(text, masked) == len(outside)


def test_stamps_without_white_space_between_them_are_not_read_again_for_each() -> None:
    text = "[00:01]" * 200_000 + "Ja."
    assert count_words(text, masked_spans(text, ())) == 1


@given(TEXT)
def test_a_word_hidden_twice_is_left_out_once(text: str) -> None:
    everything = [Span(0, len(text))] * 2 if text else []
    assert count_words(text, everything) == 0


@pytest.mark.parametrize(
    "text",
    [
        "Das ist z. B. Hamburg.|Und d. h. viel.",
        "Das ist z.B. Hamburg, u.a. Masken, i. d. R. Stoff.|Gut.",
        "Dr. Müller und Prof. Dr. h. c. Öz kamen.|Beide.",
        "Nr. 5, ca. 30 bzw. Drittel, vgl. Abs. 3 und Abb. 2.|So.",
        "Masken usw. und Tests usw.|Dann kam Herr J. P. Meier.",
        "Auf diese Art.|Menschen eben, Art. 5 gilt.",
        "St. Pauli hat 3 Mio. Euro.|Es waren 3 Mio.|Das ist viel.",
        "Ab 3. März galt es.|Die 2. Welle kam am 12. 3. 2020.|Gut.",
        "Die 1. und 2. Impfkampagne, unsere 3. Teststelle, im 19. Jahrhundert.|Ja.",
        "Das war 2020.|Danach kam nichts.|Wir waren 45.|Eingesprungen sei niemand.",
        "Er wohnt in der 12.|Ich nicht.|Im II. Quartal.|Und Ludwig XIV. tanzte.",
        "Es sind 3.5 Grad und 4.300 Leute um 10.30 Uhr.|Ja.",
        "und dann ... weil es so war.|Ich … ich weiß nicht…|Gut.",
        "In Stadt A.|Leute kamen.|Auf Laufwerk K.|Dort.",
        "Goethestr. 5.|Die Hauptstr.|Das war es.",
        "Wir waren in der WG.|Das GA.|Nee.",
    ],
)
def test_full_stops_of_abbreviations_and_numbers_end_nothing(text: str) -> None:
    assert split(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith came, e.g. Peter.|No one knew.|At 5 p.m.|We left.",
        "„Halt!“ rief er.|„Gut.“|Dann ging er.|»Ja?«|»Nein.«",
        "(Das war gut.)|Und dann?!|Nichts …|Doch.",
        "Er – und das – kam.|– Nein!|Ja?|2020 kam es.|Ämter gab es.",
        "Gut.|(lacht) Dann kam er.|(..) Was sonst.|[...] Haben Sie?",
        "Das war es. (lacht)",
        "... und dann. [...]",
        "שלום.|מה שלומך?|טוב.",
        "A\u0308mter kamen.|U\u0308bung auch. u\u0308ber alles",
        "Super!|😀 Danke.|👨\u200d👩\u200d👧 Ja. 🇩🇪",
        "*Ganz wichtig.*|Ja.",
        "Yahoo! und andere.",
        "Gut .|Ja.",
        "keine ahnung.|war nix los!|echt?|ca. 30 leute, z. b. so ... ja",
    ],
)
def test_stops_end_a_sentence_before_a_plausible_start(text: str) -> None:
    assert split(text.replace("|", " ")) == text.split("|")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Das ist\nein Satz. Und\neiner", ["Das ist\nein Satz.", "Und\neiner"]),
        ("Ohne Punkt\n\nGanz ohne", ["Ohne Punkt", "Ganz ohne"]),
        ("Ohne\n \t\nPunkt", ["Ohne", "Punkt"]),
        (
            "Dazu\n- eins\n* zwei\n1. drei. Vier",
            ["Dazu", "- eins", "* zwei", "1. drei.", "Vier"],
        ),
        ("Text\n# Kopf\nMehr", ["Text", "# Kopf", "Mehr"]),
        ("# Kopf\n\nMehr\n– mit Strich", ["# Kopf", "Mehr\n– mit Strich"]),
        ("I: Ja\nB: Nein", ["Ja", "Nein"]),
        ("B:\nNein. Doch", ["Nein.", "Doch"]),
        ("B: Ja #00:01:02-3#\nund nein", ["Ja", "und nein"]),
        ("[00:01:02] I: Ja. [00:01:05] Gut", ["Ja.", "Gut"]),
        ("Fazit: Gut. Ja", ["Fazit: Gut.", "Ja"]),
        ("I: ", []),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_lines_turns_and_time_stamps_part_sentences(
    text: str, expected: list[str]
) -> None:
    assert split(text) == expected


@given(TEXT)
def test_sentences_are_disjoint_in_order_and_without_white_space_around(
    text: str,
) -> None:
    found = sentences(text)
    for left, right in zip(found, found[1:], strict=False):
        assert left.end <= right.start
    for span in found:
        assert span.end <= len(text)
        assert span.cut(text) == span.cut(text).strip()


@given(TEXT)
def test_all_but_white_space_and_masked_spans_lies_in_a_sentence(text: str) -> None:
    covered = [*sentences(text), *masked_spans(text, turns(text))]
    inside = {offset for span in covered for offset in range(span.start, span.end)}
    assert all(c.isspace() for offset, c in enumerate(text) if offset not in inside)


@given(TEXT)
def test_no_sentence_holds_a_masked_character_or_a_blank_line(text: str) -> None:
    masked = masked_spans(text, turns(text))
    for span in sentences(text):
        assert not any(span.overlaps(mask) for mask in masked)
        assert not re.search(r"\n\s*\n", span.cut(text))


@given(TEXT.filter(bool), st.data())
def test_sentences_of_a_stretch_lie_inside_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    within = Span(start, data.draw(st.integers(start + 1, len(text))))
    assert all(within.contains(span) for span in sentences(text, within))


def test_a_stretch_knows_the_labels_of_the_whole_text() -> None:
    text = "Amt: Ja.\nAmt: Nein. Doch."
    found = sentences(text, Span(9, len(text)))
    assert [span.cut(text) for span in found] == ["Nein.", "Doch."]


@given(TEXT)
def test_the_whole_as_a_stretch_has_the_same_sentences(text: str) -> None:
    assert not text or sentences(text, Span(0, len(text))) == sentences(text)
