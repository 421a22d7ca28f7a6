"""Statements that never change: each is put together once, and on a file of our own run as it is from then on.

What SQLAlchemy does anew each time it is asked takes longer than the statement itself, and a tick on the screen waits
for half a dozen of them.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
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
        self._made: dict[tuple[str, ...], Made] = {}

    def made(self, names: Collection[str], dialect: Dialect) -> "Made":
        """The statement as the driver takes it, for these names of values; on an insert they are the columns."""
        key = tuple(names)
        found = self._made.get(key)
        if found is None:
            found = self._made[key] = Made(self.statement, key, dialect)
        return found


class Made:
    """A statement in the words of one driver, and what is made of each value on its way in and out."""

    def __init__(self, statement: Executable, names: Sequence[str], dialect: Dialect) -> None:
        compiled = _compiled(statement, names, dialect)
        self.sql = str(compiled)
        fixed = compiled.construct_params(dict.fromkeys(names))
        self._values: list[tuple[str, Process | None, Any]] = []
        for name in compiled.positiontup or ():
            type_ = compiled.binds[name].type.dialect_impl(dialect)
            process, given = type_.bind_processor(dialect), name in names
            constant = None if given else process(fixed[name]) if process else fixed[name]
            self._values.append((name if given else "", process, constant))
        self._columns: list[tuple[int, Process]] = []
        columns = statement.exported_columns if isinstance(statement, ReturnsRows) else ()
        for place, column in enumerate(columns):
            process = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if process is not None:
                self._columns.append((place, NOT_NONE.get(process, process)))

    def bound(self, values: Mapping[str, Any]) -> list[Any]:
        """The values in the order of the statement, as the driver takes them."""
        return [
            (values[name] if process is None else process(values[name])) if name else constant
            for name, process, constant in self._values
        ]

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


def _compiled(statement: Executable, names: Sequence[str], dialect: Dialect) -> SQLCompiler:
    adds = isinstance(statement, Insert)
    compiled = cast(ClauseElement, statement).compile(dialect=dialect, column_keys=list(names) if adds else None)
    if not isinstance(compiled, SQLCompiler) or not compiled.positional or compiled.post_compile_params:
        raise StoreBug("A statement that changes each time was to be put together once.")
    return compiled
