"""What others changed about one's patients is told, unread first, each with what it is about."""

from dataclasses import replace
from datetime import date
from typing import Any

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Alert, PatientStatus
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import TaskKind
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.gui.dialogs.patient_draft import details_of
from inpatient_hub.services.new_tasks import NewTask
from inpatient_hub.services.since_last_on import RecordChanged, SinceLastOn
from tests.services.making import FRIDAY, Desk, refused

FIRST = "added the patient"


def edit(desk: Desk, patient_id: str | None = None, *, by: str | None = None, **changed: Any) -> None:
    facts = desk.hub.patients.facts(patient_id or desk.patient.id)
    details = replace(details_of(facts.patient), **changed)
    desk.hub.patients.edit(facts.patient.id, details, seen_version=facts.patient.version, by=by or desk.by)
    desk.later(minutes=1)


def add_task(desk: Desk, title: str, patient_id: str) -> str:
    new = NewTask(title=title, due=Timing(day=FRIDAY.date()), kind=TaskKind.PATIENT, patient_id=patient_id)
    return desk.hub.tasks.add(desk.ward_id, new, by=desk.by)[0].id


def joes(desk: Desk) -> SinceLastOn:
    return desk.hub.my_work.since_last_on(desk.ward_id, by=desk.joe.id)


def told(desk: Desk) -> list[str]:
    """What Joe is told, the latest first, without what made his patient his."""
    words = [change.did for change in joes(desk).changes if isinstance(change, RecordChanged)]
    return [one for one in words if one != FIRST and "Joe Heath the named nurse" not in one]


def nursed_by_joe(desk: Desk) -> None:
    edit(desk, named_nurse_id=desk.joe.id)


def test_every_change_of_a_patients_details_is_told_in_words(desk: Desk) -> None:
    nursed_by_joe(desk)
    edit(desk, expected_discharge_on=date(2026, 11, 27))
    edit(desk, bed="7", legal_status="s3")
    edit(desk, legal_status="informal", alerts=(Alert(text="Falls risk"),))
    edit(desk, family_name="Linton", expected_discharge_on=None)
    edit(desk, status=PatientStatus.ON_LEAVE)
    edit(desk, status=PatientStatus.DISCHARGED)
    assert told(desk) == [
        "marked them as discharged",
        "marked them as on leave",
        "changed the family name, took the discharge date away",
        "set the legal status to informal, changed the alerts",
        "moved them to bed 7, set the legal status to Section 3",
        "set discharge to Fri 27 Nov 2026",
    ]
    newest = joes(desk).changes[0]
    assert isinstance(newest, RecordChanged)
    assert (newest.who, newest.kind, newest.entity_id) == ("Nelly Dean", Kind.PATIENT, desk.patient.id)
    assert (newest.patient_name, newest.bed, newest.unread) == ("LINTON, Catherine", "7", True)


def test_what_happens_with_referrals_and_notes_is_told_and_filing_ends_a_referral_in_one_line(desk: Desk) -> None:
    nursed_by_joe(desk)
    run_id = desk.ready()
    note = desk.copy(run_id).note
    desk.later(minutes=1)
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    desk.later(minutes=1)
    desk.hub.notes.mark_in_error(note.id, "Wrong patient", by=desk.by)
    desk.later(minutes=1)
    desk.hub.runs.abandon(desk.start(), "Started twice", by=desk.by)
    assert told(desk) == [
        "abandoned Advocate",
        "started Advocate",
        "marked the note in error: Advocate note",
        "said it is filed: Advocate note",
        "copied the note Advocate note",
        "started Advocate",
    ]
    opens = [(one.kind, one.entity_id) for one in joes(desk).changes if isinstance(one, RecordChanged)]
    assert (Kind.NOTE, note.id) in opens
    assert (Kind.RUN, run_id) in opens


def test_mine_are_those_i_nurse_have_work_of_or_worked_with_of_late_and_what_i_did_myself_is_not_told(
    desk: Desk,
) -> None:
    mine, done, run, other = (
        desk.add_patient(family_name=name, nhs_number="", bed=bed).id
        for name, bed in (("Linton", "5"), ("Hareton", "6"), ("Lockwood", "7"), ("Dean", "8"))
    )
    desk.hub.tasks.claim(add_task(desk, "Ring", mine), by=desk.joe.id)
    desk.hub.tasks.complete(add_task(desk, "Weigh", done), by=desk.joe.id)
    desk.hub.runs.start("advice", run, by=desk.joe.id)
    for patient_id in (mine, done, run, other, desk.patient.id):
        edit(desk, patient_id, room="2")
        edit(desk, patient_id, room="3", by=desk.joe.id)
    whose = {one.patient_id for one in joes(desk).changes if isinstance(one, RecordChanged)}
    assert whose == {mine, done, run}
    assert told(desk) == ["changed the room"] * 3
    desk.later(days=8)
    edit(desk, done, room="4")
    assert "changed the room" not in [one.did for one in joes(desk).changes if getattr(one, "patient_id", "") == done]


