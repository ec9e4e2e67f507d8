import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qcode.model.span import Span
from qcode.suggest.passages import count_sentences, passages
from qcode.text.normalise import normalise
from qcode.text.segments import masked_spans, turns
from qcode.text.sentences import sentences

ONE = [1] * 5
TWO = [2] * 5
THREE = [3] * 5
SIX = (
    "Der Stab hat jeden Tag getagt. Die Lage war immer dieselbe Lage. "
    "Wir hatten viel zu wenige Leute. Die Ko\u0308pfe haben uns sehr gefehlt. "
    "Am Ende ging es dann doch. Das war für uns alle neu."
)
INTERVIEW = (
    "Interview 7\nGekürztes Transkript der Aufnahme.\n\n"
    "I: Wie ist es Ihnen denn ergangen damals?\n\n"
    f"B: {SIX} #00:00:12-1#\n\n"
    "I: Und was kam danach noch alles?\n\n"
    "B: 😀 Danach kam lange Zeit gar nichts mehr.\n\n"
    "Und dann kam doch noch der Herbst.\n"
)


def found(text: str, lengths: list[int]) -> list[str]:
    spoken = turns(text)
    masked = masked_spans(text, spoken)
    places = passages(text, spoken, masked=masked, observed_lengths=lengths)
    return [place.cut(text) for place in places]


def test_one_sentence_each_where_coders_mark_sentences() -> None:
    assert found(f"I: So?\nB: {SIX}", ONE) == [
        "Der Stab hat jeden Tag getagt.",
        "Die Lage war immer dieselbe Lage.",
        "Wir hatten viel zu wenige Leute.",
        "Die Ko\u0308pfe haben uns sehr gefehlt.",
        "Am Ende ging es dann doch.",
        "Das war für uns alle neu.",
    ]


def test_sentences_are_joined_to_what_coders_mark() -> None:
    assert [len(sentences(it)) for it in found(SIX, THREE)] == [3, 3]
    assert found(SIX, [6] * 5) == [SIX]


@pytest.mark.parametrize("lengths", [[], [6], [6, 6, 6, 6]])
def test_two_are_joined_before_a_habit_is_known(lengths: list[int]) -> None:
    assert [len(sentences(it)) for it in found(SIX, lengths)] == [2, 2, 2]


def test_interviewers_labels_stamps_and_the_preface_are_left_out() -> None:
    assert found(INTERVIEW, [6] * 5) == [
        SIX,
        "😀 Danach kam lange Zeit gar nichts mehr.",
        "Und dann kam doch noch der Herbst.",
    ]


def test_interviewers_are_taken_when_asked_for() -> None:
    spoken = turns(INTERVIEW)
    places = passages(
        INTERVIEW,
        spoken,
        masked=masked_spans(INTERVIEW, spoken),
        observed_lengths=TWO,
        is_left_out=lambda speaker: speaker == "B",
    )
    assert [place.cut(INTERVIEW) for place in places] == [
        "Wie ist es Ihnen denn ergangen damals?",
        "Und was kam danach noch alles?",
    ]


def test_short_answers_go_with_their_neighbours() -> None:
    text = "Nein. Das haben wir so nie gewollt. Doch, schon. Wir hatten ja keine Zeit."
    assert found(text, ONE) == [
        "Nein. Das haben wir so nie gewollt.",
        "Doch, schon. Wir hatten ja keine Zeit.",
    ]


def test_a_turn_of_one_or_two_words_is_nothing_to_code() -> None:
    assert found("I: Und?\nB: Ja.\nI: Sonst?\nB: Nichts weiter.\n", ONE) == []


def test_headings_are_left_out_and_end_a_passage() -> None:
    text = "# Was war\n\nEs gab viel zu tun.\n\n## Was hilft\n\nWir üben jetzt oft.\n"
    assert found(text, TWO) == ["Es gab viel zu tun.", "Wir üben jetzt oft."]


def test_a_text_without_labels_is_read_from_its_start() -> None:
    text = "Mehr Personal wäre gut gewesen, \u05e9\u05dc\u05d5\u05dd."
    assert found(text, TWO) == [text]


def test_stored_turns_and_masks_count_not_those_of_the_rules() -> None:
    text = "Erst war es sehr ruhig. Dann ging es los. Danach war wieder Ruhe da."
    places = passages(text, [], masked=[Span(24, 41)], observed_lengths=TWO)
    assert [it.cut(text) for it in places] == [text]
    edge = passages(text, [], masked=[Span(0, 23)], observed_lengths=TWO)
    assert [it.cut(text) for it in edge] == [text[24:]]


def test_an_empty_text_has_no_passages() -> None:
    assert passages("", [], masked=[], observed_lengths=[]) == []


def test_the_length_of_a_segment_counts_the_sentences_it_touches() -> None:
    places = sentences(SIX)
    assert count_sentences(places, places[0]) == 1
    assert count_sentences(places, Span(places[1].start + 4, places[3].start + 1)) == 3
    assert count_sentences(places, Span(places[0].end, places[1].start)) == 1


PIECES = st.sampled_from(
    [
        *("B: ", "I: ", "# ", "\n", "\n\n", ". ", "! ", "#00:00:01-0#", "Ja", "Wir "),
        *("haben das so nie ", "gewollt", "😀", "u\u0308ber", " \u05d0\u05d1 ", "2. "),
    ]
)


@settings(deadline=None)
@given(
    st.lists(PIECES, max_size=40).map("".join).map(normalise),
    st.lists(st.integers(1, 9), max_size=8),
)
def test_passages_are_disjoint_ordered_and_inside_one_turn(
    text: str, lengths: list[int]
) -> None:
    spoken = turns(text)
    masked = masked_spans(text, spoken)
    places = passages(text, spoken, masked=masked, observed_lengths=lengths)
    assert places == passages(text, spoken, masked=masked, observed_lengths=lengths)
    assert all(a.end <= b.start for a, b in zip(places, places[1:], strict=False))
    for place in places:
        (turn,) = [turn for turn in spoken if turn.span.overlaps(place)]
        assert turn.body_start <= place.start
        assert turn.span.contains(place)
        assert place.cut(text) == place.cut(text).strip()
        assert not any(place.start in range(it.start, it.end) for it in masked)
