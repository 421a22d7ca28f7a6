"""Does something with a task on the store's thread, says so, and keeps the way back."""

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from inpatient_hub.domain.access import NobodySignedIn, SignInOver
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.presenter import Presenter

if TYPE_CHECKING:
    from inpatient_hub.services.patients import PatientFacts
    from inpatient_hub.services.task_records import Acted
    from inpatient_hub.services.task_views import TaskView


class Known(NamedTuple):
    """What is read of a task before anything is asked about it. `view` is None for one that is not made yet."""

    task: Task
    view: "TaskView | None"
    patient: "PatientFacts | None"


class TaskDoing(Presenter):
    """Every act of the desk comes by here."""

    done = Signal(str, str)
    """(what was done, the id of the event it can be undone by)."""

    def __init__(self, context: Context, owner: QObject) -> None:
        super().__init__(context, owner)
        self._under_way: set[str] = set()
        self._was: dict[str, int] = {}

    def is_under_way(self, task: Task) -> bool:
        """Whether something is being done with it at this moment."""
        return task.id in self._under_way

    def is_outdated(self, task: Task) -> bool:
        """Whether this is the task as it stood before what was done with it here last."""
        return self._was.get(task.id) == task.version

    def forget(self) -> None:
        """Somebody else is at the computer: what was under way is no concern of theirs."""
        self._under_way.clear()
        self._was.clear()

    def do(
        self,
        task: Task,
        how: Callable[[Task], "Acted"],
        words: str,
        *,
        then: Callable[["Acted"], None] | None = None,
        otherwise: Callable[[HubError], None] | None = None,
    ) -> None:
        """Does it. A refusal goes to `otherwise`, or is shown; either way what is on the screen is read again, as
        somebody else was quicker."""
        series, tasks, by = self.context.hub.series, self.context.hub.tasks, self.by

        def work() -> "tuple[Acted, Changes]":
            real, changes = task, Changes()
            if may_be_unmade(task) and not tasks.history(task.id) and task.repeat_id and task.repeat_on:
                real, changes = series.make(task.repeat_id, task.repeat_on, task.shift, by=by)
            return how(real), changes

        def finished(result: "tuple[Acted, Changes]") -> None:
            acted, made = result
            self._under_way.discard(task.id)
            self._was[task.id] = task.version
            self.context.feed.announce(Changes(acted.touched) | made)
            if acted.event_id:
                self.done.emit(words, acted.event_id)
            if then is not None:
                then(acted)

        def refused(error: HubError) -> None:
            self._under_way.discard(task.id)
            if isinstance(error, NobodySignedIn | SignInOver):
                return  # the window asks who is there, and says to do the last thing once more
            self.context.feed.announce(Changes.of((Kind.TASK, task.id)))
            (otherwise or self.context.background.failed.emit)(error)

        self._under_way.add(task.id)
        self.context.background.run(work, owner=self, then=finished, otherwise=refused)

    def know(self, task: Task, then: Callable[[Known], None]) -> None:
        """Reads what is to be known of a task before anything is asked about it."""
        self.read(lambda: self.look(task), then)

    def look(self, task: Task) -> Known:
        """What is to be known of a task; on the store's thread. Raises NotFound."""
        tasks, patients = self.context.hub.tasks, self.context.hub.patients
        patient = patients.facts(task.patient_id) if task.patient_id else None
        try:
            view = tasks.view(task.id)
        except NotFound:
            if not may_be_unmade(task):
                raise
            return Known(task, None, patient)
        return Known(view.line.task, view, patient)


def may_be_unmade(task: Task) -> bool:
    """Whether it may be a time of a repeat that is no task yet."""
    return task.repeat_id is not None and task.repeat_on is not None and task.version == 1
