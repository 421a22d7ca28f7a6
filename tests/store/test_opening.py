"""A store that cannot be used says so in words, changes nothing, and is never shown as an empty ward."""

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from inpatient_hub.domain.errors import HubError
from inpatient_hub.services.ports import PatientFilter
from inpatient_hub.store import sqlite_file
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.file_kind import Kind, store_kind
from inpatient_hub.store.health import check_store
from inpatient_hub.store.schema_version import CURRENT_SCHEMA
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import CLOCK, KEY, put_empty_store, raw, target_in
from tests.contracts.making import a_ward, save
from tests.store.filling import a_filled_store, contents, count
from tests.store.reading import opened, read_everything, refusal


def test_a_new_folder_gets_an_empty_store_that_only_this_user_may_read(tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.reading() as work:
        assert list(work.wards.all()) == []
    assert store_kind(tmp_path) is Kind.LOCKED
    assert (tmp_path / STORE_FILE).stat().st_mode & 0o777 == 0o600
    assert sorted(contents(tmp_path)) == [STORE_FILE]


def test_a_store_is_opened_with_what_keeps_it_safe(tmp_path: Path) -> None:
    file = put_empty_store(tmp_path)
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1, "secure_delete": 1}
    with closing(sqlite_file.connect(file, KEY)) as connection:
        found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted


def test_a_database_library_that_can_damage_a_store_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_empty_store(tmp_path)
    monkeypatch.setattr(sqlite, "sqlite_version_info", (3, 51, 2))
    monkeypatch.setattr(sqlite, "sqlite_version", "3.51.2")
    fault = refusal(tmp_path)
    assert fault.fault is Fault.OLD_LIBRARY
    assert "3.51.2" in fault.message


def test_the_database_library_that_is_installed_is_new_enough() -> None:
    assert sqlite.sqlite_version_info >= (3, 51, 3)


def test_a_missing_folder_is_not_made(tmp_path: Path) -> None:
    fault = refusal(tmp_path / "mistyped")
    assert fault.fault is Fault.NO_FOLDER
    assert str(tmp_path / "mistyped") in fault.message
    assert not (tmp_path / "mistyped").exists()


def test_an_empty_file_is_not_shown_as_an_empty_ward(tmp_path: Path) -> None:
    (tmp_path / STORE_FILE).touch()
    assert refusal(tmp_path).fault is Fault.EMPTY
    assert contents(tmp_path) == {STORE_FILE: b""}


def test_a_store_that_vanished_is_not_replaced_by_an_empty_one(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path, patients=2)
    back_up(tmp_path, key=KEY, clock=CLOCK)
    file.unlink()
    before = contents(tmp_path)
    fault = refusal(tmp_path)
    assert fault.fault is Fault.VANISHED
    assert fault.can_set_aside
    assert contents(tmp_path) == before


def test_a_log_without_its_store_is_not_thrown_away(tmp_path: Path) -> None:
    (tmp_path / f"{STORE_FILE}-wal").write_bytes(b"the last hour's work")
    assert refusal(tmp_path).fault is Fault.VANISHED
    assert contents(tmp_path) == {f"{STORE_FILE}-wal": b"the last hour's work"}


def test_a_sound_store_is_found_sound_and_nothing_is_changed(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path, patients=3)
    before = contents(tmp_path)
    health = check_store(target_in(tmp_path))
    assert (health.fault, health.findings, health.exists, health.schema) == (None, (), True, CURRENT_SCHEMA.version)
    assert (health.size, health.holder, health.backups) == (file.stat().st_size, None, ())
    assert health.free
    assert contents(tmp_path) == before


def test_an_examination_leaves_what_a_crash_left_to_the_next_start(tmp_path: Path) -> None:
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with opened(tmp_path) as store:
        save(store, a_ward())
        for name in (STORE_FILE, f"{STORE_FILE}-wal"):
            (crashed / name).write_bytes((tmp_path / name).read_bytes())
    before = {path.name: path.read_bytes() for path in crashed.iterdir()}
    assert check_store(StoreTarget.in_folder(crashed)).fault is None
    after = {path.name: path.read_bytes() for path in crashed.iterdir()}
    after.pop(f"{STORE_FILE}-shm", None)  # the index into the log, which SQLite makes for whoever reads
    assert after == before
    assert count(crashed, "wards") == 1


def test_an_empty_folder_and_a_missing_one_can_be_examined(tmp_path: Path) -> None:
    health = check_store(target_in(tmp_path))
    assert (health.exists, health.fault, health.schema) == (False, None, None)
    assert list(tmp_path.iterdir()) == []
    missing = check_store(StoreTarget.in_folder(tmp_path / "nowhere"))
    assert isinstance(missing.fault, StoreFault)
    assert missing.fault.fault is Fault.NO_FOLDER


