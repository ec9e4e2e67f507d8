"""What becomes of each thing that a merge brings, as people are told."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """One coding, memo, code or mark of a merge, named as people know it.

    `start` and `end` are where it will stand, `None` for what has no span; `place`
    is where in which file it came from; `reason` is empty where all is plain. What is
    here already and gets other content has `is_change`.
    """

    kind: str
    document: str
    start: int | None
    end: int | None
    code: str
    coder: str
    place: str
    reason: str = ""
    is_change: bool = False


LISTS = ("new", "same", "moved", "removed", "conflicts", "unknown")


@dataclass(slots=True)
class Outcomes:
    """What a merge would do, thing by thing.

    `hindrances` keep the whole merge from being done; they stand in `unknown`, or in
    `conflicts` beside others of which neither side is lost. `left` are those of both
    that are left out instead, because a person said so.
    """

    new: list[Outcome] = field(default_factory=list)
    same: list[Outcome] = field(default_factory=list)
    moved: list[Outcome] = field(default_factory=list)
    removed: list[Outcome] = field(default_factory=list)
    conflicts: list[Outcome] = field(default_factory=list)
    unknown: list[Outcome] = field(default_factory=list)
    hindrances: list[Outcome] = field(default_factory=list)
    left: list[Outcome] = field(default_factory=list)

    def lists(self) -> Iterator[tuple[str, list[Outcome]]]:
        """Yield each list with its name."""
        for name in LISTS:
            found = getattr(self, name)
            assert isinstance(found, list)
            yield name, found

    def hinder(self, outcome: Outcome, *, is_unknown: bool) -> None:
        """Note what keeps the merge from being done."""
        (self.unknown if is_unknown else self.conflicts).append(outcome)
        self.hindrances.append(outcome)

    def add(self, others: "Outcomes") -> None:
        """Put the outcomes of another file behind these."""
        for name, found in others.lists():
            getattr(self, name).extend(found)
        self.hindrances += others.hindrances
        self.left += others.left

    def leave_out(self) -> None:
        """Let what is in the way be left out, as the person said."""
        self.left += self.hindrances
        self.hindrances = []
