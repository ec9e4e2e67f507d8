from pathlib import Path

import pytest

from qcode.interchange.refi.reading import Reading, read_project
from tests.interchange.refi.archives import (
    SOURCE,
    a_coding,
    a_project,
    a_selection,
    a_source,
    an_archive,
)

MARK = "\ufeff"
# An emoji before the word that is meant, so that every way of counting differs.
LF = "A\U0001f600B\nWORT zwei\nEnde"
CRLF = LF.replace("\n", "\r\n")


def selected(reading: Reading) -> list[str]:
    return [
        selection.span.cut(source.text)
        for source in reading.project.sources
        for selection in source.selections
    ]


def read(path: Path, text: str, *places: tuple[int, int], origin: str = "X") -> Reading:
    selections = "".join(
        a_selection(
            *place,
            inside=a_coding(guid=f"66666666-0000-4000-8000-{number:012}"),
            guid=f"55555555-0000-4000-8000-{number:012}",
        )
        for number, place in enumerate(places)
    )
    xml = a_project(a_source(selections), origin=origin)
    return read_project(an_archive(path / "p.qdpx", xml, {"t.txt": text}))


@pytest.mark.parametrize(
    ("text", "place", "origin"),
    [
        pytest.param(LF, (4, 8), "X", id="codepoints"),
        pytest.param(MARK + LF, (4, 8), "QualCoder 3.5", id="mark not counted"),
        pytest.param(MARK + LF, (5, 9), "X", id="mark counted"),
        pytest.param(CRLF, (4, 8), "X", id="CRLF as one"),
        pytest.param(CRLF, (5, 9), "X", id="CRLF as two"),
        pytest.param(CRLF, (4, 8), "ATLAS.ti for Windows 23", id="ATLAS.ti"),
        pytest.param(LF, (5, 9), "X", id="UTF-16"),
        pytest.param(LF, (5, 9), "NVivo for Mac 14", id="NVivo for Mac"),
        pytest.param(MARK + CRLF, (6, 10), "NVivo for Windows 12.6", id="NVivo"),
    ],
)
def test_each_way_of_counting_finds_the_word_that_was_meant(
    tmp_path: Path, text: str, place: tuple[int, int], origin: str
) -> None:
    reading = read(tmp_path, text, place, origin=origin)
    assert selected(reading) == ["WORT"]
    assert reading.project.sources[0].text == LF


def _counted(text: str, offset: int, *, utf16: bool, crlf: int, mark: int) -> int:
    """Return how a program counts to an offset of the text with LF, spelled out."""
    before = text[:offset]
    astral = sum(sign > "\uffff" for sign in before) if utf16 else 0
    return mark + offset + astral + before.count("\n") * (crlf - 1)


@pytest.mark.parametrize("mark", [0, 1], ids=["no mark", "mark counted"])
@pytest.mark.parametrize("crlf", [1, 2], ids=["CRLF as one", "CRLF as two"])
@pytest.mark.parametrize("utf16", [False, True], ids=["codepoints", "UTF-16"])
@pytest.mark.parametrize("by_name", [False, True], ids=["words", "names"])
def test_how_maxqda_counts_is_found_from_its_own_selections(
    tmp_path: Path, utf16: bool, crlf: int, mark: int, by_name: bool
) -> None:
    # Nothing is known of the program, so nothing goes before the evidence. By name the
    # ends lie within words, where boundaries say nothing.
    text = "Ja \U0001f600 gut.\nNetze \U0001f637 tragen.\nAlle kamen"
    wanted = ["etz", "rage", "lle"] if by_name else ["Netze", "tragen", "Alle"]
    selections = ""
    for number, words in enumerate(wanted):
        ends = (text.index(words), text.index(words) + len(words))
        start, end = (
            _counted(text, it, utf16=utf16, crlf=crlf, mark=mark) for it in ends
        )
        selections += a_selection(
            start,
            end,
            inside=a_coding(guid=f"66666666-0000-4000-8000-{number:012}"),
            name=words if by_name else "",
            guid=f"55555555-0000-4000-8000-{number:012}",
        )
    xml = a_project(a_source(selections), origin="MAXQDA 2022")
    raw = MARK + text.replace("\n", "\r\n")
    reading = read_project(an_archive(tmp_path / "p.qdpx", xml, {"t.txt": raw}))
    assert selected(reading) == wanted
    expected = (utf16, crlf, mark) == (False, 2, 0)
    why = "as the standard has it" if expected else "this fits best: "
    assert why in reading.report.offsets
    if by_name:
        assert "3 names repeat the text" in reading.report.offsets


