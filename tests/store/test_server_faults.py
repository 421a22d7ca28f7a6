"""A database server that cannot be used says so in words, and one that comes back is used again."""

import socket
import traceback
from collections.abc import Iterator
from contextlib import closing

import pytest

from inpatient_hub.services.ports import Store
from inpatient_hub.store import engines
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.errors import Fault, StoreBug, StoreFault
from inpatient_hub.store.health import check_store
from inpatient_hub.store.schema_version import CURRENT_SCHEMA
from inpatient_hub.store.target import StoreTarget
from tests.contracts.keepers import CLOCK, postgres_server
from tests.contracts.making import a_patient, a_ward, save
from tests.contracts.postgres_server import LOCKED_PASSWORD, LOCKED_USER, PostgresServer
from tests.store.filling import SURNAME

HORSE = "hunter2"


@pytest.fixture
def server() -> PostgresServer:
    """The tests' own server."""
    return postgres_server()


@pytest.fixture
def database(server: PostgresServer) -> Iterator[str]:
    """An empty database."""
    with server.database() as name:
        yield name


def refusal(url: str) -> StoreFault:
    """The fault that opening a store meets. The examination meets the same, and neither tells the password."""
    target = StoreTarget.on_server(url)
    with pytest.raises(StoreFault) as refused:
        open_store(target, clock=CLOCK)
    health = check_store(target)
    assert isinstance(health.fault, StoreFault)
    assert health.fault.fault is refused.value.fault
    written_to_the_log = "".join(traceback.format_exception(refused.value))
    assert HORSE not in f"{written_to_the_log}{health}{health.fault.one_line()}"
    return refused.value


def a_free_port() -> int:
    """A port on which nobody listens."""
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def test_an_empty_database_gets_the_tables(server: PostgresServer, database: str) -> None:
    target = StoreTarget.on_server(server.url(database))
    assert check_store(target).exists is False
    with open_store(target, clock=CLOCK) as store:
        save(store, a_ward())
    health = check_store(target)
    assert (health.exists, health.schema, health.fault) == (True, CURRENT_SCHEMA.version, None)


def test_a_server_that_does_not_answer_is_unreachable() -> None:
    fault = refusal(f"postgresql://joe:{HORSE}@127.0.0.1:{a_free_port()}/hub")
    assert fault.fault is Fault.UNREACHABLE
    assert "hub on 127.0.0.1" in fault.message


def test_a_wrong_password_is_told_from_a_wrong_address(server: PostgresServer, database: str) -> None:
    assert refusal(server.url(database, user=LOCKED_USER, password=HORSE)).fault is Fault.SIGN_IN_REFUSED
    assert refusal(server.url(database, user=LOCKED_USER)).fault is Fault.SIGN_IN_REFUSED
    assert refusal(server.url("nowhere", user=LOCKED_USER, password=HORSE)).fault is Fault.SIGN_IN_REFUSED


def test_a_database_that_does_not_exist_is_named(server: PostgresServer) -> None:
    for url in (server.url("nowhere"), server.url("nowhere", user=LOCKED_USER, password=LOCKED_PASSWORD)):
        fault = refusal(url)
        assert fault.fault is Fault.NO_DATABASE
        assert "nowhere" in fault.message


def test_a_user_without_rights_is_told_so(server: PostgresServer, database: str) -> None:
    with pytest.raises(StoreFault) as refused:
        open_store(StoreTarget.on_server(server.url(database, user=LOCKED_USER, password=LOCKED_PASSWORD)), clock=CLOCK)
    assert refused.value.fault is Fault.NOT_ALLOWED


def test_another_programs_database_is_left_alone(server: PostgresServer, database: str) -> None:
    server.execute("CREATE TABLE bookmarks (title text)", database=database)
    assert refusal(server.url(database)).fault is Fault.OTHER_DATABASE
    server.execute("CREATE TABLE alembic_version (version_num text)", database=database)
    assert refusal(server.url(database)).fault is Fault.OTHER_DATABASE