def test_what_a_crash_left_in_the_log_is_not_taken_for_damage(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        save(store, a_ward())
        # As after a crash: the file is shorter than its log makes it, and nobody has tidied up.
        crashed = tmp_path / "crashed"
        crashed.mkdir()
        for name in (STORE_FILE, f"{STORE_FILE}-wal"):
            (crashed / name).write_bytes((tmp_path / name).read_bytes())
    assert (crashed / f"{STORE_FILE}-wal").stat().st_size > 0
    read_everything(crashed)
    assert count(crashed, "wards") == 1


@contextmanager
def locked(file: Path, *, readers_too: bool) -> Iterator[sqlite.Connection]:
    """A store that another program holds."""
    with closing(raw(file)) as connection:
        if readers_too:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("PRAGMA user_version = 1")
        yield connection


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits for locks are a hundredth of what they are on a ward."""
    monkeypatch.setattr(sqlite_file, "_BUSY_MS", 50)
    monkeypatch.setattr(sqlite_file, "_OPENING_BUSY_MS", 10)
    monkeypatch.setattr(sqlite_file, "_OPENING_WAITS", (0.01, 0.01))


@pytest.mark.usefixtures("hurried")
def test_a_store_that_another_program_holds_is_called_locked(tmp_path: Path) -> None:
    with locked(put_empty_store(tmp_path), readers_too=True):
        fault = refusal(tmp_path)
        assert fault.fault is Fault.LOCKED
        assert not fault.can_set_aside
        health = check_store(target_in(tmp_path))
        assert isinstance(health.fault, StoreFault)
        assert health.fault.fault is Fault.LOCKED
    read_everything(tmp_path)


@pytest.mark.usefixtures("hurried")
def test_while_another_program_writes_reading_goes_on_and_writing_is_refused_in_words(tmp_path: Path) -> None:
    with opened(tmp_path) as store:
        with locked(tmp_path / STORE_FILE, readers_too=False):
            with store.reading() as work:
                assert list(work.wards.all()) == []
            with pytest.raises(StoreFault) as refused, store.writing():
                pytest.fail("it was let in")
            assert refused.value.fault is Fault.LOCKED
        save(store, a_ward())


def test_a_lock_that_passes_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever held the store lets go while the opening waits before its second try."""
    waits: list[float] = []

    def let_go(seconds: float) -> None:
        waits.append(seconds)
        holder.close()

    monkeypatch.setattr(sqlite_file, "_OPENING_BUSY_MS", 10)
    monkeypatch.setattr(sqlite_file, "_pause", let_go)
    with locked(put_empty_store(tmp_path), readers_too=True) as holder:
        read_everything(tmp_path)
    assert waits == [sqlite_file._OPENING_WAITS[0]]


def test_who_reads_and_then_writes_waits_for_a_turn_and_is_never_refused(tmp_path: Path) -> None:
    ward = a_ward()
    refused: list[BaseException] = []
    with opened(tmp_path) as store:
        save(store, ward)

        def rename() -> None:
            try:
                for _ in range(25):
                    with store.writing() as work:
                        work.wards.update(work.wards.get(ward.id))
            except HubError as error:
                refused.append(error)

        threads = [threading.Thread(target=rename) for _ in range(3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert refused == []
        with store.reading() as work:
            assert work.wards.get(ward.id).version == 76


def test_a_newer_store_is_refused_and_both_versions_are_named(tmp_path: Path) -> None:
    file = a_filled_store(tmp_path, patients=1)
    with closing(raw(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0009'")
        connection.execute("PRAGMA user_version = 9")
        connection.execute("INSERT INTO schema_history (revision, program, at) VALUES ('0009', '7.3.1', 'then')")
    before = file.read_bytes()
    fault = refusal(tmp_path)
    assert fault.fault is Fault.NEWER
    assert "Inpatient Hub 7.3.1" in fault.message
    assert "This is Inpatient Hub 0.1.0" in fault.message
    assert "Inpatient Hub 7.3.1" in fault.remedy
    assert file.read_bytes() == before


@pytest.mark.parametrize("change", ["UPDATE alembic_version SET version_num = 'f00d'", "DELETE FROM alembic_version"])
def test_a_store_of_unknown_form_is_refused(tmp_path: Path, change: str) -> None:
    file = put_empty_store(tmp_path)
    with closing(raw(file)) as connection:
        connection.execute(change)
    fault = refusal(tmp_path)
    assert fault.fault is Fault.NEWER
    assert "a newer version" in fault.message


def test_a_store_closed_twice_or_used_after_closing_does_no_harm(tmp_path: Path) -> None:
    store = opened(tmp_path)
    store.close()
    store.close()
    save(store, a_ward())
    store.close()
    assert sorted(contents(tmp_path)) == [STORE_FILE]


def test_an_unknown_cursor_is_refused(tmp_path: Path) -> None:
    with opened(tmp_path) as store, store.reading() as work:
        for cursor in ("nonsense", "WyJiZWQiXQ=="):
            with pytest.raises(ValueError, match="another list"):
                work.patients.page(PatientFilter(ward_id="x"), after=cursor)


@pytest.mark.parametrize("address", ["mysql://db.example/hub", "hub.db", "postgresql://", "postgresql://db:port/hub"])
def test_an_address_that_is_not_understood_is_refused(address: str) -> None:
    with pytest.raises(HubError, match="address was not understood"):
        StoreTarget.on_server(address)


def test_a_servers_place_names_no_user_and_no_password() -> None:
    target = StoreTarget.on_server("postgres://joe:hunter2@db.example:5433/hub?sslmode=require")
    assert target.place == "hub on db.example"
    assert "hunter2" not in repr(target)
    assert target.url == "postgresql+psycopg://joe:hunter2@db.example:5433/hub?sslmode=require"
