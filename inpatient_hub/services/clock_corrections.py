"""Who put another date in the place of one that a rule had worked out, when, and why."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain.tasks import TaskEvent, TaskEventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """The correction that holds. `why` is in the words of the reason that was chosen."""

    at: datetime
    by: str
    name: str
    why: str


def correction_that_holds(events: Sequence[TaskEvent], name_of: Callable[[str], str]) -> Correction | None:
    """The last correction of a task's date that was not taken back; `events` oldest first, as they are kept."""
    gone: set[str] = set()
    for event in reversed(events):
        if event.of is not None and event.id not in gone:
            gone.add(event.of)
        if event.kind is TaskEventKind.CORRECTED and event.id not in gone:
            return Correction(at=event.at, by=event.by, name=name_of(event.by), why=event.detail.partition(". ")[2])
    return None