def test_a_newer_database_is_refused_and_both_versions_are_named(server: PostgresServer, database: str) -> None:
    url = server.url(database)
    open_store(StoreTarget.on_server(url), clock=CLOCK).close()
    server.execute(
        "UPDATE alembic_version SET version_num = '0009'",
        "INSERT INTO schema_history (revision, program, at) VALUES ('0009', '7.3.1', now())",
        database=database,
    )
    fault = refusal(url)
    assert fault.fault is Fault.NEWER
    assert "Inpatient Hub 7.3.1" in fault.message
    assert "This is Inpatient Hub 0.1.0" in fault.message


def cut_off(server: PostgresServer, database: str) -> None:
    """Ends every connection to a database, as a restart of the server does."""
    server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")


def wards(store: Store) -> list[str]:
    """The names of a store's wards."""
    with store.reading() as work:
        return [ward.name for ward in work.wards.all()]


@pytest.fixture
def store(server: PostgresServer, database: str) -> Iterator[SqlStore]:
    """A store on the server, with a ward."""
    with open_store(StoreTarget.on_server(server.url(database)), clock=CLOCK) as opened:
        save(opened, a_ward())
        yield opened


def test_a_server_that_was_restarted_is_used_again(server: PostgresServer, database: str, store: SqlStore) -> None:
    cut_off(server, database)
    assert wards(store) == ["Wuthering Ward"]


def test_a_connection_lost_in_the_middle_of_work_saves_nothing(
    server: PostgresServer, database: str, store: SqlStore
) -> None:
    def lose_it() -> None:
        with store.writing() as work:
            work.wards.add(a_ward(name="Lost"))
            cut_off(server, database)
            work.wards.add(a_ward(name="Lost too"))

    def lose_it_at_the_end() -> None:
        with store.writing() as work:
            work.wards.add(a_ward(name="Lost"))
            cut_off(server, database)

    for lose in (lose_it, lose_it_at_the_end):
        with pytest.raises(StoreFault) as lost:
            lose()
        assert lost.value.fault is Fault.UNREACHABLE
    assert wards(store) == ["Wuthering Ward"]


def test_a_record_somebody_else_holds_is_waited_for_and_then_said_to_be_busy(
    server: PostgresServer, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engines, "_SERVER_SETTINGS", ("SET lock_timeout = '20ms'",))
    ward = a_ward()
    with open_store(StoreTarget.on_server(server.url(database)), clock=CLOCK) as store:
        save(store, ward)
        with closing(server.connect(database)) as other, other.transaction():
            other.execute("SELECT * FROM wards FOR UPDATE")
            with pytest.raises(StoreFault) as refused, store.writing() as work:
                work.wards.update(ward)
    assert refused.value.fault is Fault.SERVER_BUSY


def test_a_server_that_takes_no_changes_says_so(server: PostgresServer, database: str, store: SqlStore) -> None:
    server.execute(f"ALTER DATABASE {database} SET default_transaction_read_only = on")
    cut_off(server, database)
    with pytest.raises(StoreFault) as refused:
        save(store, a_ward(name="Not now"))
    assert refused.value.fault is Fault.SERVER_READ_ONLY
    assert wards(store) == ["Wuthering Ward"]


def test_a_rule_of_the_server_is_broken_without_a_word_about_the_patient(store: SqlStore) -> None:
    with store.reading() as work:
        (ward,) = work.wards.all()
    # PostgreSQL quotes the whole row in its own message.
    with pytest.raises(StoreBug) as raised:
        save(store, a_patient(ward, family_name=SURNAME, nhs_number="123"))
    written_to_the_log = "".join(traceback.format_exception(raised.value))
    assert SURNAME not in written_to_the_log
    assert "ck_patients_nhs_number" in str(raised.value)


def test_text_a_server_cannot_keep_is_a_fault_of_the_program_and_not_of_the_network(store: SqlStore) -> None:
    with store.reading() as work:
        (ward,) = work.wards.all()
    with pytest.raises(StoreBug) as raised:
        save(store, a_patient(ward, family_name=f"{SURNAME}\x00"))
    assert SURNAME not in "".join(traceback.format_exception(raised.value))
