"""Puts into a ward what belongs to one person alone, and a repeat: the tables that a small ward leaves empty."""

from datetime import timedelta

from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.reminders import ReminderChoices, ReminderMark
from inpatient_hub.domain.saved_filters import SavedFilter
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Task, TaskEventKind, TaskKind
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Store
from tests.contracts.making import NOW, TODAY, a_task, a_task_event

TABLES = ("series", "task_words", "saved_filters", "seen", "reminders", "reminder_choices")


def keep_own(store: Store, ward: Ward, nurse: Staff, tasks: list[Task]) -> None:
    """A filter, what was seen and how to be reminded, a repeat with a task of it that was claimed, and of each task a
    reminder: told, put off or dismissed."""
    daily = Series(
        id=new_id(),
        ward_id=ward.id,
        title="Check the fridge",
        kind=TaskKind.WARD,
        repeat=Repeat(rule="FREQ=DAILY", starts_on=TODAY),
        missed=Missed.PILES_UP,
        made_by=nurse.id,
        made_at=NOW,
    )
    made = a_task(ward, nurse, title=daily.title, repeat_id=daily.id, repeat_on=TODAY)
    with store.writing() as work:
        work.series.add(daily)
        work.tasks.add(made)
        work.tasks.record(a_task_event(made, nurse, TaskEventKind.CLAIMED))
        work.personal.add_filter(SavedFilter(id=new_id(), staff_id=nurse.id, name="Nights", body={"lanes": ["shift"]}))
        work.personal.mark_seen(nurse.id, ward.id, NOW)
        work.personal.choose_reminders(nurse.id, ReminderChoices(lead=30, notices=True))
        for number, task in enumerate([made, *tasks]):
            until = NOW + timedelta(hours=1) if number % 3 == 1 else None
            work.personal.keep_reminder(
                ReminderMark(
                    id=new_id(),
                    staff_id=nurse.id,
                    task_id=task.id,
                    told_at=NOW,
                    snoozed_until=until,
                    dismissed=number % 3 == 2,
                )
            )