def test_the_report_says_how_positions_are_counted_and_why(tmp_path: Path) -> None:
    reading = read(tmp_path, MARK + CRLF, (6, 10), origin="NVivo for Windows 12.6")
    assert reading.report.offsets == (
        "Positions count UTF-16 units, CRLF as two, byte order mark not counted, end "
        "not included (as NVivo for Windows 12.6 is known to do; 2 of 2 ends lie on "
        "word boundaries). 1 of 1 selections were converted to codepoints of the "
        "stored text."
    )


def test_what_is_known_of_a_program_outweighs_one_odd_selection(tmp_path: Path) -> None:
    # In codepoints this would be "WORT"; in UTF-16 units it is what was marked.
    reading = read(tmp_path, LF, (4, 8), origin="NVivo 14 (Mac)")
    assert selected(reading) == ["\nWOR"]


def test_many_selections_outweigh_what_is_known_of_a_program(tmp_path: Path) -> None:
    text = "\U0001f600 eins zwei drei vier"
    places = [(2, 6), (7, 11), (12, 16), (17, 21)]
    reading = read(tmp_path, text, *places, origin="NVivo 15")
    assert selected(reading) == ["eins", "zwei", "drei", "vier"]
    assert "this fits best: 8 of 8 ends" in reading.report.offsets


def test_ends_are_included_where_all_selections_say_so(tmp_path: Path) -> None:
    text = "eins zwei drei vier fünf sechs sieben acht"
    words = text.split()
    starts = [text.index(word) for word in words]
    places = [(at, at + len(it) - 1) for at, it in zip(starts, words, strict=True)]
    assert selected(read(tmp_path, text, *places)) == words


def test_two_selections_within_words_do_not_make_ends_included(tmp_path: Path) -> None:
    assert selected(read(tmp_path, "eins zwei", (0, 3), (5, 8))) == ["ein", "zwe"]


@pytest.mark.parametrize("name", ["ort z", "ort\n  z", "ort…", "ort z..."])
def test_a_name_that_repeats_the_text_outweighs_word_boundaries(
    tmp_path: Path, name: str
) -> None:
    # Counting codepoints gives "ORT z", counting UTF-16 units "WORT ".
    text = LF.replace("WORT", "Wort")
    xml = a_project(a_source(a_selection(5, 10, name=name)))
    path = an_archive(tmp_path / "p.qdpx", xml, {"t.txt": text})
    assert selected(read_project(path)) == ["ort z"]


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (0, 100, "it lies outside of the text (0 to 100)"),
        (-1, 2, "it lies outside of the text (-1 to 2)"),
        (3, 3, "it holds nothing (3 to 3)"),
        (4, 2, "it holds nothing (4 to 2)"),
        ("x", 9, "its positions are no numbers"),
        ("9" * 40, 9, "its positions are no numbers"),
    ],
)
def test_a_selection_that_does_not_lie_in_the_text_is_left_with_its_codings(
    tmp_path: Path, start: object, end: object, reason: str
) -> None:
    xml = a_project(a_source(a_selection(start, end)), origin="NVivo 14")
    path = an_archive(tmp_path / "p.qdpx", xml, {"t.txt": LF})
    reading = read_project(path)
    assert reading.project.sources[0].selections == ()
    assert [(it.element, it.reason) for it in reading.report.departures] == [
        ("PlainTextSelection", reason),
        ("Coding", f"its selection was left: {reason}"),
    ]


def test_a_selection_that_cuts_an_emoji_in_two_is_left(tmp_path: Path) -> None:
    reading = read(tmp_path, LF, (5, 9), (10, 14), (15, 19), (2, 9), origin="NVivo 14")
    assert selected(reading) == ["WORT", "zwei", "Ende"]
    assert reading.report.departures[0].reason == (
        "it cuts a character in two, or holds nothing (2 to 9)"
    )


def test_text_within_the_xml_has_positions_too(tmp_path: Path) -> None:
    inline = f"<PlainTextContent>{LF}</PlainTextContent>{a_selection(4, 8)}"
    source = f'<TextSource guid="{SOURCE}" name="a">{inline}</TextSource>'
    reading = read_project(an_archive(tmp_path / "p.qdpx", a_project(source)))
    assert selected(reading) == ["WORT"]
    assert reading.project.sources[0].file_name == ""


def test_text_within_the_xml_may_have_been_counted_with_crlf(tmp_path: Path) -> None:
    inline = f"<PlainTextContent>{LF}</PlainTextContent>{a_selection(16, 20)}"
    source = f'<TextSource guid="{SOURCE}" name="a">{inline}</TextSource>'
    reading = read_project(an_archive(tmp_path / "p.qdpx", a_project(source)))
    # "A", the emoji, "B", CRLF, "WORT zwei", CRLF: "Ende" begins at 16.
    assert selected(reading) == ["Ende"]
    assert "line breaks in the XML as two" in reading.report.offsets
