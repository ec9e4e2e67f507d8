"""One person at work on a study, in a process that may be killed at any moment.

    python -m tests.concurrency.worker URL HANDLE INSTALLATION SEED ACTIONS LOG

Codes, takes codings away, writes memos and undoes until LOG holds ACTIONS lines;
each line names an action after the program has said that it is stored. Started
again, it goes on where LOG ends.
"""

import os
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from uuid import UUID

from qcode.errors import (
    DatabaseError,
    DuplicateCodingError,
    NothingToUndoError,
    UndoBlockedError,
    UnknownCodingError,
)
from qcode.model.coding import Coder, Coding, Memo, Subject
from qcode.model.ids import InstallationId
from qcode.model.span import Span
from qcode.operations import codings, history, memos, reading
from qcode.store import Store, open_store
from tests.builders import a_coder, a_study

# What cannot be done now is not done: another process of the same coder was faster.
_NOTHING_DONE = (
    DatabaseError,
    DuplicateCodingError,
    NothingToUndoError,
    UndoBlockedError,
    UnknownCodingError,
)


@dataclass
class Worker:
    """A coder with a random will."""

    store: Store
    coder: Coder
    random: Random

    def act(self) -> str:
        """Do something, and name what was done."""
        acts = [self.apply, self.remove, self.write, self.undo]
        [act] = self.random.choices(acts, weights=(5, 2, 2, 2))
        return act()

    def apply(self) -> str:
        study = a_study(self.store)
        document = self.random.choice([study.document, study.hebrew])
        code = self.random.choice([study.engagement, study.nets])
        start, end = sorted(self.random.sample(range(len(document.text) + 1), 2))
        coding = Coding(document.id, code.id, self.coder.id, Span(start, end))
        codings.apply_code(self.store, coding)
        return f"coding applied {coding.id}"

    def remove(self) -> str:
        own = self._own_codings()
        if not own:
            return self.apply()
        coding = self.random.choice(own)
        codings.remove_coding(self.store, coding.id, self.coder.id)
        return f"coding removed {coding.id}"

    def write(self) -> str:
        own = self._own_codings()
        about = self.random.choice(own).id if own else a_study(self.store).document.id
        subject = Subject.CODING if own else Subject.DOCUMENT
        memo = Memo(self.coder.id, subject, about, f"Gedanke {self.random.random()}")
        memos.write_memo(self.store, memo)
        return f"memo written {memo.id}"

    def undo(self) -> str:
        entry = history.undo(self.store, self.coder.id)
        return f"undone {entry.hash}"

    def _own_codings(self) -> list[Coding]:
        opened = reading.open_document(self.store, a_study(self.store).document.id)
        return [c for c in opened.codings if c.coder_id == self.coder.id]


def main() -> None:
    """Work until the log is full."""
    url, handle, installation, seed, actions, log = sys.argv[1:]
    done = len(_lines(Path(log)))
    random = Random(f"{seed} {done}")
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with closing(open_store(url, InstallationId(UUID(installation)))) as store:
        worker = Worker(store, a_coder(handle), random)
        while done < int(actions):
            try:
                said = worker.act()
            except _NOTHING_DONE:
                continue
            os.write(file, f"{said}\n".encode())
            done += 1


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


if __name__ == "__main__":
    main()
