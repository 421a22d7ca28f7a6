"""Backups are looked into and put back from the command line."""

import os
import shutil
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub
from inpatient_hub.host import device_secrets
from inpatient_hub.store.backup import backups_in
from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.sealing import Cost
from tests.cli.conftest import Shell
from tests.fakes.keyring import FakeKeyring

MARGARET = ("--by", "Margaret Hale")
"""The senior admin of the fictional ward."""


@pytest.fixture
def hub(hub: Shell) -> Shell:
    """Each command is asked for by Margaret: what is done to the whole of a folder wants a name."""
    return lambda *arguments: hub(*arguments, *MARGARET)


@pytest.fixture
def backup(hub: Shell, folder: Path) -> str:
    """A backup of the fictional ward; then one more ward was set up."""
    assert hub("backup", "now").code == 0
    assert hub("ward", "set-up", "--name", "Byron Ward", "--person", "Mary Garth", "--role", "RMN").code == 0
    (made,) = backups_in(folder)
    return made.path.name


def patients(hub: Shell) -> int:
    return len(hub("patient", "list", "--limit", "0", "--ward", "Bronte Ward", "--json").json["patients"])


def wards(shell: Shell, folder: Path) -> str:
    done = shell("--data-dir", str(folder), "ward", "show", "--ward", "Byron Ward")
    return done.out or done.err


def test_a_preview_says_what_a_backup_holds_and_changes_nothing(
    hub: Shell, shell: Shell, folder: Path, backup: str
) -> None:
    done = hub("restore", backup, "--preview")
    assert done.code == 0
    lines = done.out.splitlines()
    assert "Byron" not in lines[0]
    assert lines[1].startswith("Patients on the ward: ")
    assert lines[2].startswith("Notes: ")
    assert lines[4].startswith("From ")
    assert wards(shell, folder).startswith("Byron Ward")
    told = hub("restore", backup, "--preview", "--json").json
    assert told["notes"] > told["notes_unfiled"] > 0
    assert len(told["wards"]) == 1


def test_a_backup_is_put_back_and_the_present_store_is_kept(
    hub: Shell, shell: Shell, folder: Path, backup: str
) -> None:
    done = hub("restore", backup)
    assert done.code == 0
    assert "The backup is in the store's place." in done.out
    (kept,) = folder.glob("hub.replaced-*.db")
    assert f"The store it replaced is kept: {kept}" in done.out
    assert "No such ward" in wards(shell, folder)
    again = hub("restore", str(kept), "--json")
    assert again.code == 0
    assert again.json["replaced"]
    assert wards(shell, folder).startswith("Byron Ward")


def test_a_backup_is_not_put_back_while_the_window_is_open(hub: Shell, folder: Path, backup: str) -> None:
    from inpatient_hub.bootstrap import Place, open_hub

    window = open_hub(Place(data_folder=folder))
    try:
        done = hub("restore", backup)
    finally:
        window.close()
    assert done.code == 1
    assert "already open" in done.err


def test_a_damaged_store_is_replaced_from_the_command_line(hub: Shell, folder: Path, backup: str) -> None:
    (folder / "hub.db").write_bytes(b"damaged" * 1000)
    assert hub("ward", "show").code == 1
    assert hub("restore", backup).code == 0
    assert hub("ward", "show").code == 0


def test_on_another_computer_the_recovery_key_is_asked_for(
    hub: Shell, shell: Shell, folder: Path, backup: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "calibrated", lambda: Cost(8, 1))
    second, new = tmp_path / "second", tmp_path / "new"
    shutil.copytree(folder / "backups", second)
    hub("lock", "recovery-key")
    words = hub("lock", "recovery-key", "--new").out.strip()
    shutil.rmtree(second)
    shutil.copytree(folder / "backups", second)
    theirs = FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: theirs)
    refused = shell("--data-dir", str(new), "restore", str(second / backup))
    assert refused.code == 1
    assert "This backup was made under another lock." in refused.err
    reading, writing = os.pipe()
    os.write(writing, f"{words}\n".encode())
    os.close(writing)
    done = shell("--data-dir", str(new), "--passphrase-fd", str(reading), "restore", str(second / backup))
    os.close(reading)
    assert done.code == 0, done.err
    assert shell("--data-dir", str(new), "ward", "show").code == 0


