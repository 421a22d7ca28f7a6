"""Who looked at what: recorded once for one look, and never lost because a disk is full."""

from datetime import timedelta

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.services.ports import AuditFilter
from inpatient_hub.services.views import MOST_WAITING, ONE_LOOK
from tests.services.audit_room import FRIDAY, FullDisk, Room


def test_a_look_is_recorded_once_within_a_few_minutes(room: Room) -> None:
    room.look()
    room.later(ONE_LOOK - timedelta(seconds=1))
    room.look()
    assert [event.action for event in room.told()] == [AuditAction.PATIENT_VIEWED]
    room.later(timedelta(seconds=1))
    room.look()
    room.sit(room.nurse)
    room.look()
    assert [event.actor_id for event in room.told()] == [room.admin.id, room.admin.id, room.nurse.id]


def test_the_program_itself_looks_at_nothing(room: Room) -> None:
    room.seat.rise()
    with room.seat.as_program():
        room.look()
    assert room.told() == []


@pytest.mark.expects_log("could not be recorded yet: The disk is full")
def test_with_a_full_disk_the_page_is_shown_and_the_look_is_written_later_with_its_own_time(room: Room) -> None:
    room.store.is_full = True
    room.look()
    room.later(ONE_LOOK * 2)
    room.store.is_full = False
    room.sit(room.nurse)
    room.look()
    assert [(event.actor_id, event.at) for event in room.told()] == [
        (room.admin.id, FRIDAY),
        (room.nurse.id, FRIDAY + ONE_LOOK * 2),
    ]


@pytest.mark.expects_log("could not be recorded yet: The disk is full")
def test_with_a_full_disk_a_ward_opened_in_an_emergency_is_not_shown(room: Room) -> None:
    room.store.is_full = True
    room.sit(room.visitor)
    with pytest.raises(FullDisk):
        room.look()
    room.store.is_full = False
    room.look()
    assert [event.actor_id for event in room.told()] == [room.visitor.id]


@pytest.mark.expects_log("could not be recorded yet: The disk is full")
def test_with_a_full_disk_not_the_whole_ward_can_be_read_unrecorded(room: Room) -> None:
    room.store.is_full = True
    for number in range(MOST_WAITING):
        room.views.seen(
            AuditAction.NOTE_VIEWED, Kind.NOTE, str(number), patient_id=room.patient.id, ward_id=room.ward.id
        )
    with pytest.raises(FullDisk):
        room.look()
    room.store.is_full = False
    room.views.settle()
    with room.store.reading() as work:
        assert work.audit.count(AuditFilter()) == MOST_WAITING
