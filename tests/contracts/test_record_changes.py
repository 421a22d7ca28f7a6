"""What others changed about one's patients is found by who looks after them, and each can be read on its own."""

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import RecordLine, Store
from tests.contracts.making import NOW, a_nurse, a_patient, a_ward, an_event, later, save


def record(store: Store, patient: Patient, by: str | None, minutes: float, **changed: object) -> str:
    about = {"kind": Kind.PATIENT, "entity_id": patient.id, "action": AuditAction.PATIENT_EDITED, "text_hash": None}
    event = an_event(patient_id=patient.id, actor_id=by, at=later(minutes), **about | changed)
    with store.writing() as work:
        work.audit.append(event)
    return event.id


def asked(store: Store, ward: Ward, reader: Staff, *patients: str, limit: int = 200) -> list[RecordLine]:
    with store.reading() as work:
        return list(work.audit.record_changes(ward.id, NOW, reader=reader.id, patients=patients, limit=limit))


def test_mine_are_told_the_latest_first_with_names_and_values(store: Store, ward: Ward, nurse: Staff) -> None:
    joe, elsewhere = a_nurse(ward, name="Joe Heath"), a_ward(name="Thrushcross")
    save(store, joe, elsewhere)
    own, given, other = a_patient(ward, named_nurse_id=nurse.id, bed="4"), a_patient(ward), a_patient(ward)
    away = a_patient(elsewhere, named_nurse_id=nurse.id)
    save(store, own, given, other, away)
    after = {"bed": "7"}
    first = record(store, own, joe.id, 1, detail={"changed": "bed"}, after=after)
    second = record(store, given, joe.id, 2, kind=Kind.RUN, entity_id=new_id(), action=AuditAction.RUN_STARTED)
    moved = record(store, other, joe.id, 3, detail={"changed": "bed, named_nurse_id"}, before={"named_nurse_id": "x"})
    for patient, who, minutes in ((other, joe.id, 4), (away, joe.id, 4), (own, nurse.id, 4), (own, None, 4)):
        record(store, patient, who, minutes)
    record(store, own, joe.id, -1)
    record(store, own, joe.id, 4, action=AuditAction.PATIENT_VIEWED)
    record(store, own, joe.id, 4, kind=Kind.TASK, entity_id=new_id(), action=AuditAction.TASK_CLAIMED)
    lines = asked(store, ward, nurse, given.id)
    assert [line.event.id for line in lines] == [moved, second, first]
    assert [(line.who, line.is_own) for line in lines] == [
        ("Joe Heath", False),
        ("Joe Heath", False),
        ("Joe Heath", True),
    ]
    assert (lines[2].event.after, lines[2].bed, lines[2].patient_name) == (after, "4", own.banner_name)
    assert lines[0].event.before == {"named_nurse_id": "x"}
    assert [line.event.id for line in asked(store, ward, nurse, given.id, limit=1)] == [moved]


def test_what_was_read_one_by_one_is_forgotten_when_all_of_it_is_marked(store: Store, ward: Ward, nurse: Staff) -> None:
    joe, elsewhere = a_nurse(ward), a_ward(name="Thrushcross")
    save(store, joe, elsewhere)
    early, late, there = new_id(), new_id(), new_id()
    with store.writing() as work:
        work.personal.mark_read(nurse.id, ward.id, early, later(1))
        work.personal.mark_read(nurse.id, ward.id, early, later(1))
        work.personal.mark_read(nurse.id, ward.id, late, later(9))
        work.personal.mark_read(nurse.id, elsewhere.id, there, later(1))
    with store.reading() as work:
        assert set(work.personal.read_of(nurse.id, {early, late, there, new_id()})) == {early, late, there}
        assert set(work.personal.read_of(joe.id, {early})) == set()
        assert work.personal.seen_until(nurse.id, ward.id) is None
    for _ in range(2):
        with store.writing() as work:
            work.personal.mark_seen(nurse.id, ward.id, later(5))
    with store.reading() as work:
        assert set(work.personal.read_of(nurse.id, {early, late, there})) == {late, there}
        assert work.personal.seen_until(nurse.id, ward.id) == later(5)