def test_a_backup_that_is_not_there_is_told(hub: Shell) -> None:
    done = hub("restore", "hub.copy.20200101T000000Z.db")
    assert done.code == 1
    assert "There is no such backup." in done.err


def test_everything_is_exported_and_imported_again(hub: Shell, shell: Shell, folder: Path, tmp_path: Path) -> None:
    made = hub("export", str(tmp_path / "mine.sealed"))
    assert made.code == 0, made.err
    assert str(tmp_path / "mine.sealed") in made.out
    before = hub("patient", "list", "--json").json
    words = hub("lock", "recovery-key", "--new").out
    new = tmp_path / "new"
    shutil.copytree(folder / "backups", new / "backups")
    shutil.copy(folder / "hub.keys", new / "hub.keys")
    unproven = shell("--data-dir", str(new), "import", str(tmp_path / "mine.sealed"))
    assert unproven.err.startswith("Nobody can sign in here now.")
    assert not (new / "hub.db").exists()
    reading, writing = os.pipe()
    os.write(writing, words.encode())
    os.close(writing)
    done = shell("--data-dir", str(new), "--passphrase-fd", str(reading), "import", str(tmp_path / "mine.sealed"))
    os.close(reading)
    assert done.code == 0, done.err
    assert shell("--data-dir", str(new), "patient", "list", "--json").json == before
    again = shell("--data-dir", str(new), "import", str(tmp_path / "mine.sealed"), "--json", *MARGARET)
    assert again.json["replaced"]


def test_an_export_lies_beside_the_backups_unless_told_otherwise(hub: Shell, folder: Path) -> None:
    made = hub("export", "--json").json["file"]
    assert Path(made).parent == folder / "backups"
    assert Path(made).exists()


def test_a_file_that_is_no_export_is_refused(hub: Shell, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("Dear Sir or Madam")
    for file in (tmp_path / "letter", tmp_path / "nowhere", folder / "hub.db"):
        done = hub("import", str(file))
        assert done.code == 1
        assert "This export cannot be used." in done.err
    assert not list(folder.glob("hub.replaced-*"))


def test_a_damaged_store_is_saved_as_far_as_it_goes_and_what_differs_is_told(
    hub: Shell, folder: Path, backup: str
) -> None:
    store = folder / "hub.db"
    body = bytearray(store.read_bytes())
    for page in range(60, 70):
        body[page * 4096 + 100] ^= 1
    store.write_bytes(bytes(body))
    done = hub("rescue", "--json")
    assert done.code == 0, done.err
    told = done.json
    assert told["differences"]
    assert {one["what"] for one in told["differences"]} <= {"backup", "lost", "orphan"}
    assert Path(told["kept"]).read_bytes() == bytes(body)
    again = hub("rescue")
    assert "Nothing differs from the store as it was." in again.out
    assert again.out.splitlines()[0].split() == ["Records", "Saved", "From", "the", "backup", "Lost", "Left", "out"]
    assert "Durbeyfield" not in done.out + again.out


def test_where_nothing_can_be_read_the_command_says_so(hub: Shell, folder: Path) -> None:
    store = folder / "hub.db"
    store.write_bytes(store.read_bytes()[:16] + bytes(4080) + store.read_bytes()[4096:])
    done = hub("rescue")
    assert done.code == 1
    assert "The store is damaged." in done.err


def test_who_has_left_since_is_told_before_and_after_and_stays_left(hub: Shell, opened: Hub, backup: str) -> None:
    (jane,) = (one for ward in opened.wards.all() for one in opened.wards.staff(ward.id) if one.name == "Jane Eyre")
    opened.people.mark_left(jane)
    opened.close()
    line = "Jane Eyre: has left since, and stays so."
    assert line in hub("restore", backup, "--preview").out.splitlines()
    assert hub("restore", backup, "--preview", "--json").json["people"] == [line]
    assert line in hub("restore", backup).out.splitlines()
    assert "Jane Eyre" not in hub("ward", "show").out
