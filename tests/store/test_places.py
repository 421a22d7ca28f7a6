"""A store is not kept where two computers could write to it at once."""

from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from inpatient_hub.host.drives import mac_mounts
from inpatient_hub.store import places
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.places import CLOUD, SHARE, check_place, unsafe_kind
from tests.contracts.keepers import CLOCK, target_in

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
//server/ward /mnt/ward cifs rw 0 0
server:/export /srv/nfs nfs4 rw 0 0
tmpfs /mnt/ward/local tmpfs rw 0 0
me@host: /home/nurse/far\\040away fuse.sshfs rw 0 0
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/home/nurse/data", ""),
        ("/mnt/ward", "a network share"),
        ("/mnt/ward/hub/data", "a network share"),
        ("/mnt/wards", ""),
        ("/mnt/ward/local/data", ""),
        ("/srv/nfs/hub", "a network share"),
        ("/home/nurse/far away/hub", "a network share"),
        ("/home/nurse/OneDrive/hub", "a folder that a cloud service copies"),
        ("/home/nurse/OneDrive - Example Trust/hub", "a folder that a cloud service copies"),
        ("/home/nurse/Dropbox/hub", "a folder that a cloud service copies"),
        ("/Users/nurse/Library/CloudStorage/Box/hub", "a folder that a cloud service copies"),
        ("/Users/nurse/Library/Mobile Documents/hub", "a folder that a cloud service copies"),
        ("/data/synced/hub", "a folder that a cloud service copies"),
        ("/data/synced-not/hub", ""),
    ],
)
def test_shares_and_synced_folders_are_told_from_ordinary_ones(folder: str, kind: str) -> None:
    environ = {"OneDriveCommercial": "/data/synced", "OneDrive": ""}
    assert unsafe_kind(Path(folder), environ=environ, mounts=MOUNTS) == kind


@pytest.mark.parametrize(
    ("path", "share"),
    [
        (r"\\server\ward\hub", True),
        (r"\\?\UNC\server\ward\hub", True),
        (r"\\?\C:\hub", False),
        (r"C:\Users\nurse\hub", False),
    ],
)
def test_a_windows_share_is_told_by_its_path(path: str, share: bool) -> None:
    assert places._is_share(PureWindowsPath(path)) is share


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        (r"C:\Users\nurse\AppData\Local\InpatientHub", ""),
        (r"\\server\home\nurse\Documents\hub", SHARE),
        (r"Z:\ward\hub", SHARE),
        (r"C:\Users\nurse\OneDrive - Example Trust\Documents\hub", CLOUD),
        (r"D:\Moved\Documents\hub", CLOUD),
        (r"d:\moved\documents\hub", CLOUD),
        (r"C:\Users\nurse\Example Trust\Keats Ward - Documents\hub", CLOUD),
        (r"C:\Users\nurse\Example Trust\Other\hub", ""),
        (r"E:\Boxes\Drop\hub", CLOUD),
        (r"C:\Users\nurse\iCloudDrive\hub", CLOUD),
        (r"G:\My Drive\hub", CLOUD),
        (r"G:\Shared drives\Ward\hub", CLOUD),
    ],
)
def test_on_windows_shares_mapped_drives_and_synced_folders_are_told(folder: str, kind: str) -> None:
    """`Documents` was moved into a OneDrive that lies on another drive, and a SharePoint library is called by a team's
    name: only what Windows is told by the services gives them away."""
    synced = (r"C:\Users\nurse\Example Trust\Keats Ward - Documents", r"E:\Boxes\Drop")
    found = unsafe_kind(
        PureWindowsPath(folder),
        environ={"OneDriveCommercial": r"D:\Moved"},
        mounts="",
        is_remote=lambda path: path.startswith("Z:"),
        synced=synced,
    )
    assert found == kind


def test_what_macos_says_is_mounted_is_read_like_linux_own_list() -> None:
    said = (
        "/dev/disk3s1s1 on / (apfs, sealed, local, read-only, journaled)\n"
        "//nurse@server/ward on /Volumes/Keats Ward (smbfs, nodev, nosuid, mounted by nurse)\n"
        "no mount at all\n"
    )
    assert unsafe_kind(Path("/Volumes/Keats Ward/hub"), environ={}, mounts=mac_mounts(said)) == SHARE
    assert unsafe_kind(Path("/Users/nurse/hub"), environ={}, mounts=mac_mounts(said)) == ""


def test_a_link_into_a_synced_folder_is_followed(tmp_path: Path) -> None:
    (tmp_path / "Dropbox").mkdir()
    (tmp_path / "data").symlink_to(tmp_path / "Dropbox")
    assert unsafe_kind(tmp_path / "data", environ={}, mounts="") != ""


def test_this_computers_own_disk_is_a_fine_place(tmp_path: Path) -> None:
    check_place(tmp_path)


def test_a_store_is_not_opened_in_a_synced_folder_and_nothing_is_made_there(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Example Trust"
    folder.mkdir()
    with pytest.raises(StoreFault) as refused:
        open_store(target_in(folder), clock=CLOCK)
    assert refused.value.fault is Fault.UNSAFE_PLACE
    assert "cloud service" in refused.value.message
    assert list(folder.iterdir()) == []


def test_a_path_that_the_system_will_not_follow_is_judged_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: object) -> str:
        raise OSError(22, "The file name or extension is too long")

    monkeypatch.setattr(places.os.path, "realpath", refuse)
    assert unsafe_kind(PurePosixPath("/home/nurse/data"), environ={}, mounts=MOUNTS) == ""
    assert unsafe_kind(PurePosixPath("/mnt/ward/hub"), environ={}, mounts=MOUNTS) == SHARE
