"""Setting up a ward, and what someone coming on duty sees first."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_words import DID
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import InvalidAnswer, NotFound
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import Task, TaskKind
from inpatient_hub.domain.wards import Identifier, NoteSettings, PatientField
from inpatient_hub.services.trail import in_words
from tests.domain.making import london
from tests.services.making import FRIDAY, Desk, refused


def test_a_ward_is_set_up_with_its_first_person(desk: Desk) -> None:
    made = desk.hub.wards.set_up(
        ward_name="  Wuthering \n Heights ",
        shifts=(Shift(name="Long day", starts=time(7), ends=time(19)),),
        person_name=" Zillah ",
        person_role=" Staff  nurse ",
    )
    assert (made.ward.name, made.person.name, made.person.role) == ("Wuthering Heights", "Zillah", "Staff nurse")
    assert desk.hub.wards.get(made.ward.id) == made.ward
    assert [ward.name for ward in desk.hub.wards.all()] == ["Heathcliff", "Wuthering Heights"]
    assert [person.name for person in desk.hub.wards.staff(made.ward.id)] == ["Zillah"]
    assert made.changes.touched == {(Kind.WARD, made.ward.id), (Kind.STAFF, made.person.id)}
    assert desk.actions(Kind.WARD, made.ward.id) == [AuditAction.WARD_SET_UP]
    assert desk.actions(Kind.STAFF, made.person.id) == [AuditAction.STAFF_ADDED]


@pytest.mark.parametrize(
    ("ward", "person", "field"),
    [(" ", "Zillah", "ward_name"), ("Moor", "\u200b", "person_name"), ("HEATHCLIFF ", "Zillah", "ward_name")],
)
def test_a_ward_without_a_name_of_its_own_is_refused(desk: Desk, ward: str, person: str, field: str) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        desk.hub.wards.set_up(ward_name=ward, person_name=person, person_role="")
    assert caught.value.field == field
    assert len(desk.hub.wards.all()) == 1


def test_people_sign_in_and_out_and_the_trail_says_so(desk: Desk) -> None:
    assert desk.hub.sign_in.sign_in(desk.joe.id) == desk.joe
    desk.later(hours=8)
    assert not desk.hub.sign_in.sign_out()
    assert [(event.action, event.at) for event in desk.trail(Kind.STAFF, desk.joe.id)[1:]] == [
        (AuditAction.SIGNED_IN, FRIDAY),
        (AuditAction.SIGNED_OUT, FRIDAY + timedelta(hours=8)),
    ]


def test_someone_who_has_left_is_on_no_list_and_cannot_sign_in_but_is_still_named(desk: Desk) -> None:
    run_id = desk.hub.runs.start("advice", desk.patient.id, by=desk.joe.id)[0].id
    with desk.store.writing() as work:
        work.staff.update(replace(desk.joe, active=False))
    with pytest.raises(NotFound):
        desk.hub.sign_in.sign_in(desk.joe.id)
    assert [person.name for person in desk.hub.wards.staff(desk.ward_id)] == ["Nelly Dean"]
    assert [person.name for person in desk.hub.today.view(desk.ward_id).staff] == ["Nelly Dean"]
    assert desk.hub.runs.view(run_id).started_by == "Joe Heath"


def test_a_ward_chooses_how_its_notes_begin_and_how_long_they_are(desk: Desk) -> None:
    changes = desk.hub.wards.choose_note_settings(
        desk.ward_id,
        NoteSettings(length_limit=500, retrospect_minutes=1, identifiers=(Identifier.BORN_ON,)),
        by=desk.by,
    )
    assert changes.ids(Kind.WARD) == {desk.ward_id}
    shown = desk.hub.notes.preview(desk.ready(), by=desk.by)
    assert shown.text.startswith(
        "Catherine Earnshaw, born 03/04/1991. 20/11/2026 15:55. Written in retrospect at 20/11/2026 16:00."
    )
    assert shown.limit == 500
    assert desk.trail(Kind.WARD, desk.ward_id)[-1].detail == {"changed": "notes"}


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        (NoteSettings(length_limit=499), "length_limit"),
        (NoteSettings(length_limit=100_001), "length_limit"),
        (NoteSettings(retrospect_minutes=0), "retrospect_minutes"),
        (NoteSettings(retrospect_minutes=-5), "retrospect_minutes"),
        (NoteSettings(retrospect_minutes=10_081), "retrospect_minutes"),
    ],
)
def test_an_impossible_setting_is_refused(desk: Desk, settings: NoteSettings, field: str) -> None:
    with pytest.raises(InvalidAnswer) as caught:
        desk.hub.wards.choose_note_settings(desk.ward_id, settings, by=desk.by)
    assert caught.value.field == field


def test_a_ward_switches_details_off(desk: Desk) -> None:
    desk.hub.wards.choose_fields(desk.ward_id, frozenset({PatientField.BED}), by=desk.by)
    assert desk.hub.wards.get(desk.ward_id).fields == {PatientField.BED}
    assert desk.trail(Kind.WARD, desk.ward_id)[-1].detail == {"changed": "fields"}


def add_task(desk: Desk, name: str, due: date | None) -> None:
    with desk.store.writing() as work:
        work.tasks.add(
            Task(
                id=name,
                ward_id=desk.ward_id,
                kind=TaskKind.WARD,
                title=name,
                due_on=due,
                created_by=desk.by,
                created_at=FRIDAY,
            )
        )


def test_today_groups_what_is_overdue_due_and_coming(desk: Desk) -> None:
    today = date(2026, 11, 20)
    for name, days in (("late", -1), ("now", 0), ("soon", 1), ("week", 7), ("far", 8)):
        add_task(desk, name, today + timedelta(days=days))
    add_task(desk, "some day", None)
    run_id, note = desk.copied()
    view = desk.hub.today.view(desk.ward_id)
    assert [line.task.id for line in view.overdue] == ["late"]
    assert [line.task.id for line in view.due_shift] == ["now"]
    assert [line.task.id for line in view.coming] == ["soon", "week"]
    assert [line.id for line in view.unfiled] == [note.id]
    assert [line.run.id for line in view.runs] == [run_id]
    assert (view.ward.id, view.at) == (desk.ward_id, FRIDAY)
    assert view.shift is not None
    assert view.shift.name == "Late"


def test_today_changes_at_the_wards_midnight_in_summer_too(desk: Desk) -> None:
    add_task(desk, "ring", date(2026, 7, 1))
    desk.clock.moment = london(2026, 7, 1, 23, 59)
    assert [line.task.id for line in desk.hub.today.view(desk.ward_id).due_shift] == ["ring"]
    desk.clock.moment = london(2026, 7, 2, 0, 0)
    view = desk.hub.today.view(desk.ward_id)
    assert [line.task.id for line in view.overdue] == ["ring"]
    assert view.shift is not None
    assert view.shift.name == "Night"


def test_an_unknown_ward_has_no_today(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.hub.today.view("nowhere")


def test_the_library_lists_workflows_and_contacts_still_to_be_set(desk: Desk) -> None:
    (line,) = desk.hub.library.workflows()
    assert (line.workflow.id, line.past_review, line.unset_contacts) == ("advice", False, 1)
    assert [contact.id for contact in desk.hub.library.unset_contacts()] == ["south_advocacy"]
    assert desk.hub.library.directory == desk.content.directory
    assert desk.hub.library.local_problems() == []
    desk.later(days=400)
    assert desk.hub.library.workflows()[0].past_review


def test_every_action_has_words_and_someone_unknown_is_someone(desk: Desk) -> None:
    assert set(DID) == set(AuditAction)
    desk.copied()
    with desk.store.reading() as work:
        events = work.audit.of_patient(desk.patient.id)
    lines = in_words(events, {})
    assert len(lines) == len(events)
    assert {line.who for line in lines} == {"Someone"}


def test_a_bad_setting_says_what_to_do(desk: Desk) -> None:
    with refused("Give a figure in that range.", InvalidAnswer):
        desk.hub.wards.choose_note_settings(desk.ward_id, NoteSettings(length_limit=1), by=desk.by)


def test_today_says_whether_the_ward_has_nobody_yet(desk: Desk) -> None:
    assert not desk.hub.today.view(desk.ward_id).is_new
    desk.hub.patients.mark_in_error(desk.patient.id, "Trying out", by=desk.by)
    assert desk.hub.today.view(desk.ward_id).is_new
    desk.add_patient(bed="9", nhs_number="")
    assert not desk.hub.today.view(desk.ward_id).is_new
