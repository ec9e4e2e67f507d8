"""Rebuilding a report: what changed is made anew, what was altered is left alone."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from qcode.errors import RefusedError, StudyError, UnknownError, UnreadableError
from qcode.operations.provenance import PROGRAM
from qcode.operations.report.dependence import Dependence, libraries, parameters
from qcode.operations.report.manifest import read_manifest, recovered
from qcode.operations.report.placing import Place
from qcode.operations.report.sources import LeftOut, Sources
from qcode.operations.report.thing import Thing


class Fate(StrEnum):
    """What became of a thing, or would."""

    MADE = "made"
    KEPT = "kept"
    LEFT_OUT = "left out"
    ALTERED = "altered"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a thing: its files, or why there are none.

    ALTERED names the files that somebody altered or put there, for which the thing was
    left alone.
    """

    name: str
    fate: Fate
    files: Sequence[str] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rebuild:
    """How a report is made: where; all anew, over altered files too; or only told."""

    folder: Path
    is_forced: bool = False
    is_told_only: bool = False


def rebuild(
    sources: Sources,
    things: Iterable[Thing],
    how: Rebuild,
    tell: Callable[[int, int], None],
) -> list[Outcome]:
    """Rebuild the things that changed, in order; `tell` gets how many are done of all.

    Raises StudyError where files cannot be read or written.
    """
    every = list(things)
    work = _Work(sources, how)
    outcomes = []
    try:
        for number, thing in enumerate(every):
            tell(number, len(every))
            outcomes.append(work.outcome(thing))
        outcomes += work.gone({it.name for it in every})
        work.write_down()
    finally:
        work.tidy_up()
    tell(len(every), len(every))
    return outcomes


class _Work:
    """One report as it goes on: what is known of what is there."""

    def __init__(self, sources: Sources, how: Rebuild) -> None:
        self._sources, self._how = sources, how
        self._place = Place(how.folder)
        versions = libraries()
        self._dependence = Dependence(sources, versions)
        before = read_manifest(how.folder)
        study = str(sources.workspace.study_id)
        if before.study not in ("", study):
            raise StudyError(
                f"{how.folder} holds the report of another study; name another folder."
            )
        self._known = replace(
            recovered(how.folder, before),
            study=study,
            program=PROGRAM,
            libraries=versions,
            parameters=parameters(sources.question),
        )

    def outcome(self, thing: Thing) -> Outcome:
        """Make a thing where it has to be; raises StudyError."""
        name = thing.name
        made_from = self._dependence.digest(thing, self._sources)
        known, ours = self._known.things.get(name), self._known.ours(name)
        altered = self._place.altered(ours)
        if altered and not self._how.is_forced:
            return Outcome(name, Fate.ALTERED, altered)
        is_as_it_was = known is not None and known.made_from == made_from
        if is_as_it_was and not self._how.is_forced and not self._place.missing(ours):
            outcome = Outcome(name, Fate.KEPT, sorted(ours))
            if known is not None and known.left_out:
                outcome = Outcome(name, Fate.LEFT_OUT, reason=known.left_out)
        elif self._how.is_told_only:
            outcome = Outcome(name, Fate.MADE)
        else:
            outcome = self._made(thing, made_from)
        if outcome.fate is Fate.LEFT_OUT:
            self._remember(LeftOut(name, outcome.reason))
        return outcome

    def _remember(self, left_out: LeftOut) -> None:
        every = [*self._sources.left_out, left_out]
        self._sources = replace(self._sources, left_out=every)

    def _made(self, thing: Thing, made_from: str) -> Outcome:
        name, place = thing.name, self._place
        try:
            thing.make(self._sources.telling_of(thing.bases), place.stem(name))
        except (RefusedError, UnknownError, UnreadableError) as error:
            self._known = place.leave_out(self._known, name, made_from, str(error))
            return Outcome(name, Fate.LEFT_OUT, reason=str(error))
        new = place.made()
        others = place.others(self._known.ours(name), new)
        if others and not self._how.is_forced:
            return Outcome(name, Fate.ALTERED, others)
        self._known = place.put(self._known, name, made_from, new)
        return Outcome(name, Fate.MADE, sorted(new))

    def gone(self, names: Collection[str]) -> Iterator[Outcome]:
        """Take away what earlier reports made and this study derives no more."""
        for name in sorted(set(self._known.things) - set(names)):
            ours = self._known.ours(name)
            altered = self._place.altered(ours)
            if altered and not self._how.is_forced:
                yield Outcome(name, Fate.ALTERED, altered)
                continue
            if not self._how.is_told_only:
                self._known = self._place.drop(self._known, name)
            if ours:
                yield Outcome(name, Fate.REMOVED, sorted(ours))

    def write_down(self) -> None:
        """Write down what is known now."""
        if not self._how.is_told_only:
            self._place.keep(self._known)

    def tidy_up(self) -> None:
        """Leave nothing aside."""
        if not self._how.is_told_only:
            self._place.clear()
