"""Opens stores for tests: SQLite files copied from an empty one, and databases on the tests' own PostgreSQL server."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import pytest

from inpatient_hub.host.clock import FixedClock
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.row_base import Base
from inpatient_hub.store.rows import APPEND_ONLY
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from tests.contracts.making import NOW
from tests.contracts.postgres_server import PostgresServer, missing_reason, shared_server

CLOCK = FixedClock(NOW)
_DATABASE = "hub_contracts"


def put_empty_store(folder: Path) -> Path:
    """Puts an empty store into a folder, many times as quickly as making one. Returns its file."""
    file = folder / STORE_FILE
    file.write_bytes(_empty_store())
    return file


@contextmanager
def sqlite_store(folder: Path) -> Iterator[SqlStore]:
    """An empty store in this folder."""
    put_empty_store(folder)
    with open_store(StoreTarget.in_folder(folder), clock=CLOCK) as store:
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
    counting = [f"ALTER SEQUENCE {table}_seq_seq RESTART" for table in APPEND_ONLY]
    shared_server().execute("SET session_replication_role = replica", *emptying, *counting, database=_DATABASE)
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
        open_store(StoreTarget.in_folder(Path(folder)), clock=CLOCK).close()
        return (Path(folder) / STORE_FILE).read_bytes()


@cache
def _one_postgres_store() -> SqlStore:
    server = shared_server()
    server.execute(f"CREATE DATABASE {_DATABASE} TEMPLATE template0")
    return open_store(StoreTarget.on_server(server.url(_DATABASE)), clock=CLOCK)
