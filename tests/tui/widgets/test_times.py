from qcode.text.moments import Moments
from qcode.tui.widgets.times import FEWEST_CELLS_OF_TEXT, Times

INTERVIEW = "I: #00:00:01-0# Ja?\nB: Nein. #00:09:05-5#\nI: \U0001f600 So."
WORKSHOP = "I: [00:59] Ja?\nB: [01:02:03] Nein."


def times(text: str) -> Times:
    return Times(Moments.of(text))


def test_a_stretch_has_the_time_that_begins_in_it() -> None:
    shown = times(INTERVIEW)
    stamp = INTERVIEW.index("#00:00:01")
    assert shown.beginning(0, len(INTERVIEW)) == "00:01"
    assert shown.beginning(stamp, stamp + 1) == "00:01"
    assert shown.beginning(stamp + 1, stamp + 5) == ""
    assert shown.beginning(INTERVIEW.index("B:"), len(INTERVIEW)) == "09:05"
    assert shown.beginning(INTERVIEW.index("I: \U0001f600"), len(INTERVIEW)) == ""


def test_a_passage_has_the_time_of_the_stamp_before_it() -> None:
    shown = times(INTERVIEW)
    assert shown.at(0) == ""
    assert shown.at(INTERVIEW.index("Nein")) == "00:01"
    assert shown.at(len(INTERVIEW)) == "09:05"


def test_a_recording_of_hours_has_them_in_each_time() -> None:
    shown = times(WORKSHOP)
    assert shown.at(WORKSHOP.index("Ja")) == "0:00:59"
    assert shown.at(WORKSHOP.index("Nein")) == "1:02:03"


def test_times_take_no_room_without_stamps_or_beside_a_narrow_text() -> None:
    enough = FEWEST_CELLS_OF_TEXT + len("00:01 ")
    assert times("I: Um 10:30 Uhr.").width(200) == 0
    assert times(INTERVIEW).width(enough) == len("00:01 ")
    assert times(INTERVIEW).width(enough - 1) == 0
