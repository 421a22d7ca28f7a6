"""What is done to the whole of a data folder: by whom, when the store cannot be read, and with a server named."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, open_hub
from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import THE_STORE, AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.host import device_secrets
from inpatient_hub.host.settings import read_settings
from inpatient_hub.host.wrong_unlocks import WRONG_FILE, count_wrong, wrong_tries
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.key_file import KEY_FILE
from inpatient_hub.store.keys.sealing import Cost
from inpatient_hub.store.target import STORE_FILE
from tests.cli.conftest import Done, Shell
from tests.fakes.keyring import FakeKeyring
from tests.fakes.seat import opened_by_program

PIN, WRONG = "271828", "999111"
SET_UP = ("ward", "set-up", "--name", "Keats Ward", "--person", "Ann Admin", "--role", "RMN", "--sign-in", "pin")
NOWHERE = ("--database-url", "postgresql+psycopg://nobody@127.0.0.1:1/x")
ANN = ("--by", "Ann Admin")
PASSPHRASE = "four unrelated words"

Given = Callable[..., Done]


@pytest.fixture(autouse=True)
def _cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "calibrated", lambda: Cost(8, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "keats"


@pytest.fixture
def here(shell: Shell, folder: Path) -> Shell:
    """Runs commands on the ward's data folder."""
    return lambda *arguments: shell("--data-dir", str(folder), *arguments)


@pytest.fixture
def given(here: Shell) -> Iterator[Given]:
    """Runs a command that finds these lines at a file descriptor: PINs, or words for the lock."""
    opened: list[int] = []

    def run(*arguments: str, pins: str = "", words: str = "") -> Done:
        more = []
        for option, lines in (("--pin-fd", pins), ("--passphrase-fd", words)):
            if lines:
                reading, writing = os.pipe()
                opened.append(reading)
                os.write(writing, lines.encode("utf-8"))
                os.close(writing)
                more += [option, str(reading)]
        return here(*more, *arguments)

    yield run
    for descriptor in opened:
        os.close(descriptor)


@pytest.fixture
def recovery_key(given: Given) -> str:
    """A ward with PINs, Ann its one senior admin, and a backup of it. Gives the recovery key of its lock."""
    made = given(*SET_UP, "--json", pins=f"{PIN}\n").json
    assert given("backup", "now", *ANN, pins=f"{PIN}\n").code == 0
    return str(made["recovery_key"])


def backup_in(folder: Path) -> str:
    return next(one.name for one in (folder / "backups").glob("*.db"))


def events(folder: Path) -> list[AuditEvent]:
    """What was done to the store as a whole, newest first."""
    with opened_by_program(Place(data_folder=folder), alone=False) as hub, hub.store.reading() as work:
        return list(work.audit.of_entity(Kind.STORE, THE_STORE))


def files(folder: Path) -> dict[str, bytes]:
    """All that lies there, without the log of the program and what the database keeps beside its file."""
    return {
        str(one.relative_to(folder)): one.read_bytes()
        for one in folder.rglob("*")
        if one.is_file() and one.suffix != ".log" and not one.name.endswith(("-wal", "-shm"))
    }


# A server that is named


WHOLE = [
    ("restore", "BACKUP"),
    ("restore", "BACKUP", "--preview"),
    ("import", "EXPORT"),
    ("rescue",),
    ("backup", "second-place", "SECOND"),
    ("backup", "second-place", "none"),
    ("lock", "show"),
    ("lock", "passphrase"),
    ("lock", "recovery-key"),
    ("lock", "recovery-key", "--new"),
    ("lock", "new-key"),
    ("lock", "reset-admin"),
    ("lock", "remember"),
    ("lock", "forget", "keyring"),
    ("lock", "restore-file"),
    ("lock", "set-up"),
]


