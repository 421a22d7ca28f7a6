"""The trail as the services write and read it: who, in which role, where, what changed, and who only looked."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from inpatient_hub.domain.access import NotAllowed, OtherWard, Role
from inpatient_hub.domain.anchors import Anchor, AnchorPlace
from inpatient_hub.domain.audit import CHANGED, AuditAction
from inpatient_hub.domain.audit_verdict import ChainFault
from inpatient_hub.domain.audit_words import ActGroup
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Alert, PatientStatus
from inpatient_hub.domain.tasks import Task
from inpatient_hub.domain.wards import PatientField
from inpatient_hub.services.audit import AuditQuestion
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.store_acts import ClockKeeper
from tests.contracts.making import an_event
from tests.services.audit_room import FRIDAY, NHS, Room
from tests.services.making import Desk


def test_an_event_says_who_in_which_role_where_and_when_by_both_clocks(room: Room) -> None:
    event = room.trail.event(AuditAction.NOTE_FILED, Kind.NOTE, "a" * 32, by=room.admin.id)
    assert (event.actor_id, event.role, event.workstation) == (room.admin.id, "senior_admin", "WARD-PC-17")
    assert (event.at, event.ward_at) == (FRIDAY, "2026-11-20T14:05:03+00:00[Europe/London]")
    assert room.trail.event(AuditAction.NOTE_FILED, Kind.NOTE, "a" * 32, by="b" * 32).role is None
    named = room.trail.event(AuditAction.SIGNED_IN, Kind.STAFF, "a" * 32, by="a" * 32, role=Role.LEAD)
    assert named.role == "lead"


def test_an_event_in_summer_says_the_ward_s_own_hour(room: Room) -> None:
    room.clock.moment = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    event = room.trail.event(AuditAction.NOTE_FILED, Kind.NOTE, "a" * 32, by=None)
    assert event.ward_at == "2026-07-01T13:00:00+01:00[Europe/London]"


def question(room: Room, **asked: Any) -> AuditQuestion:
    return AuditQuestion(ward_id=room.ward.id, **asked)


def test_the_trail_is_read_by_the_day_of_the_ward(room: Room) -> None:
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    with room.store.writing() as work:
        work.audit.append(an_event(actor_id=room.nurse.id, at=summer))
        work.audit.append(an_event(actor_id=room.nurse.id, at=summer + timedelta(days=1)))
    second = (summer + timedelta(hours=1)).date()
    page = room.audit.page(question(room, first=second, last=second))
    assert [line.event.at for line in page.items] == [summer]
    assert room.audit.count(question(room, group=ActGroup.TAKEN_OUT)) == 2
    assert room.audit.count(question(room, group=ActGroup.VIEWS)) == 0


def test_the_last_day_there_can_be_is_a_day_like_others(room: Room) -> None:
    assert room.audit.count(question(room, last=date.max)) == room.audit.count(question(room))


def test_what_was_done_about_a_person_is_told_with_their_name_and_found_by_it(room: Room) -> None:
    with room.store.writing() as work:
        tried = room.trail.event(AuditAction.SIGN_IN_FAILED, Kind.STAFF, room.nurse.id, by=None)
        reset = room.trail.event(AuditAction.START_CODE_GIVEN, Kind.STAFF, room.nurse.id, by=room.admin.id)
        for event in (
            tried,
            reset,
            room.trail.event(AuditAction.SIGNED_IN, Kind.STAFF, room.admin.id, by=room.admin.id),
        ):
            work.audit.append(event)
    page = room.audit.page(question(room, person_id=room.nurse.id))
    assert [(line.event.action, line.whom) for line in page.items[:2]] == [
        (AuditAction.START_CODE_GIVEN, room.nurse.name),
        (AuditAction.SIGN_IN_FAILED, room.nurse.name),
    ]
    assert room.audit.page(question(room)).items[0].whom == "", "who signed in is told already"


def test_only_an_admin_reads_the_trail_and_only_a_senior_admin_exports_it(room: Room) -> None:
    room.sit(room.nurse)
    for act in (
        lambda: room.audit.page(question(room)),
        lambda: room.audit.count(question(room)),
        room.audit.verify,
        lambda: room.audit.export("trail.jsonl"),
    ):
        with pytest.raises(NotAllowed):
            act()
    room.sit(replace(room.nurse, access=Role.WARD_ADMIN))
    assert room.audit.page(question(room)).items == ()
    with pytest.raises(NotAllowed):
        room.audit.export("trail.jsonl")
    with pytest.raises(OtherWard):
        room.audit.page(AuditQuestion(ward_id=room.other.id))


def test_a_check_is_recorded_and_says_how_far_it_came(room: Room) -> None:
    room.look()
    told: list[tuple[int, int]] = []
    verdict = room.audit.verify(lambda done, of: told.append((done, of)))
    assert (verdict.is_sound, verdict.entries, told) == (True, 1, [(1, 1)])
    last = room.told()[-1]
    assert (last.action, last.detail) == (AuditAction.AUDIT_VERIFIED, {"entries": "1", "found": "sound"})


def test_a_check_holds_the_trail_against_its_anchors_and_a_printed_line(room: Room) -> None:
    room.look()
    head = room.audit.anchor()
    assert room.audit.verify().newest_anchor == Anchor(1, head.hash, FRIDAY, AnchorPlace.KEYRING)
    wrong = room.audit.verify(printed=Anchor(1, "abcd", None, AnchorPlace.PAPER)).fault
    assert wrong is not None
    assert (wrong.seq, wrong.kind) == (1, ChainFault.REWRITTEN)
    assert room.told()[-1].detail["found"] == "rewritten at 1"
    assert room.audit.head_line().startswith("Audit 3: ")


def test_an_anchor_is_kept_at_most_once_a_minute_and_only_of_something_new(room: Room) -> None:
    room.look()
    for seconds in (0, 30, 40):
        room.later(timedelta(seconds=seconds))
        room.acts.record(AuditAction.BACKUP_MADE)
        room.audit.look()
    assert [one.seq for one in room.anchors.kept] == [2, 4]
    room.audit.anchor()
    assert [one.seq for one in room.anchors.kept] == [2, 4]


def test_an_export_holds_every_entry_itself_last_and_can_be_checked_by_itself(room: Room) -> None:
    import hashlib
    import json

    room.look()
    made = room.audit.export("trail.jsonl")
    first, *entries = [json.loads(line) for line in room.files.lines]
    assert (made.lines, made.table, made.entries) == ("trail.jsonl", "trail.jsonl.csv", 2)
    assert (first["entries"], entries[-1]["action"], first["head"]) == (2, "audit.exported", entries[-1]["hash"])
    prev = "0" * 64
    for one in entries:
        parts = (one["seq"], one["at"], one["actor_id"] or "", one["action"], one["kind"], one["entity_id"])
        text = "\x1f".join(["hub-audit-1", *map(str, parts), one["body"], prev])
        prev = hashlib.sha256(text.encode()).hexdigest()
        assert prev == one["hash"]
    heads, row, _ = room.files.rows
    assert row[heads.index("Who")] == "Nelly Dean"
    assert row[heads.index("What")] == "looked at the patient"


def a_keeper(room: Room, steady: list[float]) -> ClockKeeper:
    return ClockKeeper(acts=room.acts, store=room.store, clock=room.clock, steady=lambda: steady[0])


def test_a_clock_that_is_set_while_the_program_runs_is_recorded_with_both_times(room: Room) -> None:
    steady = [0.0]
    keeper = a_keeper(room, steady)
    room.later(timedelta(minutes=10))
    steady[0] = 600.0
    assert keeper.look() is None
    room.later(timedelta(hours=-3))
    assert keeper.look() is not None
    (event,) = room.told()
    assert (event.action, event.before, event.after) == (
        AuditAction.CLOCK_CHANGED,
        {"clock": "2026-11-20T14:15:03+00:00"},
        {"clock": "2026-11-20T11:15:03+00:00"},
    )


def test_a_clock_that_was_put_back_before_the_program_began_is_recorded(room: Room) -> None:
    room.look()
    room.later(timedelta(hours=-1))
    keeper = a_keeper(room, [0.0])
    assert keeper.look() is not None
    assert keeper.look() is None
    assert room.told()[-1].action is AuditAction.CLOCK_CHANGED


def test_a_changed_patient_is_told_by_field_and_what_was_typed_only_as_changed(desk: Desk) -> None:
    details = PatientDetails(
        family_name="Linton",
        bed="7",
        nhs_number=NHS,
        status=PatientStatus.ON_LEAVE,
        alerts=(Alert("Afraid of dogs", True),),
    )
    desk.hub.patients.edit(desk.patient.id, details, seen_version=desk.patient.version, by=desk.by)
    event = desk.trail(Kind.PATIENT, desk.patient.id)[-1]
    assert event.after["bed"] == "7"
    assert (event.before["status"], event.after["status"]) == ("active", "on_leave")
    assert event.after["nhs_number_ends"] == NHS[-4:]
    assert (event.after["family_name"], event.after["alerts"]) == (CHANGED, CHANGED)
    everything = f"{event.before}{event.after}{event.detail}"
    assert not [word for word in ("Linton", "Earnshaw", "dogs", NHS) if word in everything]


def test_ward_settings_tasks_and_notes_say_what_they_were_before(desk: Desk) -> None:
    desk.hub.wards.choose_fields(desk.ward_id, frozenset({PatientField.BED}), by=desk.by)
    event = desk.trail(Kind.WARD, desk.ward_id)[-1]
    assert event.after == {"fields": "bed"}
    assert "alerts" in event.before["fields"]
    task = next(iter(_tasks_of_a_filed_note(desk)))
    desk.hub.tasks.move(task.id, date(2026, 12, 1), by=desk.by)
    moved = desk.trail(Kind.TASK, task.id)[-1]
    assert (moved.before["due_on"], moved.after["due_on"]) == (
        task.due_on.isoformat() if task.due_on else "",
        "2026-12-01",
    )
    desk.hub.tasks.complete(task.id, by=desk.by)
    done = desk.trail(Kind.TASK, task.id)[-1]
    assert (done.before["state"], done.after["state"]) == ("to_do", "done")


def _tasks_of_a_filed_note(desk: Desk) -> list[Task]:
    _, note = desk.copied()
    desk.hub.notes.mark_filed(note.id, by=desk.by)
    filed = desk.trail(Kind.NOTE, note.id)[-1]
    assert (filed.before, filed.after) == ({"state": "copied"}, {"state": "filed"})
    return [line.task for line in desk.hub.tasks.due_by(desk.ward_id, date(2027, 1, 1))]
