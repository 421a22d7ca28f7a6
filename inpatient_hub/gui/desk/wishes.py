"""What a person can want of a task, wherever it is shown; the window does it, a page only says so."""

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from inpatient_hub.domain.tasks import DayPart, Task


class TaskWish(StrEnum):
    """What is wanted of a task. The window asks what has to be asked, does it, and offers the way back."""

    DONE = "done"
    """Done; where it is already, open again."""
    DONE_AT = "done_at"
    """Done at an earlier time, which is asked."""
    CLAIM = "claim"
    """Claim it; mine: give it back; somebody else's: ask whether to take it over."""
    WAIT = "wait"
    """It waits for something, with a day to chase it."""
    CARRY_ON = "carry_on"
    """What it waited for has come: whoever has it carries on with it."""
    HAND_BACK = "hand_back"
    OFFER = "offer"
    MOVE = "move"
    """Asks for the day, the shift or the time."""
    CHANGE = "change"
    CHECK = "check"
    """Confirm as the second person."""
    CANCEL = "cancel"
    IN_ERROR = "in_error"
    RESTORE = "restore"
    NOTE = "note"
    """Its ready note."""
    START_RUN = "start_run"
    """The workflow it is linked to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskMove:
    """Where a task is to go: a day of the ward's calendar, and the shift, the time or the part of day there, where the
    person named one. What is None stays as it was where that still makes sense."""

    task: Task
    day: date
    shift: str | None = None
    at: time | None = None
    day_part: DayPart | None = None


def may_be_unmade(task: Task) -> bool:
    """Whether it may be a time of a repeat that is no task yet."""
    return task.repeat_id is not None and task.repeat_on is not None and task.version == 1