@pytest.mark.usefixtures("recovery_key")
@pytest.mark.parametrize("command", WHOLE, ids=" ".join)
def test_a_server_that_does_not_answer_is_no_way_round_the_rights_on_the_folder(
    given: Given, folder: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    (tmp_path / "second").mkdir()
    export = str(tmp_path / "mine.sealed")
    if "EXPORT" in command:
        assert given("export", export, *ANN, pins=f"{PIN}\n").code == 0
    named = {"BACKUP": backup_in(folder), "EXPORT": export, "SECOND": str(tmp_path / "second")}
    before, settings = files(folder), read_settings(folder)
    done = given(*NOWHERE, *(named.get(word, word) for word in command), words=f"{PASSPHRASE}\n")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("This cannot be done with a database server.")
    assert (files(folder), read_settings(folder)) == (before, settings)


# A store that cannot be read


CHANGING = [
    ("lock", "passphrase"),
    ("lock", "recovery-key"),
    ("lock", "recovery-key", "--new"),
    ("lock", "new-key"),
    ("lock", "remember"),
    ("lock", "forget", "keyring"),
    ("backup", "second-place", "none"),
]


def spoil(folder: Path, how: str) -> None:
    store = folder / STORE_FILE
    if how == "gone":
        store.unlink()
    else:
        store.write_bytes(b"" if how == "empty" else b"damaged" * 1000)


@pytest.mark.usefixtures("recovery_key")
@pytest.mark.parametrize("how", ["damaged", "empty", "gone"])
@pytest.mark.parametrize("command", CHANGING, ids=" ".join)
def test_while_the_store_cannot_be_read_the_lock_is_not_changed_by_whom_the_keyring_lets_in(
    given: Given, here: Shell, folder: Path, command: tuple[str, ...], how: str
) -> None:
    spoil(folder, how)
    before = (folder / KEY_FILE).read_bytes()
    unproven = here(*command, *ANN)
    assert (unproven.code, unproven.out) == (1, "")
    assert unproven.err.startswith("Nobody can sign in here now.")
    wrong = given(*command, *ANN, words=f"not the passphrase\n{PASSPHRASE}\n")
    assert (wrong.code, wrong.out) == (1, "")
    assert (folder / KEY_FILE).read_bytes() == before


@pytest.mark.parametrize("command", [("lock", "recovery-key", "--new"), ("lock", "new-key")], ids=" ".join)
def test_no_new_recovery_key_is_made_while_the_store_cannot_be_read_whatever_is_typed(
    given: Given, folder: Path, recovery_key: str, command: tuple[str, ...]
) -> None:
    spoil(folder, "damaged")
    before = (folder / KEY_FILE).read_bytes()
    done = given(*command, words=f"{recovery_key}\n{PASSPHRASE}\n")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("No new key is made now.")
    assert "inpatient-hub restore" in done.err
    assert (folder / KEY_FILE).read_bytes() == before


@pytest.mark.expects_log("could not be recorded")
def test_the_recovery_key_still_lets_its_holder_make_a_passphrase(
    given: Given, folder: Path, recovery_key: str
) -> None:
    spoil(folder, "damaged")
    assert given("lock", "passphrase", words=f"{recovery_key}\n{PASSPHRASE}\n").code == 0
    assert given("lock", "remember", words=f"{PASSPHRASE}\n").code == 0


def test_a_damaged_store_is_still_mended_by_whoever_is_there(given: Given, here: Shell, folder: Path) -> None:
    assert given(*SET_UP, pins=f"{PIN}\n").code == 0
    assert given("backup", "now", *ANN, pins=f"{PIN}\n").code == 0
    assert given("export", str(folder.parent / "mine.sealed"), *ANN, pins=f"{PIN}\n").code == 0
    spoil(folder, "damaged")
    assert here("import", str(folder.parent / "mine.sealed")).err.startswith("Nobody can sign in here now.")
    assert here("restore", backup_in(folder)).code == 0
    assert events(folder)[0].actor_id is None


@pytest.mark.usefixtures("recovery_key")
def test_with_the_key_file_moved_away_no_backup_is_put_back_under_a_new_lock(here: Shell, folder: Path) -> None:
    (folder / KEY_FILE).unlink()
    before = files(folder)
    done = here("restore", backup_in(folder))
    assert done.code == 1
    assert "lock restore-file" in done.err
    assert files(folder) == before


# Whose name stands under it


@pytest.mark.usefixtures("recovery_key")
def test_what_an_admin_does_to_the_whole_bears_their_name(given: Given, folder: Path) -> None:
    mine = str(folder.parent / "mine.sealed")
    assert given("export", mine, *ANN, pins=f"{PIN}\n").code == 0
    acts = {
        ("restore", backup_in(folder)): AuditAction.BACKUP_RESTORED,
        ("import", mine): AuditAction.STORE_IMPORTED,
        ("rescue",): AuditAction.STORE_RESCUED,
        ("lock", "passphrase"): AuditAction.LOCK_CHANGED,
        ("lock", "recovery-key", "--new"): AuditAction.LOCK_CHANGED,
        ("lock", "remember"): AuditAction.LOCK_CHANGED,
        ("lock", "forget", "passphrase"): AuditAction.LOCK_CHANGED,
        ("lock", "new-key"): AuditAction.LOCK_CHANGED,
    }
    for command, action in acts.items():
        words = f"{PASSPHRASE}\n" if command == ("lock", "passphrase") else ""
        done = given(*command, *ANN, pins=f"{PIN}\n", words=words)
        assert done.code == 0, done.err
        newest = events(folder)[0]
        with opened_by_program(Place(data_folder=folder), alone=False) as hub:
            (ann,) = hub.wards.staff(hub.wards.all()[0].id)
        assert (newest.action, newest.actor_id, newest.role) == (action, ann.id, "senior_admin"), command


# When every admin is shut out


def test_five_wrong_pins_on_the_only_admins_name_do_not_shut_the_ward(
    given: Given, here: Shell, folder: Path, recovery_key: str
) -> None:
    said = [given("patient", "list", *ANN, pins=f"{WRONG}\n").err for _ in range(6)]
    assert said[4].startswith("Your PIN has to wait a minute.")
    assert "inpatient-hub lock reset-admin" in said[5]
    assert given("lock", "recovery-key", "--new", *ANN, pins=f"{PIN}\n").code == 1
    done = given("lock", "reset-admin", words=f"{recovery_key}\n", pins="")
    assert done.code == 0, done.err
    code = done.out.strip().rpartition(" ")[2]
    assert done.out == f"Start code of Ann Admin: {code}\n"
    assert given("patient", "list", *ANN, pins=f"{code}\n314159\n").code == 0
    assert given("patient", "list", *ANN, pins="314159\n").code == 0
    with opened_by_program(Place(data_folder=folder), alone=False) as hub, hub.store.reading() as work:
        given_out = work.audit.of_actions([AuditAction.START_CODE_GIVEN])
    assert [(one.actor_id, one.detail) for one in given_out] == [(None, {"way": "recovery key"})]


@pytest.mark.usefixtures("recovery_key")
def test_nobody_lets_an_admin_in_with_another_key_or_with_none(given: Given, here: Shell, folder: Path) -> None:
    assert here("lock", "reset-admin").err.startswith("No recovery key was given.")
    for words in ("nonsense", "0000-0000-0000-0000-0000-0000-0000-0000", PIN):
        done = given("lock", "reset-admin", words=f"{words}\n")
        assert (done.code, done.out) == (1, "")
    with opened_by_program(Place(data_folder=folder), alone=False) as hub, hub.store.reading() as work:
        failed = work.audit.of_actions([AuditAction.SIGN_IN_FAILED])
        assert len(failed) == 3
        assert not work.audit.of_actions([AuditAction.START_CODE_GIVEN])
    assert given("patient", "list", *ANN, pins=f"{PIN}\n").code == 0


def test_where_there_are_several_senior_admins_one_is_named(given: Given, folder: Path, recovery_key: str) -> None:
    with closing(open_hub(Place(data_folder=folder))) as hub:
        (line,) = hub.sign_in.people(hub.wards.all()[0].id)
        ann = hub.sign_in.sign_in(line.id, PIN)
        hub.people.add(ann.ward_id, PersonDetails(name="Bea Boss", access=Role.SENIOR_ADMIN))
        hub.people.add(ann.ward_id, PersonDetails(name="Sam Staff"))
    which = given("lock", "reset-admin", words=f"{recovery_key}\n")
    assert which.err.startswith("It is not clear which senior admin is meant.")
    assert len(which.err.splitlines()) == 3
    nobody = given("lock", "reset-admin", "Sam Staff", words=f"{recovery_key}\n")
    assert (nobody.code, nobody.out) == (1, "")
    assert nobody.err.startswith("No such senior admin.")
    assert given("lock", "reset-admin", "Bea Boss", "--json", words=f"{recovery_key}\n").json["start_code"]


def test_setting_a_ward_up_shows_the_recovery_key_until_it_was_written_down(given: Given, here: Shell) -> None:
    done = given(*SET_UP, pins=f"{PIN}\n")
    key = done.out.splitlines()[-1].removeprefix("Recovery key: ")
    assert len(key.split("-")) == 8
    assert "Write the recovery key on paper" in done.err
    assert given("lock", "recovery-key", *ANN, pins=f"{PIN}\n").out.strip() == key


# Wrong tries at the lock


def test_wrong_ones_at_the_lock_are_recorded_when_it_is_next_opened(
    given: Given, folder: Path, recovery_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert given("lock", "passphrase", *ANN, pins=f"{PIN}\n", words=f"{PASSPHRASE}\n").code == 0
    ours, theirs = device_secrets.this_users_keyring(), FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: theirs)
    for wrong in ("not this one", "nor this one", "0" + recovery_key[1:]):
        assert given("ward", "show", *ANN, pins=f"{PIN}\n", words=f"{wrong}\n").code == 1
    assert (folder / WRONG_FILE).exists()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: ours)
    (newest, *older) = [one for one in events(folder) if one.action is AuditAction.SIGN_IN_FAILED]
    assert newest.detail["way"] == "lock"
    assert newest.detail["what"].startswith("wrong: passphrase or recovery key ")
    assert (older, newest.actor_id) == ([], None)
    assert not (folder / WRONG_FILE).exists()


def test_a_count_that_is_damaged_says_nothing_and_stands_in_nobodys_way(tmp_path: Path) -> None:
    for damaged in (b"", b"[1]", b'{"pin": "many"}', b"\xff", b" " * 5000):
        (tmp_path / WRONG_FILE).write_bytes(damaged)
        assert wrong_tries(tmp_path) == {}
    count_wrong(tmp_path, "pin")
    count_wrong(tmp_path, "pin")
    assert wrong_tries(tmp_path) == {"pin": 2}
    count_wrong(tmp_path / "nowhere", "pin")
