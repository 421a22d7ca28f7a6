"""Writes down in SQL which values a column may hold, or a list asks for."""

from collections.abc import Iterable
from enum import StrEnum


def one_of(column: str, values: Iterable[StrEnum]) -> str:
    """The SQL that allows these values of a column and no others; always spelled the same, so that SQLite sees that a
    list's condition is the condition of its partial index."""
    allowed = ", ".join(f"'{value}'" for value in sorted(value.value for value in values))
    return f"{column} IN ({allowed})" if allowed else "1 = 0"
