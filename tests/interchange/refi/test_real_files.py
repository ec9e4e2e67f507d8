"""Every file of other programs in QCODE_REFI_DIR, and what is to be found in each.

The counts were taken by another parser, and by hand from the files' XML.
"""

from collections import Counter
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from qcode.interchange.refi.codebooks import read_codebook
from qcode.interchange.refi.counting import Counting
from qcode.interchange.refi.form import as_written
from qcode.interchange.refi.reading import Reading, read_project
from qcode.interchange.refi.writing import write_project
from qcode.model.exchange import Fate
from qcode.text.offsets import Units
from tests.interchange.refi.archives import REFI, an_archive

pytestmark = pytest.mark.skipif(
    not REFI.is_dir(), reason=f"no files of other programs in {REFI} (QCODE_REFI_DIR)"
)
FILES = REFI / "files"
PROBES = ["Sources", "atlas_crlf1", "cp_crlf1", "cp_crlf2", "cp_lf", "cp_lf_bom"]
PROBES += ["inline", "namedqde", "u16"]
NVIVO = "scrambled_ytcomments_a_NVivoWin12.6"
PROJECTS = [*PROBES, "maxcompat", "ponte_blank-atlas-project"]
PROJECTS += ["ponte_target-atlas-project", "qc_demo", "skyloom_TestProject", NVIVO]


def read(name: str) -> Reading:
    return read_project(FILES / f"{name}.qdpx")


def elements(path: Path) -> Counter[str]:
    """Count the elements of a project with the standard library's parser."""
    with ZipFile(path) as archive:
        names = [it for it in archive.namelist() if it.lower().endswith(".qde")]
        root = ElementTree.fromstring(archive.read(names[0]))
    return Counter(it.tag.rpartition("}")[2] for it in root.iter())


def selected(reading: Reading) -> list[str]:
    return [
        selection.span.cut(source.text)
        for source in reading.project.sources
        for selection in source.selections
    ]


@pytest.mark.parametrize("name", PROBES)
def test_every_probe_gives_the_word_that_was_marked(name: str) -> None:
    reading = read(name)
    assert selected(reading) == ["WORT"]
    assert reading.project.sources[0].text == "A\U0001f600B\nWORT zwei\nEnde"


@pytest.mark.parametrize("name", PROJECTS)
def test_every_element_is_counted_and_each_thing_has_one_fate(name: str) -> None:
    counted = elements(FILES / f"{name}.qdpx")
    for tally in read(name).report.tallies():
        assert tally.found == counted[tally.element]
        assert tally.taken >= 0


@pytest.mark.parametrize(
    ("name", "users", "codes", "texts", "selections", "codings"),
    [
        ("maxcompat", 1, 2, 1, 2, 2),
        ("ponte_blank-atlas-project", 2, 0, 0, 0, 0),
        ("ponte_target-atlas-project", 2, 3, 0, 0, 0),
        ("qc_demo", 1, 262, 2, 158, 205),
        ("skyloom_TestProject", 3, 14, 0, 0, 0),
        (NVIVO, 2, 60, 1, 97, 97),
    ],
)
def test_every_real_project_gives_what_it_holds(
    name: str, *, users: int, codes: int, texts: int, selections: int, codings: int
) -> None:
    project = read(name).project
    placed = [it for source in project.sources for it in source.selections]
    assert (len(project.users), len(project.codes)) == (users, codes)
    assert (len(project.sources), len(placed)) == (texts, selections)
    assert sum(len(it.codings) for it in placed) == codings


def test_every_selection_of_nvivo_begins_and_ends_at_a_word() -> None:
    reading = read(NVIVO)
    text = reading.project.sources[0].text
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    spans = {it.span for it in reading.project.sources[0].selections}
    for span in spans:
        around = text[max(span.start - 1, 0) : span.start + 1]
        assert not around.isalnum()
        assert not text[span.end - 1 : span.end + 1].isalnum()
    assert len(spans) == 20
    assert selected(reading)[0].startswith("Xx xx xxx? Xxx xxxxxxxx xxxxxxxxxx")


def test_how_nvivo_counts_is_found_without_knowing_the_program(tmp_path: Path) -> None:
    with ZipFile(FILES / f"{NVIVO}.qdpx") as archive:
        xml = archive.read("project.qde").replace(b"NVivo for Windows 12.6", b"X")
        files = {it: archive.read(it) for it in archive.namelist()[1:]}
    anonymous = read_project(an_archive(tmp_path / "p.qdpx", xml, files))
    assert anonymous.counting == Counting(Units.UTF16)
    assert anonymous.project.sources == read(NVIVO).project.sources
    assert "this fits best: 40 of 40 ends" in anonymous.report.offsets


def test_selections_of_maxcompat_are_called_as_their_texts() -> None:
    reading = read("maxcompat")
    names = [it.name for it in reading.project.sources[0].selections]
    assert selected(reading) == names == ["Gut, äh, größtenteils.", "Danke"]
    case = reading.project.cases[0]
    assert (case.name, list(case.values.values())) == ("Person 1", ["44"])
    assert [it.text for it in reading.project.notes] == ["Memotext äöü\n"]


def test_a_project_without_its_files_is_kept_whole() -> None:
    reading = read("skyloom_TestProject")
    fates = {it.element: it.fate for it in reading.report.departures}
    assert fates["TextSource"] == fates["Coding"] == fates["Graph"] == Fate.CARRIED
    lost = [it for it in reading.report.departures if it.fate is Fate.LEFT]
    assert lost == []
    assert Counter(it.part for it in reading.project.carried) == {
        "Sources": 12,
        "Links": 1,
        "Sets": 16,
        "Graphs": 1,
    }


@pytest.mark.parametrize("units", list(Units))
@pytest.mark.parametrize("name", PROJECTS)
def test_every_project_is_the_same_after_it_went_out_and_came_back(
    tmp_path: Path, name: str, units: Units
) -> None:
    reading = read(name)
    write_project(reading.project, tmp_path / "out.qdpx", units)
    again = read_project(tmp_path / "out.qdpx")
    assert again.project == as_written(reading.project)
    assert selected(again) == selected(reading)
    before = elements(FILES / f"{name}.qdpx")
    after = elements(tmp_path / "out.qdpx")
    for element in ("Code", "Coding", "Note", "Case", "Set", "Vertex", "SyncPoint"):
        assert after[element] == before[element]


@pytest.mark.parametrize(
    ("name", "origin", "codes", "groups"),
    [
        ("portableqda_ATLASti_9.0.19", "ATLAS.ti Win 9.0.19", 5, 2),
        ("spec_annexA1_codebook", "", 6, 0),
        ("uto_tag_codebook", "Taguette 1.4.1", 3, 0),
    ],
)
def test_every_codebook_gives_what_it_holds(
    name: str, origin: str, codes: int, groups: int
) -> None:
    book, report = read_codebook(FILES / f"{name}.qdc")
    assert (book.origin, len(book.codes), len(book.sets)) == (origin, codes, groups)
    assert report.departures == ()
