"""A small study in a folder, and reports of some things of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from qcode.operations.recommendations import add_recommendation
from qcode.operations.report.rebuilding import Fate, Outcome, Rebuild, rebuild
from qcode.operations.report.reporting import gathered
from qcode.operations.report.sources import ReportQuestion
from qcode.operations.report.things import things
from qcode.operations.workspace import Workspace
from qcode.project import Project, user_state
from qcode.store import Store
from tests.builders import STUDY, Study
from tests.operations.recommending import HELP, NOTHING, TIRED, Talk, talked

SOME = (
    "tables/frequencies",
    "tables/segments",
    "agreement/agreement",
    "agreement/differences",
    "codebook/codebook",
    "recommendations/recommendations",
)


@dataclass(frozen=True)
class Reported:
    """The talk, and the folder with the study's files."""

    talk: Talk
    root: Path

    @property
    def exports(self) -> Path:
        return self.root / "exports"

    def workspace(self, store: Store | None = None) -> Workspace:
        return Workspace(
            Project(self.root), store or self.talk.study.store, user_state(), STUDY
        )

    def report(
        self,
        folder: Path | None = None,
        *,
        names: Sequence[str] = SOME,
        store: Store | None = None,
        question: ReportQuestion | None = None,
        is_forced: bool = False,
        is_told_only: bool = False,
    ) -> dict[str, Outcome]:
        """Rebuild these things and return what became of each."""
        workspace = self.workspace(store)
        sources = gathered(workspace, question or ReportQuestion())
        how = Rebuild(folder or self.exports, is_forced, is_told_only)
        wanted = [it for it in things(sources) if it.name in names]
        found = rebuild(sources, wanted, how, lambda done, steps: None)
        return {it.name: it for it in found}

    def made(self) -> list[str]:
        """Return the names of the things that a report makes anew."""
        found = self.report()
        return [it.name for it in found.values() if it.fate is Fate.MADE]


def reported(study: Study, root: Path) -> Reported:
    """The talk with four codings and a recommendation.

    Engagement: anna and Bea alike on HELP, Bea on TIRED; nets: anna on NOTHING.
    """
    talk = talked(study)
    talk.coding(HELP)
    talk.coding(HELP, coder_id=study.bea.id)
    talk.coding(TIRED, coder_id=study.bea.id)
    talk.coding(NOTHING, study.nets)
    add_recommendation(study.store, "Helfen", [study.family.id], study.anna.id)
    return Reported(talk, root)


def files(folder: Path) -> dict[str, str]:
    """Return the digest of every file in a folder, by its path there."""
    return {
        it.relative_to(folder).as_posix(): sha256(it.read_bytes()).hexdigest()
        for it in sorted(folder.rglob("*"))
        if it.is_file()
    }
