from pathlib import Path

import pytest

from qcode.errors import UnreadableError
from qcode.interchange.subtitles import SrtImporter, VttImporter
from qcode.text.segments import masked_spans, turns


def vtt(*cues: tuple[str, str]) -> str:
    """Return the text of WebVTT cues, each given by its start and its payload."""
    blocks = [f"{start} --> 09:59:59.000\n{payload}" for start, payload in cues]
    content = "\n\n".join(["WEBVTT", *blocks]).encode()
    return VttImporter().read(content, Path("t.vtt")).text


def srt(*cues: tuple[str, str]) -> str:
    blocks = [
        f"{number}\n{start} --> 09:59:59,000\n{payload}"
        for number, (start, payload) in enumerate(cues, start=1)
    ]
    content = "\n\n".join(blocks).encode()
    return SrtImporter().read(content, Path("t.srt")).text


def test_the_cues_of_one_speaker_become_a_turn_with_the_time_of_the_first() -> None:
    text = vtt(
        ("00:00:01.500", "<v Charles>Hello,\nhow are you?</v>"),
        ("00:00:04.000", "<v Charles>And</v>"),
        ("01:02:05.999", "<v Janaki>Fine 😀 e\u0301.</v>"),
    )
    assert text == (
        "[00:00:01] Charles: Hello, how are you? And\n\n"
        "[01:02:05] Janaki: Fine 😀 e\u0301."
    )


def test_speakers_before_a_colon_are_named_once_a_turn() -> None:
    text = vtt(
        ("00:01.000", "Anna Adler: Guten Tag."),
        ("00:03.000", "Anna Adler: Es ist 10:30 Uhr."),
        ("00:05.000", "Ben Busch: Nein."),
    )
    assert text == (
        "[00:00:01] Anna Adler: Guten Tag. Es ist 10:30 Uhr.\n\n"
        "[00:00:05] Ben Busch: Nein."
    )


def test_a_cue_without_a_speaker_goes_on_with_the_one_before() -> None:
    text = srt(
        ("00:00:01,000", "I: Wie war"),
        ("00:00:02,000", "das?"),
        ("00:00:03,000", "B: Gut."),
    )
    assert text == "[00:00:01] I: Wie war das?\n\n[00:00:03] B: Gut."


def test_a_colon_in_the_middle_of_a_talk_names_no_speaker() -> None:
    text = srt(
        ("00:00:01,000", "Also."),
        ("00:00:02,000", "Fazit: nie"),
        ("00:00:03,000", "wieder."),
    )
    assert text == "[00:00:01] Also. Fazit: nie wieder."


def test_a_long_turn_gets_a_new_paragraph_after_a_minute_where_a_sentence_ends() -> (
    None
):
    text = vtt(
        ("00:00.000", "<v A>Eins</v>"),
        ("01:01.000", "<v A>zwei.</v>"),
        ("01:05.000", "<v A>Drei.</v>"),
        ("01:30.000", "<v A>Vier.</v>"),
    )
    assert text == "[00:00:00] A: Eins zwei.\n\n[00:01:05] Drei. Vier."


def test_times_and_names_are_masked_and_open_turns_even_once() -> None:
    text = vtt(
        ("00:00:01.000", "<v Charles>Hello.</v>"),
        ("00:00:02.000", "<v Janaki>Yes.</v>"),
    )
    found = turns(text)
    assert [turn.speaker for turn in found] == ["Charles", "Janaki"]
    masked = [span.cut(text) for span in masked_spans(text, found)]
    assert masked == ["[00:00:01] Charles:", "[00:00:02] Janaki:"] or masked == [
        *("[00:00:01]", "Charles:", "[00:00:02]", "Janaki:")
    ]


def test_tags_and_entities_are_resolved_and_empty_cues_left_out() -> None:
    text = vtt(("00:01.000", "<c.loud>A &amp; <i>B</i></c>"), ("00:02.000", "&nbsp;"))
    assert text == "[00:00:01] A & B"


def test_notes_and_styles_are_left_out() -> None:
    content = (
        b"WEBVTT\n\nNOTE von Hand\n\nSTYLE\n::cue {}\n\n00:01.000 --> 00:02.000\nJa."
    )
    assert VttImporter().read(content, Path("t.vtt")).text == "[00:00:01] Ja."


def test_a_byte_order_mark_and_crlf_are_no_obstacle() -> None:
    content = "\ufeffWEBVTT\r\n\r\n00:01.000 --> 00:02.000\r\nÄh, ja.\r\n".encode()
    assert VttImporter().read(content, Path("t.vtt")).text == "[00:00:01] Äh, ja."


@pytest.mark.parametrize("content", [b"", b"Ja.", b"1\n00:01,000\nJa."])
@pytest.mark.parametrize("importer", [VttImporter(), SrtImporter()])
def test_what_holds_no_cues_is_refused(
    importer: VttImporter | SrtImporter, content: bytes
) -> None:
    with pytest.raises(UnreadableError, match="is damaged or no subtitles file"):
        importer.read(content, Path("t.vtt"))


def test_two_voices_in_one_cue_are_two_turns() -> None:
    text = vtt(("00:01.000", "<v Anna B>Hallo <i>du</i>.</v> <v.loud Bodo C>Ja.</v>"))
    assert text == "[00:00:01] Anna B: Hallo du.\n\n[00:00:01] Bodo C: Ja."


def test_whisperx_names_speakers_in_brackets() -> None:
    text = vtt(
        ("00:01.000", "[SPEAKER_00]: Hallo"),
        ("00:02.000", "[SPEAKER_00]: du."),
        ("00:03.000", "[SPEAKER_01]: Ja [lacht]: gut."),
    )
    assert text == (
        "[00:00:01] SPEAKER_00: Hallo du.\n\n[00:00:03] SPEAKER_01: Ja [lacht]: gut."
    )


def test_overlapping_cues_come_by_their_start() -> None:
    text = vtt(
        ("00:05.000", "<v Anna>Ich wollte</v>"),
        ("00:07.000", "<v Anna>sagen.</v>"),
        ("00:06.000", "<v Bodo>Mhm.</v>"),
    )
    assert text == (
        "[00:00:05] Anna: Ich wollte\n\n[00:00:06] Bodo: Mhm.\n\n"
        "[00:00:07] Anna: sagen."
    )


def test_places_and_fonts_of_subtitles_are_no_words() -> None:
    assert srt(("00:00:01,000", "{\\an8}<i>Hallo</i>")) == "[00:00:01] Hallo"


def test_text_without_a_time_is_told() -> None:
    content = b"WEBVTT\n\nNOTE ja\n\n00:01.000 --> 00:02.000\nEins\n\nZwei\n\n"
    imported = VttImporter().read(content, Path("t.vtt"))
    assert imported.text == "[00:00:01] Eins"
    assert imported.notices == (
        "1 block of text stands under no time and did not come along: 'Zwei'",
    )


def test_signs_that_open_elements_and_never_close_them_stay_text() -> None:
    for opening in ("<", "<v ", "{\\a", "</"):
        payload = "Ja " + opening * 100_000
        text = vtt(("00:01.000", payload))
        assert text == f"[00:00:01] {' '.join(payload.split())}"


def test_one_speaker_without_a_full_stop_is_one_paragraph() -> None:
    cues = [
        (f"0{n // 3600}:{n // 60 % 60:02}:{n % 60:02}.000", "<v A>ja und</v>")
        for n in range(20_000)
    ]
    assert vtt(*cues) == "[00:00:00] A: " + " ".join(["ja und"] * 20_000)
