"""Whose codings a part of a report is of."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qcode.model.coding import Coder
from qcode.operations.report.sources import Sources


@dataclass(frozen=True, slots=True)
class Whose:
    """One coder's codings, or everybody's, and the folder of what is made of them."""

    folder: str
    coder: Coder | None

    @property
    def coders(self) -> Sequence[Coder] | None:
        """The coder alone, `None` for all."""
        return None if self.coder is None else [self.coder]


def blocks(sources: Sources) -> Iterator[Whose]:
    """Yield whose codings are told of, each with a folder of its own.

    Those of the coder who was asked for; else those of all, a block for each, and
    beside them the consensus set, which the coders' own sets have gone into.
    """
    asked, consensus = sources.question.coder, sources.consensus
    yield Whose("", asked)
    if asked is None and consensus is not None:
        yield Whose("consensus/", consensus)
