from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from qcode.errors import UnreadableError
from qcode.interchange.registry import USUAL_LIMITS, read_transcript
from qcode.project import ImportLimits

VTT = "WEBVTT\n\n" + "".join(
    f"00:0{minute}:00.000 --> 00:0{minute}:05.000\nJa.\n\n" for minute in range(5)
)
FEW_ELEMENTS = ImportLimits(elements=20)
FEW_LINES = ImportLimits(lines=10)

Written = Callable[[str, str], Path]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Write a file of this name and text; return where."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write


def refusal(path: Path, limits: ImportLimits) -> str:
    read_transcript(path, USUAL_LIMITS)
    with pytest.raises(UnreadableError) as raised:
        read_transcript(path, limits)
    return raised.value.reason


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p>Ja.</p>" * 11),
        ("a.rtf", r"{\rtf1 " + r"{\b Ja.}" * 10 + "}"),
        ("a.srt", "1\n00:00:00,000 --> 00:00:01,000\n" + "<b>Ja</b> " * 11),
    ],
)
def test_more_pieces_of_markup_than_a_transcript_has_are_refused(
    written: Written, name: str, text: str
) -> None:
    reason = refusal(written(name, text), FEW_ELEMENTS)
    assert "22 pieces of markup" in reason
    assert "raise max-elements in qcode.toml" in reason


def test_the_markup_in_an_archive_is_counted(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Ja. 😀")
    document.save(str(tmp_path / "a.docx"))
    assert "pieces of markup" in refusal(tmp_path / "a.docx", FEW_ELEMENTS)


@pytest.mark.parametrize(
    ("name", "text"),
    [("a.txt", "Ja.\r\n" * 11), ("a.vtt", VTT), ("a.html", "<br>Ja." * 12)],
)
def test_more_lines_than_a_transcript_has_are_refused(
    written: Written, name: str, text: str
) -> None:
    assert "raise max-lines in qcode.toml" in refusal(written(name, text), FEW_LINES)


def test_a_text_is_measured_in_characters(written: Written) -> None:
    path = written("a.txt", "😀" * 11)
    assert read_transcript(path, ImportLimits(characters=11))[0].text == "😀" * 11
    assert "11 characters" in refusal(path, ImportLimits(characters=10))
