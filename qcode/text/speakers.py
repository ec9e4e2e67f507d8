"""Who speaks in a document: those who ask, and those who are asked."""

import re
from collections.abc import Callable, Sequence

from qcode.model.document import Turn
from qcode.model.span import Span
from qcode.text.folding import fold

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
    return _INTERVIEWER.fullmatch(fold(speaker).strip()) is not None


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
