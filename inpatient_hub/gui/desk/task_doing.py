"""Does something with a task on the store's thread, says so, and keeps the way back."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal

from inpatient_hub.domain.access import NobodySignedIn, SignInOver
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, NotFound
from inpatient_hub.domain.tasks import Task
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.desk.wishes import may_be_unmade
from inpatient_hub.gui.presenter import Presenter

if TYPE_CHECKING:
    from inpatient_hub.services.patients import PatientFacts
    from inpatient_hub.services.series_undo import SeriesActed
    from inpatient_hub.services.task_records import Acted
    from inpatient_hub.services.task_views import TaskView


class Known(NamedTuple):
    """What is read of a task before anything is asked about it. `view` is None for one that is not made yet."""

    task: Task
    view: "TaskView | None"
    patient: "PatientFacts | None"


class TaskDoing(Presenter):
    """Every act of the desk comes by here."""

    done = Signal(str, str, str)
    """(what was done, the id of the event it can be undone by, the id of the task)."""

    def __init__(self, context: Context, owner: QObject) -> None:
        super().__init__(context, owner)
        self._under_way: set[tuple[str, str]] = set()
        self._own: dict[tuple[str, str], set[int]] = {}
        self._along: dict[str, SeriesActed] = {}
        """What was done with a repeat in the same breath, by the event of the task."""

    def do(
        self,
        task: Task,
        how: Callable[[Task], "Acted"],
        words: str | Callable[[str], str],
        *,
        then: Callable[["Acted"], None] | None = None,
        otherwise: Callable[[HubError], None] | None = None,
    ) -> None:
        """Does it. A refusal goes to `otherwise`, or is shown; either way what is on the screen is read again, as
        somebody else was quicker. What is wanted once more while it is being done is done once. `words` may be made
        of the patient's bed, which is read with the act."""
        by = self.by
        wanted = (task.id, words if isinstance(words, str) else words(""))
        if wanted in self._under_way:
            return
        self._under_way.add(wanted)

        def finished(result: "tuple[Acted, Changes, str]") -> None:
            acted, made, bed = result
            self._under_way.discard(wanted)
            self.context.feed.announce(Changes(acted.touched) | made)
            if acted.event_id:
                self.done.emit(words if isinstance(words, str) else words(bed), acted.event_id, task.id)
            if then is not None:
                then(acted)

        def refused(error: HubError) -> None:
            self._under_way.discard(wanted)
            if isinstance(error, NobodySignedIn | SignInOver):
                return  # the window asks who is there, and says to do the last thing once more
            self.context.feed.announce(Changes.of((Kind.TASK, task.id)))
            (otherwise or self.context.background.failed.emit)(error)

        def work() -> "tuple[Acted, Changes, str]":
            acted, made = self._work(task, how, by)
            return acted, made, "" if isinstance(words, str) else self._bed_of(task)

        self.context.background.run(work, owner=self, then=finished, otherwise=refused)

    def _bed_of(self, task: Task) -> str:
        """On the store's thread."""
        return (self.context.hub.patients.facts(task.patient_id).patient.bed or "") if task.patient_id else ""

    def _work(self, task: Task, how: Callable[[Task], "Acted"], by: str) -> "tuple[Acted, Changes]":
        """Does it, on the store's thread; a time of a repeat is made a task before. The act, and what was made."""
        series, tasks, real, made = self.context.hub.series, self.context.hub.tasks, task, Changes()
        if may_be_unmade(task) and not tasks.history(task.id) and task.repeat_id and task.repeat_on:
            real, made = series.make(task.repeat_id, task.repeat_on, task.shift, by=by)
        acted = how(self._as_left(real, by))
        self._remember(by, real.id, acted)
        return acted, made

    def keep_along(self, event_id: str, done: "SeriesActed") -> None:
        """The repeat was changed with the task: what takes back the one takes back the other."""
        self._along[event_id] = done

    def take_back(self, event_id: str, task_id: str, *, by: str) -> Changes:
        """Takes an act back, and what was done with its repeat; on the store's thread."""
        along = self._along.get(event_id)
        of_repeat = self.context.hub.series.undo(along, by=by) if along is not None else Changes()
        self._along.pop(event_id, None)
        acted = self.context.hub.tasks.undo(event_id, by=by)
        self._remember(by, task_id, acted)
        return Changes(acted.touched) | of_repeat

    def _remember(self, by: str, task_id: str, acted: "Acted") -> None:
        if acted.event_id:
            self._own.setdefault((by, task_id), set()).add(acted.was)

    def _as_left(self, task: Task, by: str) -> Task:
        """The task at the version in which this person left it: keys can be pressed faster than a page is read again,
        and nobody is told that they were quicker than themselves. What anybody else did since is still met."""
        own, version = self._own.get((by, task.id), set()), task.version
        while version in own:
            version += 1
        return replace(task, version=version)

    def know(
        self, task: Task, then: Callable[[Known], None], otherwise: Callable[[HubError], None] | None = None
    ) -> None:
        """Reads what is to be known of a task before anything is asked about it."""
        self.read(lambda: self.look(task), then, otherwise)

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
