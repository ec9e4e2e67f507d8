"""Many processes at work on one study, killed at random and started again."""

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from time import monotonic, sleep
from uuid import UUID, uuid5

from qcode.model.journal import Entry, Verb
from qcode.operations.doctor import examine
from qcode.operations.history import history
from qcode.store import coders, open_store
from tests.builders import HERE, STUDY, a_coder, fill

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Figures:
    """How a crowd got on."""

    processes: int
    actions: int
    kills: int
    unanswered: int
    seconds: float

    def __str__(self) -> str:
        return (
            f"{self.processes} processes, {self.actions} actions stored, {self.kills} "
            f"kills ({self.unanswered} stored that nobody was told of), "
            f"{self.seconds:.0f} s, {self.actions / self.seconds:.0f} actions a second"
        )


@dataclass
class Crowd:
    """So many processes on one database, each with so many actions before it.

    Every fifth process works for the same coder as the one before it. One process
    is killed every `kill_every_s` seconds on average, in the midst of its work.
    """

    url: str
    folder: Path
    processes: int
    actions: int
    kill_every_s: float
    most_s: float
    random: Random = field(default_factory=lambda: Random(1))
    kills: int = 0
    found_at_start: dict[int, int] = field(default_factory=dict)

    def work(self) -> Figures:
        """Let all of them work to the end, and check what the study holds then."""
        with closing(open_store(self.url, HERE)) as store:
            fill(store)
            with store.begin() as connection:
                for number in range(self.processes):
                    coders.ensure(connection, a_coder(self._handle(number)))
        began = monotonic()
        self._run(began + self.most_s)
        return self._checked(monotonic() - began)

    def _handle(self, number: int) -> str:
        return f"coder {number - 1 if number % 5 == 4 else number}"

    def _log(self, number: int) -> Path:
        return self.folder / f"{number}.log"

    def _run(self, deadline: float) -> None:
        running = {n: self._start(n) for n in range(self.processes)}
        next_kill = self._next_kill()
        try:
            while running:
                assert monotonic() < deadline, f"{len(running)} are not done in time"
                sleep(0.02)
                for number, process in list(running.items()):
                    if process.poll() is not None:
                        assert process.returncode == 0, process.stderr
                        del running[number]
                at_work = [n for n in sorted(running) if self._is_at_work(n)]
                if at_work and monotonic() > next_kill:
                    number = self.random.choice(at_work)
                    self._kill(running[number])
                    running[number] = self._start(number)
                    next_kill = self._next_kill()
        finally:
            for process in running.values():
                process.kill()
                process.wait()

    def _next_kill(self) -> float:
        return monotonic() + self.random.expovariate(1 / self.kill_every_s)

    def _is_at_work(self, number: int) -> bool:
        """Whether the process has done something since it was started."""
        return self._size(number) > self.found_at_start[number]

    def _size(self, number: int) -> int:
        log = self._log(number)
        return log.stat().st_size if log.exists() else 0

    def _start(self, number: int) -> subprocess.Popen[bytes]:
        self.found_at_start[number] = self._size(number)
        installation = str(uuid5(STUDY, f"installation {number}"))
        words = [self.url, self._handle(number), installation, str(number)]
        words += [str(self.actions), str(self._log(number))]
        command = [sys.executable, "-m", "tests.concurrency.worker", *words]
        return subprocess.Popen(command, cwd=ROOT)

    def _kill(self, process: subprocess.Popen[bytes]) -> None:
        if process.poll() is None:
            process.kill()
            process.wait()
            self.kills += 1

    def _checked(self, seconds: float) -> Figures:
        with closing(open_store(self.url, HERE)) as store:
            assert examine(store).damages == []
            entries = [line.entry for line in reversed(history(store))]
        told = Counter(self._told())
        assert told.total() == self.processes * self.actions
        stored = Counter(map(_said, entries))
        # All that was told is there; what is there once and was not told was cut
        # off by a kill between storing and telling.
        assert told - stored == Counter()
        unanswered = (stored - told).total()
        assert unanswered <= self.kills
        repeatable = f"{Verb.CODING_REMOVED} "  # a removal that was undone
        once = [said for said in stored if not said.startswith(repeatable)]
        assert all(stored[said] == 1 for said in once)
        _check_chains(entries)
        return Figures(self.processes, stored.total(), self.kills, unanswered, seconds)

    def _told(self) -> Iterator[str]:
        for number in range(self.processes):
            yield from self._log(number).read_text("utf-8").splitlines()


def _said(entry: Entry) -> str:
    """Name an entry as the worker who made it does."""
    action = entry.action
    if action.verb is Verb.UNDONE:
        return f"{action.verb} {action.reverses}"
    # Memos about a coding go before it, when it is taken away.
    return f"{action.verb} {action.changes[-1].id}"


def _check_chains(entries: list[Entry]) -> None:
    """Each entry follows the one before it of the same coder and installation."""
    heads: dict[tuple[UUID | None, UUID], str] = {}
    for entry in entries:
        chain = (entry.action.coder_id, entry.installation_id)
        assert entry.parents == ((heads[chain],) if chain in heads else ())
        heads[chain] = entry.hash
