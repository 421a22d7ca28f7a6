"""Makes a new store, and brings an older one to the form this version of the program works with."""

import logging
from pathlib import Path

from sqlalchemy import Connection, Engine, func, insert, inspect, select, table, text
from sqlalchemy.exc import SQLAlchemyError

from inpatient_hub import __version__
from inpatient_hub.domain.errors import HubError
from inpatient_hub.services.ports import Clock
from inpatient_hub.store import driver, sqlite_file
from inpatient_hub.store.backup import back_up_before_upgrade
from inpatient_hub.store.engines import file_engine, for_writing
from inpatient_hub.store.errors import Fault, StoreBug, StoreFault
from inpatient_hub.store.judging import judged, judged_os
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.records import table_of
from inpatient_hub.store.rows import SchemaHistoryRow
from inpatient_hub.store.schema_version import APPLICATION_ID, LAST_PROGRAM, SchemaPlan
from inpatient_hub.store.search_index import is_index
from inpatient_hub.store.target import STORE_FILE, StoreTarget

_log = logging.getLogger(__name__)

_NOT_RECORDS = frozenset({"alembic_version", "schema_history", "sqlite_sequence"})
_ONE_AT_A_TIME = 0x49704875
"""Key of the server's lock under which one computer at a time changes the tables."""

_OWN_FAULTS = frozenset({Fault.DISK_FULL, Fault.LOCKED, Fault.READ_ONLY, Fault.NEWER, Fault.OTHER_DATABASE})
"""Faults that say more than that the upgrade failed; any fault of a server does too."""


def create(folder: Path, *, key: DataKey | None, clock: Clock, plan: SchemaPlan) -> None:
    """Makes an empty store in a folder that has none. It gets its name only when it is complete, so that a file cut
    short by a lost plug is never taken for a ward. Raises StoreFault."""
    making = folder / f"{STORE_FILE}.new"
    try:
        make_store(making, key=key, clock=clock, plan=plan)
        sqlite_file.put_in_place(making, folder / STORE_FILE)
    except OSError as error:
        raise judged_os(error, folder) from None


def make_store(making: Path, *, key: DataKey | None, clock: Clock, plan: SchemaPlan) -> None:
    """Makes an empty store in a file of this name. Raises StoreFault and OSError."""
    sqlite_file.remove(making)
    sqlite_file.new_private_file(making)
    engine = file_engine(lambda: sqlite_file.connect(making, key))
    try:
        with for_writing(engine).connect() as connection:
            with connection.begin():
                connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
                _climb(connection, plan, clock)
                connection.exec_driver_sql(f"PRAGMA user_version = {plan.version}")
            raw = connection.connection.driver_connection
            if raw is not None:
                sqlite_file.fold_log(raw, making)
    except (SQLAlchemyError, driver.Error) as error:
        raise judged(error, StoreTarget.in_folder(making.parent)) from None


def upgrade_file(folder: Path, *, key: DataKey | None, clock: Clock, plan: SchemaPlan) -> None:
    """Brings the store of this folder to the plan's form, after a backup when it holds anything.

    Either all of it is done or nothing. Raises StoreFault, which names the backup.
    """
    file = folder / STORE_FILE
    target = StoreTarget.in_folder(folder)
    engine = file_engine(lambda: _without_foreign_keys(file, key))
    kept: Path | None = None
    try:
        with engine.connect() as connection:
            worth_keeping = any(_row_counts(connection).values())
        if worth_keeping:
            kept = back_up_before_upgrade(folder, plan.revision, key=key, clock=clock)
        with for_writing(engine).connect() as connection, connection.begin():
            _climb(connection, plan, clock)
            connection.exec_driver_sql(f"PRAGMA user_version = {plan.version}")
    except Exception as error:  # noqa: BLE001 - a script may raise anything
        raise _failed(error, target, plan, kept) from None


def prepare_server(engine: Engine, target: StoreTarget, *, clock: Clock, plan: SchemaPlan, make: bool = True) -> None:
    """Makes the tables in an empty database, or brings older ones to the plan's form. Raises StoreFault; with `make`
    off for an empty database too.

    No backup is made here: a server's backups are IT's.
    """
    try:
        with engine.connect() as connection:
            found = revision_on_server(connection, target, plan)
            if found == plan.revision:
                return
            _refuse_unmade(found, target, make=make)
        with for_writing(engine).connect() as connection, connection.begin():
            connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
            if revision_on_server(connection, target, plan) != plan.revision:
                _climb(connection, plan, clock)
    except Exception as error:  # noqa: BLE001 - a script may raise anything
        raise _failed(error, target, plan, None) from None


def _refuse_unmade(revision: str | None, target: StoreTarget, *, make: bool) -> None:
    if revision is None and not make:
        raise StoreFault.of(Fault.NO_WARD, target.place)


def _without_foreign_keys(file: Path, key: DataKey | None) -> driver.Connection:
    # A table is changed by copying it and dropping the old one; with foreign keys on, that would take the rows of
    # other tables with it. They can only be switched before a transaction begins.
    connection = sqlite_file.connect(file, key)
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def _climb(connection: Connection, plan: SchemaPlan, clock: Clock) -> None:
    before = _row_counts(connection)
    _run_scripts(connection, plan)
    after = _row_counts(connection)
    if any(after[name] < count for name, count in before.items() if name in after):
        raise StoreBug("The upgrade would have lost rows.")
    if connection.dialect.name == "sqlite" and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise StoreBug("A row names another that is not there.")
    values = {"revision": plan.revision, "program": __version__, "at": clock.now()}
    connection.execute(insert(table_of(SchemaHistoryRow)), values)


def _run_scripts(connection: Connection, plan: SchemaPlan) -> None:
    # Imported only when there is something to do: it takes a good third of a second.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(plan.scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, plan.revision)


def _row_counts(connection: Connection) -> dict[str, int]:
    names = set(inspect(connection).get_table_names()) - _NOT_RECORDS
    return {
        name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
        for name in names
        if not is_index(name)
    }


def revision_on_server(connection: Connection, target: StoreTarget, plan: SchemaPlan) -> str | None:
    """The revision of the tables there, or None for an empty database."""
    names = set(inspect(connection).get_table_names())
    if "alembic_version" not in names:
        if names:
            raise StoreFault.of(Fault.OTHER_DATABASE, target.place)
        return None
    if "schema_history" not in names:
        raise StoreFault.of(Fault.OTHER_DATABASE, target.place)
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    if revision is None or not revision.isdecimal() or int(revision) > plan.version:
        theirs = connection.execute(text(LAST_PROGRAM)).scalar_one_or_none()
        raise sqlite_file.newer(target.place, theirs)
    return str(revision)


def _failed(error: Exception, target: StoreTarget, plan: SchemaPlan, kept: Path | None) -> Exception:
    judgement = judged(error, target)
    if isinstance(judgement, StoreFault) and (target.folder is None or judgement.fault in _OWN_FAULTS):
        return judgement
    if isinstance(judgement, HubError) and not isinstance(judgement, StoreFault):
        return judgement
    _log.error("The upgrade to schema %s failed: %s", plan.revision, type(error).__name__)
    words = f" A backup made just before is at {kept}." if kept else ""
    return StoreFault.of(Fault.UPGRADE_FAILED, target.place, backup=words)
