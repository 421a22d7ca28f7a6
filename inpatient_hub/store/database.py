"""Opens a ward's store and hands out units of work on it."""

import atexit
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self
from weakref import WeakSet

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from inpatient_hub.services.ports import Clock
from inpatient_hub.store import driver, log_mark, sqlite_file, unfinished, upgrade
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.engines import engine_for, for_reading, for_writing
from inpatient_hub.store.erasing_again import erase_again
from inpatient_hub.store.errors import Fault, StoreBug, StoreFault
from inpatient_hub.store.file_connections import FileConnection, FileConnections
from inpatient_hub.store.judging import judged
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.lock import StoreLock, held, turn
from inpatient_hub.store.places import check_place
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from inpatient_hub.store.transaction import Transaction
from inpatient_hub.store.unit_of_work import SqlWork


def open_store(
    target: StoreTarget,
    *,
    clock: Clock,
    lock: StoreLock | None = None,
    plan: SchemaPlan = CURRENT_SCHEMA,
    make: bool = True,
    is_missed: Callable[[], bool] = lambda: False,
) -> "SqlStore":
    """Opens the store there, makes it when the place is empty, and brings an older one up to date after a backup.
    With a key a plain store is locked first, and so are its backups.

    With `make` off an empty place stays as it is, and is told as a fault. `is_missed` is asked only before a store is
    made: whether anything outside the folder knows that it held one, which is then told as gone.
    `lock` is the caller's right to the folder; who only reads, or saves a single thing, may come without one and is
    lent it while a store is made or brought up to date. The caller keeps its lock and releases it after `close`.
    Raises StoreFault or LockTrouble, in words, for everything that can be wrong with the place, the file or the server.
    """
    if target.folder is not None:
        if not make:
            refuse_without_store(target.folder)
        _prepare_folder(target.folder, target.key, clock=clock, lock=lock, plan=plan, is_missed=is_missed)
        store = SqlStore(engine_for(target), target, clock=clock)
        try:
            erase_again(store, clock=clock, lock=lock)
        except BaseException:
            store.close()
            raise
        return store
    engine = engine_for(target)
    try:
        upgrade.prepare_server(engine, target, clock=clock, plan=plan, make=make)
    except BaseException:
        engine.dispose()
        raise
    return SqlStore(engine, target, clock=clock)


def refuse_without_store(folder: Path) -> None:
    """Raises StoreFault when this folder holds no store, or is not there at all. Looks, and changes nothing."""
    if not (folder.is_dir() and sqlite_file.exists(folder)):
        raise StoreFault.of(Fault.NO_WARD, folder)


def _prepare_folder(
    folder: Path,
    key: DataKey | None,
    *,
    clock: Clock,
    lock: StoreLock | None,
    plan: SchemaPlan,
    is_missed: Callable[[], bool],
) -> None:
    check_place(folder)
    file = folder / STORE_FILE
    unfinished.finish(folder, key, clock=clock, lock=lock, plan=plan)
    if sqlite_file.exists(folder) and sqlite_file.schema_in(file, key, plan) == plan.version:
        return
    with held(folder, lock, clock=clock):
        # Looked at again, as another process may have done the work while this one waited for the lock.
        if not sqlite_file.exists(folder):
            if is_missed():
                raise StoreFault.of(Fault.VANISHED, folder)
            upgrade.create(folder, key=key, clock=clock, plan=plan)
        elif sqlite_file.schema_in(file, key, plan) < plan.version:
            upgrade.upgrade_file(folder, key=key, clock=clock, plan=plan)
        if sqlite_file.schema_in(file, key, plan) != plan.version:
            raise StoreBug("The store is not of the form it was just brought to.")


_not_closed: WeakSet["SqlStore"] = WeakSet()


@atexit.register
def _close_the_rest() -> None:
    """Closes what a fault left open as the program ends by itself: its connections are closed then in any case, which
    brings the log into the file, and the mark of the log must not stay and have its work missed at the next start."""
    for store in tuple(_not_closed):
        with suppress(Exception):
            store.close()


