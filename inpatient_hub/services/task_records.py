"""Writes what is done with tasks: the task, its history and the trail, in one unit of work; or says who was quicker."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_fields import as_text
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import ChangedElsewhere, HubError
from inpatient_hub.domain.task_acts import Act, SomeoneElseHasIt, TaskRefused
from inpatient_hub.domain.task_undo import VERSION, Plain, put_back, to_be_undone, version_after
from inpatient_hub.domain.task_words import did, doer
from inpatient_hub.domain.tasks import Task, TaskEvent, TaskEventKind, TaskState
from inpatient_hub.services.ports import Clock, NewId, Work
from inpatient_hub.services.trail import AuditTrail

ACTIONS: Mapping[TaskEventKind, AuditAction] = {
    TaskEventKind.CREATED: AuditAction.TASK_CREATED,
    TaskEventKind.CLAIMED: AuditAction.TASK_CLAIMED,
    TaskEventKind.TAKEN_OVER: AuditAction.TASK_TAKEN_OVER,
    TaskEventKind.RELEASED: AuditAction.TASK_RELEASED,
    TaskEventKind.OFFERED: AuditAction.TASK_OFFERED,
    TaskEventKind.HANDED_BACK: AuditAction.TASK_HANDED_BACK,
    TaskEventKind.DONE: AuditAction.TASK_DONE,
    TaskEventKind.CHECKED: AuditAction.TASK_CHECKED,
    TaskEventKind.REOPENED: AuditAction.TASK_REOPENED,
    TaskEventKind.MOVED: AuditAction.TASK_MOVED,
    TaskEventKind.CHANGED: AuditAction.TASK_CHANGED,
    TaskEventKind.CORRECTED: AuditAction.TASK_CORRECTED,
    TaskEventKind.CANCELLED: AuditAction.TASK_CANCELLED,
    TaskEventKind.IN_ERROR: AuditAction.TASK_IN_ERROR,
    TaskEventKind.RESTORED: AuditAction.TASK_RESTORED,
    TaskEventKind.UNDONE: AuditAction.TASK_UNDONE,
}

_TOLD = (
    "state due_on due_at shift priority claimed_by offered_to waiting_on chase_on reason needs_check title place people"
).split()
"""Fields whose change stands in the audit trail; of typed words only that they changed."""
_told_of = attrgetter(*_TOLD)


@dataclass(frozen=True, slots=True)
class Acted(Changes):
    """What an act changed, and how it can be undone: `event_id` is empty where nothing happened. `note` is a line for
    the patient's record, `ready` tells which note can be made now; `was` is the version of the task that it changed.
    `steps` are the ids of all that happened where it was more than one thing, the newest first."""

    event_id: str = ""
    note: str = ""
    ready: "ReadyNote | None" = None
    was: int = 0
    steps: tuple[str, ...] = ()

    @property
    def ways_back(self) -> tuple[str, ...]:
        """The ids by which all of it is undone, in this order."""
        return self.steps or ((self.event_id,) if self.event_id else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyNote:
    """The note that goes with a task that was just done: of its workflow, in a run that is there or is to be begun."""

    workflow_id: str
    patient_id: str
    run_id: str | None = None


NOTHING = Acted()


class TaskChanged(ChangedElsewhere):
    """Somebody else did something with the task since it was read. Says who, and what."""

    def __init__(self, told: str) -> None:
        super().__init__("Task")
        if told:
            self.message = f"{told}, so your change was not saved over it."


@dataclass(slots=True)
class TaskRecords:
    """Saves tasks with their history."""

    clock: Clock
    new_id: NewId
    trail: AuditTrail
    _names: dict[str, str] = field(default_factory=dict)

    def read(self, work: Work, task_id: str, version: int | None) -> Task:
        """The task, if it is still the version that was seen. Raises NotFound, TaskChanged."""
        task = work.tasks.get(task_id)
        if version is not None and version != task.version:
            raise self._changed(work, task_id)
        return task

    def act(
        self,
        work: Work,
        task_id: str,
        how: Callable[[Task], Act],
        *,
        by: str,
        version: int | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> Acted:
        """Does something with a task and writes it down. Raises NotFound, TaskChanged, and whatever `how` raises."""
        was = self.read(work, task_id, version)
        try:
            act = how(was)
        except SomeoneElseHasIt as other:
            raise self._named(work, work.tasks.get(task_id), other) from None
        return self.save(work, was, act, by=by, detail=detail)

    def save(
        self,
        work: Work,
        was: Task,
        act: Act,
        *,
        by: str,
        of: str | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> Acted:
        """Saves what an act made of a task. Raises TaskChanged."""
        try:
            work.tasks.update(act.task)
        except ChangedElsewhere:
            raise self._changed(work, was.id) from None
        return self.tell(work, was, act, by=by, of=of, detail=detail)

    def add(self, work: Work, task: Task, *, by: str) -> Acted:
        """Adds a task."""
        work.tasks.add(task)
        return self.added(work, task, by=by)

    def added(self, work: Work, task: Task, *, by: str, in_trail: bool = True, detail: str = "") -> Acted:
        """Writes down that a task was added. Undone, it counts as entered in error."""
        before: Plain = {VERSION: 0, "state": TaskState.IN_ERROR.value}
        event = self._event(task, TaskEventKind.CREATED, by=by, before=before, detail=detail)
        work.tasks.record(event)
        if in_trail:
            due = {"due": task.due_on.isoformat()} if task.due_on else {}
            self._audit(work, AuditAction.TASK_CREATED, task, by=by, detail=due)
        return Acted(_touched(task), event.id)

    def tell(
        self,
        work: Work,
        was: Task,
        act: Act,
        *,
        by: str,
        of: str | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> Acted:
        """Writes down what was done with a task that is saved already."""
        before = {VERSION: was.version, **act.before(was)}
        event = self._event(act.task, act.kind, by=by, before=before, of=of, detail=act.detail)
        work.tasks.record(event)
        both = zip(_TOLD, _told_of(was), _told_of(act.task), strict=True)
        differing = [(name, as_text(old), as_text(new)) for name, old, new in both if old != new]
        old, new = {name: text for name, text, _ in differing}, {name: text for name, _, text in differing}
        self._audit(work, ACTIONS[act.kind], act.task, by=by, detail=detail, before=old, after=new)
        return Acted(_touched(act.task), event.id, was=was.version)

    def undo(self, work: Work, event_id: str, *, by: str) -> Acted:
        """Puts back what an event of one's own changed. Raises TaskRefused when it was somebody else's, or something
        happened since."""
        task_id = work.tasks.event(event_id).task_id
        events, task = work.tasks.events(task_id), work.tasks.get(task_id)
        event = to_be_undone(events, event_id)
        if event is None or version_after(events[-1]) != task.version:
            raise TaskRefused(
                "Not undone", "Something else was done with the task since.", remedy="Look at its history."
            )
        if event.by != by:
            raise TaskRefused("Not undone", "Somebody else did this.", remedy="Ask them, or change the task yourself.")
        back = put_back(task, event.before)
        detail = "" if event.kind is TaskEventKind.UNDONE else event.kind.value
        return self.save(work, task, Act(back, TaskEventKind.UNDONE, detail), by=by, of=event.id)

    def name_of(self, work: Work, staff_id: str) -> str:
        """A member of staff's name; empty when nobody of this id is there."""
        if staff_id not in self._names:
            try:
                self._names[staff_id] = work.staff.get(staff_id).name
            except HubError:
                return ""
        return self._names[staff_id]

    def named(self, work: Work, task: Task) -> SomeoneElseHasIt:
        """The error that says who has this task, and since when."""
        return self._named(work, task, SomeoneElseHasIt(task.claimed_by or ""))

    def _named(self, work: Work, task: Task, other: SomeoneElseHasIt) -> SomeoneElseHasIt:
        since = f"{self.clock.local(task.claimed_at):%H:%M}" if task.claimed_at else ""
        return SomeoneElseHasIt(other.who, self.name_of(work, other.who), since)

    def _changed(self, work: Work, task_id: str) -> TaskChanged:
        events = work.tasks.events(task_id)
        if not events:
            return TaskChanged("")
        last = events[-1]
        at = self.clock.local(last.at)
        names = {str(last.before.get("claimed_by")): self.name_of(work, str(last.before.get("claimed_by")))}
        names[last.by] = self.name_of(work, last.by) or "Somebody"
        return TaskChanged(f"{doer(last, names[last.by])} {did(last, names, _of(last, events))} at {at:%H:%M}")

    def _event(
        self,
        task: Task,
        kind: TaskEventKind,
        *,
        by: str,
        before: Plain,
        of: str | None = None,
        detail: str = "",
    ) -> TaskEvent:
        return TaskEvent(
            id=self.new_id(),
            task_id=task.id,
            kind=kind,
            by=by,
            at=self.clock.now(),
            detail=detail,
            before=dict(before),
            of=of,
        )

    def _audit(
        self,
        work: Work,
        action: AuditAction,
        task: Task,
        *,
        by: str,
        detail: Mapping[str, str] | None = None,
        before: Mapping[str, str] | None = None,
        after: Mapping[str, str] | None = None,
    ) -> None:
        work.audit.append(
            self.trail.event(
                action,
                Kind.TASK,
                task.id,
                by=by,
                patient_id=task.patient_id,
                detail={"title": task.title, **(detail or {})},
                before=before,
                after=after,
            )
        )


def _of(event: TaskEvent, events: Sequence[TaskEvent]) -> TaskEvent | None:
    return next((one for one in events if one.id == event.of), None)


def _touched(task: Task) -> frozenset[tuple[Kind, str]]:
    pairs = [(Kind.TASK, task.id)]
    if task.patient_id:
        pairs.append((Kind.PATIENT, task.patient_id))
    return frozenset(pairs)
