"""The fictional ward: who is on it, what is going on, and that its history is true."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from nhs_number import is_valid

from inpatient_hub.content.content import Content
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.note_text import blanks_in
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.similar_names import similar_to
from inpatient_hub.domain.tasks import OPEN, TaskEventKind, TaskState
from inpatient_hub.services import demo_players
from inpatient_hub.services.demo_identities import SeededIds
from inpatient_hub.services.demo_people import EVERY_ALERT
from inpatient_hub.services.demo_ward import build_demo
from inpatient_hub.services.today import TodayService
from tests.services.demo.making import NOW, Built, Parts, built

TODAY = NOW.date()


def test_there_are_twenty_patients_and_twelve_staff(ward: Built) -> None:
    with ward.parts.store.reading() as work:
        [only] = work.wards.all()
        staff = work.staff.of_ward(only.id)
    assert (only.id, only.name) == (ward.made.ward_id, "Keats Ward")
    assert len(ward.patients) == ward.made.patients == 20
    assert len(staff) == ward.made.staff == 12
    assert {person.role for person in staff} >= {
        "RMN", "HCA", "Consultant psychiatrist", "Occupational therapist", "Ward manager", "Pharmacist",
    }  # fmt: skip
    assert [person.name for person in staff if person.id == ward.made.staff_id] == ["Esther Summerson"]


def test_legal_statuses_and_statuses_are_those_of_a_ward(ward: Built) -> None:
    legal = Counter(patient.legal_status for patient in ward.patients)
    assert legal == {"s3": 8, "s2": 4, "informal": 6, "cto": 1, "s37_41": 1}
    assert Counter(patient.status for patient in ward.patients) == {
        PatientStatus.ACTIVE: 14,
        PatientStatus.ON_LEAVE: 2,
        PatientStatus.DISCHARGE_PENDING: 2,
        PatientStatus.DISCHARGED: 2,
    }


def test_nhs_numbers_are_valid_test_numbers_each_once(ward: Built) -> None:
    numbers = [patient.nhs_number or "" for patient in ward.patients]
    assert len(set(numbers)) == 20
    assert all(number.startswith("999") and is_valid(number) for number in numbers)
    assert ward.patient("Catherine Earnshaw").nhs_number == "9993395633"


def test_nobody_shares_a_bed(ward: Built) -> None:
    beds = [patient.bed for patient in ward.patients]
    assert len(set(beds)) == 20
    assert ward.patient("Catherine Earnshaw").bed == "4"
    assert all(patient.room for patient in ward.patients)


def test_two_share_a_surname_and_are_warned_of(ward: Built) -> None:
    found = similar_to(ward.patient("Elinor Dashwood"), ward.patients)
    assert [(one.patient.full_name, one.same_family_name) for one in found] == [("Marianne Dashwood", True)]


def test_names_are_of_every_shape(ward: Built) -> None:
    names = [patient.full_name for patient in ward.patients]
    assert max(len(name) for name in names) > 30
    assert any(not name.isascii() and "-" in name for name in names)
    assert sum(patient.preferred_name is not None for patient in ward.patients) >= 5


def test_alerts_come_from_the_wards_list_and_some_stand_out(ward: Built) -> None:
    alerts = [alert for patient in ward.patients for alert in patient.alerts]
    assert set(alerts) <= set(EVERY_ALERT)
    assert {alert.stands_out for alert in alerts} == {True, False}


def test_everyone_has_a_nurse_and_a_consultant_of_the_ward(ward: Built) -> None:
    with ward.parts.store.reading() as work:
        roles = {person.id: person.role for person in work.staff.of_ward(ward.made.ward_id)}
    assert {roles[patient.named_nurse_id or ""] for patient in ward.patients} == {"RMN"}
    assert {roles[patient.consultant_id or ""] for patient in ward.patients} == {"Consultant psychiatrist"}


def test_the_tray_holds_notes_of_12_minutes_38_minutes_and_3_hours(ward: Built) -> None:
    copied = [note for note in ward.notes if note.state is NoteState.COPIED]
    ages = sorted(NOW - (note.copied_at or NOW) for note in copied)
    assert ages == [timedelta(minutes=12), timedelta(minutes=38), timedelta(hours=3)]


def test_there_is_work_in_every_state(ward: Built) -> None:
    assert {note.state for note in ward.notes} == set(NoteState) - {NoteState.IN_ERROR}
    assert {run.state for run in ward.runs} == set(RunState)
    assert any(note.edited and note.state is NoteState.FILED for note in ward.notes)
    assert any("Written in retrospect" in note.text for note in ward.notes)
    assert len({run.current_step_id for run in ward.runs if run.state is RunState.IN_PROGRESS}) >= 5
    assert len({run.started_by for run in ward.runs}) >= 4
    assert any(run.touched_by != run.started_by for run in ward.runs if run.state is RunState.IN_PROGRESS)
    assert {run.workflow_id for run in ward.runs} == {workflow.id for workflow in ward.parts.content.workflows}
    assert all(run.abandoned_reason for run in ward.runs if run.state is RunState.ABANDONED)
    assert all(note.not_filed_reason for note in ward.notes if note.state is NoteState.NOT_FILED)


def test_follow_ups_are_overdue_due_today_coming_claimed_and_done(ward: Built) -> None:
    view = TodayService(store=ward.parts.store, clock=ward.parts.clock, seat=ward.parts.seat).view(ward.made.ward_id)
    assert min(len(view.overdue), len(view.due_shift), len(view.coming)) >= 3
    assert any(line.claimed_by_name for line in (*view.overdue, *view.due_shift, *view.coming))
    assert {task.state for task in ward.tasks} == set(TaskState)
    kinds = {event.kind for event in ward.task_events}
    assert {TaskEventKind.RELEASED, TaskEventKind.MOVED, TaskEventKind.DONE} <= kinds


def test_a_filed_run_has_a_filed_note_and_a_task_for_later(ward: Built) -> None:
    filed = [run for run in ward.runs if run.state is RunState.FILED]
    notes = {note.run_id: note for note in ward.notes}
    tasks = Counter(task.run_id for task in ward.tasks)
    assert len(filed) >= 15
    assert all(notes[run.id].state is NoteState.FILED for run in filed)
    assert all(tasks[run.id] == 1 for run in filed)


def test_every_copied_note_is_whole_and_begins_with_its_patient(ward: Built) -> None:
    names = {patient.id: patient.full_name for patient in ward.patients}
    whole = [note for note in ward.notes if note.state is not NoteState.DRAFT]
    assert len(whole) >= 20
    assert all(blanks_in(note.text) == () for note in whole)
    assert all(note.text.startswith(names[note.patient_id]) for note in whole)


def test_nobody_who_has_left_has_work_waiting(ward: Built) -> None:
    gone = {patient.id for patient in ward.patients if patient.status is PatientStatus.DISCHARGED}
    assert not [run for run in ward.runs if run.patient_id in gone and run.state is RunState.IN_PROGRESS]
    assert not [task for task in ward.tasks if task.patient_id in gone and task.state in OPEN]


def test_nothing_happened_before_the_patient_came_or_after_now(ward: Built) -> None:
    admitted = {patient.id: patient.admitted_on for patient in ward.patients}
    assert all(event.at <= NOW for event in ward.audit)
    for event in ward.audit:
        came = admitted[event.patient_id or ""]
        assert came is not None
        assert event.at.date() >= came


def test_the_history_is_written_in_the_order_in_which_it_happened(ward: Built) -> None:
    for patient in ward.patients:
        mine = [event.at for event in ward.audit if event.patient_id == patient.id]
        assert mine == sorted(mine, reverse=True)
        assert next(event.action for event in reversed(ward.audit) if event.patient_id == patient.id) is (
            AuditAction.PATIENT_ADDED
        )


def test_every_copy_and_filing_has_its_event_with_the_hash_of_the_text(ward: Built) -> None:
    hashes = {(event.entity_id, event.action): event.text_hash for event in ward.audit}
    for note in ward.notes:
        if note.state is NoteState.DRAFT:
            continue
        assert hashes[note.id, AuditAction.NOTE_COPIED] == note.text_hash
        if note.state is NoteState.FILED:
            assert hashes[note.id, AuditAction.NOTE_FILED] == note.text_hash


def test_who_left_on_a_community_treatment_order_was_detained_before(ward: Built) -> None:
    gone = ward.patient("Dorothea Brooke")
    assert gone.legal_status == "cto"
    before = [note.text for note in ward.notes if note.patient_id == gone.id and note.template_id == "imha"]
    assert "detained under Section 3" in before[0]


def test_the_same_clock_and_ids_build_the_same_ward(content: Content, ward: Built) -> None:
    again = built(content)
    assert again.made == ward.made
    assert again.patients == ward.patients
    assert again.notes == ward.notes
    assert again.runs == ward.runs
    assert again.tasks == ward.tasks
    assert again.audit == ward.audit


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 20, 0, 4, tzinfo=UTC),
        datetime(2026, 3, 29, 1, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 15, tzinfo=UTC),
        datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
    ],
    ids=["just after midnight", "clocks go forward", "clocks go back", "leap day"],
)
def test_it_can_be_built_at_any_moment(content: Content, now: datetime) -> None:
    at_that_time = built(content, now=now)
    assert (at_that_time.made.patients, at_that_time.made.notes) == (20, 23)
    assert all(event.at <= now for event in at_that_time.audit)
    ages = sorted(now - (note.copied_at or now) for note in at_that_time.notes if note.state is NoteState.COPIED)
    assert ages == [timedelta(minutes=12), timedelta(minutes=38), timedelta(hours=3)]


def test_a_ward_that_cannot_be_finished_is_not_begun(content: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    parts = Parts(content)

    def breaks(text: str, sentence: str) -> str:
        raise RuntimeError("the power is gone")

    monkeypatch.setattr(demo_players, "with_sentence", breaks)
    with pytest.raises(RuntimeError):
        build_demo(parts, new_id=SeededIds())
    with parts.store.reading() as work:
        assert work.wards.all() == []
    assert parts.store.saves == 0


def test_the_ward_is_not_built_twice_in_one_store(content: Content) -> None:
    parts = Parts(content)
    build_demo(parts, new_id=SeededIds(1))
    with pytest.raises(HubError):
        build_demo(parts, new_id=SeededIds(2))
    with parts.store.reading() as work:
        assert len(work.wards.all()) == 1


@pytest.mark.parametrize("scale", [-1, 0, 10_001])
def test_an_impossible_size_is_refused(content: Content, scale: int) -> None:
    parts = Parts(content)
    with pytest.raises(HubError):
        build_demo(parts, scale=scale)
    assert parts.store.saves == 0


def test_a_referral_the_ward_has_hidden_is_passed_over(content: Content) -> None:
    fewer = Content(
        workflows=tuple(one for one in content.workflows if one.id != "duty_to_refer"),
        templates=content.templates,
        directory=content.directory,
    )
    small = built(fewer)
    assert small.made.patients == 20
    assert "duty_to_refer" not in {run.workflow_id for run in small.runs}
    assert "imha" in {run.workflow_id for run in small.runs}
