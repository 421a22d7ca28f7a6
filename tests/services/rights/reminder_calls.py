"""How each method of the reminders is called in the walk, and how somebody of another ward would ask the store."""

from collections.abc import Callable, Mapping

from inpatient_hub.domain.reminders import Found, ReminderChoices, ReminderMark, Snooze, Why
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.ports import TaskLine, Work
from inpatient_hub.services.reminders import Reminder
from tests.services.making import FRIDAY
from tests.services.rights.scene import Records, Scene

MARK_ID = "5" * 32


def _reminder(scene: Scene) -> Reminder:
    task = scene.it.memory.tasks[scene.it.todo]
    line = TaskLine(task=task, patient_name=None, bed=None, claimed_by_name=None)
    return Reminder(found=Found(id=MARK_ID, why=Why.DUE, task=task), line=line)


def _mark(it: Records, who: Staff) -> ReminderMark:
    return ReminderMark(id=MARK_ID, staff_id=who.id, task_id=it.todo, told_at=FRIDAY)


REMINDER_CALLS: Mapping[str, Callable[[Scene], object]] = {
    "reminders.waiting": lambda s: s.hub.reminders.waiting(s.it.ward.id, by=s.who.id),
    "reminders.tell": lambda s: s.hub.reminders.tell(s.it.ward.id, by=s.who.id),
    "reminders.snooze": lambda s: s.hub.reminders.snooze([_reminder(s)], Snooze.HOUR, by=s.who.id),
    "reminders.dismiss": lambda s: s.hub.reminders.dismiss([_reminder(s)], by=s.who.id),
    "reminders.bring_back": lambda s: s.hub.reminders.bring_back([_reminder(s)], by=s.who.id),
    "reminders.choices": lambda s: s.hub.reminders.choices(by=s.who.id),
    "reminders.choose": lambda s: s.hub.reminders.choose(ReminderChoices(lead=30), by=s.who.id),
}

REMINDERS_KEPT: Mapping[str, Callable[[Work, Records], object]] = {
    "personal.tell_once": lambda w, it: w.personal.tell_once(_mark(it, it.stranger), FRIDAY),
    "personal.keep_reminder": lambda w, it: w.personal.keep_reminder(_mark(it, it.stranger)),
}
"""What raises OtherWard."""

REMINDERS_OWN: Mapping[str, Callable[[Work, Records], object]] = {
    "personal.reminder_marks": lambda w, it: w.personal.reminder_marks(it.nurse.id),
    "personal.tell_once": lambda w, it: w.personal.tell_once(_mark(it, it.nurse), FRIDAY),
    "personal.keep_reminder": lambda w, it: w.personal.keep_reminder(_mark(it, it.nurse)),
    "personal.forget_reminders": lambda w, it: w.personal.forget_reminders(it.nurse.id, FRIDAY),
    "personal.reminder_choices": lambda w, it: w.personal.reminder_choices(it.nurse.id),
    "personal.choose_reminders": lambda w, it: w.personal.choose_reminders(it.nurse.id, ReminderChoices()),
}
"""What belongs to one person and is asked for by another: raises NobodySignedIn."""
