"""Faults of SQLite, PostgreSQL and the disk are judged by their codes; everything else is a fault of the program."""

import errno
from pathlib import Path

import pytest

from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.errors import Fault, StoreBug, StoreFault
from inpatient_hub.store.judging import is_passing, judged, judged_os
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.keepers import target_in

SERVER = StoreTarget.on_server("postgresql://joe:hunter2@db.example/hub")


def sqlite_error(name: str, words: str = "Secretname", *, more: int = 0) -> sqlite.Error:
    """An error as SQLite raises it with this result code; `more` makes it an extended one."""
    error = sqlite.OperationalError(words)
    error.sqlite_errorcode = getattr(sqlite, name) | more << 8
    error.sqlite_errorname = name
    return error


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("SQLITE_BUSY", Fault.LOCKED),
        ("SQLITE_LOCKED", Fault.LOCKED),
        ("SQLITE_PROTOCOL", Fault.LOCKED),
        ("SQLITE_FULL", Fault.DISK_FULL),
        ("SQLITE_READONLY", Fault.READ_ONLY),
        ("SQLITE_PERM", Fault.READ_ONLY),
        ("SQLITE_CORRUPT", Fault.DAMAGED),
        ("SQLITE_NOTADB", Fault.NOT_A_STORE),
        ("SQLITE_IOERR", Fault.DEVICE),
        ("SQLITE_CANTOPEN", Fault.DEVICE),
    ],
)
@pytest.mark.parametrize("more", [0, 3])
def test_a_result_code_of_sqlite_is_put_into_words(tmp_path: Path, name: str, fault: Fault, more: int) -> None:
    (tmp_path / STORE_FILE).touch()
    judgement = judged(sqlite_error(name, more=more), target_in(tmp_path))
    assert isinstance(judgement, StoreFault)
    assert judgement.fault is fault
    assert "Secretname" not in judgement.one_line()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("database is locked", Fault.LOCKED),
        ("database or disk is full", Fault.DISK_FULL),
        ("attempt to write a readonly database", Fault.READ_ONLY),
        ("database disk image is malformed", Fault.DAMAGED),
        ("file is not a database", Fault.NOT_A_STORE),
        ("disk I/O error", Fault.DEVICE),
        ("unable to open database file", Fault.DEVICE),
    ],
)
def test_an_error_without_its_code_is_known_by_the_words_sqlite_has_for_it(
    tmp_path: Path, words: str, fault: Fault
) -> None:
    (tmp_path / STORE_FILE).touch()
    judgement = judged(sqlite.OperationalError(words), target_in(tmp_path))
    assert isinstance(judgement, StoreFault)
    assert judgement.fault is fault


def test_a_file_that_cannot_be_written_because_it_lost_its_name_has_vanished(tmp_path: Path) -> None:
    judgement = judged(sqlite_error("SQLITE_READONLY"), target_in(tmp_path))
    assert isinstance(judgement, StoreFault)
    assert judgement.fault is Fault.VANISHED


@pytest.mark.parametrize("name", ["SQLITE_ERROR", "SQLITE_NOMEM", "SQLITE_INTERNAL", "SQLITE_TOOBIG"])
def test_what_nobody_can_act_on_is_a_fault_of_the_program(tmp_path: Path, name: str) -> None:
    judgement = judged(sqlite_error(name), target_in(tmp_path))
    assert isinstance(judgement, StoreBug)
    assert name in str(judgement)
    assert "Secretname" not in str(judgement)


def test_a_broken_rule_names_the_rule(tmp_path: Path) -> None:
    error = sqlite_error("SQLITE_CONSTRAINT", "CHECK constraint failed: ck_patients_id")
    assert "ck_patients_id" in str(judged(error, target_in(tmp_path)))


def test_a_missing_reference_is_something_not_found(tmp_path: Path) -> None:
    error = sqlite_error("SQLITE_CONSTRAINT", "FOREIGN KEY constraint failed")
    assert isinstance(judged(error, target_in(tmp_path)), NotFound)


def test_a_disk_fault_in_a_folder_that_is_gone_is_a_missing_folder(tmp_path: Path) -> None:
    judgement = judged(sqlite_error("SQLITE_IOERR"), StoreTarget.in_folder(tmp_path / "gone"))
    assert isinstance(judgement, StoreFault)
    assert judgement.fault is Fault.NO_FOLDER


