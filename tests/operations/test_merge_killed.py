"""A merge that is killed at any moment leaves the study as before or as after."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from qcode.operations.bringing import export_set
from qcode.operations.codings import apply_code
from qcode.operations.doctor import examine
from qcode.store import open_store
from tests.builders import ELSEWHERE, HERE, a_coding, a_memo, a_study, fill
from tests.operations.teams import state

MERGE = """
import sys
from qcode.operations.bringing import bring
from qcode.operations.merging import merge
from qcode.store import open_store
from tests.builders import HERE, STUDY, a_coder
store = open_store(sys.argv[1], HERE)
brought = bring([sys.argv[2]], HERE)
print("now", flush=True)
merge(store, brought, STUDY, a_coder().id)
print("done", flush=True)
"""
TIMES = 12


def _start(url: str, path: Path) -> "subprocess.Popen[str]":
    arguments = [sys.executable, "-c", MERGE, url, str(path)]
    process = subprocess.Popen(
        arguments, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "now\n"
    return process


def _a_set(folder: Path) -> Path:
    """Export a set that is large enough to be killed amid its merge."""
    path = folder / "large.qcset"
    with closing(open_store(f"sqlite:///{folder / 'other.db'}", ELSEWHERE)) as store:
        study = fill(store)
        length = len(study.document.text)
        for start in range(0, length - 20, 4):
            for end in range(start + 1, start + 11, 3):
                coding = a_coding(start, end)
                apply_code(store, coding, a_memo(coding, f"{start} {end}"))
        export_set(store, [], path)
    return path


def test_a_killed_merge_leaves_the_study_as_before_or_as_after(tmp_path: Path) -> None:
    path, first = _a_set(tmp_path), tmp_path / "first.db"
    with closing(open_store(f"sqlite:///{first}", HERE)) as store:
        before = state(fill(store).store)
    whole = tmp_path / "whole.db"
    shutil.copyfile(first, whole)
    process = _start(f"sqlite:///{whole}", path)
    started = time.monotonic()
    assert process.wait() == 0
    lasts_s = time.monotonic() - started
    with closing(open_store(f"sqlite:///{whole}", HERE)) as store:
        after = state(store)
    assert after != before
    choose, outcomes = random.Random(7), set[bool]()
    for number in range(TIMES):
        copy = tmp_path / f"{number}.db"
        shutil.copyfile(first, copy)
        process = _start(f"sqlite:///{copy}", path)
        time.sleep(choose.uniform(0, lasts_s) if number else 0)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        with closing(open_store(f"sqlite:///{copy}", HERE)) as store:
            left = state(a_study(store).store)
            assert examine(store).damages == []
        assert left in (before, after)
        outcomes.add(left == after)
    assert False in outcomes
