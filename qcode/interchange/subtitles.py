"""Transcripts as subtitles (.vtt, .srt): cues -> turns with time stamps.

Owns how the short cues of a recording become readable text. The cues of one
speaker are joined; each turn begins with the time of its first cue, and in a
long turn a new paragraph with its time begins after each minute, where a
sentence ends. Speakers come from voice tags (Teams), of which a cue may hold several,
from a name in brackets and a colon (WhisperX), or from the words before a colon
(Zoom); what counts as such is settled by `qcode.text.segments`. Cues come by their
start. Text that stands under no time is told.

Source: WebVTT (W3C Candidate Recommendation, 4 April 2019), sections 4 and 6.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from qcode.errors import UnreadableError
from qcode.interchange.encoding import decode
from qcode.interchange.registry import ImportedText
from qcode.text.segments import turns

PARAGRAPH_S = 60.0

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^<>]*)>")
_ELEMENT = re.compile(r"</?[^<>]*>")
_STYLE = re.compile(r"\{\\[a-z]+[^{}]*\}", re.I)
_BRACKETED = re.compile(r"\[([^\W\d_][^\]:]{0,28})\]:\s+")
_BLANK = re.compile(r"\n[ \t]*\n")
_NO_CUES = ("WEBVTT", "NOTE", "STYLE", "REGION")
_SHOWN = 40
_SENTENCE_END = re.compile(r"[.!?…][\"“”'’»)\]]*$")


@dataclass(frozen=True)
class _Cue:
    """What one cue says: its time in seconds, the speaker ("" if not named), words."""

    start_s: float
    speaker: str
    text: str


class VttImporter:
    """Reads .vtt files."""

    suffixes = (".vtt",)

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the cues' text by turns; the title is the name without ending."""
        return _read(content, path, "vtt")


class SrtImporter:
    """Reads .srt files."""

    suffixes = (".srt",)

    def read(self, content: bytes, path: Path) -> ImportedText:
        """Return the cues' text by turns; the title is the name without ending."""
        return _read(content, path, "srt")


def _read(content: bytes, path: Path, flavour: str) -> ImportedText:
    lines = decode(content, path).splitlines()
    try:
        captions = webvtt.WebVTT.from_buffer(lines, format=flavour).captions
    except (MalformedFileError, MalformedCaptionError) as error:
        raise UnreadableError(
            path, f"is damaged or no subtitles file (.{flavour}): {error}."
        ) from error
    cues = [cue for caption in captions for cue in _cues(caption)]
    cues.sort(key=lambda cue: cue.start_s)
    text = _text(_with_speakers(cues))
    return ImportedText(
        text, metadata={}, title=path.stem, notices=_notices("\n".join(lines))
    )


def _cues(caption: webvtt.Caption) -> list[_Cue]:
    """Return what a cue says, parted where another voice begins."""
    start_s = caption.start_time.in_milliseconds() / 1000
    first, *voices = _VOICE.split(caption.raw_text)
    parts = [("", first), *zip(voices[::2], voices[1::2], strict=True)]
    cues = [_Cue(start_s, _words(speaker), _words(said)) for speaker, said in parts]
    return [_unbracketed(cue) for cue in cues if cue.text]


def _words(raw: str) -> str:
    """Return text without its elements and styles, in one line."""
    return " ".join(unescape(_ELEMENT.sub("", _STYLE.sub("", raw))).split())


def _unbracketed(cue: _Cue) -> _Cue:
    """Return the cue, a speaker in brackets and its colon taken out of the text."""
    found = _BRACKETED.match(cue.text)
    if cue.speaker or found is None:
        return cue
    return replace(cue, speaker=found[1].strip(), text=cue.text[found.end() :])


def _notices(content: str) -> tuple[str, ...]:
    """Return what is told of blocks of text that have no time above them."""
    blocks = [block.strip() for block in _BLANK.split(content.strip("\ufeff\n"))]
    lost = [
        " ".join(block.split())
        for block in blocks
        if block and "-->" not in block and not block.startswith(_NO_CUES)
    ]
    if not lost:
        return ()
    what = (
        "1 block of text stands"
        if len(lost) == 1
        else (f"{len(lost)} blocks of text stand")
    )
    return (f"{what} under no time and did not come along: '{lost[0][:_SHOWN]}'",)


def _with_speakers(cues: Sequence[_Cue]) -> list[_Cue]:
    """Return the cues, the speakers in front of a colon taken out of their text.

    A cue that names no speaker goes on with what the one before it said.
    """
    has_voices = any(cue.speaker for cue in cues)
    named = cues if has_voices else _with_labels(cues)
    speaker, found = "", []
    for cue in named:
        if cue.text:
            speaker = cue.speaker or speaker
            found.append(replace(cue, speaker=speaker))
    return found


def _with_labels(cues: Sequence[_Cue]) -> list[_Cue]:
    """Return the cues with the labels that their texts begin with as speakers.

    Where half of the cues begin with one (Zoom) every one counts, else those
    that would count at the start of any line.
    """
    found = _split([f"{_stamp(cue.start_s)} {cue.text}" for cue in cues], cues)
    if 2 * sum(1 for cue in found if cue.speaker) < len(cues):
        found = _split([cue.text for cue in cues], cues)
    return found


def _split(lines: Sequence[str], cues: Sequence[_Cue]) -> list[_Cue]:
    """Return the cues, a line each, parted into speaker and words by the lines."""
    opened = {turn.span.start: turn for turn in turns("\n".join(lines))}
    found, start = [], 0
    for cue, line in zip(cues, lines, strict=True):
        turn = opened.get(start)
        if turn is None or not turn.speaker:
            found.append(cue)
        else:
            said = line[turn.body_start - start :]
            found.append(replace(cue, speaker=turn.speaker, text=said))
        start += len(line) + 1
    return found


def _text(cues: Sequence[_Cue]) -> str:
    """Return the paragraphs, each with the time of its first cue in front."""
    paragraphs: list[list[str]] = []
    speaker, since_s = None, 0.0
    for cue in cues:
        is_turn = cue.speaker != speaker
        is_late = cue.start_s - since_s >= PARAGRAPH_S
        if is_turn or (is_late and _SENTENCE_END.search(paragraphs[-1][-1])):
            label = f"{cue.speaker}: " if is_turn and cue.speaker else ""
            paragraphs.append([f"{_stamp(cue.start_s)} {label}{cue.text}"])
            speaker, since_s = cue.speaker, cue.start_s
        else:
            paragraphs[-1].append(cue.text)
    return "\n\n".join(map(" ".join, paragraphs))


def _stamp(start_s: float) -> str:
    """Return `[hh:mm:ss]`, the second in which the cue begins."""
    minutes, seconds = divmod(int(start_s), 60)
    hours, minutes = divmod(minutes, 60)
    return f"[{hours:02}:{minutes:02}:{seconds:02}]"
