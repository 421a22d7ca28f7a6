"""Tasks whose time ran out after their patient had left are told as ended with the stay, and are missed nowhere."""

from dataclasses import replace

import pytest

from inpatient_hub.cli.task_lines import standing, standing_words
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.recurrence import Repeat
from inpatient_hub.domain.tasks import Standing, TaskKind
from inpatient_hub.gui.desk.task_panel_facts import TaskShown, state_of
from inpatient_hub.gui.dialogs.patient_draft import details_of
from inpatient_hub.gui.pages.my_tasks.cards import card_of
from inpatient_hub.gui.pages.patient.task_rows import open_row
from inpatient_hub.gui.pages.patient.view import PatientShown
from inpatient_hub.services.new_series import NewSeries
from tests.services.making import FRIDAY, Desk

TODAY = FRIDAY.date()


@pytest.fixture
def desk() -> Desk:
    """A ward at four in the afternoon."""
    return Desk()


def claimed_night_task(desk: Desk) -> str:
    """A patient's task of this night, which counts as missed in the morning, and which Joe has."""
    new = NewSeries(
        title="Weigh before bed",
        repeat=Repeat(rule="FREQ=DAILY", starts_on=TODAY),
        kind=TaskKind.PATIENT,
        patient_id=desk.patient.id,
        shifts=("Night",),
    )
    series, _ = desk.hub.series.add(desk.ward_id, new, by=desk.by)
    with desk.store.reading() as work:
        (task,) = work.tasks.of_series(series.id, TODAY, TODAY)
    desk.hub.tasks.claim(task.id, by=desk.joe.id)
    return task.id


def changed_to(desk: Desk, status: PatientStatus) -> None:
    now = desk.hub.patients.facts(desk.patient.id).patient
    details = replace(details_of(now), status=status)
    desk.hub.patients.edit(now.id, details, seen_version=now.version, by=desk.by)


def shown_task(desk: Desk, task_id: str) -> TaskShown:
    view = desk.hub.tasks.view(task_id)
    at = desk.clock.local(desk.clock.now())
    return TaskShown(task=view.line.task, view=view, patient=None, at=at, me=desk.joe.id)


def test_every_list_says_that_it_ended_with_the_stay(desk: Desk) -> None:
    task_id = claimed_night_task(desk)
    desk.later(hours=1)
    changed_to(desk, PatientStatus.DISCHARGED)
    desk.later(days=1)
    at = desk.clock.local(desk.clock.now())
    mine = desk.hub.my_work.tasks(desk.ward_id, by=desk.joe.id)
    (card,) = [card_of(one, at) for one in mine.to_do]
    assert (card.state_words, card.distance) == ("Ended with the patient's stay", "ended with the stay")
    view = desk.hub.patients.view(desk.patient.id)
    shown = PatientShown(view=view, local=at, me=desk.by, my_name="Nelly Dean")
    (row,) = [open_row(line, shown) for line in view.tasks]
    assert [chip.words for chip in row.chips] == ["Ended with the stay"]
    mark = state_of(shown_task(desk, task_id))
    assert mark.words == "Ended with the patient's stay: its time ran out after they had left, and nobody missed it"
    (line,) = desk.hub.tasks.find(desk.ward_id, "weigh")
    assert (standing(line, at), standing_words(line, at)) == ("ended", "ended with the patient's stay")
    (due,) = desk.hub.tasks.due_by(desk.ward_id, at.date())
    assert due.standing(at.date(), at) is Standing.ENDED


def test_what_was_missed_while_the_patient_was_there_stays_missed(desk: Desk) -> None:
    task_id = claimed_night_task(desk)
    desk.later(days=1)
    changed_to(desk, PatientStatus.DISCHARGED)
    at = desk.clock.local(desk.clock.now())
    mine = desk.hub.my_work.tasks(desk.ward_id, by=desk.joe.id)
    assert [card_of(one, at).state_words for one in mine.to_do] == ["Missed"]
    assert state_of(shown_task(desk, task_id)).words.startswith("Missed")
    (line,) = desk.hub.tasks.find(desk.ward_id, "weigh")
    assert standing(line, at) == "missed"


def test_what_ran_out_while_the_patient_was_away_is_not_missed_when_they_are_back(desk: Desk) -> None:
    claimed_night_task(desk)
    desk.later(hours=1)
    changed_to(desk, PatientStatus.DISCHARGED)
    desk.later(days=1)
    changed_to(desk, PatientStatus.ACTIVE)
    at = desk.clock.local(desk.clock.now())
    mine = desk.hub.my_work.tasks(desk.ward_id, by=desk.joe.id)
    assert [card_of(one, at).state_words for one in mine.to_do] == ["Ended with the patient's stay"]
    assert not desk.hub.today.view(desk.ward_id).missed
    assert not sum(day.counts.missed for day in desk.hub.diary.week(desk.ward_id, TODAY))
