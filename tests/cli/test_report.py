from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
SURVEY = "city,wave,netze,engagement\nS1,2023,1,1\nS1,2024,7,3\nS2,2024,9,5\n"


@pytest.mark.usefixtures("coded")
def test_everything_derived_is_rebuilt_once(
    run: Run, read: Callable[..., Any], folder: Path
) -> None:
    survey = folder / "survey.csv"
    survey.write_text(SURVEY, "utf-8")
    asked = ("report", "--survey", survey, "--keep", "wave=2024")
    told = read(*asked, "--dry-run")
    exports = folder / "exports"
    assert not (exports / "report.json").exists()
    made = read(*asked)
    named = [it["name"] for it in [*made["made"], *made["left_out"]]]
    assert sorted(named) == sorted(it["name"] for it in told["made"])
    assert {it["name"] for it in made["left_out"]} == {
        *("agreement/agreement", "agreement/confusion", "agreement/differences"),
        *("recommendations/recommendations", "grid/grid"),
    }
    every = {file for it in made["made"] for file in it["files"]}
    assert {
        "tables/frequencies.csv",
        "tables/frequencies.csv.about.json",
        "tables/codes-against-city.csv",
        "tables/saturation.csv",
        "tables/joint-display.csv",
        "charts/codes.svg",
        "charts/joint-display.pdf",
        "charts/tree-map.svg",
        "charts/codes-by-city.svg",
        "codebook/codebook.yaml",
        "codebook/codebook-with-counts.html",
        "methods/methods-de.docx",
        "methods/methods-en.md",
    } <= every
    drawn = (exports / "charts" / "tree-map.svg").read_text("utf-8")
    assert "Bea, anna zusammen, jede Stelle einmal" in drawn
    assert every == {
        it.relative_to(exports).as_posix()
        for it in exports.rglob("*")
        if it.is_file() and it.name != "report.json"
    }
    again = run(*asked)
    assert (again.exit_code, again.stdout) == (0, "")
    assert f"{len(made['made'])} kept, 5 left out" in again.stderr
    assert "Left out agreement/agreement: Agreement needs two" in again.stderr
    (exports / "tables" / "segments.csv").write_text("mine", "utf-8")
    altered = run(*asked)
    assert "Left alone tables/segments: tables/segments.csv not as" in altered.stderr


@pytest.mark.usefixtures("coded")
def test_what_is_not_there_is_told_in_a_line(run: Run, folder: Path) -> None:
    missing = run("report", "--survey", folder / "none.csv")
    assert (missing.exit_code, missing.stderr.count("\n")) == (1, 1)
    assert "There is no survey" in missing.stderr
    assert run("report", "--keep", "wave=2024").exit_code == 2
    (folder / "file").write_text("", "utf-8")
    refused = run("report", folder / "file")
    assert (refused.exit_code, refused.stderr.count("\n")) == (1, 1)
