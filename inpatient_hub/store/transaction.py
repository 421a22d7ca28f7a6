"""Runs the statements of one unit of work, and turns every fault of the database into words before anyone sees it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable, Row
from sqlalchemy.exc import SQLAlchemyError

from inpatient_hub.store.errors import StoreBug
from inpatient_hub.store.judging import judged
from inpatient_hub.store.target import StoreTarget

Parameters = Mapping[str, Any]


class Transaction:
    """One transaction on one connection. After a fault it takes no more statements and is never committed: what the
    database did with the rest is then not certain."""

    def __init__(self, connection: Connection, *, target: StoreTarget, writes: bool) -> None:
        self._connection = connection
        self._target = target
        self._writes = writes
        self._broken = False
        self._before_end: dict[Callable[[], None], None] = {}

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._connection.dialect.name

    def rows(self, statement: Executable, **parameters: Any) -> Sequence[Row[Any]]:
        """All rows of a query."""
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

    def row(self, statement: Executable, **parameters: Any) -> Row[Any] | None:
        """The first row of a query, or None."""
        return self._run(statement, parameters).first()

    def number(self, statement: Executable, **parameters: Any) -> int:
        """The one number of a query."""
        return int(self._run(statement, parameters).scalar_one())

    def add(self, statement: Executable, values: Parameters | Sequence[Parameters]) -> None:
        """Adds one row, or many."""
        self._may_write()
        self._run(statement, values)

    def change(self, statement: Executable, values: Parameters) -> int:
        """Changes rows. Returns how many."""
        self._may_write()
        return self._run(statement, values).rowcount

    def changed_row(self, statement: Executable, values: Parameters) -> Row[Any] | None:
        """Changes one row at most, and returns what the statement tells of it; None where nothing was changed."""
        self._may_write()
        return self._run(statement, values).first()

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
            self._connection.commit()
        except SQLAlchemyError as error:
            raise judged(error, self._target) from None

    def _may_write(self) -> None:
        if not self._writes:
            raise StoreBug("A unit of work that reads was asked to write.")

    def _may_go_on(self) -> None:
        if self._broken:
            raise StoreBug("A unit of work went on after a fault.")

    def _run(self, statement: Executable, values: Parameters | Sequence[Parameters]) -> CursorResult[Any]:
        self._may_go_on()
        try:
            return self._connection.execute(statement, values)
        except SQLAlchemyError as error:
            self._broken = True
            raise judged(error, self._target) from None
        except UnicodeError:
            self._broken = True
            # The error itself carries the whole text.
            raise StoreBug("A text holds half a character and cannot be kept.") from None
        except BaseException:
            self._broken = True
            raise
