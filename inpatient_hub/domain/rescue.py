"""What was saved from a damaged store: how much, from where, and what differs from the store as it was."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Origin(StrEnum):
    """Where a record of the new store comes from, or why it is not there."""

    BACKUP = "backup"
    """It could not be read any more, and was taken from the backup: what was changed in it since is missing."""
    LOST = "lost"
    """It could not be read, and is not in the backup. Only its key is known."""
    ORPHAN = "orphan"
    """It could be read, but what it belongs to is lost, so that it was left out."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One record that is not as it was. `key` is its id or number; it says nothing about anyone."""

    table: str
    key: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class TableSaved:
    """How the records of one table fared, in rows."""

    table: str
    read: int
    from_backup: int
    lost: int
    orphans: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rescue:
    """The outcome. What could not even be counted (a piece of which no index tells anything) is not in `differences`;
    `is_complete` says whether there was such a piece."""

    tables: tuple[TableSaved, ...]
    differences: tuple[Difference, ...]
    backup_made_at: datetime | None
    """Of the backup that the rest was taken from, in UTC; None when there was none."""
    is_complete: bool
    kept: str
    """Where the damaged store is kept."""

    @property
    def brings_access_back(self) -> bool:
        """Whether people, what they sign in with, or how a ward has them sign in are as they were in the backup."""
        return any(one.from_backup for one in self.tables if one.table in _ACCESS)


_ACCESS = frozenset({"staff", "staff_secrets", "wards"})

ACCESS_BACK = (
    "People, PINs or a ward's settings are among it: who has left, has fewer rights or has another PIN since has what "
    "they had then. Look through Admin, People."
)
"""What is told where a rescue brings access back."""
