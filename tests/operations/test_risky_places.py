"""Network drives and synchronised folders are recognised, and said once a day."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path, PurePath

import pytest

from qcode.operations import risky_places
from qcode.operations.risky_places import (
    Mount,
    danger_of,
    mounts_in_proc,
    mounts_said,
    place_warning,
)
from qcode.operations.workspace import Workspace, open_workspace

TODAY = date(2026, 3, 1)
PROC = """\
/dev/sda2 / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
/dev/sda3 /home ext4 rw 0 0
systemd-1 /srv/team autofs rw 0 0
server:/export /srv/team nfs4 rw,vers=4.2 0 0
//nas/projekt /mnt/Projekt\\040Krise cifs rw 0 0
anna@host:/data /home/anna/fern fuse.sshfs rw 0 0
gvfsd-fuse /run/user/1000/gvfs fuse.gvfsd-fuse rw 0 0
C:\\134 /mnt/c 9p rw,aname=drvfs 0 0
https://dav.example.org /home/anna/dav fuse.davfs2 rw 0 0
/dev/sdb1 /srv/team/local ext4 rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
broken
"""
MACOS = """\
/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)
//anna@nas/Projekt Krise on /Volumes/Projekt Krise (smbfs, nodev, nosuid)
server:/export on /Volumes/team (nfs, nodev, nosuid)
//AFP_0w0@nas/alt on /Volumes/alt (afpfs, nodev)
"""


def nothing(folder: Path) -> list[str]:
    return []


@pytest.mark.parametrize(
    ("place", "type_"),
    [
        ("/srv/team/studie", "nfs4"),
        ("/mnt/Projekt Krise/studie", "cifs"),
        ("/home/anna/fern/studie", "fuse.sshfs"),
        ("/run/user/1000/gvfs/smb-share:server=nas/s", "fuse.gvfsd-fuse"),
        ("/mnt/c/Users/anna/studie", "9p"),
        ("/home/anna/dav", "fuse.davfs2"),
    ],
)
def test_a_network_drive_is_recognised_on_linux(place: str, type_: str) -> None:
    found = danger_of(Path(place) / "qcode.db", mounts_in_proc(PROC), nothing)
    assert found == f"on a network drive ({type_})"


@pytest.mark.parametrize(
    ("place", "type_"),
    [
        ("/Volumes/Projekt Krise/studie", "smbfs"),
        ("/Volumes/team/studie", "nfs"),
        ("/Volumes/alt", "afpfs"),
    ],
)
def test_a_network_drive_is_recognised_on_macos(place: str, type_: str) -> None:
    found = danger_of(Path(place) / "qcode.db", mounts_said(MACOS), nothing)
    assert found == f"on a network drive ({type_})"


@pytest.mark.parametrize(
    "place",
    [
        "/home/anna/studie",
        "/srv/team/local/studie",
        "/srv/teamwork/studie",
        "/run/user/1000/doc/studie",
        "/mnt/studie",
    ],
)
def test_a_disk_of_this_machine_is_no_danger(place: str) -> None:
    path = Path(place) / "qcode.db"
    assert danger_of(path, mounts_in_proc(PROC), nothing) is None


def test_without_a_table_of_mounts_nothing_is_claimed() -> None:
    assert danger_of(Path("/srv/team/qcode.db"), [], nothing) is None


def test_a_windows_share_is_a_network_drive() -> None:
    path = Path("\\\\server\\projekt\\qcode.db")
    assert danger_of(path, [], nothing) == "on a network drive (smb)"


@pytest.mark.parametrize(
    "folder",
    [
        "Dropbox",
        "Dropbox (Uni)",
        "OneDrive - Universität",
        "OneDrive",
        "Nextcloud",
        "nextcloud2",
        "ownCloud",
        "Google Drive",
        "GoogleDrive-anna@example.org",
        "iCloud Drive",
        "iCloudDrive",
        "Synology Drive",
        "MagentaCLOUD",
        "sciebo",
    ],
)
def test_a_synchronised_folder_is_recognised_by_its_name(folder: str) -> None:
    path = Path("/home/anna") / folder / "Projekte" / "studie" / "qcode.db"
    expected = f"in the synchronised folder '{folder}'"
    assert danger_of(path, [], nothing) == expected


@pytest.mark.parametrize("folder", ["Dropboxen", "Cloud", "drive", "Syncthingamajig"])
def test_a_folder_that_is_called_alike_is_no_danger(folder: str) -> None:
    path = Path("/home/anna") / folder / "studie" / "qcode.db"
    assert danger_of(path, [], nothing) is None


def test_icloud_is_recognised_by_its_place_on_macos() -> None:
    path = Path("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/s/qcode.db")
    assert danger_of(path, [], nothing) == "in a folder that iCloud synchronises"


@pytest.mark.parametrize(
    ("mark", "program"),
    [
        (".stfolder", "Syncthing"),
        (".dropbox", "Dropbox"),
        (".sync_0a1b2c3d4e5f.db", "Nextcloud or ownCloud"),
        ("._sync_0a1b2c3d4e5f.db", "Nextcloud or ownCloud"),
        (".SynologyWorkingDirectory", "Synology Drive"),
    ],
)
def test_a_synchronised_folder_is_recognised_by_what_lies_in_it(
    mark: str, program: str
) -> None:
    held: Mapping[Path, list[str]] = {Path("/home/anna/Projekte"): ["a", mark]}

    def listing(folder: Path) -> Iterable[str]:
        return held.get(folder, [])

    path = Path("/home/anna/Projekte/studie/qcode.db")
    found = danger_of(path, [], listing)
    assert found == f"in a folder that {program} synchronises"
    assert danger_of(Path("/home/anna/b/qcode.db"), [], listing) is None


def test_the_table_of_this_machine_can_be_read() -> None:
    mounts = risky_places._mounts()
    assert Mount(PurePath("/"), "") not in mounts
    assert any(mount.point == PurePath("/") for mount in mounts)


def test_it_is_said_once_a_day_and_study(workspace: Workspace) -> None:
    (workspace.project.root / ".stfolder").mkdir()
    first = place_warning(workspace, TODAY)
    assert first is not None
    assert "Syncthing synchronises" in first
    assert "PostgreSQL" in first
    assert "coded sets" in first
    assert place_warning(workspace, TODAY) is None
    assert place_warning(workspace, TODAY + timedelta(days=1)) == first


def test_a_study_in_a_safe_place_is_not_remarked_upon(workspace: Workspace) -> None:
    assert place_warning(workspace, TODAY) is None
    assert not (workspace.state.folder / "warned").exists()


def test_a_study_on_a_server_may_have_its_folder_anywhere(
    workspace: Workspace, server_url: str
) -> None:
    root = workspace.project.root
    (root / ".stfolder").mkdir()
    with open_workspace(root, server_url) as there:
        assert place_warning(replace(there, state=workspace.state), TODAY) is None
