"""A second place for backups is looked at before it is taken."""

from pathlib import Path

import pytest

from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.second_place import check_second_place, is_same_drive


def test_a_folder_elsewhere_is_fine_and_is_left_as_it_was(tmp_path: Path) -> None:
    data, second = tmp_path / "data", tmp_path / "second"
    data.mkdir()
    second.mkdir()
    check_second_place(data, second)
    assert list(second.iterdir()) == []
    assert is_same_drive(data, second)


def test_another_file_system_is_another_drive(tmp_path: Path) -> None:
    other = Path("/dev/shm")
    if not other.is_dir() or other.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second file system here")
    assert not is_same_drive(tmp_path, other)


def test_the_data_folder_itself_and_what_is_in_it_are_refused(tmp_path: Path) -> None:
    inside = tmp_path / "backups"
    inside.mkdir()
    (tmp_path.parent / f"{tmp_path.name}-link").symlink_to(inside)
    for place in (tmp_path, inside, tmp_path.parent / f"{tmp_path.name}-link"):
        with pytest.raises(StoreFault) as refused:
            check_second_place(tmp_path, place)
        assert refused.value.fault is Fault.SECOND_PLACE_INSIDE


def test_a_folder_that_is_gone_is_refused_and_is_no_drive(tmp_path: Path) -> None:
    with pytest.raises(StoreFault) as refused:
        check_second_place(tmp_path, tmp_path / "gone")
    assert refused.value.fault is Fault.SECOND_PLACE_GONE
    assert not is_same_drive(tmp_path, tmp_path / "gone")


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    second = tmp_path / "second"
    second.mkdir(mode=0o500)
    try:
        (second / "trial").write_bytes(b"")
    except OSError:
        pass
    else:
        pytest.skip("this user may write everywhere")
    with pytest.raises(StoreFault) as refused:
        check_second_place(tmp_path / "data", second)
    assert refused.value.fault is Fault.READ_ONLY
