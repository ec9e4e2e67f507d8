"""The whole way once, in a real terminal: open, code, quit, reopen, export."""

import csv
import json
from pathlib import Path

import pytest

from tests.terminal.tmux import Terminal, run

pytestmark = pytest.mark.terminal


def test_what_was_coded_by_keys_is_found_again_and_exported(
    pane: Terminal, untouched: Path
) -> None:
    pane.open_study(untouched)
    pane.press("1")
    pane.wait_for("Engagement 1 [1]")
    pane.press("j", "1")
    pane.wait_for("Engagement 2 [1]")
    pane.press("]")
    pane.wait_for("Und Sie?")
    pane.press("j", "j", "c")
    pane.wait_for("Enter applies")
    pane.type("netz")
    pane.wait_for("Vertrauensnetze [3]")
    pane.press("Enter")
    pane.wait_for("Vertrauensnetze 1 [3]")
    pane.quit()

    pane.open_study(untouched)
    pane.wait_for("Engagement 2 [1]")
    pane.wait_for("Vertrauensnetze 1 [3]")
    pane.wait_for("bodo-02   coder KM")
    pane.quit()

    found = json.loads(run(untouched, "coding", "list", "--json").stdout)
    assert [(c["document"], c["code"], c["text"]) for c in found] == [
        ("anna-01", "engagement", "Wie haben Sie die ersten Wochen erlebt?"),
        ("anna-01", "engagement", "Wir waren engagiert."),
        ("bodo-02", "netze", "Ich war neu."),
    ]
    export = untouched / "exports" / "f.csv"
    export.parent.mkdir(exist_ok=True)
    done = run(untouched, "frequencies", "--by", "document", "-o", str(export))
    assert done.returncode == 0, done.stderr
    assert segment_counts(export) == {
        ("engagement", "anna-01"): 2,
        ("netze", "bodo-02"): 1,
    }
    assert run(untouched, "doctor").returncode == 0


def segment_counts(path: Path) -> dict[tuple[str, str], int]:
    """Return how many segments have a code itself, by code and document."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    return {
        (row["code"], row["document"]): int(row["segments_own"])
        for row in rows
        if int(row["segments_own"])
    }
