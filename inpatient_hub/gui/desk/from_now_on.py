"""A time of a repeat is changed, and the repeat from the next day on with it: done and taken back together."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.dialogs.repeat_changing import as_asked
from inpatient_hub.gui.dialogs.task_change import TaskDetails
from inpatient_hub.gui.moments import short_day
from inpatient_hub.services.series_work import goes_on

if TYPE_CHECKING:
    from inpatient_hub.bootstrap import Hub
    from inpatient_hub.gui.desk.task_desk import TaskDesk
    from inpatient_hub.services.series_undo import SeriesActed
    from inpatient_hub.services.task_records import Acted

    How = Callable[[Task], Acted]


def later_times(hub: "Hub", task: Task) -> "LaterTimes | None":
    """The later times of the repeat a task is one of, where it goes on; on the store's thread."""
    if task.repeat_id is None or task.repeat_on is None:
        return None
    series = hub.series.get(task.repeat_id)
    day = max(hub.clock.today(), task.repeat_on) + timedelta(days=1)
    return LaterTimes(series, day) if goes_on(series, day) else None


@dataclass(frozen=True, slots=True)
class LaterTimes:
    """A repeat from a day on."""

    series: Series
    day: date

    def words(self, task: Task) -> str:
        """What is said when both are changed."""
        return f"Changed, and from {short_day(self.day)} on: {task.title}"

    def changed_too(
        self, how: "How", task: Task, details: TaskDetails, desk: "TaskDesk"
    ) -> "tuple[How, Callable[[Acted], None]]":
        """Changes the repeat, then the task; where the task cannot be changed, the repeat is put back. What is said of
        this one alone, its place or who takes part, stays with it. The second is to follow when it is done."""
        series, by, done = desk.context.hub.series, desk.by, list["SeriesActed"]()
        asked = as_asked(self.series)
        if details.title != task.title:
            asked = replace(asked, title=details.title)
        asked = replace(asked, priority=details.priority, needs_check=details.needs_check)

        def act(real: Task) -> "Acted":
            _, changed = series.change_from_now_on(self.series.id, self.day, asked, by=by, version=self.series.version)
            try:
                acted = how(real)
            except HubError:
                series.undo(changed, by=by)
                raise
            done.append(changed)
            if acted.event_id:
                desk.doing.keep_along(acted.event_id, changed)
            return acted

        def then(_acted: "Acted") -> None:
            desk.context.feed.announce(done[-1])

        return act, then
