"""The transcript of a recording from another program, on the coding screen."""

from pathlib import Path

from qcode.operations.exchange.incoming.importing import import_project
from qcode.operations.workspace import open_workspace
from tests.interchange.refi.archives import a_project, an_archive
from tests.interchange.refi.recordings import (
    POINTS,
    RAW,
    a_passage,
    a_transcript,
    a_video,
)
from tests.tui.bench import opened, strip_with


async def test_the_margin_tells_the_times_of_sync_points(empty_folder: Path) -> None:
    video = a_video(a_transcript(POINTS + a_passage(2, 3)))
    xml = a_project(video, origin="NVivo 12 for Windows")
    path = an_archive(empty_folder / "in.qdpx", xml, {"t.txt": RAW})
    with open_workspace(empty_folder) as workspace:
        import_project(workspace.store, path, None)
    async with opened(empty_folder, size=(80, 24)) as bench:
        assert strip_with(bench, "Gut").text.split()[:3] == ["1", "0:00:00", "I:"]
        assert strip_with(bench, "Ja, sehr").text.split()[:4] == [
            "2",
            "0:00:02",
            "▎",
            "B:",
        ]
        await bench.go("sehr")
        assert "0:00:02" in bench.shown("#status")
