import pytest

from qcode.text.moments import Moments, shown_time

SECOND, MINUTE, HOUR = 1_000, 60_000, 3_600_000


@pytest.mark.parametrize(
    ("stamp", "time_ms"),
    [
        ("#00:01:02-3#", MINUTE + 2 * SECOND + 300),
        ("#1:00:00#", HOUR),
        ("[00:01:02]", MINUTE + 2 * SECOND),
        ("[00:01:02.345]", MINUTE + 2 * SECOND + 345),
        ("[61:02]", 61 * MINUTE + 2 * SECOND),
        ("(01:00:05,25)", HOUR + 5 * SECOND + 250),
    ],
)
def test_each_form_of_stamp_names_a_time(stamp: str, time_ms: int) -> None:
    assert Moments.of(f"\U0001f600 {stamp} Ja.").times_ms == [time_ms]


def test_a_passage_has_the_time_of_the_last_stamp_before_it() -> None:
    text = "Vor.\n[00:01] I: Ja?\nB: Nein.\n[00:05] I: So."
    moments = Moments.of(text)
    assert moments.at(text.index("Vor")) is None
    assert moments.at(text.index("[00:01]")) == SECOND
    assert moments.at(text.index("Nein")) == SECOND
    assert moments.at(text.index("So.")) == 5 * SECOND


def test_where_stamps_close_turns_the_one_before_tells_when_it_began() -> None:
    text = "I: Ja? #00:00:04-0#\nB: Nein. #00:00:09-5#"
    assert Moments.of(text).at(text.index("Nein")) == 4 * SECOND


def test_a_text_without_stamps_has_no_times() -> None:
    assert Moments.of("Um 10:30 Uhr.").at(3) is None


@pytest.mark.parametrize(
    ("time_ms", "shown"),
    [
        (None, ""),
        (0, "00:00:00"),
        (HOUR + 62_300, "01:01:02.3"),
        (90_050, "00:01:30.0"),
    ],
)
def test_times_are_shown_in_hours_minutes_and_seconds(
    time_ms: int | None, shown: str
) -> None:
    assert shown_time(time_ms) == shown
