import os
import re
from pathlib import Path

import pytest

from qcode.interchange.registry import read_transcript

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
