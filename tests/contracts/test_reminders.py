"""What people were reminded of, as every store keeps it: told once, put off, dismissed, and forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest

from inpatient_hub.domain.errors import NotFound
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.reminders import ReminderChoices, ReminderMark
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Task, TaskState
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Store
from tests.contracts.making import NOW, a_task


@pytest.fixture
def task(store: Store, ward: Ward, patient: Patient, nurse: Staff) -> Task:
    task = a_task(ward, nurse, patient_id=patient.id)
    with store.writing() as work:
        work.tasks.add(task)
    return task


def _mark(nurse: Staff, task: Task) -> ReminderMark:
    return ReminderMark(id=new_id(), staff_id=nurse.id, task_id=task.id)


def test_a_reminder_is_told_once_and_again_only_when_its_snooze_is_over(store: Store, nurse: Staff, task: Task) -> None:
    mark = _mark(nurse, task)
    later = NOW + timedelta(hours=1)
    with store.writing() as work:
        assert work.personal.tell_once(mark, NOW)
        assert not work.personal.tell_once(mark, NOW)
    with store.writing() as work:
        work.personal.keep_reminder(replace(mark, told_at=NOW, snoozed_until=later))
        assert not work.personal.tell_once(mark, later - timedelta(minutes=1))
        assert work.personal.tell_once(mark, later)
        assert not work.personal.tell_once(mark, later)
    with store.reading() as work:
        [kept] = work.personal.reminder_marks(nurse.id)
    assert (kept.told_at, kept.snoozed_until, kept.dismissed) == (later, None, False)


def test_a_dismissed_reminder_is_never_told(store: Store, nurse: Staff, task: Task) -> None:
    told, untold = _mark(nurse, task), _mark(nurse, task)
    with store.writing() as work:
        work.personal.tell_once(told, NOW)
        for mark in (told, untold):
            work.personal.keep_reminder(replace(mark, told_at=NOW, dismissed=True))
            assert not work.personal.tell_once(mark, NOW + timedelta(days=1))
    with store.reading() as work:
        assert {mark.id for mark in work.personal.reminder_marks(nurse.id) if mark.dismissed} == {told.id, untold.id}


def test_marks_are_a_persons_own(store: Store, nurse: Staff, task: Task) -> None:
    with store.writing() as work:
        work.personal.tell_once(_mark(nurse, task), NOW)
    with store.reading() as work:
        assert list(work.personal.reminder_marks(new_id())) == []


def test_a_mark_needs_its_task(store: Store, nurse: Staff, task: Task) -> None:
    with pytest.raises(NotFound), store.writing() as work:
        work.personal.tell_once(replace(_mark(nurse, task), task_id=new_id()), NOW)


def test_what_was_told_of_a_closed_task_is_forgotten_after_a_while(store: Store, nurse: Staff, task: Task) -> None:
    with store.writing() as work:
        work.personal.tell_once(_mark(nurse, task), NOW)
        work.personal.forget_reminders(nurse.id, NOW + timedelta(days=1))
        assert len(work.personal.reminder_marks(nurse.id)) == 1
        work.tasks.update(replace(task, state=TaskState.CANCELLED))
        work.personal.forget_reminders(nurse.id, NOW)
        assert len(work.personal.reminder_marks(nurse.id)) == 1
        work.personal.forget_reminders(nurse.id, NOW + timedelta(seconds=1))
        assert list(work.personal.reminder_marks(nurse.id)) == []


def test_how_a_person_wants_to_be_reminded_is_kept(store: Store, nurse: Staff) -> None:
    with store.writing() as work:
        assert work.personal.reminder_choices(nurse.id) == ReminderChoices()
        work.personal.choose_reminders(nurse.id, ReminderChoices(lead=30, notices=True))
        work.personal.choose_reminders(nurse.id, ReminderChoices(lead=5, notices=True))
    with store.reading() as work:
        assert work.personal.reminder_choices(nurse.id) == ReminderChoices(lead=5, notices=True)
