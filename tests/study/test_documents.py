import re
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path

import pytest

from qcode.interchange.registry import read_transcript
from tests.study.demonstration import CORPUS, documents, of_kind, spoken, table
from tests.tools.masters import read_master, text_of
from tests.tools.render_masters import MASTERS, target_of

LIMITS = {"interview": (1_300, 2_800), "workshop": (800, 2_000)}
RUN = 12


def words(name: str) -> list[str]:
    """Return the words of a document, counted by blanks and letters alone."""
    text = unicodedata.normalize("NFC", spoken(documents()[name])).casefold()
    return re.findall(r"\w+(?:['’-]\w+)*", text)


def test_there_are_as_many_documents_of_each_kind_as_the_study_has() -> None:
    kinds = Counter(row["kind"] for row in table(CORPUS / "attributes.csv"))
    assert kinds == {"interview": 28, "workshop": 4, "example": 12}


def test_every_file_of_the_folder_is_listed_once() -> None:
    listed = [row["document"] for row in table(CORPUS / "attributes.csv")]
    others = {"README.md", "attributes.csv", "interview-guide.md"}
    found = {path.name for path in CORPUS.iterdir() if path.is_file()}
    assert sorted(listed) == sorted(found - others)


@pytest.mark.parametrize("kind", LIMITS)
def test_documents_are_neither_too_short_nor_too_long(kind: str) -> None:
    least, most = LIMITS[kind]
    counts = {name: len(words(name)) for name in of_kind(kind)}
    assert {name: n for name, n in counts.items() if not least <= n <= most} == {}


def test_the_interviews_have_55_000_words_or_more() -> None:
    assert sum(len(words(name)) for name in of_kind("interview")) >= 55_000


def test_no_run_of_twelve_words_stands_twice() -> None:
    places: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in documents():
        found = words(name)
        for start in range(len(found) - RUN + 1):
            places[tuple(found[start : start + RUN])].append(name)
    twice = {" ".join(run): names for run, names in places.items() if len(names) > 1}
    assert twice == {}


def test_the_material_comes_in_the_formats_it_comes_in() -> None:
    endings = Counter(Path(name).suffix for name in of_kind("interview"))
    assert 13 <= endings[".txt"] <= 15
    assert endings[".pdf"] == 1
    assert set(endings) == {
        *(".txt", ".docx", ".odt", ".rtf", ".md", ".vtt", ".srt", ".html", ".pdf")
    }


def test_text_files_come_in_the_encodings_they_come_in() -> None:
    contents = {
        name: (CORPUS / name).read_bytes()
        for name in documents()
        if name.endswith(".txt")
    }
    one_byte = [name for name, content in contents.items() if not is_utf8(content)]
    assert len(one_byte) == 2
    for name in one_byte:
        assert "ü" in contents[name].decode("cp1252")
    decomposed = [
        name
        for name, content in contents.items()
        if name not in one_byte and "u\u0308" in content.decode()
    ]
    assert len(decomposed) == 1
    marked = [
        name for name, content in contents.items() if content[:3] == b"\xef\xbb\xbf"
    ]
    crlf = [name for name, content in contents.items() if b"\r\n" in content]
    assert (len(marked), crlf) == (1, marked)


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def test_plain_interviews_have_a_time_stamp_at_the_end_of_every_turn() -> None:
    stamp = re.compile(r"#(\d\d):(\d\d):(\d\d)-(\d)#(?=\n\n|\n?\Z)")
    for name in of_kind("interview"):
        if not name.endswith(".txt"):
            continue
        text = documents()[name]
        labels = re.findall(r"^(?:I|B\d?|Interviewer(?:in)?):(?= )", text, re.MULTILINE)
        times = [tuple(map(int, match)) for match in stamp.findall(text)]
        assert len(times) == len(labels), name
        assert times == sorted(times), name


def test_the_attributes_of_interviews_and_workshops_are_complete() -> None:
    for row in table(CORPUS / "attributes.csv"):
        if row["kind"] != "example":
            assert all(row.values()), row


def test_the_attributes_say_what_kind_of_conversation_it_was_and_when() -> None:
    interviews = [
        row for row in table(CORPUS / "attributes.csv") if row["kind"] == "interview"
    ]
    assert len({row["role"] for row in interviews}) == 28
    assert {row["city"] for row in interviews} == set("ABCDE")
    for row in interviews:
        held = date.fromisoformat(row["date"])
        assert date(2022, 3, 1) <= held <= date(2023, 6, 30), row
        assert row["wave"] == ("1" if held.year == 2022 else "2"), row
        assert 30 <= int(row["duration_min"]) <= 120, row


def test_every_document_says_that_it_is_invented() -> None:
    rows = table(CORPUS / "attributes.csv")
    assert {row["synthetic"] for row in rows} == {"ja"}
    silent = [
        name
        for name, text in documents().items()
        if "demonstrationsstudie"
        not in unicodedata.normalize("NFC", text)[:500].casefold()
    ]
    assert silent == []


@pytest.mark.parametrize(
    "master", sorted(MASTERS.glob("*.txt")), ids=lambda it: it.stem
)
def test_a_rendered_document_holds_the_text_of_its_master(master: Path) -> None:
    text = read_transcript(target_of(master))[0].text
    assert text == text_of(read_master(master))
