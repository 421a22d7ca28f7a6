"""On a full disk whatever needs room says so, changes nothing, and is done when it is tried again with room."""

from pathlib import Path
from typing import Any

import pytest

from tests.store.hostile_disks import on_small_disk

DONE_LATER = {"said": ["disk_full"], "as it was each time": True, "done": True}


def tried(folder: Path, scene: str) -> Any:
    return on_small_disk(folder, scene, kilobytes=6_000, of="full_scenes")


def test_a_new_store_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    assert tried(tmp_path, "starting") == DONE_LATER | {"whole": True}


def test_a_store_is_not_brought_up_to_date_without_room_and_is_with_it(tmp_path: Path) -> None:
    assert tried(tmp_path, "migrating") == DONE_LATER | {"whole": True, "patients": 120, "diary": 0}


@pytest.mark.parametrize("scene", ["exporting", "backing_up"])
def test_a_copy_is_not_left_half_made_without_room_and_is_made_with_it(tmp_path: Path, scene: str) -> None:
    seen = tried(tmp_path, scene)
    assert seen.pop("whole", True)
    assert seen == DONE_LATER


def test_what_is_put_back_is_put_back_whole_or_not_at_all(tmp_path: Path) -> None:
    assert tried(tmp_path, "restoring") == {"backup": DONE_LATER, "export": DONE_LATER, "whole": True, "wards": 1}


def test_a_disk_with_little_room_is_told_beside_the_answer(tmp_path: Path) -> None:
    seen = tried(tmp_path, "warning")
    assert (seen["code"], seen["out"]) == (0, "There is no backup yet.\n")
    assert seen["beside"].startswith("The disk is nearly full. ")
    assert "MB are left on the disk that holds FOLDER. " in seen["beside"]


def test_a_log_that_finds_no_room_stops_nothing_and_goes_on_when_there_is_some(tmp_path: Path) -> None:
    assert tried(tmp_path, "logging_on") == {"before": True, "afterwards": True}
