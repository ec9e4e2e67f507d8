from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Read = Callable[..., Any]


def _survey(folder: Path) -> str:
    path = folder / "answers.csv"
    path.write_text("city,wave,engagement\nS1,2024,8\nS2,2024,6\n", "utf-8")
    return str(path)


def test_it_is_printed_with_its_warning(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    result = run("joint-display", _survey(tmp_path), "--keep", "wave=2024")
    assert result.exit_code == 0
    assert "all (Spearman's rho of the ranks: undefined)" in result.stdout
    assert "do not test each other" in result.stderr


def test_json_has_the_promised_keys(
    read: Read, coded: list[str], tmp_path: Path
) -> None:
    found = read("joint-display", _survey(tmp_path))
    assert found["groups"] == [{"group": "", "rho": None}]
    (row,) = found["rows"]
    assert (row["code"], row["mean"], row["n"], row["rated_rank"]) == (
        "engagement",
        7,
        2,
        1,
    )


def test_it_is_written_to_a_file(run: Run, coded: list[str], tmp_path: Path) -> None:
    target = tmp_path / "joint.csv"
    result = run("joint-display", _survey(tmp_path), "-o", str(target))
    assert result.exit_code == 0
    assert target.read_text("utf-8").startswith("group,code,name,documents,segments")


def test_a_survey_that_is_not_there_is_one_line(run: Run, coded: list[str]) -> None:
    result = run("joint-display", "nowhere.csv")
    assert result.exit_code == 1
    assert "there is no such file" in result.stderr
