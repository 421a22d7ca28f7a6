"""What a piece of work changed, so that every screen showing it can look again."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of record a change can touch."""

    WARD = "ward"
    STAFF = "staff"
    PATIENT = "patient"
    TASK = "task"
    SERIES = "series"
    """A task that repeats."""
    RUN = "run"
    NOTE = "note"
    CONTENT = "content"
    STORE = "store"
    """The store as a whole: its backups, its lock, its clock."""


@dataclass(frozen=True, slots=True)
class Changes:
    """The records a write touched, as (kind, id) pairs. Joined with `|`."""

    touched: frozenset[tuple[Kind, str]] = frozenset()

    @classmethod
    def of(cls, *pairs: tuple[Kind, str]) -> "Changes":
        """The changes made of these (kind, id) pairs."""
        return cls(frozenset(pairs))

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.touched | other.touched)

    def __bool__(self) -> bool:
        return bool(self.touched)

    def touches(self, *kinds: Kind) -> bool:
        """Whether any record of these kinds changed."""
        return any(kind in kinds for kind, _ in self.touched)

    def ids(self, kind: Kind) -> frozenset[str]:
        """The ids of this kind that changed."""
        return frozenset(identifier for touched, identifier in self.touched if touched is kind)

    @classmethod
    def union(cls, many: Iterable["Changes"]) -> "Changes":
        """All of these together."""
        return cls(frozenset(pair for changes in many for pair in changes.touched))
