from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from qcode.store import open_store
from tests.builders import ELSEWHERE, Study, a_study, fill


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Study]:
    """Another copy of the study, on another machine."""
    url = f"sqlite:///{tmp_path / 'other.db'}"
    with closing(open_store(url, ELSEWHERE)) as store:
        fill(store)
        yield a_study(store)
