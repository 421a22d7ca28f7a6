"""What the people of the fictional ward do with a task, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from inpatient_hub.domain.hand_back import HandBack, NextAction, Progress
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Team
from inpatient_hub.services.demo_timeline import Times
from inpatient_hub.services.tasks import TaskService


class Deed(StrEnum):
    """What is done with a task."""

    CLAIM = "claim"
    RELEASE = "release"
    TAKE_OVER = "take_over"
    MOVE = "move"
    OFFER = "offer"
    WAIT = "wait"
    """It is kept, and waits for somebody."""
    HAND_BACK = "hand_back"
    """Part of it is done, and the ward has it again."""
    FINISH = "finish"
    CHECK = "check"
    CANCEL = "cancel"
    IN_ERROR = "in_error"


@dataclass(frozen=True, slots=True)
class TaskAct:
    """One deed, so many days ago at this time of the ward's clock, or so many minutes ago. `due_in` counts days from
    today: where it is moved to, or when it is to be chased."""

    deed: Deed
    by: str
    days_ago: int = 0
    at: str = ""
    minutes_ago: float = 0
    due_in: int = 0
    waiting_on: str = ""
    reason: str | None = None
    """A code of `task_reasons`, for what is cancelled or was done late."""
    seen: str = ""
    """From whom it is taken over."""
    team: Team | None = None

    def when(self, times: Times) -> datetime:
        """The moment it is done."""
        return times.ago(self.minutes_ago) if self.minutes_ago else times.on(self.days_ago, self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doers:
    """Those who do something with tasks: `staff` by name."""

    tasks: TaskService
    times: Times
    staff: Mapping[str, Staff]

    def do(self, act: TaskAct, task_id: str) -> None:
        """Does it, as whoever it is that does it."""
        by, tasks = self.staff[act.by].id, self.tasks
        match act.deed:
            case Deed.MOVE:
                tasks.move(task_id, self._day(act), by=by)
            case Deed.TAKE_OVER:
                tasks.take_over(task_id, seen=self.staff[act.seen].id, by=by)
            case Deed.OFFER:
                tasks.offer(task_id, act.team, by=by)
            case Deed.WAIT | Deed.HAND_BACK:
                tasks.hand_back(task_id, self._hand_back(act), by=by)
            case Deed.FINISH:
                tasks.complete(task_id, reason=act.reason, by=by)
            case Deed.CANCEL:
                tasks.cancel(task_id, act.reason or "", by=by)
            case _:
                self._plainly(act.deed, task_id, by)

    def _plainly(self, deed: Deed, task_id: str, by: str) -> None:
        """What needs no more to be said than who does it."""
        plain = {
            Deed.CLAIM: self.tasks.claim,
            Deed.RELEASE: self.tasks.release,
            Deed.CHECK: self.tasks.check,
            Deed.IN_ERROR: self.tasks.mark_in_error,
        }
        plain[deed](task_id, by=by)

    def _hand_back(self, act: TaskAct) -> HandBack:
        if act.deed is Deed.HAND_BACK:
            return HandBack(progress=Progress.PART_DONE, next_action=NextAction.MAKE_CALL)
        return HandBack(
            progress=Progress.WAITING,
            waiting_on=act.waiting_on,
            next_action=NextAction.CHASE,
            chase_on=self._day(act),
            keep=True,
        )

    def _day(self, act: TaskAct) -> date:
        return self.times.today + timedelta(days=act.due_in)
