"""In which orders and how far apart the words of a keyword may stand.

German main clauses have the verb second and others have it last: "ließ uns im Stich"
is "im Stich gelassen", "dass es da hapert" is "da hapert es".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from qcode.suggest.keyword_words import How
from qcode.suggest.lemmas import Lemmatiser

# So many other words may stand between two words of a keyword; between its verb and
# the others: "im Stich haben sie uns damals gelassen"; and if it has two words only.
_GAP = 2
_GAP_AT_VERB = 5
_GAP_AT_VERB_OF_TWO = 3
_GAP_AT_MOVED_OF_TWO = 1
# "Auf dem Bildschirm" is not "auf dem Schirm": short words count as a whole only.
_SHORTEST_PART_AMONG_OTHERS = 8

# Where each word of a keyword stands, as numbers of a sentence's words in order.
Meanings = Mapping[int, Sequence[tuple[int, How]]]


@dataclass(frozen=True, slots=True)
class Step:
    """A keyword's word by its index, and how many other words may stand before it."""

    index: int
    gap: int
    takes_parts: bool


Order = tuple[Step, ...]


def orders(
    words: Sequence[str], indices: Mapping[str, int], lemmatiser: Lemmatiser
) -> list[Order]:
    """Return the orders in which a keyword's words may stand, the usual one first.

    `words` are those of one keyword, at least one; `indices` has each.
    """
    is_verb = [lemmatiser.may_be_verb(word) for word in words]
    usual = list(range(len(words)))
    is_long = len(words) > 2
    found = [(usual, _GAP_AT_VERB if is_long else _GAP_AT_VERB_OF_TWO)]
    gap_at_moved = _GAP_AT_VERB if is_long else _GAP_AT_MOVED_OF_TWO
    if len(words) > 1 and is_verb[-1]:
        found.append(([usual[-1], *usual[:-1]], gap_at_moved))
    if len(words) > 1 and is_verb[0]:
        found.append(([*usual[1:], usual[0]], gap_at_moved))
    return [
        _order(places, gap_at_verb, words, indices=indices, is_verb=is_verb)
        for places, gap_at_verb in found
    ]


def _order(
    places: Sequence[int],
    gap_at_verb: int,
    words: Sequence[str],
    *,
    indices: Mapping[str, int],
    is_verb: Sequence[bool],
) -> Order:
    steps: list[Step] = []
    is_behind_verb = False
    for place in places:
        word = words[place]
        gap = gap_at_verb if is_verb[place] or is_behind_verb else _GAP
        takes_parts = len(words) == 1 or len(word) >= _SHORTEST_PART_AMONG_OTHERS
        steps.append(Step(indices[word], gap, takes_parts))
        is_behind_verb = is_verb[place]
    return tuple(steps)


def chains(
    order: Order, meanings: Meanings, clauses: Sequence[int]
) -> Iterator[tuple[How, list[int]]]:
    """Yield how a keyword stands in a sentence, and the numbers of its words.

    From each place where the first word stands, the nearest others are taken.
    `clauses` gives each word's clause; only neighbours may lie in different ones.
    """
    for number, how in _found(order[0], meanings):
        numbers = [number]
        for step in order[1:]:
            last = numbers[-1]
            following = (
                it
                for it in _found(step, meanings)
                if it[0] == last + 1
                or (
                    0 < it[0] - last <= step.gap + 1 and clauses[it[0]] == clauses[last]
                )
            )
            nearest = next(following, None)
            if nearest is None:
                break
            numbers.append(nearest[0])
            how = max(how, nearest[1])
        if len(numbers) == len(order):
            is_close = numbers[-1] - numbers[0] == len(numbers) - 1
            yield (how if is_close else max(how, How.LEMMA)), numbers


def _found(step: Step, meanings: Meanings) -> Iterator[tuple[int, How]]:
    return (
        (number, how)
        for number, how in meanings.get(step.index, ())
        if how != How.PART or step.takes_parts
    )
