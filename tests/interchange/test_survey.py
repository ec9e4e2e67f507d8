import math
from pathlib import Path

import pytest

from qcode.errors import UnreadableError
from qcode.interchange.survey import read_survey

CSV = """\
city,wave,size,b-one,b-two
S1,2023,klein,,
S1,2024,klein,7,3
S2,2024,groß,10,
S3,2024,groß,"6,5",4
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "answers.csv"
    path.write_text(CSV, "utf-8")
    return path


def test_ratings_of_a_wave_are_read_in_order(path: Path) -> None:
    survey = read_survey(path).kept("wave", "2024")
    assert survey.ratings("b-one") == [7, 10, 6.5]
    assert math.isnan(survey.ratings("b-two")[1])
    assert survey.groups("size") == ["klein", "groß"]
    assert survey.values("size") == ["klein", "groß", "groß"]


def test_semicolons_do_as_well(path: Path) -> None:
    path.write_text(CSV.replace('"6,5"', "6.5").replace(",", ";"), "utf-8")
    assert read_survey(path).ratings("b-one")[1:] == [7, 10, 6.5]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "empty"),
        ("city,b\n", "no answers"),
        ("city,city\nS1,2\n", "same name"),
        ("city,b\nS1\n", "line 2: has 1 cells where there are 2"),
    ],
)
def test_what_is_no_survey_is_refused(path: Path, content: str, reason: str) -> None:
    path.write_text(content, "utf-8")
    with pytest.raises(UnreadableError, match=reason):
        read_survey(path)


def test_what_is_no_number_is_told_with_its_line(path: Path) -> None:
    path.write_text(CSV.replace("10", "viel"), "utf-8")
    with pytest.raises(UnreadableError, match="line 4: 'viel' for b-one is no number"):
        read_survey(path).ratings("b-one")


def test_a_column_or_value_that_there_is_not_is_refused(path: Path) -> None:
    with pytest.raises(UnreadableError, match="no column 'b-three'"):
        read_survey(path).ratings("b-three")
    with pytest.raises(UnreadableError, match="no line has 2025 for wave"):
        read_survey(path).kept("wave", "2025")
