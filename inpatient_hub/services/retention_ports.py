"""What retention asks of a store, and of the copies of it that lie elsewhere."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inpatient_hub.domain.retention import Erasure, Leaver, LegalHold, Stay


class RetentionRepository(Protocol):
    """What decides when a record is due, and the holds on it."""

    def stay(self, patient_id: str) -> Stay: ...
    def stays(self, ward_id: str) -> Sequence[Stay]: ...
    def leavers(self, ward_id: str) -> Sequence[Leaver]: ...
    def hold_on(self, patient_id: str) -> LegalHold | None: ...
    def holds(self, ward_id: str) -> Sequence[LegalHold]: ...
    def holds_of(self, patient_id: str) -> Sequence[LegalHold]: ...
    def add_hold(self, hold: LegalHold) -> None: ...
    def update_hold(self, hold: LegalHold) -> LegalHold: ...


class ErasureRepository(Protocol):
    """Erases, and remembers that it did. It asks nobody: who calls it has made sure."""

    def erase(self, erasure: Erasure) -> Erasure: ...
    def erase_again(self, erasure: Erasure) -> Erasure: ...
    def returned(self) -> Sequence[Erasure]: ...
    def recent(self, ward_id: str, limit: int = 200) -> Sequence[Erasure]: ...
    def all(self) -> Sequence[Erasure]: ...
    def removable(self, ward_id: str) -> Mapping[str, int]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldElsewhere:
    """How many backups and exports still hold something that was erased. `gone_by` is when the last of those that are
    rotated out is likely to go; `kept_for_good` counts those that nothing removes by itself."""

    copies: int = 0
    kept_for_good: int = 0
    unreadable: int = 0
    gone_by: datetime | None = None
    second_place_fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleared:
    """What came of taking the erased out of the copies."""

    cleared: int = 0
    failed: int = 0


DropDrafts = Callable[[Collection[str], Collection[str]], None]
"""Drops what was typed and not saved about records of these ids, and what is about nothing that is saved yet and has
one of these names or numbers in it. Raises HubError in words."""

DropDetails = Callable[[Collection[str], Collection[str]], None]
"""Drops what was typed and not saved about records of these ids, and what these people had typed about nothing that is
saved yet. Raises HubError in words."""


class Copies(Protocol):
    """The copies of a store that outlive an erasure: its pages on the disk, its backups, its exports, and the second
    place. Every method raises HubError in words."""

    def settle(self) -> str: ...
    def held(self) -> HeldElsewhere: ...
    def clear(self) -> Cleared: ...
