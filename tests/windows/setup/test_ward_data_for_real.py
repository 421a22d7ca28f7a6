"""Removing the ward's data with the program: only when it is ticked and confirmed, and then all of it or nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from inpatient_hub import __version__
from inpatient_hub.domain.locking import Way
from inpatient_hub.host.device_secrets import OsKeyring
from inpatient_hub.store.keys.key_file import copy_of, key_file, put
from inpatient_hub.store.keys.slots import KeyFile
from tests.windows.setup.holding import mapped
from tests.windows.setup.ward_pc import (
    CHOICES,
    DATA,
    ENTRY,
    PER_USER,
    log_lines,
    registry,
    setup,
    tree,
    uninstall_code,
    uninstall_string,
    version_of,
)
from tests.windows.setup.wizard import NO, YES, Wizard, opened

pytestmark = [pytest.mark.win32, pytest.mark.usefixtures("clean_pc")]

WARD_DATA = 1
NOW, BEFORE, ANOTHER = bytes(range(16)), bytes(range(16, 32)), bytes(range(32, 48))
SECRETS = [f"{lock.hex()} {name}" for lock in (NOW, BEFORE) for name in (Way.KEYRING, Way.PIN, "audit")]
OF_ANOTHER = f"{ANOTHER.hex()} {Way.KEYRING}"


@pytest.fixture
def ward(built: dict[str, str]) -> Path:
    """The program is set up, and there is a ward's data."""
    assert setup(built["small"]) == 0
    (DATA / "backups").mkdir(parents=True)
    (DATA / "hub.db").write_bytes(b"the ward")
    (DATA / "backups" / "kept.backup").write_bytes(b"the ward yesterday")
    (DATA / "packs" / "local").mkdir(parents=True)
    return DATA


@pytest.fixture
def keyring(ward: Path) -> Iterator[OsKeyring]:
    """What the keyring holds for the ward's lock, for the one before, and for another ward's folder."""
    put(key_file(ward), KeyFile(NOW, b"check"))
    before = KeyFile(BEFORE, b"check")
    put(copy_of(ward, before), before)
    ring = OsKeyring()
    for name in (*SECRETS, OF_ANOTHER):
        ring.put(name, "an older one")
        ring.put(name, "kept")
    yield ring
    for name in (*SECRETS, OF_ANOTHER):
        ring.forget(name)


def confirm(wizard: Wizard) -> str:
    """Tick the data, and say Yes to the question; what it asked."""
    wizard.tick(wizard.window(), WARD_DATA)
    wizard.go_on("Uninstall")
    box, words = wizard.question()
    wizard.press(box, YES)
    return words


def end(wizard: Wizard) -> None:
    assert wizard.close("Close") == 0
    assert version_of() is None
    assert registry("HKCU", ENTRY) is None
    assert not PER_USER.exists()


def test_the_data_stays_unless_it_is_ticked(ward: Path) -> None:
    with opened(uninstall_string()) as wizard:
        wizard.go_on("Uninstall")
        end(wizard)
    assert (ward / "hub.db").read_bytes() == b"the ward"


def test_ticked_it_is_asked_once_more_and_no_keeps_it_and_its_key(ward: Path, keyring: OsKeyring) -> None:
    before = tree(ward)
    with opened(uninstall_string()) as wizard:
        wizard.tick(wizard.window(), WARD_DATA)
        wizard.go_on("Uninstall")
        box, words = wizard.question()
        assert "Remove the ward's data of this Windows user too?" in words
        assert str(ward) in words
        assert "Nobody can bring them back." in words
        assert "its key in Windows' Credential Manager" in words
        wizard.press(box, NO)
        end(wizard)
    assert tree(ward) == before
    assert [keyring.get(name) for name in SECRETS] == ["kept"] * len(SECRETS)


def test_ticked_and_confirmed_it_goes_with_its_keys_and_no_others(ward: Path, keyring: OsKeyring) -> None:
    (ward / "backups" / "kept.backup").chmod(0o400)
    with opened(uninstall_string()) as wizard:
        confirm(wizard)
        end(wizard)
    assert not ward.exists()
    assert [keyring.get(name) for name in SECRETS] == [None] * len(SECRETS)
    assert keyring.get(OF_ANOTHER) == "kept"
    removed, taken_out = log_lines()[1:]
    assert removed == f"{__version__}: 0 The ward's data in {ward} was removed, and its key."
    assert taken_out == f"{__version__}: 0 Taken out of {PER_USER}."


def test_a_held_file_of_the_ward_stops_it_before_anything_goes(ward: Path, keyring: OsKeyring) -> None:
    before = tree(ward), tree(PER_USER), registry("HKCU", ENTRY), registry("HKCU", CHOICES)
    held = ward / "backups" / "kept.backup"
    with held.open("rb"), opened(uninstall_string()) as wizard:
        confirm(wizard)
        wizard.answer(f"Another program holds {held}.")
        assert wizard.process.wait(timeout=60) == 32
    assert (tree(ward), tree(PER_USER), registry("HKCU", ENTRY), registry("HKCU", CHOICES)) == before
    assert keyring.get(SECRETS[0]) == "kept"
    assert log_lines()[-1].startswith(f"{__version__}: 32 Another program holds {held}. ")
    assert uninstall_code() == 0


def test_what_withstands_removal_is_named_and_can_be_removed_later(ward: Path, keyring: OsKeyring) -> None:
    left = ward / "backups" / "kept.backup"
    with mapped(left), opened(uninstall_string()) as wizard:
        confirm(wizard)
        wizard.answer(f"{left} could not be deleted.")
        assert wizard.process.wait(timeout=60) == 2
    assert log_lines()[-1].startswith(f"{__version__}: 2 {left} could not be deleted. ")
    assert version_of() == __version__
    assert keyring.get(SECRETS[0]) is None
    with opened(uninstall_string()) as wizard:
        confirm(wizard)
        end(wizard)
    assert not ward.exists()


def test_where_there_is_no_data_nothing_is_asked(built: dict[str, str]) -> None:
    assert setup(built["small"]) == 0
    assert not DATA.exists()
    with opened(uninstall_string()) as wizard:
        wizard.tick(wizard.window(), WARD_DATA)
        wizard.go_on("Uninstall")
        end(wizard)
