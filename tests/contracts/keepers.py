"""Opens stores for tests: locked files copied from an empty one, and databases on the tests' own PostgreSQL server."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import blake2b
from pathlib import Path

import pytest

from inpatient_hub.domain.audit_chain import START
from inpatient_hub.domain.locking import Way
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.driver import Connection
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.keys.device_slots import DeviceSlots, Kept
from inpatient_hub.store.keys.key_file import KEY_FILE
from inpatient_hub.store.keys.sealing import mixed
from inpatient_hub.store.keys.slots import KeyFile, written
from inpatient_hub.store.row_base import Base
from inpatient_hub.store.rows import APPEND_ONLY
from inpatient_hub.store.sqlite_file import bare
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.making import NOW
from tests.contracts.postgres_server import PostgresServer, missing_reason, shared_server
from tests.fakes.keyring import tests_keyring, use_test_keyring

CLOCK = FixedClock(NOW)
_DATABASE = "hub_contracts"

KEY = DataKey(blake2b(b"the key of every store in the tests").digest()[:32], b"a lock for tests")
"""Of a lock that the tests' keyring opens."""

use_test_keyring()


def target_in(folder: Path) -> StoreTarget:
    """The locked store of a folder."""
    return StoreTarget.in_folder(folder, KEY)


def put_lock(folder: Path) -> None:
    """Puts a lock into a folder, which the tests' keyring opens."""
    kept = Kept(b"a secret of the tests' keyring  ")
    DeviceSlots(tests_keyring(), KEY.lock_id).put(Way.KEYRING, kept)
    keys = KeyFile.around(KEY).with_slot(Way.KEYRING, KEY, mixed(kept.secret, bytes(16)), bytes(16))
    (folder / KEY_FILE).write_text(written(keys), encoding="ascii")


def put_empty_store(folder: Path) -> Path:
    """Puts an empty store and its lock into a folder, many times as quickly as making them. Returns the store."""
    put_lock(folder)
    file = folder / STORE_FILE
    file.write_bytes(_empty_store())
    return file


def raw(file: Path, key: DataKey | None = KEY) -> Connection:
    """A connection to a store's file as somebody with a database tool and the key would have it."""
    return bare(file, key, wait_ms=5_000)


@contextmanager
def sqlite_store(folder: Path) -> Iterator[SqlStore]:
    """An empty store in this folder."""
    put_empty_store(folder)
    with open_store(target_in(folder), clock=CLOCK) as store:
        yield store


@contextmanager
def postgres_store() -> Iterator[SqlStore]:
    """An empty store on the tests' own server: always the same database, emptied before each use."""
    postgres_server()
    store = _one_postgres_store()
    # As a replica the server runs no triggers, not even those that keep what may only grow.
    emptying = [
        f'DELETE FROM "{table.name}"' for table in Base.metadata.sorted_tables if table.name != "schema_history"
    ]
    counting = [f"ALTER SEQUENCE {table}_seq_seq RESTART" for table in APPEND_ONLY if table != "audit_events"]
    ending = f"UPDATE audit_head SET seq = 0, hash = '{START}'"
    shared_server().execute("SET session_replication_role = replica", *emptying, *counting, ending, database=_DATABASE)
    yield store


def postgres_server() -> PostgresServer:
    """The tests' own server. Skips the test where there can be none, unless HUB_REQUIRE_PG=1 asks for one."""
    reason = missing_reason()
    if reason and os.environ.get("HUB_REQUIRE_PG") == "1":
        pytest.fail(f"HUB_REQUIRE_PG=1, but {reason}")
    if reason:
        pytest.skip(reason)
    return shared_server()


@cache
def _empty_store() -> bytes:
    with tempfile.TemporaryDirectory(prefix="hub-empty-") as folder:
        open_store(target_in(Path(folder)), clock=CLOCK).close()
        return (Path(folder) / STORE_FILE).read_bytes()


@cache
def _one_postgres_store() -> SqlStore:
    server = shared_server()
    server.execute(f"CREATE DATABASE {_DATABASE} TEMPLATE template0")
    return open_store(StoreTarget.on_server(server.url(_DATABASE)), clock=CLOCK)
