"""What a report tells of several coders: agreement, confusion, differences."""

from collections.abc import Iterator
from pathlib import Path

from qcode.errors import RefusedError
from qcode.model.agreement import ComparisonQuestion
from qcode.model.basis import CODED, Basis
from qcode.operations.agreement import agreement, coders_to_compare, confusion
from qcode.operations.agreement_files import write_agreement, write_confusion
from qcode.operations.difference_tables import write_differences
from qcode.operations.differences import Scope
from qcode.operations.dockets import open_docket, pairs_to_settle
from qcode.operations.report.sources import Sources
from qcode.operations.report.thing import Thing, ending, file_name
from qcode.store import Store

_FORMAT = ".csv"


def team_tables() -> Iterator[Thing]:
    """Yield what tells of several coders; it can be made of two at least."""
    yield Thing("agreement/agreement", _agreement)
    yield Thing("agreement/confusion", _confusion)
    yield Thing(
        "agreement/differences",
        _differences,
        CODED | {Basis.SETTLED, Basis.MEMOS},
    )


def comparison(store: Store) -> ComparisonQuestion:
    """Return how coders are compared: all who have finished documents, by sentences."""
    return ComparisonQuestion(coders_to_compare(store))


def _agreement(sources: Sources, path: Path) -> None:
    found = agreement(sources.store, comparison(sources.store))
    write_agreement(found, ending(path, _FORMAT))


def _confusion(sources: Sources, path: Path) -> None:
    found = confusion(sources.store, comparison(sources.store))
    write_confusion(found, ending(path, _FORMAT))


def _differences(sources: Sources, path: Path) -> None:
    pairs = pairs_to_settle(sources.store)
    if not pairs:
        raise RefusedError("Differences need two coders who have finished documents.")
    for pair in pairs:
        docket = open_docket(sources.store, Scope(pair))
        # One pair needs no names in the file's; with several each file has its own.
        names = f"-{file_name(f'{pair.first.handle}-{pair.second.handle}')}"
        own = path if len(pairs) == 1 else ending(path, names)
        write_differences(docket, docket.differences, ending(own, _FORMAT))
