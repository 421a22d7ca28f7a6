"""Words that somebody copies out of a note by hand are in the trail: that it was a part, how long, never the words."""

import pytest

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_words import ActGroup, actions_of
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import NotFound
from inpatient_hub.services.note_refusals import is_last_copied
from inpatient_hub.services.ports import AuditFilter
from inpatient_hub.services.trail import AuditTrail
from inpatient_hub.services.views import Views
from tests.services.audit_room import Room
from tests.services.making import Desk, copies

WORDS = AuditAction.NOTE_WORDS_COPIED


def told(desk: Desk) -> list[AuditEvent]:
    with desk.store.reading() as work:
        return [line.event for line in work.audit.page(AuditFilter(actions=frozenset({WORDS}))).items]


def test_words_out_of_a_note_a_referral_and_a_line_are_recorded_with_whose_they_are(desk: Desk) -> None:
    run_id, note = desk.copied()
    for kind, of in ((Kind.NOTE, note.id), (Kind.RUN, run_id), (Kind.PATIENT, desk.patient.id)):
        desk.hub.notes.words_copied(kind, of, 8, by=desk.by)
    found = [(one.kind, one.entity_id, one.patient_id, one.actor_id) for one in told(desk)][::-1]
    assert found == [
        (Kind.NOTE, note.id, desk.patient.id, desk.by),
        (Kind.RUN, run_id, desk.patient.id, desk.by),
        (Kind.PATIENT, desk.patient.id, desk.patient.id, desk.by),
    ]
    assert dict(told(desk)[-1].detail) == {"title": note.title, "characters": "8"}
    assert WORDS in actions_of(ActGroup.TAKEN_OUT)
    with pytest.raises(NotFound):
        desk.hub.notes.words_copied(Kind.NOTE, "f" * 32, 8, by=desk.by)


def test_a_part_is_no_copy_of_the_whole_note(desk: Desk) -> None:
    """What was copied last decides whether a note may be filed and copied again."""
    _, note = desk.copied()
    before = copies(desk, note.id)
    desk.hub.notes.words_copied(Kind.NOTE, note.id, 8, by=desk.by)
    assert copies(desk, note.id) == before
    with desk.store.reading() as work:
        assert is_last_copied(note, work.audit.of_entity(Kind.NOTE, note.id))
    assert told(desk)[0].text_hash is None


@pytest.mark.expects_log("could not be recorded yet: The disk is full")
def test_a_copy_that_cannot_be_recorded_now_is_written_with_the_next_look(room: Room) -> None:
    trail = AuditTrail(clock=room.clock, new_id=lambda: "e" * 32, seat=room.seat)
    views = Views(store=room.store, trail=trail, seat=room.seat, clock=room.clock)
    room.store.is_full = True
    views.taken(trail.event(WORDS, Kind.NOTE, "a" * 32, by=room.admin.id, patient_id=room.patient.id))
    assert room.told() == []
    room.store.is_full = False
    views.settle()
    assert [event.action for event in room.told()] == [WORDS]
