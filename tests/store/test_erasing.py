"""Who was erased stays erased: no page, no backup, no import and no older store brings them back."""

import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.backups import BackupPlan
from inpatient_hub.domain.locking import TrustPolicy
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.retention import Erasure
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.backups import AUTO
from inpatient_hub.services.ports import PatientFilter, PatientStatus
from inpatient_hub.store.backup import back_up, backups_in, check_copy
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.erased_copies import FolderCopies
from inpatient_hub.store.erased_list import list_in, read_list
from inpatient_hub.store.export import export_store, exports_in
from inpatient_hub.store.first_look import first_look
from inpatient_hub.store.importing import import_store
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.vault import FolderVault
from inpatient_hub.store.relocking import lock_anew
from inpatient_hub.store.rescue import rescue
from inpatient_hub.store.salvage import restore_backup
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, raw, target_in
from tests.contracts.making import NOW, TODAY, a_nurse, a_ward, save
from tests.contracts.test_erasing import an_erasure, with_a_life
from tests.fakes.keyring import FakeKeyring
from tests.store.filling import contents, everything_in, is_whole
from tests.store.keys.locks import CHEAP, PASSPHRASE

GONE, STAYS = "Vanishington", "Remainsworth"


@pytest.fixture
def people(tmp_path: Path) -> dict[str, Patient]:
    """A ward of two, with a backup and an export of it."""
    put_empty_store(tmp_path)
    ward = a_ward()
    nurse = a_nurse(ward)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        save(store, ward, nurse)
        made = {name: with_a_life(store, ward, nurse, name) for name in (GONE, STAYS)}
    back_up(tmp_path, key=KEY, clock=CLOCK, label=AUTO)
    export_store(tmp_path, key=KEY, clock=CLOCK)
    return made


def copies_of(store: SqlStore, second: str = "") -> FolderCopies:
    return FolderCopies(store, clock=CLOCK, plan=BackupPlan, second=lambda: second)


def erased(folder: Path, patient: Patient, second: str = "") -> Erasure:
    """Erases a patient as the service does."""
    with open_store(target_in(folder), clock=CLOCK) as store:
        with store.reading() as work:
            (ward,) = work.wards.all()
        with store.writing() as work:
            done = work.erasures.erase(an_erasure(patient.id, ward))
        assert copies_of(store, second).settle() == ""
    return done


def names_in(folder: Path) -> set[str]:
    """Surnames of the patients that the opened ward shows."""
    with open_store(target_in(folder), clock=CLOCK) as store, store.reading() as work:
        (ward,) = work.wards.all()
        everyone = PatientFilter(ward_id=ward.id, statuses=frozenset(PatientStatus))
        return {line.patient.family_name for line in work.patients.page(everyone).items}


def erased_again(folder: Path) -> int:
    """How often the audit trail says that somebody was erased again."""
    with closing(raw(folder / STORE_FILE)) as connection:
        asked = "SELECT count(*) FROM audit_events WHERE action = ?"
        (count,) = connection.execute(asked, (AuditAction.RECORD_ERASED_AGAIN.value,)).fetchone()
    return int(count)


def keys_in(folder: Path, key: DataKey | None = KEY) -> dict[str, str]:
    """The keys of what the trail has sealed, by patient."""
    with closing(raw(folder / STORE_FILE, key)) as connection:
        return dict(connection.execute("SELECT patient_id, key FROM audit_keys").fetchall())


def _restore(folder: Path, aside: Path) -> None:
    (backup,) = backups_in(aside)
    restore_backup(folder, backup.path, key=KEY, backup_key=KEY, clock=CLOCK)


def _import(folder: Path, aside: Path) -> None:
    import_store(folder, exports_in(aside)[0], key=KEY, file_key=KEY, clock=CLOCK)


def _older_store(folder: Path, aside: Path) -> None:
    shutil.copyfile(aside / STORE_FILE, folder / STORE_FILE)


