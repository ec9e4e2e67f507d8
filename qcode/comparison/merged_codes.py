"""Which codes were merged into others, by all steps that any copy took with them.

Who merges a code says so in the step that takes it out. What was coded with it keeps
its own steps: that it stands under another code now follows from this alone, also for
what another copy goes on coding with it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from qcode.model.journal import ObjectKind
from qcode.model.step import Histories, Path, Step, tips


@dataclass(slots=True)
class MergedCodes:
    """The codes that are gone, each with the one that it was merged into.

    `holding` are the steps that merged them, the earliest first. `void` are those that
    do not hold: of two merges of one code, and of those that go round in a circle, the
    latest ones hold.
    """

    into: dict[UUID, UUID] = field(default_factory=dict)
    holding: list[Step] = field(default_factory=list)
    void: list[Step] = field(default_factory=list)

    def living(self, code: UUID) -> UUID:
        """Return the code that stands in the place of this one, itself if it lives."""
        while code in self.into:
            code = self.into[code]
        return code

    @property
    def aliases(self) -> dict[UUID, UUID]:
        """What stands in the place of each code that is gone."""
        return {code: self.living(code) for code in self.into}


def merged_codes(histories: Histories) -> MergedCodes:
    """Return which codes were merged into which."""
    paths = histories.steps_of(ObjectKind.CODE).values()
    claims = [step for path in paths for step in merges(path)]
    found = MergedCodes()
    for step in sorted(claims, key=lambda it: (it.at, it.entry), reverse=True):
        assert step.into is not None
        if step.id in found.into or found.living(step.into) == step.id:
            found.void.append(step)
        else:
            found.into[step.id] = step.into
            found.holding.insert(0, step)
    found.void = [it for it in found.void if not _agrees(it, found)]
    return found


def merges(path: Path) -> Iterator[Step]:
    """Yield the steps with which somebody merged the code, unless taken back."""
    yield from (step for step in tips(path) if step.into is not None)


def _agrees(step: Step, found: MergedCodes) -> bool:
    """Whether a merge that was not needed comes to the same as what holds."""
    assert step.into is not None
    return step.id in found.into and found.living(step.into) == found.living(step.id)
