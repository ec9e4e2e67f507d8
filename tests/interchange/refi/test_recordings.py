"""Transcripts of recordings: documents whose places are sync points."""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from qcode.interchange.refi.project import ProjectCoding, Selection, SyncPoint
from qcode.interchange.refi.reading import read_project
from qcode.interchange.refi.writing import write_project
from qcode.model.exchange import Fate
from qcode.model.span import Span
from tests.interchange.refi.archives import (
    CODE,
    CODING,
    SELECTION,
    USER,
    a_project,
    an_archive,
)
from tests.interchange.refi.recordings import (
    POINTS,
    RAW,
    SECOND,
    TEXT,
    a_passage,
    a_point,
    a_transcript,
    a_video,
    point_guid,
)


def test_a_transcript_is_a_document_with_its_passages_and_points(
    tmp_path: Path,
) -> None:
    other = a_transcript("", SECOND, "u.txt")
    video = a_video(a_transcript(POINTS + a_passage(2, 3)), other)
    files: dict[str, bytes | str] = {"t.txt": RAW, "u.txt": "Bild", "f.mp4": b"\0"}
    path = an_archive(
        tmp_path / "p.qdpx", a_project(video, origin="NVivo 12 for Windows"), files
    )
    reading = read_project(path)
    first, second = reading.project.sources
    assert (first.name, first.text, second.text) == ("Abschrift", TEXT, "Bild")
    assert first.points == (
        SyncPoint(point_guid(1), 0, 0),
        SyncPoint(point_guid(2), 10, 2260),
        SyncPoint(point_guid(3), 22, None),
        SyncPoint(point_guid(4), 23, 3_600_000),
    )
    (passage,) = first.selections
    assert passage.span.cut(first.text) == "B: Ja, sehr."
    assert (passage.guid, passage.made.by) == (UUID(SELECTION), UUID(USER))
    assert [it.guid for it in passage.codings] == [UUID(CODING)]
    report = reading.report
    assert "UTF-16" in report.offsets
    fates = {(it.element, it.fate) for it in report.departures}
    assert ("Transcript", Fate.CHANGED) in fates
    assert ("VideoSelection", Fate.CARRIED) in fates
    assert not {"TranscriptSelection", "Coding"} & {it[0] for it in fates}

    write_project(reading.project, tmp_path / "out.qdpx")
    again = read_project(tmp_path / "out.qdpx").project
    assert [it.points for it in again.sources] == [first.points, ()]
    assert again.sources[0].selections == first.selections
    assert again.carried == reading.project.carried
    assert again.files == reading.project.files


def test_a_new_passage_gets_sync_points_without_a_time(tmp_path: Path) -> None:
    video = a_video(a_transcript(a_point(1, 0, 0) + a_point(2, 10, 2260)))
    path = an_archive(tmp_path / "p.qdpx", a_project(video), {"t.txt": TEXT})
    project = read_project(path).project
    start = TEXT.index("Ja")
    for span in (Span(10, start), Span(start, start + 2)):
        coding = ProjectCoding(UUID(int=span.start), UUID(CODE))
        added = Selection(UUID(int=99 + span.start), span, codings=(coding,))
        (source,) = project.sources
        source = replace(source, selections=(*source.selections, added))
        project = replace(project, sources=(source,))
    write_project(project, tmp_path / "out.qdpx")
    (back,) = read_project(tmp_path / "out.qdpx").project.sources
    assert [(it.offset, it.time_ms) for it in back.points] == [
        (0, 0),
        (10, 2260),
        (start, None),
        (start + 2, None),
    ]
    assert [it.span.cut(back.text) for it in back.selections] == ["B: ", "Ja"]


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (a_passage(1, 2), "lies between no two of its sync points"),
        (POINTS + a_passage(3, 2), "lies between no two of its sync points"),
        (POINTS + a_passage(2, 9), "lies between no two of its sync points"),
        (a_point(1, "x"), "not all at a place"),
        (a_point(1, 0, "1,5"), "not all at a place"),
        (a_point(1, 0) + a_point(1, 3), "not all at a place"),
    ],
)
def test_a_transcript_without_clear_places_is_kept_in_its_recording(
    tmp_path: Path, inside: str, reason: str
) -> None:
    video = a_video(a_transcript(inside))
    path = an_archive(tmp_path / "p.qdpx", a_project(video), {"t.txt": RAW})
    reading = read_project(path)
    assert reading.project.sources == ()
    assert reading.project.carried[0].codings == inside.count("<Coding ")
    told = [it for it in reading.report.departures if it.element == "Transcript"]
    assert [it.fate for it in told] == [Fate.CARRIED]
    assert reason in told[0].reason


def test_a_sync_point_outside_of_the_text_is_left_with_what_ends_there(
    tmp_path: Path,
) -> None:
    inside = a_point(1, 0, 0) + a_point(2, 999, 1) + a_passage(1, 2)
    video = a_video(a_transcript(inside))
    path = an_archive(tmp_path / "p.qdpx", a_project(video), {"t.txt": RAW})
    reading = read_project(path)
    (source,) = reading.project.sources
    assert (len(source.points), source.selections) == (1, ())
    told = {it.element: it for it in reading.report.departures}
    assert "1 of its sync points lay outside" in told["Transcript"].reason
    assert told["TranscriptSelection"].fate is Fate.LEFT
    assert told["Coding"].fate is Fate.LEFT
