"""A terminal of its own for the installed program: tmux with its own server."""

import os
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE_S = 20.0


def program() -> list[str]:
    """The installed `qcode` of this Python, else the package run by it."""
    beside = Path(sys.executable).with_name("qcode")
    return [str(beside)] if beside.exists() else [sys.executable, "-m", "qcode"]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program on a study, as coder KM."""
    command = [*program(), "--study", str(folder), "--coder", "KM", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


class Terminal:
    """One pane; keys go in as they are typed, and the screen comes out as text."""

    def __init__(self, socket_folder: str) -> None:
        self._environment = {**os.environ, "TMUX_TMPDIR": socket_folder}

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-L", "qcode-test", "-f", os.devnull, *arguments]
        # Given explicitly: readline sets COLUMNS behind Python's back.
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            timeout=20,
            env=self._environment,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def open(self, command: list[str]) -> None:
        """Run a command in the pane, a new one where one has ended."""
        line = f"exec {shlex.join(command)}"
        if self.is_there():
            self.tmux("respawn-pane", "-k", line)
            return
        stay = ("set-option", "-g", "remain-on-exit", "on", ";")
        self.tmux(*stay, "new-session", "-d", "-x", "120", "-y", "40", line)

    def is_there(self) -> bool:
        command = ["tmux", "-L", "qcode-test", "has-session"]
        done = subprocess.run(command, capture_output=True, env=self._environment)
        return done.returncode == 0

    def open_study(self, folder: Path) -> None:
        """Open the program's screens, and wait until they are drawn."""
        self.open([*program(), "--study", str(folder), "--coder", "KM"])
        self.wait_for("? keys")

    def press(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def screen(self) -> str:
        return self.tmux("capture-pane", "-p")

    def ask(self, variable: str) -> str:
        return self.tmux("display-message", "-p", f"#{{{variable}}}").strip()

    def wait_for(self, words: str) -> None:
        self.wait_until(lambda: words in self.screen(), f"{words!r} on the screen")

    def wait_without(self, words: str) -> None:
        what = f"screen without {words!r}"
        self.wait_until(lambda: words not in self.screen(), what)

    def wait_until(self, is_so: Callable[[], bool], what: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while not is_so():
            assert time.monotonic() < end, f"no {what}:\n{self.screen()}"
            time.sleep(0.02)

    def quit(self) -> None:
        """Press q, and wait until the program has ended."""
        self.press("q")
        self.wait_until(lambda: self.ask("pane_dead") == "1", "end")
        assert "Traceback" not in self.screen()

    def kill(self) -> None:
        """End the program as a power cut does."""
        os.kill(int(self.ask("pane_pid")), signal.SIGKILL)
        self.wait_until(lambda: self.ask("pane_dead") == "1", "end")


def is_missing() -> bool:
    return shutil.which("tmux") is None


@contextmanager
def terminal() -> Iterator[Terminal]:
    """Give a terminal with a server and socket of its own, and end both."""
    # Not below pytest's folder: a socket's path holds 108 bytes at most.
    with TemporaryDirectory(prefix="qcode-tmux-") as folder:
        opened = Terminal(folder)
        try:
            yield opened
        finally:
            if opened.is_there():
                opened.tmux("kill-server")
