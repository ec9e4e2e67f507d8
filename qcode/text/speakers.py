"""Who speaks in a document: those who ask, and those who are asked."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from qcode.model.document import Turn
from qcode.model.span import Span
from qcode.model.speaker import Part
from qcode.text.folding import fold
from qcode.text.segments import time_stamps
from qcode.text.sentences import count_words

_INTERVIEWER = re.compile(
    r"(?:i|int|f|frage|mod|q|question|interviewer|interviewende|interviewender|"
    r"befragende|befragender|moderation|moderator|moderierende|moderierender|"
    r"facilitator|interviewende person)"
    r"(?:[:*/_-]?in(?:nen)?)?(?: ?\d{1,3}| [a-z])?"
)


def is_interviewer(speaker: str) -> bool:
    """Whether a speaker's label is that of one who asks: I, Interviewerin 2, Frage.

    Case and the form of the ending make no difference; "I2" and "Moderation" count
    as well, names never.
    """
    return _INTERVIEWER.fullmatch(folded_label(speaker)) is not None


def folded_label(label: str) -> str:
    """Return what the spellings of one label share."""
    return fold(label).strip()


def interviewers_where(parts: Mapping[str, Part]) -> Callable[[str], bool]:
    """Return who asks where a study has said so of some labels, in any spelling.

    Of all other labels `is_interviewer` tells.
    """
    said = {folded_label(label): part for label, part in parts.items()}

    def asks(speaker: str) -> bool:
        part = said.get(folded_label(speaker))
        return is_interviewer(speaker) if part is None else part is Part.INTERVIEWER

    return asks


def words_by_speaker(text: str, turns: Sequence[Turn]) -> Counter[str]:
    """Return how many words each label's turns have, without labels and stamps."""
    found: Counter[str] = Counter()
    for turn in turns:
        body = text[turn.body_start : turn.span.end]
        found[turn.speaker] += count_words(body, time_stamps(body))
    return found


def turns_of_interviewees(
    text: str,
    turns: Sequence[Turn],
    is_left_out: Callable[[str], bool] = is_interviewer,
) -> list[Turn]:
    """Return the turns of those who are asked, in order.

    Left out are the turns of the speakers that `is_left_out` names, and what stands
    before the first label of a document that is mostly labelled. A text without
    turns is one turn of nobody's.
    """
    if not turns:
        return [Turn("", Span(0, len(text)), 0)] if text else []
    labelled = sum(turn.span.length for turn in turns if turn.speaker)
    has_preface = not turns[0].speaker and labelled * 2 > len(text)
    spoken = turns[1:] if has_preface else turns
    return [turn for turn in spoken if not (turn.speaker and is_left_out(turn.speaker))]
