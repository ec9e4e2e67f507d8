from qcode.model.exchange import (
    Departure,
    Direction,
    ExchangeReport,
    Fate,
    Tally,
    report_of,
    report_record,
)

GUID = "aaaaaaaa-0000-4000-8000-000000000001"


def _report(*departures: Departure) -> ExchangeReport:
    return ExchangeReport(
        Direction.IMPORT, "a.qdpx", found={"Code": 3}, departures=departures
    )


def test_a_thing_that_is_told_of_twice_counts_once_with_its_worse_fate() -> None:
    first = Departure("Code", f"{{{GUID.upper()}}}", "Hilfe", Fate.CHANGED, "colour")
    second = Departure("Code", GUID, "", Fate.LEFT, "gone")
    report = _report(first).with_more([second], ["old"])
    assert list(report.tallies()) == [Tally("Code", 3, 2, 0, 0, 1)]
    [told] = report.departures
    assert (told.name, told.fate, told.reason) == ("Hilfe", Fate.LEFT, "colour; gone")
    assert report.warnings == ("old",)


def test_a_thing_that_was_taken_after_all_is_no_departure() -> None:
    report = _report(Departure("Code", GUID.upper(), "", Fate.CARRIED, "unseen"))
    assert report.without("Code", {GUID}).departures == ()
    assert report.without("Link", {GUID}) == report


def test_a_report_is_the_same_after_it_was_a_record() -> None:
    report = _report(Departure("Code", GUID, "Hilfe", Fate.CHANGED, "named anew"))
    assert report_of(report_record(report)) == report
