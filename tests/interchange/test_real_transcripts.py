import os
import re
from pathlib import Path
from unicodedata import normalize

import pytest

from qcode.interchange.registry import read_transcript
from qcode.text.segments import masked_spans, turns

ROOT = Path(__file__).parents[2]
REAL = Path(os.environ.get("QCODE_REAL_DIR", ROOT.parent / "shared" / "real"))

pytestmark = pytest.mark.skipif(
    not REAL.is_dir(), reason=f"no real transcripts in {REAL} (QCODE_REAL_DIR)"
)


# Turns and characters counted with python-docx's paragraph.text, which misses
# nothing in these two files, joined by two line breaks.
@pytest.mark.parametrize(
    ("name", "interviewer", "interviewees", "length"),
    [
        ("haski_interview1_de.docx", 4, 9, 4916),
        ("haski_interview2_de.docx", 4, 15, 5860),
    ],
)
def test_a_real_word_transcript_gives_all_turns(
    name: str, interviewer: int, interviewees: int, length: int
) -> None:
    imported, _ = read_transcript(REAL / name)
    assert len(re.findall(r"^I:", imported.text, re.MULTILINE)) == interviewer
    assert len(re.findall(r"^S\d:", imported.text, re.MULTILINE)) == interviewees
    assert len(imported.text) == length


def test_each_turn_of_a_real_transcript_stands_apart_by_a_blank_line() -> None:
    imported, _ = read_transcript(REAL / "haski_interview1_de.docx")
    assert len(imported.text.split("\n\n")) == 15


# Cues counted with grep for their arrows, speakers with grep for what stands
# before the colon at the start of a cue.
def test_a_real_zoom_transcript_names_each_of_its_speakers() -> None:
    imported, _ = read_transcript(REAL / "zoom_transcript.vtt")
    found = {turn.speaker for turn in turns(imported.text) if turn.speaker}
    assert found == {
        *("Andrew Knight", "George Harrison", "John Lennon"),
        *("Paul McCartney", "Ringo Starr"),
    }


def test_a_real_zoom_transcript_keeps_every_word() -> None:
    raw = (REAL / "zoom_transcript.vtt").read_text(encoding="utf-8")
    said = [
        re.sub(r"^(?:[A-Z]\w+ [A-Z]\w+): ", "", line)
        for line in raw.splitlines()[1:]
        if line.strip() and "-->" not in line and not line.strip().isdigit()
    ]
    imported, _ = read_transcript(REAL / "zoom_transcript.vtt")
    masked = masked_spans(imported.text, turns(imported.text))
    left = list(imported.text)
    for span in masked:
        left[span.start : span.end] = " " * (span.end - span.start)
    assert "".join(left).split() == " ".join(said).split()


def test_a_real_teams_transcript_gives_its_voices() -> None:
    imported, _ = read_transcript(REAL / "teams_premium.vtt")
    assert imported.text.startswith("[00:00:06] Charles: I'm 10123.\n\n[00:05:03] Hi")
    found = {turn.speaker for turn in turns(imported.text) if turn.speaker}
    assert found == {"Charles", "Janaki"}


def test_a_real_pdf_gives_its_contributions_as_paragraphs() -> None:
    imported, _ = read_transcript(REAL / "pdpilot_P1_en.pdf")
    assert "\n\n9 Participant: Yeah.\n\n10 Dan: Okay. Can you" in imported.text


def test_real_rtf_files_are_read_in_their_code_pages() -> None:
    polish, _ = read_transcript(REAL / "striprtf_ansicpg1250.rtf")
    assert polish.text.startswith("Proszę o zapoznanie się z poniższą klauzulą")
    brazilian, _ = read_transcript(REAL / "striprtf_encoding.rtf")
    composed = normalize("NFC", brazilian.text)
    assert "brônquios com leve espessamente, assim como" in composed


def test_a_caption_that_lost_its_time_is_told() -> None:
    imported, _ = read_transcript(REAL / "webvttpy_missing_timeframe.vtt")
    assert imported.text.count("Caption text") == 6
    assert imported.notices == (
        "1 block of text stands under no time and did not come along: "
        "'Caption text #2'",
    )


def test_captions_behind_a_byte_order_mark_are_all_read() -> None:
    imported, _ = read_transcript(REAL / "webvttpy_captions_with_bom.vtt")
    assert imported.text.count("Caption text") == 4
    assert imported.notices == ()


def test_a_real_teams_transcript_without_voices_is_read_whole() -> None:
    imported, _ = read_transcript(REAL / "teams_new_format.vtt")
    raw = (REAL / "teams_new_format.vtt").read_text(encoding="utf-8")
    said = [
        line
        for line in raw.splitlines()[1:]
        if line.strip() and "-->" not in line and not re.match(r"[0-9a-f]{8}-", line)
    ]
    words = imported.text.removeprefix("[00:00:03]").split()
    assert words == " ".join(said).split()


def test_the_page_numbers_of_a_real_pdf_can_be_left_out() -> None:
    imported, _ = read_transcript(REAL / "pdpilot_P1_en.pdf")
    assert imported.repeated_lines == ("#",)
