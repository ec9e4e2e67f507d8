"""Small sound projects and codebooks, to be damaged, and how they are read."""

from pathlib import Path
from tempfile import TemporaryDirectory

from qcode.interchange.refi.codebooks import read_codebook
from qcode.interchange.refi.form import as_written
from qcode.interchange.refi.reading import read_project
from qcode.interchange.refi.writing import write_project
from tests.interchange.refi.archives import CODE, OTHER, a_project, an_archive
from tests.interchange.refi.recordings import (
    POINTS,
    RAW,
    a_passage,
    a_transcript,
    a_video,
)
from tests.operations.foreign_files import foreign_file

_CODEBOOK = (
    '<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="Other"><Codes>'
    f'<Code guid="{CODE}" name="Hilfe &amp; Netz" color="#ff0000" isCodable="true">'
    "<Description>Wer wem half.</Description></Code></Codes>"
    f'<Sets><Set guid="{OTHER}" name="S"><MemberCode guid="{CODE}"/></Set></Sets>'
    "</CodeBook>"
)


def _samples() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        project = foreign_file(Path(folder, "project.qdpx")).read_bytes()
        xml = a_project(a_video(a_transcript(POINTS + a_passage(2, 3))), origin="NVivo")
        video = an_archive(Path(folder, "video.qdpx"), xml, {"t.txt": RAW})
        return {
            "project.qdpx": project,
            "video.qdpx": video.read_bytes(),
            "codes.qdc": _CODEBOOK.encode(),
        }


SAMPLES = _samples()


def written_again(path: Path) -> None:
    """Read a file, and hold that what was written of it once stays as it is.

    In a damaged file a note may hang on what is left, and is free the second time.
    Raises UnreadableError.
    """
    if path.suffix == ".qdc":
        read_codebook(path)
        return
    out = path.with_name("again.qdpx")
    write_project(read_project(path).project, out)
    once = read_project(out).project
    write_project(once, out)
    assert read_project(out).project == as_written(once)
