"""Lets a store be filled with a chain as it was, gaps and all, before its guard is set again."""

from collections.abc import Iterator
from contextlib import contextmanager

from inpatient_hub.store.driver import Connection

_GUARD = "audit_events_in_order"
_ASKED = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = ?"


@contextmanager
def chain_as_it_was(connection: Connection) -> Iterator[None]:
    """In this block entries may be added that do not follow on each other: what could be saved of a damaged store, or
    an export of such a one. Only for a file that is being made, inside the transaction that fills it."""
    guard = connection.execute(_ASKED, (_GUARD,)).fetchone()
    if guard is not None:
        connection.execute(f"DROP TRIGGER {_GUARD}")
    yield
    if guard is not None:
        connection.execute(guard[0])
