"""Runs the statements of one unit of work, and turns every fault of the database into words before anyone sees it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import chain, islice
from typing import Any, TypeVar

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.exc import SQLAlchemyError

from inpatient_hub.store import driver
from inpatient_hub.store.errors import StoreBug
from inpatient_hub.store.file_connections import FileConnection
from inpatient_hub.store.fixed import Fixed, Made
from inpatient_hub.store.judging import judged
from inpatient_hub.store.side_by_side import side_by_side
from inpatient_hub.store.target import StoreTarget

T = TypeVar("T")

Parameters = Mapping[str, Any]
Asked = Executable | Fixed
Beside = Callable[[int], AbstractContextManager[Sequence[driver.Connection]]]
"""Opens so many further connections to the same file."""

_READERS = 2
"""Threads that read a long table. The check of the trail hashes while the other one unlocks; a third would mostly
wait."""

_FEW = 8
"""Up to so many questions are answered before the other connections would be open."""


class Transaction:
    """One transaction on one connection. After a fault it takes no more statements and is never committed: what the
    database did with the rest is then not certain."""

    def __init__(
        self,
        connection: Connection | FileConnection,
        *,
        target: StoreTarget,
        writes: bool,
        beside: Beside | None = None,
    ) -> None:
        self._file = connection if isinstance(connection, FileConnection) else None
        self._connection = connection.ordinary if isinstance(connection, FileConnection) else connection
        self._quick = self._file.raw if self._file is not None and not self._file.is_overheard else None
        self._target = target
        self._writes = writes
        self._beside = None if writes else beside
        self._broken = False
        self._before_end: dict[Callable[[], None], None] = {}

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._connection.dialect.name

    def rows(self, statement: Asked, **parameters: Any) -> Sequence[Sequence[Any]]:
        """All rows of a query."""
        if self._quick is not None and isinstance(statement, Fixed):
            return self._run_quickly(self._quick, statement, parameters, _all)
        return self._run(statement, parameters).all()

    def bare_rows(self, statement: Executable, **parameters: Any) -> Sequence[Sequence[Any]]:
        """All rows of a query as the driver gives them, for what reads a whole table: no value is made into another."""
        result = self._run(statement, parameters)
        try:
            return result.cursor.fetchall()
        finally:
            result.close()

    def bare_pages(self, statement: Executable, at_once: int, **parameters: Any) -> Iterator[Sequence[Any]]:
        """The same, so many rows at a time."""
        result = self._run(statement, parameters)
        try:
            while page := result.cursor.fetchmany(at_once):
                yield page
        finally:
            result.close()

    def answers(self, statement: Fixed, asked: Iterable[Parameters], told: Callable[[Sequence[Any]], T]) -> Iterator[T]:
        """What is told of the one row that a query gives, for each of these values and in their order. Who only looks
        has several connections read a long table side by side: only for rows that are never changed again, as each
        connection sees the moment at which it begins."""
        asked = iter(asked)
        begun = list(islice(asked, _FEW + 1))
        if self._beside is None or len(begun) <= _FEW:
            for values in chain(begun, asked):
                yield told(self.row(statement, **values) or ())
            return
        self._may_go_on()
        made = statement.made(begun[0], self._connection.dialect)
        try:
            with self._beside(_READERS) as connections:
                yield from side_by_side(
                    connections,
                    chain(begun, asked),
                    lambda raw, values: told(raw.execute(made.sql, made.bound(values)).fetchone()),
                )
        except (SQLAlchemyError, driver.Error) as error:
            self._broken = True
            self._met(error)
            raise judged(error, self._target) from None

    def row(self, statement: Asked, **parameters: Any) -> Sequence[Any] | None:
        """The first row of a query, or None."""
        return self._first(statement, parameters)

    def number(self, statement: Executable, **parameters: Any) -> int:
        """The one number of a query."""
        return int(self._run(statement, parameters).scalar_one())

    def add(self, statement: Asked, values: Parameters | Sequence[Parameters]) -> None:
        """Adds one row, or many."""
        self._may_write()
        if self._quick is not None and isinstance(statement, Fixed):
            for row in [values] if isinstance(values, Mapping) else values:
                self._run_quickly(self._quick, statement, row, _count)
        else:
            self._run(statement, values)

    def change(self, statement: Asked, values: Parameters) -> int:
        """Changes rows. Returns how many."""
        self._may_write()
        if self._quick is not None and isinstance(statement, Fixed):
            return self._run_quickly(self._quick, statement, values, _count)
        return self._run(statement, values).rowcount

    def changed_row(self, statement: Asked, values: Parameters) -> Sequence[Any] | None:
        """Changes one row at most, and returns what the statement tells of it; None where nothing was changed."""
        self._may_write()
        return self._first(statement, values)

    def before_end(self, act: Callable[[], None]) -> None:
        """Has something done once before this unit of work is saved."""
        self._may_write()
        self._may_go_on()
        self._before_end[act] = None

    def end(self) -> None:
        """Commits. Raises when a fault was met on the way and passed over."""
        for act in self._before_end:
            act()
        self._may_go_on()
        try:
            (self._file or self._connection).commit()
        except (SQLAlchemyError, driver.Error) as error:
            self._met(error)
            raise judged(error, self._target) from None

    def _may_write(self) -> None:
        if not self._writes:
            raise StoreBug("A unit of work that reads was asked to write.")

    def _may_go_on(self) -> None:
        if self._broken:
            raise StoreBug("A unit of work went on after a fault.")

    def _first(self, statement: Asked, values: Parameters) -> Sequence[Any] | None:
        if self._quick is not None and isinstance(statement, Fixed):
            found = self._run_quickly(self._quick, statement, values, _all)
            return found[0] if found else None
        return self._run(statement, values).first()

    def _run(self, statement: Asked, values: Parameters | Sequence[Parameters]) -> CursorResult[Any]:
        self._may_go_on()
        try:
            return self._connection.execute(statement.statement if isinstance(statement, Fixed) else statement, values)
        except SQLAlchemyError as error:
            self._broken = True
            raise judged(error, self._target) from None
        except UnicodeError:
            self._broken = True
            raise _half_a_character() from None
        except BaseException:
            self._broken = True
            raise

    def _run_quickly(
        self, raw: driver.Connection, statement: Fixed, values: Parameters, told: Callable[[driver.Cursor, Made], T]
    ) -> T:
        """The same on a file, by the driver alone."""
        self._may_go_on()
        try:
            made = statement.made(values, self._connection.dialect)
            return told(raw.execute(made.sql, made.bound(values)), made)
        except UnicodeError:
            self._broken = True
            raise _half_a_character() from None
        except Exception as error:  # noqa: BLE001 - an error may carry what was being saved
            self._broken = True
            self._met(error)
            raise judged(error, self._target) from None
        except BaseException:
            self._broken = True
            raise

    def _met(self, error: BaseException) -> None:
        if self._file is not None:
            self._file.met(error)


def _all(cursor: driver.Cursor, made: Made) -> Sequence[Sequence[Any]]:
    return made.rows(cursor.fetchall())


def _count(cursor: driver.Cursor, _made: Made) -> int:
    return int(cursor.rowcount)


def _half_a_character() -> StoreBug:
    """The error itself carries the whole text."""
    return StoreBug("A text holds half a character and cannot be kept.")
