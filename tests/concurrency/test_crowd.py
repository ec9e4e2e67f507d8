"""Many code at once and are killed at random; nothing that was told gets lost."""

from pathlib import Path

import pytest

from tests.concurrency.crowd import Crowd


def test_a_few_lose_nothing(
    database_url: str, database_kind: str, tmp_path: Path
) -> None:
    crowd = Crowd(
        database_url, tmp_path, processes=4, actions=12, kill_every_s=1.5, most_s=240
    )
    figures = crowd.work()
    assert figures.kills > 0
    assert figures.actions >= 48


@pytest.mark.slow
def test_a_crowd_loses_nothing(
    database_url: str, database_kind: str, tmp_path: Path
) -> None:
    processes = 20 if database_kind == "postgresql" else 4
    crowd = Crowd(
        database_url,
        tmp_path,
        processes=processes,
        actions=500,
        # A start takes a second of a processor's time: more would measure starting.
        kill_every_s=3.0,
        most_s=1500,
    )
    figures = crowd.work()
    print(f"\n{database_kind}: {figures}")
    assert figures.kills >= 10
    assert figures.actions >= processes * 500