def test_who_was_made_the_named_nurse_and_who_is_not_any_more_are_both_told(desk: Desk) -> None:
    nursed_by_joe(desk)
    edit(desk, named_nurse_id=desk.nelly.id)
    edit(desk, bed="9")
    words = [one.did for one in joes(desk).changes]
    assert words == ["made Nelly Dean the named nurse"]
    edit(desk, named_nurse_id=desk.joe.id)
    assert [one.did for one in joes(desk).changes][:2] == ["made Joe Heath the named nurse", "moved them to bed 9"]


def test_what_the_ward_does_not_keep_is_not_told(desk: Desk) -> None:
    nursed_by_joe(desk)
    desk.hub.tasks.claim(add_task(desk, "Ring", desk.patient.id), by=desk.joe.id)
    edit(desk, bed="7", legal_status="s2")
    ward = desk.hub.wards.all()[0]
    desk.hub.wards.choose_fields(ward.id, ward.fields - {PatientField.BED, PatientField.LEGAL_STATUS}, by=desk.by)
    assert told(desk)[0] == "changed the details"
    newest = next(one for one in joes(desk).changes if isinstance(one, RecordChanged))
    assert newest.bed is None


def test_unread_comes_first_and_what_was_opened_is_read_until_all_is_marked(desk: Desk) -> None:
    nursed_by_joe(desk)
    edit(desk, bed="7")
    task = add_task(desk, "Ring", desk.patient.id)
    first = joes(desk)
    assert [one.did for one in first.changes][:2] == ["added it", "moved them to bed 7"]
    opened = first.changes[0]
    desk.hub.my_work.mark_read(desk.ward_id, opened.id, opened.at, by=desk.joe.id)
    after = joes(desk)
    assert [(one.did, one.unread) for one in after.changes][-1] == ("added it", False)
    assert after.unread == first.unread - 1
    desk.hub.my_work.mark_seen(desk.ward_id, after, by=desk.joe.id)
    desk.later(minutes=5)
    desk.hub.tasks.claim(task, by=desk.by)
    last = joes(desk)
    assert next((one.did, one.unread) for one in last.changes) == ("claimed it", True)
    assert last.unread == 1
    assert not desk.store._memory.read


def test_marking_as_read_is_taken_back_to_what_was_unread_before(desk: Desk) -> None:
    nursed_by_joe(desk)
    edit(desk, bed="7")
    first = joes(desk)
    opened = first.changes[0]
    desk.hub.my_work.mark_read(desk.ward_id, opened.id, opened.at, by=desk.joe.id)
    before = joes(desk)
    for _ in range(2):
        seen = desk.hub.my_work.mark_seen(desk.ward_id, joes(desk), by=desk.joe.id)
        assert not joes(desk).unread
        desk.hub.my_work.take_back_seen(seen, by=desk.joe.id)
        now = joes(desk)
        assert (now.since, now.changes) == (before.since, before.changes)


def test_marking_as_read_is_not_taken_back_once_more_was_marked_since(desk: Desk) -> None:
    nursed_by_joe(desk)
    seen = desk.hub.my_work.mark_seen(desk.ward_id, joes(desk), by=desk.joe.id)
    desk.later(minutes=1)
    edit(desk, bed="7")
    later = desk.hub.my_work.mark_seen(desk.ward_id, joes(desk), by=desk.joe.id)
    with refused("More was marked as read since."):
        desk.hub.my_work.take_back_seen(seen, by=desk.joe.id)
    assert not joes(desk).unread
    desk.hub.my_work.take_back_seen(later, by=desk.joe.id)
    assert joes(desk).unread == 1


def test_what_is_erased_of_a_patient_is_told_without_its_values(desk: Desk) -> None:
    nursed_by_joe(desk)
    edit(desk, bed="7")
    desk.store._memory.unreadable |= {event.id for event in desk.store._memory.audit}
    assert told(desk)[0] == "changed the bed"
