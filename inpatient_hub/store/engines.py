"""The one place where connections are made: to a file on this computer, or to a PostgreSQL server."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.pool import NullPool

from inpatient_hub.store import driver, sqlite_file
from inpatient_hub.store.file_connections import BEGUN
from inpatient_hub.store.target import STORE_FILE, StoreTarget

Creator = Callable[[], driver.Connection]
"""Makes one connection to a file."""

_WRITING = "hub_writing"
"""Execution option of a connection that is going to write."""

_SERVER_SETTINGS = ("SET lock_timeout = '5s'", "SET timezone = 'UTC'")

_SERVER_OPTIONS = {
    "connect_timeout": 3,
    "application_name": "inpatient-hub",
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""libpq's own words (PostgreSQL manual, 34.1.2): seconds, and milliseconds for the last."""


def engine_for(target: StoreTarget) -> Engine:
    """An engine for this store. Connects only when it is first used."""
    if target.folder is None:
        return server_engine(target.url or "")
    file, key = target.folder / STORE_FILE, target.key
    return file_engine(lambda: sqlite_file.connect(file, key))


def file_engine(creator: Creator) -> Engine:
    """An engine over SQLite connections. Each is closed after use; a store that is open keeps some ready."""
    engine = create_engine("sqlite://", module=driver.sqlite, creator=creator, poolclass=NullPool, hide_parameters=True)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "handle_error", _leave_a_damaged_connection)
    return engine


def server_engine(url: str) -> Engine:
    """An engine over connections to PostgreSQL. One that a restart of the server broke is noticed and replaced."""
    engine = create_engine(
        url,
        connect_args=_SERVER_OPTIONS,
        pool_size=3,
        pool_pre_ping=True,
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up_session)
    return engine


def for_reading(engine: Engine) -> Engine:
    """The same engine, whose transactions see one state of the ward from beginning to end."""
    return engine if engine.dialect.name == "sqlite" else engine.execution_options(isolation_level="REPEATABLE READ")


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions wait their turn to write.

    On a server they see what others saved meanwhile: versions guard the records, and two who keep the same workflow
    definition at once need not fail.
    """
    return engine.execution_options(**{_WRITING: True} if engine.dialect.name == "sqlite" else {})


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get(BEGUN, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITING, False) else "BEGIN")


def _leave_a_damaged_connection(context: ExceptionContext) -> None:
    # After one page that could not be unlocked, this connection reads no page rightly any more; a new one does.
    if driver.result_code(context.original_exception) in (driver.sqlite.SQLITE_CORRUPT, driver.sqlite.SQLITE_NOTADB):
        context.is_disconnect = True


def _set_up_session(connection: Any, _record: object) -> None:
    connection.autocommit = True
    with connection.cursor() as cursor:
        for setting in _SERVER_SETTINGS:
            cursor.execute(setting)
    connection.autocommit = False
