"""Transcripts that came with their recordings: coded, with times, and going out."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from qcode.model.exchange import Fate
from qcode.model.ids import DocumentId
from qcode.operations.coders import list_coders
from qcode.operations.codings import apply_code
from qcode.operations.differences import Pair, Scope
from qcode.operations.dockets import open_difference, open_docket
from qcode.operations.exchange.incoming.importing import import_project
from qcode.operations.exchange.outgoing.exporting import export_project
from qcode.operations.finishing import finish
from qcode.operations.passages import Reader, sources
from qcode.operations.reading import list_documents, load_codebook, open_document
from qcode.operations.retrieval import coded_segments
from qcode.store import codings
from tests.builders import Study, a_code, a_coding
from tests.interchange.refi.archives import REFI, SOURCE, a_project, an_archive
from tests.interchange.refi.recordings import (
    POINTS,
    RAW,
    TEXT,
    a_passage,
    a_transcript,
    a_video,
)

NAMESPACES = {"q": "urn:QDA-XML:project:1.0"}


@pytest.fixture
def recorded(study: Study, tmp_path: Path) -> DocumentId:
    """The transcript of a video that NVivo gave out, with one coded passage."""
    video = a_video(a_transcript(POINTS + a_passage(2, 3)))
    xml = a_project(video, origin="NVivo 12 for Windows")
    files: dict[str, bytes | str] = {"t.txt": RAW, "f.mp4": b"\0film"}
    path = an_archive(tmp_path / "in.qdpx", xml, files)
    report = import_project(study.store, path, study.anna.id).report
    assert not any(it.fate is Fate.LEFT for it in report.departures)
    found = {it.name: it.id for it in list_documents(study.store)}
    assert str(found["Abschrift"]) == SOURCE
    return found["Abschrift"]


def test_its_passages_have_the_times_of_the_sync_points(
    study: Study, recorded: DocumentId
) -> None:
    opened = open_document(study.store, recorded)
    assert opened.moments.offsets == [0, 10, 23]
    assert opened.moments.times_ms == [0, 2260, 3_600_000]
    (segment,) = coded_segments(study.store, document_id=recorded)
    assert (segment.text, segment.time) == ("B: Ja, sehr.", "00:00:02.2")
    with study.store.read() as connection:
        known = sources(connection, role="role", city="city")
        reader = Reader(
            connection,
            load_codebook(study.store),
            known,
            dict.fromkeys(opened.coders, "x"),
        )
        (passage,) = reader.passages(codings.in_document(connection, recorded))
    assert passage.time == "00:00:02.2"


def test_who_settles_a_difference_in_it_sees_the_times_of_the_sync_points(
    study: Study, recorded: DocumentId
) -> None:
    with study.store.read() as connection:
        (coding,) = codings.in_document(connection, recorded)
    both = {it.coder.id: it.coder for it in list_coders(study.store)}
    mine = a_coding(
        coding.span.start,
        coding.span.end,
        document_id=recorded,
        code_id=coding.code_id,
        coder_id=study.bea.id,
    )
    apply_code(study.store, mine)
    for coder in (both[coding.coder_id], study.bea):
        finish(study.store, recorded, coder.id)
    pair = Pair(both[coding.coder_id], study.bea)
    (alike,) = open_docket(study.store, Scope(pair)).alike
    setting = open_difference(study.store, pair, alike.difference)
    assert setting.moments.offsets == [0, 10, 23]


def test_it_goes_back_into_its_recording_with_what_was_coded_since(
    study: Study, recorded: DocumentId, tmp_path: Path
) -> None:
    start = TEXT.index("Gut")
    coding = a_coding(start, start + 5, document_id=recorded, code_id=a_code().id)
    apply_code(study.store, coding)
    export_project(study.store, tmp_path / "out.qdpx", [])
    with ZipFile(tmp_path / "out.qdpx") as archive:
        root = etree.fromstring(archive.read("project.qde"))
    video = root.find(".//q:VideoSource", NAMESPACES)
    points = [
        (it.get("position"), it.get("timeStamp"))
        for it in video.iterfind("q:Transcript/q:SyncPoint", NAMESPACES)
    ]
    assert points == [
        ("0", "0"),
        ("3", None),
        ("8", None),
        ("10", "2260"),
        ("22", None),
        ("23", "3600000"),
    ]
    names = [
        it.get("name")
        for it in video.iterfind("q:Transcript/q:TranscriptSelection", NAMESPACES)
    ]
    assert names == ["Gut \U0001f600", "Ja"]
    if (REFI / "Project-mrt2019.xsd").exists():
        schema = etree.XMLSchema(file=str(REFI / "Project-mrt2019.xsd"))
        schema.assertValid(root)
