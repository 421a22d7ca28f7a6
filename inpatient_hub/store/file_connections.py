"""The connections to a store's file: each is kept open and ready, as making one takes longer than a change."""

from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import cast

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from inpatient_hub.store import driver

_KEPT = 5
"""As many as work at once at the busiest: the window, its backups, its lists. More are closed after use."""

BEGUN = "hub_begun"
"""Execution option of a connection whose transactions are begun and ended by hand."""

_FEW_PAGES = "PRAGMA cache_size=-400"
"""As many as stay near the processor."""

_SPOILT = (driver.sqlite.SQLITE_CORRUPT, driver.sqlite.SQLITE_NOTADB)


class FileConnection:
    """One connection, seen twice: as the driver gives it, for what must be quick, and as SQLAlchemy's. Both are always
    in the same transaction."""

    def __init__(self, engine: Engine) -> None:
        self.ordinary: Connection = engine.connect().execution_options(**{BEGUN: True})
        self.raw = cast(driver.Connection, self.ordinary.connection.driver_connection)
        self.is_spoilt = False
        """Whether it met a page that could not be unlocked: it then reads no page rightly any more; a new one does."""

    @property
    def is_overheard(self) -> bool:
        """Whether somebody wants to hear each statement, as a test does that looks at them."""
        return bool(self.ordinary.engine.dispatch.before_cursor_execute)

    def met(self, error: BaseException) -> None:
        """Notes what a fault means for what comes after it."""
        if driver.result_code(error) in _SPOILT:
            self.is_spoilt = True

    def begin(self, *, writes: bool) -> None:
        """Begins a transaction."""
        # A deferred transaction that reads first and then writes fails at once when another one wrote in between,
        # however long it would be willing to wait; one that says at its start that it will write waits its turn.
        begins = "BEGIN IMMEDIATE" if writes else "BEGIN"
        if self.is_overheard:
            self.ordinary.exec_driver_sql(begins)
        else:
            self.raw.execute(begins)

    def commit(self) -> None:
        """Saves the transaction."""
        if self.ordinary.in_transaction():
            self.ordinary.commit()
        else:
            self.raw.commit()

    def take_back(self) -> None:
        """Ends a transaction that was not saved, if there is one."""
        if self.ordinary.get_transaction() is not None:
            self.ordinary.rollback()
        elif not self.ordinary.invalidated and self.raw.in_transaction:
            self.raw.rollback()

    def close(self) -> None:
        """Closes it for good."""
        self.ordinary.close()


class FileConnections:
    """The connections of one store. Several threads may take one each."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._kept: list[FileConnection] = []

    @contextmanager
    def one(self) -> Iterator[FileConnection]:
        """A connection for this block. What was begun in it and not saved is taken back; where the block ends with a
        fault, a full disk for one, the connection is not used again: what is left of the fault in it would be met by
        whoever came next."""
        try:
            taken = self._kept.pop()
        except IndexError:
            taken = FileConnection(self._engine)
        try:
            yield taken
        except BaseException:
            taken.is_spoilt = True
            raise
        finally:
            self._put_back(taken)

    @contextmanager
    def of_one_walk(self, count: int) -> Iterator[list[driver.Connection]]:
        """So many connections for reading through a table once. They keep few pages, as none is asked for twice, and
        are closed after it."""
        with ExitStack() as opened:
            raw = []
            for _ in range(count):
                one = opened.enter_context(closing(FileConnection(self._engine)))
                one.raw.execute(_FEW_PAGES)
                raw.append(one.raw)
            yield raw

    def close(self) -> None:
        """Closes those that nobody has."""
        while self._kept:
            self._kept.pop().close()

    def _put_back(self, taken: FileConnection) -> None:
        try:
            taken.take_back()
        except (SQLAlchemyError, driver.Error) as error:
            taken.met(error)
            taken.is_spoilt = True
            raise
        finally:
            if taken.is_spoilt or taken.ordinary.invalidated or len(self._kept) >= _KEPT:
                taken.close()
            else:
                self._kept.append(taken)
