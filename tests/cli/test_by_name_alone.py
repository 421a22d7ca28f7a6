"""On a ward where a name is enough: what is done to the whole of its folder is done by somebody who is named."""

from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Hub, Place
from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import THE_STORE, AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.host.settings import read_settings
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.store.keys.key_file import KEY_FILE
from inpatient_hub.store.target import STORE_FILE
from tests.cli.conftest import Shell
from tests.fakes.seat import opened_by_program
from tests.store.releases import RELEASES, put_released_store

MARGARET, JANE = ("--by", "Margaret Hale"), ("--by", "Jane Eyre")

WHOLE = [
    ("restore", "BACKUP"),
    ("restore", "BACKUP", "--preview"),
    ("import", "EXPORT"),
    ("rescue",),
    ("backup", "second-place", "SECOND"),
    ("lock", "passphrase"),
    ("lock", "recovery-key"),
    ("lock", "recovery-key", "--new"),
    ("lock", "new-key"),
    ("lock", "remember"),
    ("lock", "forget", "keyring"),
    ("lock", "restore-file"),
]


@pytest.fixture
def named(hub: Shell, folder: Path, tmp_path: Path) -> dict[str, str]:
    """What the commands are given for these words: a backup, an export, a second place."""
    (tmp_path / "second").mkdir()
    export = str(tmp_path / "mine.sealed")
    assert hub("backup", "now").code == 0
    assert hub("export", export).code == 0
    (backup,) = (folder / "backups").glob("hub.copy.*.db")
    return {"BACKUP": backup.name, "EXPORT": export, "SECOND": str(tmp_path / "second")}


def newest(folder: Path) -> AuditEvent:
    """What was done last to the store as a whole."""
    with opened_by_program(Place(data_folder=folder), alone=False) as hub, hub.store.reading() as work:
        return work.audit.of_entity(Kind.STORE, THE_STORE)[0]


def of_people(folder: Path) -> list[tuple[AuditAction, str]]:
    """Who signed in and out, newest first."""
    with opened_by_program(Place(data_folder=folder), alone=False) as hub, hub.store.reading() as work:
        names = {person.id: person.name for person in work.staff.all()}
        found = work.audit.of_actions([AuditAction.SIGNED_IN, AuditAction.SIGNED_OUT])
        return [(one.action, names[one.actor_id or ""]) for one in found]


def came_and_went(name: str) -> list[tuple[AuditAction, str]]:
    """This person signed in and, last, out."""
    return [(AuditAction.SIGNED_OUT, name), (AuditAction.SIGNED_IN, name)]


@pytest.mark.parametrize("command", WHOLE, ids=" ".join)
def test_without_a_name_or_by_whose_role_it_is_not_nothing_is_done_to_the_whole(
    hub: Shell, folder: Path, named: dict[str, str], command: tuple[str, ...]
) -> None:
    words = [named.get(word, word) for word in command]
    keys, settings = (folder / KEY_FILE).read_bytes(), read_settings(folder)
    unnamed = hub(*words)
    assert (unnamed.code, unnamed.out) == (1, "")
    assert unnamed.err.startswith("It is not clear who is doing this.")
    assert "--by" in unnamed.err
    refused = hub(*words, *JANE)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err.startswith("You may not do this.")
    assert ((folder / KEY_FILE).read_bytes(), read_settings(folder)) == (keys, settings)
    assert not list(folder.glob("*replaced*"))


def test_what_a_named_admin_does_bears_their_name_and_who_signed_in_signs_out(
    hub: Shell, folder: Path, named: dict[str, str]
) -> None:
    for command, action in (
        (("restore", named["BACKUP"]), AuditAction.BACKUP_RESTORED),
        (("backup", "second-place", named["SECOND"]), AuditAction.BACKUPS_SET),
        (("lock", "recovery-key", "--new"), AuditAction.LOCK_CHANGED),
        (("lock", "restore-file"), AuditAction.LOCK_CHANGED),
    ):
        done = hub(*command, *MARGARET)
        assert done.code == 0, done.err
        made = newest(folder)
        assert (made.action, made.role) == (action, Role.SENIOR_ADMIN.value), command
    assert of_people(folder)[:2] == [
        (AuditAction.SIGNED_OUT, "Margaret Hale"),
        (AuditAction.SIGNED_IN, "Margaret Hale"),
    ]


def test_who_was_refused_signs_out_too(hub: Shell, folder: Path, named: dict[str, str]) -> None:
    for command in (("restore", named["BACKUP"]), ("audit", "list"), ("lock", "recovery-key")):
        assert hub(*command, *JANE).code == 1
        assert of_people(folder)[:2] == came_and_went("Jane Eyre")


def test_a_store_that_cannot_be_read_is_still_mended_without_a_name(
    hub: Shell, folder: Path, named: dict[str, str]
) -> None:
    (folder / STORE_FILE).write_bytes(b"damaged" * 1000)
    assert hub("restore", named["BACKUP"]).code == 0
    assert newest(folder).actor_id is None


@pytest.mark.parametrize("how", ["damaged", "gone"])
def test_a_key_file_that_cannot_be_read_is_put_back_without_a_name_and_that_is_recorded(
    hub: Shell, folder: Path, opened: Hub, how: str
) -> None:
    opened.close()
    if how == "gone":
        (folder / KEY_FILE).unlink()
    else:
        (folder / KEY_FILE).write_bytes(b"damaged")
    assert hub("lock", "restore-file").code == 0
    made = newest(folder)
    assert (made.action, made.detail, made.actor_id) == (AuditAction.LOCK_CHANGED, {"what": "key-file"}, None)


def test_a_store_of_an_older_version_that_lay_open_is_asked_too(shell: Shell, tmp_path: Path) -> None:
    put_released_store(tmp_path, RELEASES[0])
    for more in ((), ("--preview",)):
        assert shell("--data-dir", str(tmp_path), "restore", "mine.db", *more).err.startswith("It is not clear who")


def test_that_the_recovery_key_was_shown_is_recorded_with_whom(hub: Shell, folder: Path, opened: Hub) -> None:
    opened.close()
    assert hub("lock", "recovery-key", *MARGARET).code == 0
    made = newest(folder)
    assert (made.detail, made.role) == ({"what": "recovery-key shown"}, Role.SENIOR_ADMIN.value)


def test_an_act_of_somebody_who_came_after_the_backup_names_no_bare_id(
    hub: Shell, folder: Path, named: dict[str, str]
) -> None:
    with opened_by_program(Place(data_folder=folder)) as window:
        (ward,) = window.wards.all()
        cathy = window.people.add(ward.id, PersonDetails(name="Cathy Newcome", access=Role.SENIOR_ADMIN)).person
    assert hub("restore", named["BACKUP"], "--by", "Cathy Newcome").code == 0
    assert newest(folder).actor_id == cathy.id
    (line,) = (one for one in hub("audit", "list", *MARGARET).out.splitlines() if "put a backup back" in one)
    assert f"Somebody not in this store (id {cathy.id[:8]})" in line
    assert cathy.id not in line
