"""A full disk and a read-only folder: said in words, and nothing saved before is lost."""

from pathlib import Path

import pytest

from tests.store.filling import a_filled_store, contents
from tests.store.hostile_disks import on_read_only_disk, on_small_disk, without_rights


def test_a_disk_that_fills_up_stops_the_saving_in_words_and_loses_nothing(tmp_path: Path) -> None:
    assert on_small_disk(tmp_path, "full_while_saving", kilobytes=3000) == {
        "fault": "disk_full",
        "all saved is there": True,
        "saved something": True,
        "goes on when there is room": True,
        "whole": True,
    }


def test_on_a_full_disk_no_store_and_no_backup_is_left_half_made(tmp_path: Path) -> None:
    assert on_small_disk(tmp_path, "full_while_opening", kilobytes=3000) == {
        "making": "disk_full",
        "no store is left half made": True,
        "backing up": "disk_full",
        "no backup is left half made": True,
    }


def test_a_folder_nobody_may_write_to_is_said_to_be_so(tmp_path: Path) -> None:
    a_filled_store(tmp_path, patients=3)
    before = contents(tmp_path)
    assert on_read_only_disk(tmp_path, "read_only") == {
        "lock": "read_only",
        "open": "read_only",
        "back up": "read_only",
        "examined": "read_only",
        "first look": True,
    }
    assert contents(tmp_path) == before


def test_an_empty_folder_nobody_may_write_to_is_said_to_be_so(tmp_path: Path) -> None:
    seen = on_read_only_disk(tmp_path, "read_only")
    assert (seen["lock"], seen["open"]) == ("read_only", "read_only")


@pytest.mark.parametrize("rights", [0o500, 0o000])
def test_a_folder_this_user_has_no_rights_to_is_said_to_be_so(tmp_path: Path, rights: int) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    a_filled_store(folder, patients=3)
    before = contents(folder)
    seen = without_rights(folder, "read_only", rights=rights)
    assert seen == {
        "lock": "read_only",
        "open": "read_only",
        "back up": "read_only",
        "examined": "read_only",
        "first look": True,
    }
    assert contents(folder) == before
