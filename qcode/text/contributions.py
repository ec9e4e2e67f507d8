"""Stretches in which things are said together: turns, or paragraphs without any."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from qcode.model.document import Turn
from qcode.model.span import Span
from qcode.text.segments import paragraphs


def contributions(text: str, turns: Sequence[Turn]) -> list[Span]:
    """Return the turns of speakers, and the paragraphs of what nobody speaks.

    They are disjoint and in order. A note without speakers is one turn of its whole
    length, in which everything would stand beside everything.
    """
    starts = [turn.span.start for turn in turns]
    found = [turn.span for turn in turns if turn.speaker]
    for paragraph in paragraphs(text):
        turn = bisect_right(starts, paragraph.start) - 1
        if turn < 0 or not turns[turn].speaker:
            found.append(paragraph)
    return sorted(found)


def overlapped(span: Span, stretches: Sequence[Span]) -> range:
    """Return the numbers of the stretches, disjoint and in order, that a span meets."""
    first = bisect_right([it.end for it in stretches], span.start)
    return range(first, bisect_left([it.start for it in stretches], span.end))
