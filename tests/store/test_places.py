"""A store is not kept where two computers could write to it at once."""

from pathlib import Path, PureWindowsPath

import pytest

from inpatient_hub.store import places
from inpatient_hub.store.database import open_store
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.places import check_place, unsafe_kind
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
