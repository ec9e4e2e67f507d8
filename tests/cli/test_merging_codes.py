import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def coded(run: Run) -> None:
    """Anna has coded one span with both codes, and another with the first."""
    for span, code in (("19:22", "netze"), ("19:22", "erfahrung"), ("31:40", "netze")):
        done = run(
            "coding", "add", "--document", "anna", "--span", span, "--code", code
        )
        assert done.exit_code == 0


def codings(run: Run) -> list[tuple[str, str]]:
    listed = json.loads(run("coding", "list", "--json").stdout)
    return [(it["text"], it["code"]) for it in listed]


@pytest.mark.usefixtures("coded")
def test_a_code_is_merged_into_another_and_codebook_yaml_follows(
    run: Run, folder: Path
) -> None:
    done = run("codebook", "merge-codes", "netze", "erfahrung")
    assert done.exit_code == 0
    assert done.stdout == (
        "'netze' into 'erfahrung': 2 codings (anna), 1 of a span coded with both\n"
    )
    assert codings(run) == [("Gut", "erfahrung"), ("engagiert", "erfahrung")]
    text = (folder / "codebook.yaml").read_text("utf-8")
    assert "key: netze\n" not in text
    assert "formerly: [netze]" in text
    assert "# Codebuch: dieser Kommentar bleibt stehen." in text
    assert run("codebook", "check").exit_code == 0
    assert run("undo").stdout.startswith("Undone: Vertrauensnetze into Erfahrung")
    assert len(codings(run)) == 3


@pytest.mark.usefixtures("coded")
def test_a_dry_run_of_merging_codes_says_the_same_and_changes_nothing(run: Run) -> None:
    before = codings(run)
    plan = run("codebook", "merge-codes", "netze", "erfahrung", "--dry-run", "--json")
    assert json.loads(plan.stdout) == {
        "code": "netze",
        "into": "erfahrung",
        "codings": 2,
        "joined": 1,
        "memos": 0,
        "decisions": 0,
        "settlements": 0,
        "coders": ["anna"],
        "below": [],
        "left": [],
    }
    assert codings(run) == before


@pytest.mark.usefixtures("coded")
def test_the_former_key_still_means_the_code(run: Run) -> None:
    run("codebook", "merge-codes", "netze", "erfahrung")
    listed = json.loads(run("coding", "list", "--code", "netze", "--json").stdout)
    assert len(listed) == 2


def test_a_code_is_not_merged_into_one_that_only_groups(run: Run) -> None:
    refused = run("codebook", "merge-codes", "netze", "personal")
    assert refused.exit_code == 1
    assert "Error: 'Personal' only groups other codes" in refused.stderr
