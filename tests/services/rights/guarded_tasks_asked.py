"""Every question of the tasks, repeats and personal marks, as somebody of another ward would ask it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.tasks import TaskEventKind
from inpatient_hub.services.ports import Work
from tests.contracts.making import a_task, a_task_event
from tests.services.making import FRIDAY
from tests.services.rights.reminder_calls import REMINDERS_KEPT, REMINDERS_OWN
from tests.services.rights.scene import Records

Asked = Callable[[Work, Records], object]
TODAY = FRIDAY.date()

TASKS_KEPT: Mapping[str, Asked] = {
    "tasks.get": lambda w, it: w.tasks.get(it.todo),
    "tasks.add": lambda w, it: w.tasks.add(a_task(it.ward, it.starter)),
    "tasks.add_once": lambda w, it: w.tasks.add_once(a_task(it.ward, it.starter)),
    "tasks.update": lambda w, it: w.tasks.update(a_task(it.ward, it.starter, id=it.todo)),
    "tasks.claim": lambda w, it: w.tasks.claim(it.todo, it.stranger.id, FRIDAY),
    "tasks.of_rules_due_by": lambda w, it: w.tasks.of_rules_due_by(it.ward.id, TODAY),
    "tasks.open_due_by": lambda w, it: w.tasks.open_due_by(it.ward.id, TODAY),
    "tasks.without_day": lambda w, it: w.tasks.without_day(it.ward.id),
    "tasks.between": lambda w, it: w.tasks.between(it.ward.id, TODAY, TODAY),
    "tasks.to_chase": lambda w, it: w.tasks.to_chase(it.ward.id, TODAY),
    "tasks.to_check": lambda w, it: w.tasks.to_check(it.ward.id, FRIDAY),
    "tasks.missed": lambda w, it: w.tasks.missed(it.ward.id, FRIDAY, FRIDAY),
    "tasks.of_patient": lambda w, it: w.tasks.of_patient(it.patient),
    "tasks.of_run": lambda w, it: w.tasks.of_run(it.run),
    "tasks.of_series": lambda w, it: w.tasks.of_series(it.diary.series, date.min, date.max),
    "tasks.repeats": lambda w, it: w.tasks.repeats(it.ward.id, TODAY, TODAY),
    "tasks.find": lambda w, it: w.tasks.find(it.ward.id, ["advocate"]),
    "tasks.record": lambda w, it: w.tasks.record(
        a_task_event(a_task(it.ward, it.starter, id=it.todo), it.starter, TaskEventKind.CHANGED)
    ),
    "tasks.events": lambda w, it: w.tasks.events(it.claimed),
    "tasks.event": lambda w, it: w.tasks.event(it.diary.undoable[it.stranger.id]),
    "tasks.changes_since": lambda w, it: w.tasks.changes_since(it.ward.id, FRIDAY),
    "series.get": lambda w, it: w.series.get(it.diary.series),
    "series.add": lambda w, it: w.series.add(replace(a_repeat(it), id="next")),
    "series.update": lambda w, it: w.series.update(a_repeat(it)),
    "series.of_ward": lambda w, it: w.series.of_ward(it.ward.id),
    "series.rules": lambda w, it: w.series.rules(it.ward.id),
    "series.of_patient": lambda w, it: w.series.of_patient(it.patient),
    "personal.seen_until": lambda w, it: w.personal.seen_until(it.stranger.id, it.ward.id),
    "personal.mark_seen": lambda w, it: w.personal.mark_seen(it.stranger.id, it.ward.id, FRIDAY),
    "personal.unmark_seen": lambda w, it: w.personal.unmark_seen(it.stranger.id, it.ward.id, FRIDAY, None),
    "personal.mark_read": lambda w, it: w.personal.mark_read(it.stranger.id, it.ward.id, it.run, FRIDAY),
    **REMINDERS_KEPT,
}
"""What raises OtherWard."""

SIFTED: Mapping[str, Asked] = {
    "tasks.claimed_by": lambda w, it: w.tasks.claimed_by(it.nurse.id),
    "tasks.done_by": lambda w, it: w.tasks.done_by(it.nurse.id, FRIDAY),
}
"""What tells of the wards that may be seen, and is silent of the others."""

OWN: Mapping[str, Asked] = {
    "personal.filters": lambda w, it: w.personal.filters(it.nurse.id),
    "personal.add_filter": lambda w, it: w.personal.add_filter(a_filter(it)),
    "personal.update_filter": lambda w, it: w.personal.update_filter(a_filter(it)),
    "personal.remove_filter": lambda w, it: w.personal.remove_filter(it.nurse.id, "filter"),
    "personal.seen_until": lambda w, it: w.personal.seen_until(it.nurse.id, it.ward.id),
    "personal.mark_seen": lambda w, it: w.personal.mark_seen(it.nurse.id, it.ward.id, FRIDAY),
    "personal.unmark_seen": lambda w, it: w.personal.unmark_seen(it.nurse.id, it.ward.id, FRIDAY, None),
    "personal.mark_read": lambda w, it: w.personal.mark_read(it.nurse.id, it.ward.id, it.run, FRIDAY),
    "personal.read_of": lambda w, it: w.personal.read_of(it.nurse.id, [it.run]),
    **REMINDERS_OWN,
}
"""What belongs to one person, of whatever ward, and is asked for by another: raises NobodySignedIn."""


def a_repeat(it: Records) -> Series:
    """The ward's repeat as it is stored."""
    return it.memory.series[it.diary.series]


def a_filter(it: Records) -> SavedFilter:
    """A filter of the nurse's."""
    return SavedFilter(id="filter", staff_id=it.nurse.id, name="Nights")
