"""The ward's tasks: added, claimed, handed back, done, moved; each act stays in the task's history and can be undone.

Nobody gives work to another person. Where two act at once one wins, and the other is told who and what.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, tzinfo

from inpatient_hub.domain import task_acts
from inpatient_hub.domain.access import Right
from inpatient_hub.domain.changes import Changes
from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.frozen import but
from inpatient_hub.domain.hand_back import HandBack
from inpatient_hub.domain.search_text import terms
from inpatient_hub.domain.task_acts import Act
from inpatient_hub.domain.task_changes import change, why_late
from inpatient_hub.domain.task_times import Timing, move, typed_timing
from inpatient_hub.domain.tasks import OPEN, DayPart, Priority, Task, TaskEvent, TaskEventKind, TaskState, Team
from inpatient_hub.services.absences import with_endings
from inpatient_hub.services.clock_dates import Rules
from inpatient_hub.services.clock_repeats import ClockRepeats
from inpatient_hub.services.new_tasks import NewTask, made, tidy, tidy_title
from inpatient_hub.services.ports import Clock, NewId, Store, TaskLine, Work
from inpatient_hub.services.run_ties import tied
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.task_records import NOTHING, Acted, ReadyNote, TaskRecords
from inpatient_hub.services.task_views import TaskView, task_view, zone_of
from inpatient_hub.services.trail import AuditTrail
from inpatient_hub.services.ward_lines import as_kept


class TaskService:
    """What a person does with a task. Each act returns what it changed and the id to undo it by; `version`, where it is
    given, is the version that was on the screen."""

    def __init__(
        self, *, store: Store, clock: Clock, new_id: NewId, trail: AuditTrail, seat: Seat, rules: Rules | None = None
    ) -> None:
        self._seat = seat
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._records = TaskRecords(clock=clock, new_id=new_id, trail=trail)
        self._repeats = ClockRepeats(rules, self._records, clock, new_id) if rules is not None else None

    @needs(Right.READ_WARD)
    def due_by(self, ward_id: str, day: date) -> Sequence[TaskLine]:
        """Open tasks due on or before this day, the earliest first."""
        with self._store.reading() as work:
            lines = with_endings(work, work.tasks.open_due_by(ward_id, day), self._clock.now())
            return as_kept(lines, work.wards.get(ward_id))

    @needs(Right.READ_WARD)
    def find(self, ward_id: str, query: str, *, limit: int = 50) -> Sequence[TaskLine]:
        """Tasks whose title holds words that begin with each word of `query`, the one added last first."""
        with self._store.reading() as work:
            lines = with_endings(work, work.tasks.find(ward_id, terms(query), limit=limit), self._clock.now())
            return as_kept(lines, work.wards.get(ward_id))

    @needs(Right.READ_WARD)
    def history(self, task_id: str) -> Sequence[TaskEvent]:
        """What happened to a task, oldest first."""
        with self._store.reading() as work:
            return work.tasks.events(task_id)

    @needs(Right.READ_WARD)
    def view(self, task_id: str) -> TaskView:
        """Everything about one task. Raises NotFound."""
        with self._store.reading() as work:
            return task_view(work, task_id, self._records)

    @needs(Right.DO_WORK)
    def add(self, ward_id: str, new: NewTask, *, by: str) -> tuple[Task, Acted]:
        """Adds a task. Raises InvalidAnswer, naming the field."""
        with self._store.writing() as work:
            now = self._clock.now()
            ward = work.wards.get(ward_id)
            task = made(work, ward, new, task_id=self._new_id(), by=by, now=now, zone=self._zone())
            acted = self._records.add(work, task, by=by)
            if new.mine:
                claimed = self._claim(work, task.id, by=by)
                acted = replace(claimed, steps=(claimed.event_id, acted.event_id))
                task = work.tasks.get(task.id)
            return task, acted

    @needs(Right.DO_WORK)
    def claim(self, task_id: str, *, by: str) -> Acted:
        """Takes a task that nobody has. Raises SomeoneElseHasIt, with the name, and TaskRefused."""
        with self._store.writing() as work:
            return self._claim(work, task_id, by=by)

    def _claim(self, work: Work, task_id: str, *, by: str) -> Acted:
        now = self._clock.now()
        # One statement with its condition: of two computers one changes a row.
        claimed = work.tasks.claim(task_id, by, now)
        if claimed is not None:
            state = TaskState.TO_DO if claimed.state is TaskState.CLAIMED else claimed.state
            was = but(claimed, state=state, claimed_by=None, claimed_at=None, version=claimed.version - 1)
            return self._records.tell(work, was, Act(claimed, TaskEventKind.CLAIMED), by=by)
        task = work.tasks.get(task_id)
        task_acts.need_open(task)
        if task.claimed_by == by:
            return NOTHING
        raise self._records.named(work, task)

    @needs(Right.DO_WORK)
    def take_over(self, task_id: str, *, seen: str, by: str) -> Acted:
        """Takes a task from the person who was seen to have it; they are told. Raises SomeoneElseHasIt when it is
        another by now, TaskRefused."""
        now = self._clock.now()
        return self._act(task_id, lambda task: task_acts.take_over(task, by=by, at=now, seen=seen), by=by)

    @needs(Right.DO_WORK)
    def release(self, task_id: str, *, by: str, version: int | None = None) -> Acted:
        """Gives a claimed task back to the ward as it is."""
        with self._store.writing() as work:
            task = self._records.read(work, task_id, version)
            task_acts.need_open(task)
            if task.claimed_by is None:
                return NOTHING
            return self._records.save(work, task, task_acts.release(task), by=by)

    @needs(Right.DO_WORK)
    def hand_back(self, task_id: str, how: HandBack, *, by: str, version: int | None = None) -> Acted:
        """Hands a part-done task back, or keeps it while it waits. Gives a line for the patient's record, made of the
        choices. Raises TaskRefused, InvalidAnswer."""
        today = self._clock.today()
        with self._store.writing() as work:
            task = self._records.read(work, task_id, version)
            acted = self._records.save(work, task, task_acts.hand_back(task, how, today=today), by=by)
        return replace(acted, note=f"{task.title.rstrip('.')}: {how.sentence()}")

    @needs(Right.DO_WORK)
    def offer(self, task_id: str, to: Team | None, *, by: str, version: int | None = None) -> Acted:
        """Offers a task to a role, or to the whole ward. Raises TaskRefused."""
        return self._act(task_id, lambda task: task_acts.offer(task, to), by=by, version=version)

    @needs(Right.DO_WORK)
    def complete(
        self,
        task_id: str,
        *,
        by: str,
        at: datetime | None = None,
        reason: str | None = None,
        asks: bool = False,
        version: int | None = None,
    ) -> Acted:
        """Marks a task done, now or at an earlier time, and tells which note can be made. Raises InvalidAnswer for a
        time to come, TaskRefused; and, where a person can be asked, ReasonNeeded for one that is late."""
        now = self._clock.now()
        day = self._clock.local(at or now).date()  # what was done yesterday evening was not late for yesterday
        with self._store.writing() as work:
            task = self._records.read(work, task_id, version)
            act = task_acts.complete(task, by=by, at=at or now, now=now, today=day, reason=reason, asks=asks)
            acted = self._records.save(work, task, act, by=by)
            self._settle(work, act.task, by=by)
        return replace(acted, ready=ready_note(task))

    @needs(Right.DO_WORK)
    def check(self, task_id: str, *, by: str) -> Acted:
        """A second person confirms what is done. Raises TaskRefused, also for the one who did it."""
        now = self._clock.now()
        return self._act(task_id, lambda task: task_acts.check(task, by=by, at=now), by=by)

    @needs(Right.DO_WORK)
    def reopen(self, task_id: str, *, by: str, version: int | None = None) -> Acted:
        """Opens a done or cancelled task again; its history keeps who had done it and when. Raises TaskRefused."""
        with self._store.writing() as work:
            acted = self._records.act(work, task_id, task_acts.reopen, by=by, version=version)
            self._settle(work, work.tasks.get(task_id), by=by)
            return acted

    @needs(Right.DO_WORK)
    def move(
        self,
        task_id: str,
        due_on: date,
        *,
        by: str,
        shift: str | None = None,
        at: time | None = None,
        part: DayPart | None = None,
        whole_day: bool = False,
        reason: str | None = None,
        asks: bool = False,
        version: int | None = None,
    ) -> Acted:
        """Moves a task to another day; with a shift, a time or a part of the day to that, without any its own stay,
        unless it is for the `whole_day` from now on. Raises InvalidAnswer for a day that has gone by, TaskRefused;
        and, where a person can be asked, ReasonNeeded for one that is late."""
        zone = self._zone()
        with self._store.writing() as work:
            task = self._records.read(work, task_id, version)
            shifts, now = work.wards.get(task.ward_id).shifts, self._clock.now()
            was = typed_timing(task, lambda: work.tasks.events(task.id), zone, shifts)
            wanted = Timing(day=due_on, shift=shift, at=at, part=part)
            keeps = was is not None and not whole_day and (shift, at, part) == (None, None, None)
            timing = replace(was, day=due_on) if was is not None and keeps else wanted
            if timing == was and task.state in OPEN:
                return NOTHING
            act = move(task, timing, shifts=shifts, zone=zone, now=now, reason=reason, asks=asks, was=was)
            detail = {"from": task.due_on.isoformat() if task.due_on else "", "to": due_on.isoformat()}
            detail |= {"reason": reason} if reason else {}
            return self._records.save(work, task, act, by=by, detail=detail)

    @needs(Right.DO_WORK)
    def change(
        self,
        task_id: str,
        *,
        by: str,
        title: str | None = None,
        priority: Priority | None = None,
        place: str | None = None,
        people: str | None = None,
        duration: int | None = None,
        needs_check: bool | None = None,
        check_reason: str | None = None,
        workflow_id: str | None = None,
        version: int | None = None,
    ) -> Acted:
        """Changes what is said of a task; what is not given stays, and an empty place, referral or note, or nobody
        taking part, is taken away. A second check is taken off only with `check_reason`, a code of `UNCHECKED`. Raises
        InvalidAnswer, ReasonNeeded, TaskRefused."""
        given: dict[str, object] = {"priority": priority, "duration": duration, "needs_check": needs_check}
        given |= {"title": tidy_title(title)} if title is not None else {}
        wanted = {name: value for name, value in given.items() if value is not None}
        texts = {"place": place, "people": people}
        wanted |= {name: tidy(text, name) for name, text in texts.items() if text is not None}
        wanted |= {"workflow_id": workflow_id or None} if workflow_id is not None else {}
        with self._store.writing() as work:
            task = self._records.read(work, task_id, version)
            act = change(task, wanted, check_reason=check_reason)
            loses_check = task.needs_check and not act.task.needs_check
            detail = {"reason": str(check_reason)} if loses_check else None
            return self._records.save(work, task, act, by=by, detail=detail)

    @needs(Right.DO_WORK)
    def say_why_late(self, task_id: str, reason: str, *, by: str) -> Acted:
        """Says why a task was late that filing its note has ticked, until then counted as recorded late. Raises
        ReasonNeeded, TaskRefused."""
        return self._act(task_id, lambda task: why_late(task, reason, by=by), by=by)

    @needs(Right.DO_WORK)
    def begin_run(self, task_id: str, run_id: str, *, by: str) -> Acted:
        """Ties a run of the task's workflow to it: when the run's note is filed, the task is done, if it was not done
        before its note was begun. Raises TaskRefused, InvalidAnswer for a run of something else."""
        with self._store.writing() as work:
            run = work.runs.get(run_id)

            def begun(task: Task) -> Act:
                if task.state is not TaskState.DONE:
                    task_acts.need_open(task)
                if (task.workflow_id, task.patient_id) != (run.workflow_id, run.patient_id):
                    raise InvalidAnswer(
                        "Nothing was changed", "This referral is of something else.", remedy="Choose another."
                    )
                return tied(task, run)

            return self._records.act(work, task_id, begun, by=by)

    @needs(Right.DO_WORK)
    def cancel(self, task_id: str, reason: str, *, by: str, version: int | None = None) -> Acted:
        """Takes a task that will not be done off the list; what was missed stays missed, with the reason. Raises
        ReasonNeeded, TaskRefused."""
        now = self._clock.now()
        return self._act(task_id, lambda task: task_acts.cancel(task, reason, now=now), by=by, version=version)

    @needs(Right.DO_WORK)
    def mark_in_error(self, task_id: str, *, by: str, version: int | None = None) -> Acted:
        """Takes a task made by mistake off every list. Nothing is deleted. Raises TaskChanged."""
        with self._store.writing() as work:
            task = work.tasks.get(task_id)
            if task.state is TaskState.IN_ERROR:
                return NOTHING
            return self._records.act(work, task_id, task_acts.mark_in_error, by=by, version=version)

    @needs(Right.DO_WORK)
    def restore(self, task_id: str, *, by: str) -> Acted:
        """Takes back that a task is in error. Raises TaskRefused."""
        return self._act(task_id, task_acts.restore, by=by)

    @needs(Right.DO_WORK)
    def undo(self, event_id: str, *, by: str) -> Acted:
        """Puts back exactly what one's own act changed; undone once more, it is done again. Both stay in the history.
        Raises TaskRefused when something else happened since, or it was somebody else's."""
        with self._store.writing() as work:
            acted = self._records.undo(work, event_id, by=by)
            self._settle(work, work.tasks.get(work.tasks.event(event_id).task_id), by=by)
            return acted

    def _settle(self, work: Work, task: Task, *, by: str) -> None:
        """Keeps the next date of a rule that repeats in step with the task."""
        if self._repeats is not None and task.clock_rule is not None:
            self._repeats.settle(work, task, by=by)

    @needs(Right.DO_WORK)
    def undo_all(self, event_ids: Sequence[str], *, by: str) -> Changes:
        """Puts back what was done in several steps, the newest first as `Acted.ways_back` has them; all of them, or
        none: raises TaskRefused as `undo` does, and a colleague's work is never half taken away."""
        changes = Changes()
        with self._store.writing() as work:
            for event_id in event_ids:
                changes |= self._records.undo(work, event_id, by=by)
                self._settle(work, work.tasks.get(work.tasks.event(event_id).task_id), by=by)
        return changes

    def _act(self, task_id: str, how: Callable[[Task], Act], *, by: str, version: int | None = None) -> Acted:
        with self._store.writing() as work:
            return self._records.act(work, task_id, how, by=by, version=version)

    def _zone(self) -> tzinfo:
        return zone_of(self._clock)


def ready_note(task: Task) -> ReadyNote | None:
    """The note that goes with a task, if it has one."""
    if task.workflow_id is None or task.patient_id is None:
        return None
    return ReadyNote(workflow_id=task.workflow_id, patient_id=task.patient_id, run_id=task.run_id)
