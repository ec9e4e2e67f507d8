"""What a coder's work says of each passage, ready to be taught.

A passage is what an engine knows it by, its text: where the same words stand twice,
what stands last in the order of the documents counts. Pure; knows no engine's inside.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from qcode.model.ids import CodeId
from qcode.suggest.study_passages import Passage, ReadPassage


@dataclass(frozen=True, slots=True)
class Lesson:
    """What is known of one passage.

    `read` is `None` where the coder has not come so far; `refused` are the codes
    they have rejected there and not given since.
    """

    passage: Passage
    read: ReadPassage | None
    refused: frozenset[CodeId] = frozenset()

    def is_decided_like(self, other: "Lesson | None") -> bool:
        """Whether the coder said the same of the passage itself, whatever around."""
        codes = self.read.codes if self.read else frozenset()
        others = other.read.codes if other and other.read else frozenset()
        refused = other.refused if other else frozenset()
        return (codes, self.refused) == (others, refused)


def lessons(
    read: Iterable[Sequence[ReadPassage]],
    refused: Iterable[tuple[Passage, CodeId]],
    key_of: Callable[[str], str],
) -> dict[str, Lesson]:
    """Return the lessons by their passages' keys, documents in their order.

    `key_of` is the engine's, which says what is the same passage to it.
    """
    found: dict[str, Lesson] = {}
    for passages in read:
        for it in passages:
            found[key_of(it.passage.text)] = Lesson(it.passage, it)
    for passage, code in refused:
        key = key_of(passage.text)
        lesson = found.setdefault(key, Lesson(passage, None))
        if lesson.read is None or code not in lesson.read.codes:
            found[key] = replace(lesson, refused=lesson.refused | {code})
    return found


def decisions_between(
    taught: Mapping[str, Lesson], wanted: Mapping[str, Lesson]
) -> int:
    """Return of how many passages a coder has said something else since."""
    gone = [it for key, it in taught.items() if key not in wanted]
    changed = sum(not it.is_decided_like(taught.get(key)) for key, it in wanted.items())
    return changed + sum(not it.is_decided_like(None) for it in gone)