def test_only_locks_and_disk_faults_are_tried_again() -> None:
    assert is_passing(sqlite_error("SQLITE_BUSY"))
    assert is_passing(sqlite_error("SQLITE_IOERR", more=15))
    assert not is_passing(sqlite_error("SQLITE_CORRUPT"))
    assert not is_passing(sqlite_error("SQLITE_FULL"))
    assert not is_passing(sqlite.OperationalError("no code"))


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, Fault.DISK_FULL),
        (errno.EDQUOT, Fault.DISK_FULL),
        (errno.EACCES, Fault.READ_ONLY),
        (errno.EROFS, Fault.READ_ONLY),
        (errno.EIO, Fault.DEVICE),
        (errno.ENOENT, Fault.DEVICE),
    ],
)
def test_an_error_of_the_operating_system_is_put_into_words(tmp_path: Path, number: int, fault: Fault) -> None:
    error = OSError(number, "words of the system", "Secretname")
    assert judged_os(error, tmp_path).fault is fault
    judgement = judged(error, target_in(tmp_path))
    assert isinstance(judgement, StoreFault)
    assert "Secretname" not in judgement.one_line()


class OperationalError(Exception):
    """An error as the driver raises it: with a code, or without one when no connection was made."""

    def __init__(self, words: str, sqlstate: str | None) -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("08006", Fault.UNREACHABLE),
        ("57P01", Fault.UNREACHABLE),
        ("57P03", Fault.UNREACHABLE),
        ("28P01", Fault.SIGN_IN_REFUSED),
        ("3D000", Fault.NO_DATABASE),
        ("42501", Fault.NOT_ALLOWED),
        ("53100", Fault.SERVER_FULL),
        ("53300", Fault.SERVER_BUSY),
        ("55P03", Fault.SERVER_BUSY),
        ("40001", Fault.SERVER_BUSY),
        ("40P01", Fault.SERVER_BUSY),
        ("25006", Fault.SERVER_READ_ONLY),
        ("XX001", Fault.SERVER_DAMAGED),
    ],
)
def test_a_code_of_postgresql_is_put_into_words(state: str, fault: Fault) -> None:
    judgement = judged(OperationalError("Secretname", state), SERVER)
    assert isinstance(judgement, StoreFault)
    assert judgement.fault is fault
    assert "hub on db.example" in judgement.message
    assert "Secretname" not in judgement.one_line()


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("connection failed: Connection refused", Fault.UNREACHABLE),
        ("connection timeout expired", Fault.UNREACHABLE),
        ('connection failed: FATAL:  password authentication failed for user "joe"', Fault.SIGN_IN_REFUSED),
        ("connection failed: fe_sendauth: no password supplied", Fault.SIGN_IN_REFUSED),
        ('connection failed: FATAL:  no pg_hba.conf entry for host "10.0.0.1"', Fault.SIGN_IN_REFUSED),
        ('connection failed: FATAL:  database "hub" does not exist', Fault.NO_DATABASE),
        ("connection failed: FATAL:  sorry, too many clients already", Fault.SERVER_BUSY),
        ("consuming input failed: server closed the connection unexpectedly", Fault.UNREACHABLE),
    ],
)
def test_a_connection_that_was_not_made_is_judged_by_the_servers_words(words: str, fault: Fault) -> None:
    judgement = judged(OperationalError(words, None), SERVER)
    assert isinstance(judgement, StoreFault)
    assert judgement.fault is fault


def test_a_server_that_speaks_another_language_is_judged_by_whether_it_asked_for_a_password() -> None:
    class Connection:
        used_password = True

    error = OperationalError("connection failed: FATAL:  Passwort-Authentifizierung fehlgeschlagen", None)
    error.pgconn = Connection()  # type: ignore[attr-defined]
    judgement = judged(error, SERVER)
    assert isinstance(judgement, StoreFault)
    assert judgement.fault is Fault.SIGN_IN_REFUSED


def test_what_is_in_words_already_stays_as_it_is() -> None:
    error = HubError("Not yet", "Because.", remedy="Wait.")
    assert judged(error, SERVER) is error
    assert isinstance(judged(RuntimeError("Secretname"), SERVER), StoreBug)
    assert "Secretname" not in str(judged(RuntimeError("Secretname"), SERVER))
