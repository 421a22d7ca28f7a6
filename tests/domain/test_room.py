"""A disk that is filling up is told while there is still time, and more urgently when there is not."""

import pytest

from inpatient_hub.domain.room import Room, low_room

MB, GB = 1_000_000, 1_000_000_000


@pytest.mark.parametrize(("free", "store"), [(1 * GB, 1 * MB), (50 * GB, 100 * MB), (1 * GB, 100 * MB)])
def test_nothing_is_said_while_there_is_room(free: int, store: int) -> None:
    assert low_room(Room("D:", free, store)) is None


@pytest.mark.parametrize(
    ("free", "store", "urgent"),
    [
        (GB - 1, 1 * MB, False),
        (100 * MB, 1 * MB, False),
        (100 * MB - 1, 1 * MB, True),
        (0, 0, True),
        (2 * GB, 300 * MB, False),
        (800 * MB, 300 * MB, True),
    ],
)
def test_a_disk_that_is_filling_up_is_told(free: int, store: int, urgent: bool) -> None:
    low = low_room(Room("D:", free, store))
    assert low is not None
    assert low.is_urgent is urgent


def test_the_words_say_where_how_much_and_what_to_do() -> None:
    low = low_room(Room("/data/keats", 85 * MB, MB))
    assert low is not None
    assert low.one_line() == (
        "The disk is nearly full. 85 MB are left on the disk that holds /data/keats. Soon nothing more can be saved, "
        "and there may be no room for the next backup. Remove what is not needed from that disk, or ask IT for more "
        "room."
    )
    early = low_room(Room("/data/keats", 2 * GB, GB // 2))
    assert early is not None
    assert early.message.startswith("2.0 GB are left")
