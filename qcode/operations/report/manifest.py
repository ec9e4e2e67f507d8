"""What a report remembers of itself, in report.json beside what it made.

For each thing what it was made from, as a digest, and the digests of its files: so
the next report knows what changed, and which files somebody altered since.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from hashlib import file_digest
from pathlib import Path, PurePosixPath

from pydantic import TypeAdapter, ValidationError

from qcode.errors import StudyError

MANIFEST = "report.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Made:
    """What a thing was made from, and its files with their digests.

    `left_out` says why there are none.
    """

    made_from: str
    files: dict[str, str] = field(default_factory=dict)
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Placing:
    """Files that are being put in their places: the thing's, with their digests."""

    name: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """All that was made, by name, and what may have been put in place since.

    `program` and `libraries` are the versions that made it, `parameters` what was
    asked for. `placing` is there only while files are put in place: a report that was
    killed then leaves files of either digest.
    """

    study: str = ""
    program: str = ""
    libraries: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, str | None] = field(default_factory=dict)
    things: dict[str, Made] = field(default_factory=dict)
    placing: Placing | None = None
    format: int = FORMAT

    def ours(self, name: str) -> dict[str, str]:
        """Return the files of a thing, each with the digest that it was given."""
        known = self.things.get(name)
        return {} if known is None else dict(known.files)

    def having(self, name: str, made: Made) -> "Manifest":
        """Return it with a thing that was made."""
        return replace(self, things={**self.things, name: made}, placing=None)

    def without(self, name: str) -> "Manifest":
        """Return it without a thing."""
        others = {key: it for key, it in self.things.items() if key != name}
        return replace(self, things=others, placing=None)


_READER = TypeAdapter(Manifest)


def read_manifest(folder: Path) -> Manifest:
    """Return what the last report remembers, nothing where there was none.

    Raises StudyError where the file is not one of a report, or the folder none.
    """
    path = folder / MANIFEST
    if folder.exists() and not folder.is_dir():
        raise StudyError(f"{folder} is no folder; name one for the report.")
    try:
        found = _READER.validate_json(path.read_bytes())
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValidationError) as error:
        raise StudyError(
            f"{path} is not what a report wrote. Remove it, and `qcode report` makes "
            "everything anew."
        ) from error
    if not all(map(_is_inside, _every_file(found))):
        raise StudyError(f"{path} names files outside of its folder. Remove it.")
    if found.format != FORMAT:
        raise StudyError(
            f"{path} is of another qcode (format {found.format}). Remove it, and "
            "`qcode report` makes everything anew."
        )
    return found


def _every_file(manifest: Manifest) -> list[str]:
    placing = manifest.placing
    files = [file for it in manifest.things.values() for file in it.files]
    return files if placing is None else [*files, *placing.files]


def _is_inside(file: str) -> bool:
    """Whether a file is below the folder: what a report may take away."""
    path = PurePosixPath(file)
    return not path.is_absolute() and ".." not in path.parts and "\\" not in file


def recovered(folder: Path, manifest: Manifest) -> Manifest:
    """Return what is true after a report that was killed while it put files in place.

    Those that had come into place are known; the thing is to be made anew.
    """
    placing = manifest.placing
    if placing is None:
        return manifest
    files = manifest.ours(placing.name)
    for file, digest in placing.files.items():
        if digest_of(folder / file) == digest:
            files[file] = digest
    return manifest.having(placing.name, Made("", files))


def written(manifest: Manifest) -> bytes:
    """Return what a report remembers, as its file holds it."""
    said = asdict(manifest)
    said["things"] = dict(sorted(said["things"].items()))
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file, "" where there is none; raises StudyError."""
    try:
        with path.open("rb") as stream:
            return file_digest(stream, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise StudyError(f"{path} cannot be read: {error.strerror}.") from error
