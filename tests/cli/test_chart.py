from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Run = Callable[..., Result]


@pytest.mark.parametrize(
    "kind",
    [
        ("bars",),
        ("stacked", "--by", "kind", "--distinct"),
        ("heat-map", "--by", "document", "--distinct", "--count", "words"),
        ("tree-map", "--coder", "anna", "--language", "en"),
        ("network", "--distinct", "--by", "turns:9", "--level", "2"),
        ("portrait", "--document", "anna", "--coder", "anna"),
    ],
)
def test_a_chart_is_written(
    run: Run, coded: list[str], tmp_path: Path, kind: tuple[str, ...]
) -> None:
    path = tmp_path / "chart.svg"
    result = run("chart", *kind, "-o", str(path))
    assert result.exit_code == 0, result.stderr
    assert "Engagement" in path.read_text("utf-8")


def test_a_curve_is_drawn_of_what_saturation_tells(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "curve.svg"
    options = ("--distinct", "--base", "1", "--run", "1", "--in-vivo", "netze")
    result = run("chart", "curve", *options, "-o", str(path))
    assert result.exit_code == 0, result.stderr
    text = path.read_text("utf-8")
    assert "bodo-02" in text
    assert "Basis 1" in text


def test_a_joint_display_has_all_groups_or_one(run: Run, tmp_path: Path) -> None:
    both = ("--by", "city", "--group", "city=B", "-o", str(tmp_path / "joint.pdf"))
    refused = run("chart", "joint-display", "answers.csv", *both)
    assert refused.exit_code == 2
    assert "--by for all groups, or --group for one" in refused.stderr


def test_a_joint_display_is_drawn_of_a_group(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    survey = tmp_path / "answers.csv"
    survey.write_text("city,engagement\nB,8\nC,6\n", "utf-8")
    path = tmp_path / "joint.pdf"
    result = run(
        "chart", "joint-display", str(survey), "--group", "city=B", "-o", str(path)
    )
    assert result.exit_code == 0, result.stderr
    assert path.read_bytes().startswith(b"%PDF")


def test_what_cannot_be_drawn_is_one_line_and_no_file(
    run: Run, coded: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "chart.svg"
    result = run("chart", "tree-map", "-o", str(path))
    assert result.exit_code == 1
    assert "choose one with --coder" in result.stderr
    assert run("chart", "bars", "-o", str(tmp_path / "chart.gif")).exit_code == 2
    assert not list(tmp_path.glob("chart.*"))
