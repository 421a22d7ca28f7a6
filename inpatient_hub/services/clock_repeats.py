"""Dates that come again: when one is done, the next is counted from that day; when that is undone, it goes again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain import task_acts
from inpatient_hub.domain.clock_rules import ClockRuleSpec, computed
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.tasks import Task, TaskState
from inpatient_hub.services.clock_dates import ClockDate, Rules, task_of
from inpatient_hub.services.ports import Clock, NewId, Work
from inpatient_hub.services.task_records import TaskRecords
from inpatient_hub.services.task_views import zone_of
from inpatient_hub.services.ward_rules import on_ward, why_off

_GONE = frozenset({PatientStatus.DISCHARGED, PatientStatus.IN_ERROR})


@dataclass(frozen=True, slots=True)
class ClockRepeats:
    """Keeps the next date of every rule that repeats, in the unit of work in which the last one was done."""

    rules: Rules
    records: TaskRecords
    clock: Clock
    new_id: NewId

    def settle(self, work: Work, task: Task, *, by: str) -> None:
        """Looks at a task after something was done with it: done, its rule's next date is there; opened again, that
        next date goes, unless somebody did something with it."""
        if task.clock_rule is None or task.patient_id is None:
            return
        rule = self.rules.rules.get(task.clock_rule.partition("@")[0])
        if rule is None or not rule.repeats:
            return
        if task.state is not TaskState.DONE:
            self._take_back(work, task, rule, by=by)
        elif task.done_at is not None and not self._has_next(work, task, rule):
            self._add_next(work, task, rule, task.done_at, by=by)

    def _add_next(self, work: Work, task: Task, rule: ClockRuleSpec, done_at: datetime, *, by: str) -> None:
        zone, ward = zone_of(self.clock), work.wards.get(task.ward_id)
        rule = on_ward(rule, ward.work)
        is_off = why_off(rule, done_at.astimezone(zone).date(), ward.work)
        if is_off or work.patients.get(task.patient_id or "").status in _GONE:
            return
        found = computed(rule, done_at, zone, ward.work.nation)
        one = ClockDate(rule=rule, last_day=found.last_day, at=found.at, how=found.how)
        new = task_of(one, task.ward_id, task.patient_id or "", done_at, by=by, task_id=self.new_id(), clock=self.clock)
        self.records.add(work, new, by=by)

    def _take_back(self, work: Work, task: Task, rule: ClockRuleSpec, *, by: str) -> None:
        for later in self._of_rule(work, task, rule):
            was_made_by_it = (
                task.clock_event is not None and (later.clock_event or task.clock_event) >= task.clock_event
            )
            is_untouched = later.version == 1 and later.state is TaskState.TO_DO
            if was_made_by_it and is_untouched:
                self.records.save(work, later, task_acts.mark_in_error(later), by=by)

    def _has_next(self, work: Work, task: Task, rule: ClockRuleSpec) -> bool:
        return any(
            later.clock_event == task.done_at and later.state is not TaskState.IN_ERROR
            for later in self._of_rule(work, task, rule)
        )

    def _of_rule(self, work: Work, task: Task, rule: ClockRuleSpec) -> Collection[Task]:
        """The patient's other dates by the same rule."""
        lines = work.tasks.of_patient(task.patient_id or "")
        return [
            line.task
            for line in lines
            if line.task.id != task.id and (line.task.clock_rule or "").partition("@")[0] == rule.id
        ]
