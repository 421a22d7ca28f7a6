"""Of a patient who is erased no task, repeat, word to search by or line of a history is left; the ward's own stay."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from inpatient_hub.bootstrap import Hub, Place, hub_over
from inpatient_hub.content.content import Content
from inpatient_hub.domain.directory import Directory
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.recurrence import Missed, Repeat
from inpatient_hub.domain.reminders import ReminderChoices, ReminderMark
from inpatient_hub.domain.retention import ErasedKind
from inpatient_hub.domain.search_text import terms
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.new_series import NewSeries
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.ports import Store
from inpatient_hub.store.database import SqlStore
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, raw, sqlite_store
from tests.contracts.making import NOW, TODAY, a_nurse, a_patient, a_ward, save
from tests.contracts.test_erasing import an_erasure, erase

WORD = "Zephyrine"
"""Stands in every title about the patient, and nowhere else."""


def with_work(store: Store, ward: Ward, nurse: Staff, patient: Patient, word: str) -> Hub:
    """A task that was claimed, renamed and done, and a repeat whose first time is a task, through the services."""
    content = Content(workflows=(), templates=(), directory=Directory(areas=(), contacts=()))
    hub = hub_over(store, place=Place(data_folder=Path()), content=content, clock=CLOCK, close=lambda: None)
    about: dict[str, Any] = {"kind": TaskKind.PATIENT, "patient_id": patient.id}
    due = Timing(day=TODAY)
    task, _ = hub.tasks.add(ward.id, NewTask(title=f"{word} once", due=due, **about), by=nurse.id)
    hub.tasks.claim(task.id, by=nurse.id)
    hub.tasks.change(task.id, title=f"{word} twice", by=nurse.id)
    hub.tasks.complete(task.id, by=nurse.id)
    daily = Repeat(rule="FREQ=DAILY", starts_on=TODAY)
    new = NewSeries(title=f"{word} daily", repeat=daily, missed=Missed.PILES_UP, **about)
    hub.series.add(ward.id, new, by=nurse.id)
    return hub


def test_no_task_repeat_or_history_is_left_of_them(store: Store, ward: Ward, nurse: Staff) -> None:
    gone, stays = a_patient(ward, family_name="Linton"), a_patient(ward)
    save(store, gone, stays)
    hub = with_work(store, ward, nurse, gone, WORD)
    with_work(store, ward, nurse, stays, "Remaining")
    done = erase(store, an_erasure(gone.id, ward))
    assert {name: done.counts[name] for name in ("tasks", "series", "task_events")} == {
        "tasks": 2,
        "series": 1,
        "task_events": 5,
    }
    assert not hub.tasks.find(ward.id, WORD)
    with store.reading() as work:
        assert not work.tasks.of_patient(gone.id)
        assert not work.series.of_patient(gone.id)
        assert {one.patient_id for one in work.series.of_ward(ward.id)} == {stays.id}
        assert all(one.line.task.patient_id == stays.id for one in work.tasks.changes_since(ward.id, CLOCK.now()))
        assert {line.task.patient_id for line in work.tasks.between(ward.id, TODAY, TODAY)} == {stays.id}
        assert len(work.tasks.find(ward.id, terms("remaining"))) == 2
        told = work.audit.of_patient(gone.id)
    assert len(told) == 5
    assert all("title" not in event.detail and event.is_erased for event in told)


def reminded(store: Store, nurse: Staff, task_id: str, *, until: datetime | None = None) -> None:
    """A nurse was told of a task, and put it off where a moment is named."""
    mark = ReminderMark(id=new_id(), staff_id=nurse.id, task_id=task_id)
    with store.writing() as work:
        work.personal.tell_once(mark, NOW)
        if until is not None:
            work.personal.keep_reminder(replace(mark, told_at=NOW, snoozed_until=until))


def test_what_anybody_was_reminded_of_about_them_goes_and_the_rest_stays(
    store: Store, ward: Ward, nurse: Staff
) -> None:
    gone, stays, other = a_patient(ward, family_name="Linton"), a_patient(ward), a_nurse(ward, name="Joe Heath")
    save(store, gone, stays, other)
    hub = with_work(store, ward, nurse, gone, WORD)
    with_work(store, ward, nurse, stays, "Remaining")
    with store.reading() as work:
        tasks = {who.id: [line.task.id for line in work.tasks.of_patient(who.id)] for who in (gone, stays)}
    for person in (nurse, other):
        for task_id in tasks[gone.id] + tasks[stays.id]:
            reminded(store, person, task_id, until=NOW + timedelta(hours=1) if person is other else None)
    hub.reminders.choose(ReminderChoices(lead=30, notices=True), by=nurse.id)
    assert len(tasks[gone.id]) == 2
    done = erase(store, an_erasure(gone.id, ward))
    assert not {"reminders", "reminder_choices"} & done.counts.keys()
    with store.reading() as work:
        for person in (nurse, other):
            assert {mark.task_id for mark in work.personal.reminder_marks(person.id)} == set(tasks[stays.id])
        assert work.personal.reminder_choices(nurse.id) == ReminderChoices(lead=30, notices=True)


def test_no_word_of_their_tasks_is_left_in_the_file(tmp_path: Path) -> None:
    with sqlite_store(tmp_path) as store:
        ward = a_ward()
        nurse, gone = a_nurse(ward), a_patient(ward)
        save(store, ward, nurse, gone)
        with_work(store, ward, nurse, gone, WORD)
        assert sum(WORD.casefold()[:6] in text.casefold() for text in texts_in(tmp_path)) > 5
        erase(store, an_erasure(gone.id, ward))
        assert not [text for text in texts_in(tmp_path) if WORD.casefold()[:6] in text.casefold()]


def texts_in(folder: Path) -> list[str]:
    """Every value of every table of the store, those of the search index too."""
    with closing(raw(folder / STORE_FILE)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [
            value.decode("latin-1") if isinstance(value, bytes) else str(value)
            for table in tables
            for row in connection.execute(f'SELECT * FROM "{table}"')
            for value in row
        ]


def test_what_a_person_kept_for_themselves_goes_with_them(sql_store: SqlStore, sql: Callable[[str], Any]) -> None:
    ward = a_ward()
    nurse, other = a_nurse(ward), a_nurse(ward, name="Joe Heath")
    save(sql_store, ward, nurse, other)
    content = Content(workflows=(), templates=(), directory=Directory(areas=(), contacts=()))
    hub = hub_over(sql_store, place=Place(data_folder=Path()), content=content, clock=CLOCK, close=lambda: None)
    task, _ = hub.tasks.add(ward.id, NewTask(title="Fridge", due=Timing(day=TODAY), kind=TaskKind.WARD), by=other.id)
    for person in (nurse, other):
        hub.diary.save_filter("Nights", {"whose": "mine"}, by=person.id)
        hub.my_work.mark_seen(ward.id, hub.my_work.since_last_on(ward.id, by=person.id), by=person.id)
        hub.reminders.choose(ReminderChoices(lead=30, notices=True), by=person.id)
        reminded(sql_store, person, task.id)
    erase(sql_store, an_erasure(nurse.id, ward, kind=ErasedKind.STAFF))
    for table in ("saved_filters", "seen", "reminders", "reminder_choices"):
        assert [row[0] for row in sql(f"SELECT staff_id FROM {table}").fetchall()] == [other.id]
