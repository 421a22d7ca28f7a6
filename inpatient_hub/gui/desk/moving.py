"""Moves a task: of what is late the reason is asked, and of what another person has, whether it is to move at all."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.task_acts import ReasonNeeded
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.desk.task_words import moved_to
from inpatient_hub.gui.desk.wishes import TaskMove

if TYPE_CHECKING:
    from inpatient_hub.gui.desk.task_desk import TaskDesk
    from inpatient_hub.services.task_records import Acted


class TaskMoving:
    """A move from a page, by key or by the mouse, and one that was asked about."""

    def __init__(self, desk: "TaskDesk") -> None:
        self._desk = desk

    def move(self, move: TaskMove) -> None:
        """Moves it as a page says; of a date that a rule worked out the reason is asked."""
        task, asking = move.task, self._desk.asking
        if task.clock_rule is not None:
            asking.why_moved(move)
        elif task.claimed_by not in (None, self._desk.by):
            asking.whose_is_moved(move)
        else:
            self.send(move)

    def send(
        self,
        move: TaskMove,
        *,
        whole_day: bool = False,
        reason: str | None = None,
        done: Callable[[], None] | None = None,
        otherwise: Callable[[HubError], None] | None = None,
    ) -> None:
        """Has it moved. `done` is told when it was, or when the reason is asked in another question; anything else that
        is in the way goes to `otherwise`, or is shown."""
        tasks, by = self._desk.context.hub.tasks, self._desk.by

        def how(real: Task) -> "Acted":
            return tasks.move(
                real.id,
                move.day,
                shift=move.shift,
                at=move.at,
                part=move.day_part,
                whole_day=whole_day,
                reason=reason,
                asks=True,
                by=by,
                version=real.version,
            )

        def finished(_acted: "Acted") -> None:
            if done is not None:
                done()

        def refused(error: HubError) -> None:
            if not isinstance(error, ReasonNeeded):
                (otherwise or self._desk.refuse)(error)
                return
            if done is not None:
                done()
            again = partial(self.send, move, whole_day=whole_day)
            self._desk.asking.why_moved_late(move, error.choices, again)

        words = moved_to(move, self._desk.context.hub.clock.today())
        self._desk.doing.do(move.task, how, words, then=finished, otherwise=refused)
