"""A damaged or missing key file is told from all else, and its copy leads back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from inpatient_hub.domain import lock_troubles as troubles
from inpatient_hub.store.errors import StoreFault, backup_folder
from inpatient_hub.store.keys import key_file
from inpatient_hub.store.keys.vault import FolderVault
from inpatient_hub.store.target import STORE_FILE
from tests.store.keys.locks import PASSPHRASE, a_vault


def _damage(file: Path) -> None:
    file.write_bytes(file.read_bytes().replace(b'"check": "', b'"check": "0', 1))


def _cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-40])


def _empty(file: Path) -> None:
    file.write_bytes(b"")


def _zero(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


def _far_too_long(file: Path) -> None:
    file.write_bytes(b" " * 20_000 + file.read_bytes())


@pytest.mark.parametrize("spoil", [_damage, _cut, _empty, _zero, _far_too_long])
def test_a_damaged_key_file_is_told_from_a_wrong_passphrase_and_its_copy_helps(
    vault: FolderVault, spoil: Callable[[Path], None]
) -> None:
    key = vault.make(passphrase=PASSPHRASE)
    file = key_file.key_file(vault.folder)
    spoil(file)
    spoilt = file.read_bytes()
    asked: list[Callable[[], object]] = [
        vault.state,
        vault.open_unasked,
        lambda: vault.open_by_passphrase("not the passphrase"),
    ]
    for ask in asked:
        with pytest.raises(troubles.KeyFileDamaged) as damaged:
            ask()
        assert damaged.value.has_copy
        assert "A copy lies with the backups" in damaged.value.remedy
    vault.restore_key_file()
    assert vault.open_by_passphrase(PASSPHRASE) == key
    assert (vault.folder / "hub.damaged-1.keys").read_bytes() == spoilt


def a_locked_store(vault: FolderVault) -> None:
    """Bytes that look like a locked store of this lock."""
    page = key_file.load(vault.folder).lock_id + bytes(range(256)) * 16
    (vault.folder / STORE_FILE).write_bytes(page[:4096])


def test_a_missing_key_file_is_told_and_its_copy_helps(vault: FolderVault) -> None:
    key = vault.make()
    a_locked_store(vault)
    key_file.key_file(vault.folder).unlink()
    for ask in (vault.state, vault.open_unasked):
        with pytest.raises(troubles.KeyFileMissing) as missing:
            ask()
        assert missing.value.has_copy
    vault.restore_key_file()
    assert vault.open_unasked() == key


def test_without_any_copy_a_missing_key_file_is_not_offered_one(vault: FolderVault) -> None:
    vault.make()
    a_locked_store(vault)
    key_file.key_file(vault.folder).unlink()
    for copy in backup_folder(vault.folder).iterdir():
        copy.unlink()
    with pytest.raises(troubles.KeyFileMissing) as missing:
        vault.state()
    assert not missing.value.has_copy
    with pytest.raises(troubles.KeyFileMissing):
        vault.restore_key_file()


def test_the_copy_of_another_lock_is_not_put_in_its_place(vault: FolderVault, tmp_path: Path) -> None:
    vault.make()
    a_locked_store(vault)
    key_file.key_file(tmp_path).unlink()
    for copy in backup_folder(tmp_path).iterdir():
        copy.unlink()
    other = tmp_path / "other"
    other.mkdir()
    a_vault(other).make()
    (copy,) = backup_folder(other).iterdir()
    copy.rename(backup_folder(tmp_path) / copy.name)
    with pytest.raises(troubles.KeyFileMissing) as missing:
        vault.state()
    assert not missing.value.has_copy


def test_the_key_file_of_another_store_is_told_and_the_right_copy_helps(vault: FolderVault, tmp_path: Path) -> None:
    key = vault.make()
    a_locked_store(vault)
    others = key_file_of_another_store(tmp_path)
    key_file.key_file(tmp_path).write_bytes(others)
    for ask in (vault.state, vault.open_unasked, lambda: vault.open_by_passphrase(PASSPHRASE)):
        with pytest.raises(troubles.KeyFileOfAnother) as wrong:
            ask()
        assert "restore-file" in wrong.value.remedy
    vault.restore_key_file()
    assert vault.open_unasked() == key
    assert (tmp_path / "hub.damaged-1.keys").read_bytes() == others


def test_a_damaged_beginning_of_the_store_is_no_fault_of_the_key_file(vault: FolderVault, tmp_path: Path) -> None:
    key = vault.make()
    a_locked_store(vault)
    store = tmp_path / STORE_FILE
    store.write_bytes(b"something else here" + store.read_bytes()[19:])
    assert vault.open_unasked() == key


def key_file_of_another_store(folder: Path) -> bytes:
    """What stands in the key file of another store on this computer."""
    other = folder / "other"
    other.mkdir()
    a_vault(other).make(passphrase=PASSPHRASE)
    return key_file.key_file(other).read_bytes()


def test_a_change_goes_into_the_copy_too(vault: FolderVault) -> None:
    key = vault.make()
    vault.set_passphrase(key, PASSPHRASE)
    key_file.key_file(vault.folder).write_bytes(b"damaged")
    vault.restore_key_file()
    assert vault.open_by_passphrase(PASSPHRASE) == key


def test_a_copy_that_cannot_be_written_is_no_reason_not_to_lock(vault: FolderVault) -> None:
    backup_folder(vault.folder).write_text("a file where the folder should be")
    key = vault.make()
    assert vault.open_unasked() == key


def test_a_lock_made_by_a_newer_version_is_told_so(vault: FolderVault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.make()
    file = key_file.key_file(vault.folder)
    monkeypatch.setattr(key_file, "read", _newer)
    with pytest.raises(troubles.KeyFileNewer):
        vault.open_unasked()
    assert file.exists()


def _newer(_text: str) -> None:
    from inpatient_hub.store.keys.slots import Newer

    raise Newer


def test_a_folder_that_is_not_there_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(StoreFault, match="data folder was not found"):
        a_vault(tmp_path / "nowhere").make()
