"""The laws of merging where one copy is a shared database (PostgreSQL too)."""

import random
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qcode.operations.history import history
from qcode.store import coders, open_store
from tests.builders import Study, a_study, fill
from tests.operations.teams import (
    DEEDS,
    LEAD,
    Act,
    check,
    foresee,
    installation,
    play,
    state,
    take,
)


@pytest.fixture
def team(study: Study, tmp_path: Path) -> Iterator[list[Study]]:
    """The study of the test, and a copy in a file on another machine."""
    url = f"sqlite:///{tmp_path / 'copy.db'}"
    with closing(open_store(url, installation(1))) as store:
        fill(store)
        copies = [study, a_study(store)]
        for copy in copies:
            with copy.store.begin() as connection:
                coders.ensure(connection, LEAD)
        yield copies


def _acts(seed: int) -> list[Act]:
    choose = random.Random(seed)
    return [
        Act(
            choose.randrange(2),
            choose.choice([*DEEDS, None]),
            choose.random() < 0.3,
            choose.randrange(12),
        )
        for _ in range(24)
    ]


@pytest.mark.parametrize("seed", range(6))
def test_copies_that_merged_each_other_are_the_same_and_stay_so(
    team: list[Study], seed: int
) -> None:
    play(team, _acts(seed))
    shared, copy = team
    plan = foresee(shared, copy)
    assert take(shared, copy) == plan
    take(copy, shared)
    assert state(shared.store) == state(copy.store)
    entries = len(history(shared.store))
    take(shared, copy)
    assert len(history(shared.store)) == entries
    for study in team:
        check(study)
