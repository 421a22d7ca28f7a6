"""A file that another program holds, a file that cannot be written, too little room: what is told, and what is kept."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub import __version__
from tests.windows.older import OLDER
from tests.windows.setup.holding import mapped
from tests.windows.setup.ward_pc import (
    CHOICES,
    ENTRY,
    PER_USER,
    log_lines,
    registry,
    run,
    setup,
    start_menu,
    tree,
    uninstall_code,
    version_of,
)

pytestmark = [pytest.mark.win32, pytest.mark.usefixtures("clean_pc")]

NOTICE = PER_USER / "NOTICE.txt"


def all_of_it() -> tuple[Any, ...]:
    """What there is of the program: its files, its entry, its choices and its shortcut."""
    return tree(PER_USER), registry("HKCU", ENTRY), registry("HKCU", CHOICES), start_menu().exists()


@contextmanager
def named(name: str) -> Iterator[None]:
    """Hold a name, as the program does while it is open."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateMutexW.restype = ctypes.c_void_p
    held = kernel.CreateMutexW(None, False, name)
    try:
        yield
    finally:
        kernel.CloseHandle(ctypes.c_void_p(held))


def test_while_the_program_is_open_whoever_uninstalls_it_is_told_1618(built: dict[str, str]) -> None:
    assert setup(built["small"]) == 0
    before = all_of_it()
    by_hand = f'"{PER_USER / "uninstall.exe"}" /S'
    with named("Global\\InpatientHub"):
        assert (registry("HKCU", ENTRY) or {})["QuietUninstallString"] == by_hand
        assert uninstall_code() == 1618
        assert run(f"{by_hand} _?={PER_USER}").returncode == 1618
        assert setup(built["small"]) == 1618
    assert all_of_it() == before
    assert [line for line in log_lines() if "1618 Inpatient Hub is open." in line] == log_lines()[1:]
    assert uninstall_code() == 0
    assert not PER_USER.exists()


def test_a_held_file_stops_upgrade_and_uninstall_before_anything_is_changed(built: dict[str, str]) -> None:
    assert setup(built["small_older"]) == 0
    before = all_of_it()
    with NOTICE.open("rb"):  # as an editor or a virus scanner does: others may read and write, but not delete
        assert setup(built["small"]) == 32
        assert uninstall_code() == 32
    assert all_of_it() == before
    by_old, by_new, by_uninstall = log_lines()[1:]
    assert by_old == by_uninstall
    assert by_old.startswith(f"{OLDER}: 32 Another program holds {NOTICE}. ")
    assert by_new.startswith(f"{__version__}: 32 Another program holds a file of the version that is installed. ")
    assert (setup(built["small"]), version_of()) == (0, __version__)


def test_a_file_that_withstands_deletion_keeps_the_entry_in_the_list_of_apps(built: dict[str, str]) -> None:
    assert setup(built["small"]) == 0
    entry = registry("HKCU", ENTRY)
    with mapped(NOTICE):
        assert uninstall_code() == 2
    assert registry("HKCU", ENTRY) == entry
    assert start_menu().exists()
    assert log_lines()[-1].startswith(f"{__version__}: 2 {NOTICE} could not be deleted. ")
    remover = PER_USER / "remove.exe"
    aside = remover.rename(PER_USER / "aside.exe")
    assert uninstall_code() == 2  # by which all is done
    aside.rename(remover)
    assert uninstall_code() == 0
    assert version_of() is None
    assert not PER_USER.exists()


def test_a_file_that_cannot_be_written_is_told_and_done_again(built: dict[str, str]) -> None:
    NOTICE.mkdir(parents=True)
    assert setup(built["small"]) == 2
    assert version_of() is None
    assert log_lines() == [f"{__version__}: 2 A file could not be written to {PER_USER}. The ward's data is safe."]
    NOTICE.rmdir()
    assert (setup(built["small"]), version_of()) == (0, __version__)


def test_too_little_room_is_told_before_anything_is_written_under_wine(built: dict[str, str]) -> None:
    assert setup(built["small"], r"/D=Z:\proc\Inpatient Hub") == 112
    assert version_of() is None
    [line] = log_lines()
    assert line.startswith(rf"{__version__}: 112 There is too little room for Z:\proc\Inpatient Hub: 0 MB of the ")


def test_where_nothing_can_be_written_the_older_version_stays(built: dict[str, str]) -> None:
    place = Path(r"C:\Long names", "x" * 256)  # longer than Windows lets one name be
    assert setup(built["small_older"]) == 0
    before = all_of_it()
    assert setup(built["small"], f"/D={place}") == 2
    assert all_of_it() == before
    assert log_lines()[-1].startswith(f"{__version__}: 2 Nothing can be written to {place}. ")
    assert not place.parent.exists()
