"""Statements that never change: each is put together once, and on a file of our own run as it is from then on.

What SQLAlchemy does anew each time it is asked takes longer than the statement itself, and a tick on the screen waits
for half a dozen of them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from operator import itemgetter
from typing import Any, cast

from sqlalchemy import Dialect, Executable, Insert
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.selectable import ReturnsRows

from inpatient_hub.store.column_types import NOT_NONE
from inpatient_hub.store.errors import StoreBug

Process = Callable[[Any], Any]
"""Makes what the driver takes out of a value, or a value out of what it gives."""


class Fixed:
    """A statement with named values, kept for good by the module that asks it. It holds no list of values whose length
    changes."""

    def __init__(self, statement: Executable) -> None:
        self.statement = statement
        self._adds = isinstance(statement, Insert)
        self._made: dict[tuple[str, ...], Made] = {}

    def made(self, names: Collection[str], dialect: Dialect) -> "Made":
        """The statement as the driver takes it, for these names of values; on an insert they are the columns, and any
        other is always asked with the same."""
        key = tuple(names) if self._adds else ()
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Made(self.statement, tuple(names), dialect)
        return found


class Made:
    """A statement in the words of one driver, and what is made of each value on its way in and out."""

    def __init__(self, statement: Executable, names: Sequence[str], dialect: Dialect) -> None:
        compiled = _compiled(statement, names, dialect)
        self.sql = str(compiled)
        fixed = compiled.construct_params(dict.fromkeys(names))
        asked, self._constant, self._processed = [], [], []
        for place, name in enumerate(compiled.positiontup or ()):
            process = compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect)
            if name in names:
                asked.append(name)
                self._processed += [(place, process)] if process else []
            else:
                self._constant.append((place, process(fixed[name]) if process else fixed[name]))
        self._values_of = _taking(asked)
        self._columns: list[tuple[int, Process]] = []
        columns = statement.exported_columns if isinstance(statement, ReturnsRows) else ()
        for place, column in enumerate(columns):
            process = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if process is not None:
                self._columns.append((place, NOT_NONE.get(process, process)))

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        """The values in the order of the statement, as the driver takes them."""
        bound = self._values_of(values)
        for place, constant in self._constant:
            bound.insert(place, constant)
        for place, process in self._processed:
            bound[place] = process(bound[place])
        return bound

    def rows(self, found: list[Any]) -> list[Any]:
        """What the driver gave, with moments, days and structures made again."""
        if not self._columns:
            return found
        return [self._row(row) for row in found]

    def _row(self, row: Sequence[Any]) -> list[Any]:
        kept = list(row)
        for place, process in self._columns:
            value = kept[place]
            if value is not None:
                kept[place] = process(value)
        return kept


def _taking(names: Sequence[str]) -> Callable[[Mapping[str, Any]], list[Any]]:
    """What takes the values of these names, in their order: all of them by one call, as the row of a task has 43."""
    if len(names) < 2:  # an itemgetter of one name gives no sequence
        return lambda values: [values[name] for name in names]
    together = itemgetter(*names)
    return lambda values: list(together(values))


def _compiled(statement: Executable, names: Sequence[str], dialect: Dialect) -> SQLCompiler:
    adds = isinstance(statement, Insert)
    compiled = cast(ClauseElement, statement).compile(dialect=dialect, column_keys=list(names) if adds else None)
    if not isinstance(compiled, SQLCompiler) or not compiled.positional or compiled.post_compile_params:
        raise StoreBug("A statement that changes each time was to be put together once.")
    return compiled
