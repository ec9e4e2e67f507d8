"""What each import may load: a static contract cannot see a deferred import."""

import json
import subprocess
import sys

import pytest

LOADED = "import json, sys; print(json.dumps(sorted(sys.modules)))"


def loaded_by(statement: str) -> set[str]:
    """Return the top names of what a fresh interpreter has loaded after this."""
    program = f"{statement}\n{LOADED}"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return {name.partition(".")[0] for name in json.loads(done.stdout)}


HEAVY = {"textual", "rich", "pandas", "numpy", "spacy", "sqlalchemy", "pydantic"}


@pytest.mark.parametrize(
    ("statement", "forbidden"),
    [
        ("import qcode", HEAVY | {"click"}),
        ("import qcode.cli", HEAVY | {"ruamel", "rapidfuzz", "alembic", "docx"}),
        (
            "import qcode.operations.codings",
            {"pandas", "spacy", "textual", "pydantic", "rich"},
        ),
        ("import qcode.cli.listing", {"pandas", "spacy", "textual", "pydantic"}),
        ("import qcode.cli.coding", {"pandas", "spacy", "textual", "pydantic"}),
        ("import qcode.cli.cooccurrence", {"pandas", "spacy", "simplemma", "openpyxl"}),
        ("import qcode.cli.keyness", {"pandas", "spacy", "simplemma", "openpyxl"}),
        ("import qcode.cli.history", {"pandas", "spacy", "textual", "pydantic"}),
        ("import qcode.cli.suggesting", {"pandas", "spacy", "simplemma", "sklearn"}),
        ("import qcode.operations.live_suggestions", {"pandas", "spacy", "numpy"}),
        ("import qcode.cli.segments", {"pandas", "numpy", "openpyxl", "pyarrow"}),
        ("import qcode.cli.search", {"pandas", "numpy", "simplemma", "spacy"}),
        ("import qcode.cli.frequencies", {"pandas", "openpyxl", "pyarrow", "spacy"}),
        ("import qcode.tui.screens.charts", {"matplotlib", "pandas", "pydantic"}),
        ("import qcode.model.codebook", HEAVY),
    ],
)
def test_an_import_loads_nothing_that_it_does_not_need(
    statement: str, forbidden: set[str]
) -> None:
    assert loaded_by(statement) & forbidden == set()


def test_printing_the_help_loads_no_command() -> None:
    statement = (
        "import sys, qcode.cli\n"
        "sys.argv = ['qcode', '--help']\n"
        "sys.stdout, kept = sys.stderr, sys.stdout\n"
        "try:\n    qcode.cli.main()\nexcept SystemExit:\n    pass\n"
        "sys.stdout = kept\n"
    )
    assert loaded_by(statement) & HEAVY == set()
