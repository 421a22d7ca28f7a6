"""What the diary asks of a store beyond single tasks: repeats, what changed, and what belongs to one person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import TaskEvent
from inpatient_hub.services.ports import TaskLine


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChange:
    """One thing that happened to a task, with the task as it is now and who did it."""

    event: TaskEvent
    line: TaskLine
    by_name: str


class SeriesRepository(Protocol):
    """The tasks that repeat. `update` raises ChangedElsewhere when the stored version is not the given one."""

    def get(self, series_id: str) -> Series: ...
    def add(self, series: Series) -> None: ...
    def update(self, series: Series) -> Series: ...
    def of_ward(self, ward_id: str) -> Sequence[Series]: ...
    def rules(self, ward_id: str) -> Mapping[str, str]: ...
    def of_patient(self, patient_id: str) -> Sequence[Series]: ...


class PersonalRepository(Protocol):
    """What belongs to one person alone: their filters, and until when they have seen a ward's changes."""

    def filters(self, staff_id: str) -> Sequence[SavedFilter]: ...
    def add_filter(self, saved: SavedFilter) -> None: ...
    def update_filter(self, saved: SavedFilter) -> SavedFilter: ...
    def remove_filter(self, staff_id: str, filter_id: str) -> None: ...
    def seen_until(self, staff_id: str, ward_id: str) -> datetime | None: ...
    def mark_seen(self, staff_id: str, ward_id: str, until: datetime) -> None: ...
