"""Where an SQLite file is in danger: on network drives and in synchronised folders.

Locks do not hold on the first; on the second another machine's copy replaces the
file while it is open. Either can cost a study its data.
"""

import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from qcode.operations.workspace import Workspace
from qcode.project import make_folder, write_whole

# File systems whose files are at home on another machine; FUSE says which behind a dot.
_NETWORK = re.compile(
    r"nfs\d?|cifs|smb\w*|ncpfs|afs|afpfs|9p|sshfs|webdav|davfs|ceph|glusterfs|lustre|"
    r"beegfs|gpfs|vboxsf|vmhgfs|prl_fs|macfuse|osxfuse|"
    r"fuse\.(sshfs|davfs2?|rclone|s3fs|gvfsd-fuse|glusterfs|ceph|vmhgfs-fuse|curlftpfs)"
)
# The folders that these programs make, alone or with an account behind the name.
_SYNCHRONISED = re.compile(
    r"(dropbox|onedrive|nextcloud|owncloud|google ?drive|icloud ?drive|pcloud ?drive|"
    r"seafile|seadrive|syncthing|resilio sync|synology ?drive|magentacloud|hidrive|"
    r"megasync|tresorit|box sync|proton ?drive|sciebo|bwsync&share|faubox)"
    r"(?![^\W\d_]).*",
    re.IGNORECASE,
)
_ICLOUD_ON_MACS = ("Library", "Mobile Documents")
# What synchronising programs leave in the folders they watch.
_MARKS = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".SynologyWorkingDirectory": "Synology Drive",
    ".tmp.driveupload": "Google Drive",
}
_CLOUD_DATABASE = re.compile(r"\._?sync_[0-9a-f]+\.db|\.owncloudsync\.log")

# Returns the names in a folder.
Listing = Callable[[Path], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system and where it hangs in the tree of folders."""

    point: PurePath
    type: str


def danger_of(path: Path, mounts: Sequence[Mount], listing: Listing) -> str | None:
    """Say what endangers a database in this place, `None` if nothing is known to.

    `path` is absolute, with symbolic links resolved.
    """
    type_ = _type_at(path, mounts)
    if str(path).startswith("\\\\"):
        type_ = "smb"
    if _NETWORK.fullmatch(type_):
        return f"on a network drive ({type_})"
    return _synchronised(path, listing)


def _type_at(path: Path, mounts: Sequence[Mount]) -> str:
    """Return the type of the file system that holds a path, empty if unknown."""
    found, depth = "", 0
    for mount in mounts:
        # Of two at one point the later one covers the earlier.
        if len(mount.point.parts) >= depth and path.is_relative_to(mount.point):
            found, depth = mount.type, len(mount.point.parts)
    return found


def _synchronised(path: Path, listing: Listing) -> str | None:
    above = path.parent.parts
    for part in above:
        if _SYNCHRONISED.fullmatch(part):
            return f"in the synchronised folder '{part}'"
    if any(pair == _ICLOUD_ON_MACS for pair in zip(above, above[1:], strict=False)):
        return "in a folder that iCloud synchronises"
    for folder in path.parents:
        for name in listing(folder):
            if program := _watching(name):
                return f"in a folder that {program} synchronises"
    return None


def _watching(name: str) -> str | None:
    """Return the program that leaves something of this name where it watches."""
    if _CLOUD_DATABASE.fullmatch(name):
        return "Nextcloud or ownCloud"
    return _MARKS.get(name)


def mounts_in_proc(content: str) -> list[Mount]:
    """Read the table of mounts as Linux writes it to /proc/self/mounts."""
    found = []
    for line in content.splitlines():
        _, point, type_, *_ = [*line.split(), "", "", ""]
        if type_:
            # Blanks, tabs and backslashes in a name are written as octal numbers.
            plain = re.sub(r"\\([0-7]{3})", lambda it: chr(int(it[1], 8)), point)
            found.append(Mount(PurePath(plain), type_))
    return found


def mounts_said(output: str) -> list[Mount]:
    """Read what the command `mount` prints on macOS and BSD."""
    lines = re.findall(r"^.+? on (/.*) \((\w+)[,)]", output, re.MULTILINE)
    return [Mount(PurePath(point), type_) for point, type_ in lines]


def _mounts() -> list[Mount]:
    try:
        if sys.platform == "linux":
            return mounts_in_proc(
                Path("/proc/self/mounts").read_text("utf-8", "replace")
            )
        if sys.platform == "win32":
            return []
        said = subprocess.run(
            ["/sbin/mount"], capture_output=True, text=True, check=True, timeout=2
        )
        return mounts_said(said.stdout)
    except (OSError, subprocess.SubprocessError):
        return []


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in folder.iterdir()]
    except OSError:
        return []


def place_warning(workspace: Workspace, today: date) -> str | None:
    """Return what to say of the database's place, once per study and day.

    `None` where there is nothing to say, or it was said today.
    """
    path = workspace.store.file
    if path is None:
        return None
    danger = danger_of(path.resolve(), _mounts(), _names)
    if danger is None or not _is_due(workspace, today):
        return None
    return (
        f"{path} lies {danger}, where SQLite can lose what is coded. For several "
        "people use PostgreSQL (`qcode move --to postgresql://…`), or keep a study "
        "each and `qcode merge` their coded sets; else move the folder to this "
        "machine's own disk."
    )


def _is_due(workspace: Workspace, today: date) -> bool:
    """Whether the warning was not given today; remembers that it is given now."""
    path = workspace.state.folder / "warned" / str(workspace.study_id)
    if path.is_file() and path.read_bytes() == today.isoformat().encode():
        return False
    make_folder(path.parent)
    write_whole(path, today.isoformat().encode())
    return True
