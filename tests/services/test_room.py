"""Whether there is room on the disk is said before anything fails."""

from pathlib import Path

import pytest

from inpatient_hub.services.room import DiskRoom, RoomLeft

MB = 1_000_000


@pytest.mark.parametrize(
    ("free", "store", "is_low", "must_act"),
    [
        (200 * MB, 1 * MB, False, False),
        (199 * MB, 1 * MB, True, False),
        (299 * MB, 100 * MB, True, False),
        (300 * MB, 100 * MB, False, False),
        (50 * MB, 1 * MB, True, False),
        (49 * MB, 1 * MB, True, True),
    ],
)
def test_a_disk_is_low_early_and_somebody_must_act_late(free: int, store: int, is_low: bool, must_act: bool) -> None:
    left = RoomLeft(free, store)
    assert (left.is_low, left.must_act) == (is_low, must_act)


def test_the_disk_of_a_real_folder_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "hub.db").write_bytes(bytes(1234))
    left = DiskRoom(tmp_path, tmp_path / "hub.db").left()
    assert left is not None
    assert left.free > 0
    assert left.store == 1234


def test_a_folder_that_is_gone_says_nothing_and_fails_nothing(tmp_path: Path) -> None:
    assert DiskRoom(tmp_path / "gone", tmp_path / "gone" / "hub.db").left() is None