WAYS_BACK = {"restore": _restore, "import": _import, "an older store": _older_store}


@pytest.mark.parametrize("way", WAYS_BACK)
def test_no_way_back_brings_them_back(tmp_path: Path, people: dict[str, Patient], way: str) -> None:
    aside = tmp_path / "aside"
    shutil.copytree(tmp_path, aside, ignore=shutil.ignore_patterns("aside"))
    done = erased(tmp_path, people[GONE])
    assert names_in(tmp_path) == {STAYS}
    WAYS_BACK[way](tmp_path, aside)
    ward_id = people[GONE].ward_id
    assert first_look(target_in(tmp_path), day=TODAY, ward_id=ward_id) is None
    assert names_in(tmp_path) == {STAYS}
    assert first_look(target_in(tmp_path), day=TODAY, ward_id=ward_id) is not None
    assert erased_again(tmp_path) == 1
    assert set(keys_in(tmp_path)) == {people[STAYS].id}
    with closing(raw(tmp_path / STORE_FILE)) as connection:
        assert connection.execute("SELECT id FROM erasures").fetchall() == [(done.id,)]
    assert names_in(tmp_path) == {STAYS}
    assert erased_again(tmp_path) == 1
    assert is_whole(tmp_path)


def test_a_rescue_takes_them_from_no_backup(tmp_path: Path, people: dict[str, Patient]) -> None:
    erased(tmp_path, people[GONE])
    with closing(raw(tmp_path / STORE_FILE)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'notes'").fetchone()
    with (tmp_path / STORE_FILE).open("r+b") as file:
        file.seek((page - 1) * 4096 + 50)
        file.write(bytes(2000))
    told = rescue(tmp_path, key=KEY, clock=CLOCK)
    assert sum(table.from_backup for table in told.tables) > 0
    assert names_in(tmp_path) == {STAYS}
    assert set(keys_in(tmp_path)) == {people[STAYS].id}
    assert erased_again(tmp_path) == 1


def test_an_erasure_whose_list_was_never_written_is_kept_by_the_store_that_is_replaced(
    tmp_path: Path, people: dict[str, Patient]
) -> None:
    with open_store(target_in(tmp_path), clock=CLOCK) as store, store.writing() as work:
        work.erasures.erase(an_erasure(people[GONE].id, work.wards.all()[0]))
    assert not list(tmp_path.rglob("erased.*"))
    _restore(tmp_path, tmp_path)
    assert names_in(tmp_path) == {STAYS}


@pytest.mark.parametrize("lost", ["", "backups"])
def test_one_of_the_two_lists_is_enough_and_the_other_is_put_right(
    tmp_path: Path, people: dict[str, Patient], lost: str
) -> None:
    done = erased(tmp_path, people[GONE])
    list_in(tmp_path / lost, KEY).write_bytes(b"garbled")
    _restore(tmp_path, tmp_path)
    assert names_in(tmp_path) == {STAYS}
    assert read_list(tmp_path / lost, KEY) == {done.id: done}


def test_the_list_holds_no_name_and_only_the_key_opens_it(tmp_path: Path, people: dict[str, Patient]) -> None:
    done = erased(tmp_path, people[GONE])
    for place in (tmp_path, tmp_path / "backups"):
        body = list_in(place, KEY).read_bytes()
        assert done.entity_id.encode() not in body
        assert read_list(place, KEY) == {done.id: done}
    assert GONE not in repr(done)


def test_a_ward_in_which_nothing_was_erased_has_no_list(tmp_path: Path, people: dict[str, Patient]) -> None:
    assert names_in(tmp_path) == set(people)
    assert not list(tmp_path.rglob("erased.*"))


def test_a_new_lock_keeps_what_was_erased(tmp_path: Path) -> None:
    folder = tmp_path / "ward"
    folder.mkdir()
    vault = FolderVault(folder, keyring=FakeKeyring(), policy=TrustPolicy(), cost=lambda: CHEAP)
    key = vault.make(passphrase=PASSPHRASE)
    ward = a_ward()
    nurse = a_nurse(ward)
    with open_store(StoreTarget.in_folder(folder, key), clock=CLOCK) as store:
        save(store, ward, nurse)
        gone = with_a_life(store, ward, nurse, GONE)
        store.back_up()
        with store.writing() as work:
            work.erasures.erase(an_erasure(gone.id, ward))
        copies_of(store).settle()
    new = lock_anew(vault, key, clock=CLOCK, passphrase=PASSPHRASE)
    assert read_list(folder, new)
    assert not list_in(folder, key).exists()
    (backup,) = backups_in(folder)
    restore_backup(folder, backup.path, key=new, backup_key=new, clock=CLOCK)
    with open_store(StoreTarget.in_folder(folder, new), clock=CLOCK) as store, store.reading() as work:
        assert not work.retention.stays(ward.id)


def plain_store(folder: Path) -> StoreTarget:
    """A store without a lock, whose pages can be searched."""
    return StoreTarget.in_folder(folder)


def bytes_left(folder: Path, words: str) -> list[str]:
    """Files in which these words still stand."""
    return [name for name, body in contents(folder).items() if words.encode() in body]


def test_no_page_and_no_log_holds_a_word_of_them_any_more(tmp_path: Path) -> None:
    ward = a_ward()
    nurse = a_nurse(ward)
    with open_store(plain_store(tmp_path), clock=CLOCK) as store:
        save(store, ward, nurse)
        gone = with_a_life(store, ward, nurse, GONE, works=30)
        with_a_life(store, ward, nurse, STAYS, works=30)
        key = keys_in(tmp_path, None)[gone.id]
        assert bytes_left(tmp_path, GONE)
        assert bytes_left(tmp_path, key)
        with store.writing() as work:
            assert f"Said {GONE}" in {event.reason for event in work.audit.of_patient(gone.id)}
            work.erasures.erase(an_erasure(gone.id, ward))
        assert store.compact()
        assert bytes_left(tmp_path, GONE) == []
        assert bytes_left(tmp_path, key) == []
        with store.reading() as work:
            assert any(event.is_erased for event in work.audit.of_patient(gone.id))
        assert bytes_left(tmp_path, STAYS)
        with store.writing() as work:
            work.wards.update(ward)
    with open_store(plain_store(tmp_path), clock=CLOCK) as store, store.reading() as work:
        assert len(work.retention.stays(ward.id)) == 1


def test_a_reader_in_another_program_keeps_the_log_and_that_is_told(tmp_path: Path, people: dict[str, Patient]) -> None:
    with open_store(target_in(tmp_path), clock=CLOCK) as store, closing(raw(tmp_path / STORE_FILE)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM patients").fetchone()
        with store.writing() as work:
            work.erasures.erase(an_erasure(people[GONE].id, work.wards.all()[0]))
        assert "Another program has the store open" in copies_of(store).settle()
        other.execute("ROLLBACK")
        assert copies_of(store).settle() == ""


def test_what_the_copies_still_hold_is_told_and_taken_out_of_them(tmp_path: Path, people: dict[str, Patient]) -> None:
    place, second = tmp_path, tmp_path.parent / f"{tmp_path.name}-second"
    mine = second / f"inpatient-hub-{KEY.lock_id.hex()[:8]}"
    mine.mkdir(parents=True)
    by_hand = back_up(place, key=KEY, clock=CLOCK)
    shutil.copyfile(by_hand, mine / by_hand.name)
    before = everything_in(by_hand)["audit_events"]
    (place / "backups" / "hub.auto.20261101T000000Z.db").write_bytes(b"not a backup at all" * 500)
    erased(place, people[GONE], str(second))
    assert read_list(mine, KEY)
    back_up(place, key=KEY, clock=FixedClock(NOW + timedelta(minutes=9)), label=AUTO)
    with open_store(target_in(place), clock=CLOCK) as store:
        copies = copies_of(store, str(second))
        held = copies.held()
        assert (held.copies, held.kept_for_good, held.unreadable) == (4, 2, 1)
        assert held.gone_by == NOW + timedelta(weeks=9)
        cleared = copies.clear()
        assert (cleared.cleared, cleared.failed) == (4, 0)
        after = copies.held()
        assert (after.copies, after.kept_for_good, after.unreadable) == (1, 0, 1)
    for file in (by_hand, mine / by_hand.name):
        check_copy(file, key=KEY)
        rows = everything_in(file)
        assert GONE not in repr(rows)
        assert people[GONE].id not in repr(rows["audit_keys"])
        assert STAYS in repr(rows)
        assert rows["audit_events"][: len(before)] == before
    assert not (place / "clearing").exists()


def test_a_store_that_was_set_aside_with_its_log_is_a_copy_too(tmp_path: Path, people: dict[str, Patient]) -> None:
    aside = tmp_path / "hub.replaced-20261120T140530Z.db"
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        with store.writing() as work:
            work.wards.update(work.wards.all()[0])
        for ending in ("", "-wal"):
            shutil.copyfile(tmp_path / f"{STORE_FILE}{ending}", aside.with_name(f"{aside.name}{ending}"))
    erased(tmp_path, people[GONE])
    (tmp_path / "hub.damaged-20261120T140530Z.db").write_bytes(b"nothing that could be read" * 400)
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        copies = copies_of(store)
        held = copies.held()
        assert (held.copies, held.kept_for_good, held.unreadable) == (3, 1, 1)
        assert copies.clear().failed == 0
    rows = everything_in(aside)
    assert GONE not in repr(rows)
    assert STAYS in repr(rows)
    assert [row[-1] for row in rows["wards"]] == [2]
    assert {file.name for file in tmp_path.glob("hub.replaced*")} == {aside.name}


def test_a_second_place_that_cannot_be_reached_is_told(tmp_path: Path, people: dict[str, Patient]) -> None:
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        with store.writing() as work:
            work.erasures.erase(an_erasure(people[GONE].id, work.wards.all()[0]))
        copies = copies_of(store, str(tmp_path / "unplugged"))
        assert "cannot be reached" in copies.settle()
        assert "cannot be reached" in copies.held().second_place_fault


def test_what_is_left_of_a_clearing_that_was_broken_off_goes_at_the_next_start(
    tmp_path: Path, people: dict[str, Patient], monkeypatch: pytest.MonkeyPatch
) -> None:
    erased(tmp_path, people[GONE])

    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    def leave(*_: object, **__: object) -> None:
        """As a process that is killed leaves things."""

    with open_store(target_in(tmp_path), clock=CLOCK) as store, monkeypatch.context() as broken:
        broken.setattr("inpatient_hub.store.erased_copies.write_list", break_off)
        broken.setattr("inpatient_hub.store.erased_copies.shutil.rmtree", leave)
        with pytest.raises(KeyboardInterrupt):
            copies_of(store).clear()
    assert (tmp_path / "clearing" / STORE_FILE).exists()
    from inpatient_hub.store.lock import StoreLock

    with StoreLock.acquire(tmp_path, clock=CLOCK) as lock:
        open_store(target_in(tmp_path), clock=CLOCK, lock=lock).close()
    assert not (tmp_path / "clearing").exists()
    for backup in backups_in(tmp_path):
        check_copy(backup.path, key=KEY)


def test_a_garbled_line_in_a_list_is_no_list(tmp_path: Path) -> None:
    from inpatient_hub.store.keys.sealed_files import write_sealed

    for said in (b"[]\n", b'{"inpatient_hub_erased": 1}\n{"id": 3}\n', b"", b'{"inpatient_hub_erased": 2}\n'):
        write_sealed(list_in(tmp_path, KEY), KEY, [said])
        assert read_list(tmp_path, KEY) is None