class SqlStore:
    """A store on SQLite or PostgreSQL. May be used from several threads; each unit of work stays on one."""

    def __init__(self, engine: Engine, target: StoreTarget, *, clock: Clock) -> None:
        self.target = target
        self._engine = engine
        self._files = FileConnections(engine)
        self._clock = clock
        self._busy = threading.local()
        self._has_marked = False
        _not_closed.add(self)
        self._salts: bytes | None = None

    def reading(self) -> AbstractContextManager[SqlWork]:
        """A unit of work that only looks. All it reads is of one moment."""
        return self._work(writes=False)

    def writing(self) -> AbstractContextManager[SqlWork]:
        """A unit of work that is saved when its block ends well, and taken back when it raises.

        A fault of the database ends it: the rest of the block is refused, even where the fault was passed over.
        """
        return self._work(writes=True)

    def back_up(self) -> Path:
        """Makes a checked copy in the folder's `backups`, while everyone goes on working. Raises StoreFault."""
        if self.target.folder is None:
            raise StoreFault.of(Fault.IT_BACKS_UP, self.target.place)
        return back_up(self.target.folder, key=self.target.key, clock=self._clock)

    def compact(self) -> bool:
        """Writes the file anew without the remains of what was removed, and empties its log. False when another program
        reads the store at this moment, so that its log keeps what was there. Raises StoreFault."""
        folder = self.target.folder
        if folder is None:
            return False
        with turn(folder):
            log_mark.unmark(folder)
            try:
                with self._files.one() as connection:
                    emptied = _compacted(connection.raw)
            except (SQLAlchemyError, driver.Error) as error:
                raise judged(error, self.target) from None
            finally:
                self._has_marked = False
                self._note_log(folder)
        return emptied

    def close(self) -> None:
        """Closes all connections. Closing twice does nothing."""
        _not_closed.discard(self)
        folder = self.target.folder
        if folder is None:
            self._engine.dispose()
            return
        with turn(folder):
            if self._has_marked:
                log_mark.unmark(folder)
                self._fold_log()
            self._files.close()
            if self._has_marked and log_mark.has_log(folder):
                log_mark.mark(folder)  # another program still has the store open
            if not log_mark.has_log(folder):
                log_mark.unmark(folder)
            self._has_marked = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _note_log(self, folder: Path, connection: FileConnection | None = None) -> None:
        """Says beside the store how far its log has to reach, before anybody is told that something is saved. Work that
        changed nothing leaves the log empty. In a turn."""
        reach = self._reach(folder, connection)
        if reach is None:
            if not log_mark.has_log(folder):  # another program was closed, and brought it into the file
                return
            log_mark.mark(folder)  # another program is just beginning the log anew
        elif reach[0]:
            log_mark.mark(folder, *reach)
        else:
            return
        self._has_marked = True

    def _reach(self, folder: Path, connection: FileConnection | None) -> tuple[int, bytes] | None:
        """How many pages are in the log, and its salts, asked of SQLite; None where that cannot be told. The index
        beside the log says it too, but must not be opened: closing it would let go of SQLite's own locks on it."""
        return self._reach_of(folder, connection, self._salts) or self._reach_of(
            folder, connection, log_mark.salts_of(folder)
        )

    def _reach_of(
        self, folder: Path, connection: FileConnection | None, salts: bytes | None
    ) -> tuple[int, bytes] | None:
        """The same, if the log begins with these salts. They never come back, so that those that were there before,
        however long ago, and are there after were there while SQLite was asked."""
        pages = self._log_pages(connection) if salts is not None else 0
        self._salts = log_mark.salts_of(folder)
        return (pages, salts) if salts is not None and pages and salts == self._salts else None

    def _log_pages(self, connection: FileConnection | None) -> int:
        """How many pages are in the log; 0 when that cannot be told. Changes nothing."""
        with suppress(SQLAlchemyError, driver.Error):
            if connection is not None and not connection.is_spoilt:
                return max(0, int(connection.raw.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1]))
            with self._files.one() as another:
                return self._log_pages(another)
        return 0

    def _fold_log(self) -> None:
        """Brings what is in the log into the file, as closing the last connection would."""
        with suppress(SQLAlchemyError, driver.Error), self._files.one() as connection:
            connection.raw.execute("PRAGMA busy_timeout = 200")
            connection.raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    @contextmanager
    def _work(self, *, writes: bool) -> Iterator[SqlWork]:
        if getattr(self._busy, "is_working", False):
            # It would wait for itself, or see the ward as it was before what the outer one wrote.
            raise StoreBug("A unit of work was begun inside another.")
        self._busy.is_working = True
        try:
            if self.target.folder is None:
                with self._on_server(for_writing(self._engine) if writes else for_reading(self._engine)) as connection:
                    transaction = Transaction(connection, target=self.target, writes=writes)
                    yield SqlWork(transaction)
                    if writes:
                        transaction.end()
                return
            with self._files.one() as file:
                file.begin(writes=writes)
                transaction = Transaction(file, target=self.target, writes=writes, beside=self._files.of_one_walk)
                yield SqlWork(transaction)
                if writes:
                    transaction.end()
                    with turn(self.target.folder):
                        self._note_log(self.target.folder, file)
        except (SQLAlchemyError, driver.Error) as error:
            # Only beginning, taking back and closing can still fail here; the rest is judged where it runs.
            raise judged(error, self.target) from None
        finally:
            self._busy.is_working = False

    def _on_server(self, engine: Engine) -> Connection:
        connection = engine.connect()
        try:
            connection.begin()
        except SQLAlchemyError:
            connection.close()
            raise
        return connection


def _compacted(raw: driver.Connection) -> bool:
    raw.execute("VACUUM")
    (is_busy, _, _) = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    return not is_busy
