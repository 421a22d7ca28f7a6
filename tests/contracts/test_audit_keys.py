"""What the trail says of a patient's values is read as long as the patient is kept, and by nobody afterwards."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_verdict import ChainFault
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.retention import ErasedKind, ErasureReason
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.ports import AuditFilter, Store
from inpatient_hub.store.database import SqlStore
from tests.contracts.making import a_patient, a_ward, an_event, save
from tests.contracts.test_audit_chain import REFUSED, append, verdict_on
from tests.contracts.test_erasing import an_erasure, erase

VALUES = {"reason": "Wrong bedside", "before": {"bed": "Bedthree"}, "after": {"bed": "Bedfour"}}
GONE = {"reason": None, "before": {}, "after": {}}


def moved(patient: Patient, **changed: Any) -> AuditEvent:
    """That somebody moved a patient to another bed."""
    about = {"kind": Kind.PATIENT, "entity_id": patient.id, "patient_id": patient.id}
    return an_event(**{"action": AuditAction.PATIENT_EDITED, **about, **VALUES, **changed})


def values_of(event: AuditEvent) -> dict[str, Any]:
    return {"reason": event.reason, "before": dict(event.before), "after": dict(event.after)}


def told_everywhere(store: Store, patient: Patient) -> list[AuditEvent]:
    """The newest entry about a patient's record, by every way there is to read it."""
    with store.reading() as work:
        return [
            work.audit.of_entity(Kind.PATIENT, patient.id)[0],
            work.audit.of_patient(patient.id)[0],
            work.audit.of_actions({AuditAction.PATIENT_EDITED})[0],
            work.audit.page(AuditFilter(patient_id=patient.id, actions=frozenset({AuditAction.PATIENT_EDITED})))
            .items[0]
            .event,
            next(e for e in reversed(work.audit.told(work.audit.entries(0, 99))) if e.patient_id == patient.id),
        ]


def test_values_come_back_by_every_way_of_reading(store: Store, patient: Patient) -> None:
    event = moved(patient)
    append(store, event, moved(patient, id="f" * 32, before={"bed": "Bedtwo"}))
    append(store, moved(patient, id="e" * 32))
    for found in told_everywhere(store, patient):
        assert values_of(found) == VALUES
        assert not found.is_erased
    with store.reading() as work:
        assert work.audit.of_patient(patient.id)[2] == event


def test_what_was_just_added_is_read_within_the_same_unit_of_work(store: Store, patient: Patient) -> None:
    with store.writing() as work:
        work.audit.append(moved(patient))
        assert values_of(work.audit.of_patient(patient.id)[0]) == VALUES


def test_after_an_erasure_nobody_reads_the_values_and_the_chain_is_whole(
    store: Store, ward: Ward, nurse: Staff, patient: Patient
) -> None:
    other = a_patient(ward, family_name="Linton")
    save(store, other)
    append(store, moved(patient), moved(other))
    head = verdict_on(store).head
    erase(store, an_erasure(patient.id, ward, by=nurse.id))
    found = [one for one in told_everywhere(store, patient) if one.patient_id == patient.id]
    assert len(found) == 4  # the newest entry of this act is about somebody else
    for event in found:
        assert values_of(event) == GONE
        assert event.is_erased
    assert all(values_of(event) == VALUES for event in told_everywhere(store, other))
    verdict = verdict_on(store)
    assert (verdict.is_sound, verdict.head) == (True, head)


def test_an_entry_that_says_no_values_is_not_told_as_erased(store: Store, ward: Ward, patient: Patient) -> None:
    append(store, moved(patient, reason=None, before={}, after={}))
    erase(store, an_erasure(patient.id, ward))
    with store.reading() as work:
        assert not work.audit.of_patient(patient.id)[0].is_erased


def test_removing_a_wards_details_takes_the_values_and_new_entries_are_read_again(
    store: Store, ward: Ward, patient: Patient
) -> None:
    elsewhere = a_ward(name="Byron")
    other = a_patient(elsewhere, family_name="Linton")
    save(store, elsewhere, other)
    append(store, moved(patient), moved(other))
    minimised = an_erasure(ward.id, ward, kind=ErasedKind.DETAILS, reason=ErasureReason.MINIMISED)
    erase(store, minimised)
    append(store, moved(patient, id="f" * 32))
    with store.reading() as work:
        new, old = work.audit.of_patient(patient.id)
        assert (values_of(new), new.is_erased) == (VALUES, False)
        assert (values_of(old), old.is_erased) == (GONE, True)
        assert values_of(work.audit.of_patient(other.id)[0]) == VALUES
    assert verdict_on(store).is_sound


def test_an_entry_about_somebody_who_is_not_there_is_kept_and_read_by_nobody(
    store: Store, ward: Ward, patient: Patient
) -> None:
    erase(store, an_erasure(patient.id, ward))
    append(store, moved(patient))
    with store.reading() as work:
        (event,) = work.audit.of_patient(patient.id)
    assert event.is_erased
    assert verdict_on(store).is_sound


def test_an_erasure_that_is_taken_back_leaves_the_values(store: Store, ward: Ward, patient: Patient) -> None:
    append(store, moved(patient))

    def erase_and_fail() -> None:
        with store.writing() as work:
            work.erasures.erase(an_erasure(patient.id, ward))
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        erase_and_fail()
    assert all(values_of(event) == VALUES for event in told_everywhere(store, patient))


@pytest.fixture
def ours(sql_store: SqlStore) -> Patient:
    ward = a_ward()
    patient = a_patient(ward)
    save(sql_store, ward, patient)
    return patient


def test_no_value_stands_open_in_what_is_kept(sql_store: SqlStore, ours: Patient, sql: Callable[[str], Any]) -> None:
    about = {"kind": Kind.TASK, "detail": {"title": "Wrong word"}}
    append(sql_store, moved(ours, **about), moved(ours, id="f" * 32, **about))
    bodies = [row[0] for row in sql("SELECT body FROM audit_events ORDER BY seq").fetchall()]
    assert not [word for word in ("Wrong", "Bed", '"bed"') for body in bodies if word in body]
    one, other = (json.loads(body) for body in bodies)
    assert {name: one[name] for name in VALUES} == GONE
    assert one["sealed"] != other["sealed"]
    assert len(one["sealed"]) == len(other["sealed"])


@pytest.mark.parametrize("kind", [Kind.TASK, Kind.SERIES])
def test_a_title_that_somebody_typed_goes_with_the_patient_it_is_about(
    store: Store, ward: Ward, patient: Patient, kind: Kind
) -> None:
    """Such as of a task: other titles are those of templates, and stay."""
    typed, of_template = {"title": "Ring her Aunt Nelly", "due": "2026-11-20"}, {"title": "Advocate referral"}
    event = moved(patient, kind=kind, entity_id="e" * 32, reason=None, before={}, after={}, detail=typed)
    append(store, event, moved(patient, id="d" * 32, kind=Kind.NOTE, entity_id="c" * 32, detail=of_template))
    with store.reading() as work:
        (found,) = work.audit.of_entity(kind, event.entity_id)
        assert dict(found.detail) == typed
        assert list(found.detail) == list(typed)
    erase(store, an_erasure(patient.id, ward))
    with store.reading() as work:
        (found,) = work.audit.of_entity(kind, event.entity_id)
        assert (dict(found.detail), found.is_erased) == ({"due": "2026-11-20"}, True)
        (of_note,) = work.audit.of_entity(Kind.NOTE, "c" * 32)
        assert dict(of_note.detail) == of_template
    assert verdict_on(store).is_sound


def test_the_title_of_a_task_of_the_ward_stays(store: Store) -> None:
    event = an_event(kind=Kind.TASK, entity_id="e" * 32, patient_id=None, detail={"title": "Count the keys"})
    append(store, event)
    with store.reading() as work:
        (found,) = work.audit.of_entity(Kind.TASK, event.entity_id)
        assert dict(found.detail) == {"title": "Count the keys"}
        assert not found.is_erased


def test_a_patient_has_one_key_and_who_has_no_values_in_the_trail_has_none(
    sql_store: SqlStore, ours: Patient, sql: Callable[[str], Any]
) -> None:
    append(sql_store, moved(ours, reason=None, before={}, after={}))
    assert sql("SELECT count(*) FROM audit_keys").fetchone() == (0,)
    append(sql_store, moved(ours))
    append(sql_store, moved(ours, id="f" * 32))
    assert sql("SELECT patient_id, version FROM audit_keys").fetchall() == [(ours.id, 1)]


def test_the_key_of_a_patient_who_is_there_is_missed(
    sql_store: SqlStore, ours: Patient, sql: Callable[[str], Any]
) -> None:
    append(sql_store, moved(ours))
    append(sql_store, an_event())
    assert verdict_on(sql_store).is_sound
    with keys_unguarded(sql_store, sql):
        sql("DELETE FROM audit_keys")
    found = verdict_on(sql_store).fault
    assert found is not None
    assert (found.seq, found.kind) == (1, ChainFault.CLOSED)


@contextmanager
def keys_unguarded(store: SqlStore, sql: Callable[[str], Any]) -> Iterator[None]:
    """As somebody with all rights over the database goes about it who covers their tracks."""
    if store.target.folder is None:
        sql("SET session_replication_role = replica")
        yield
        return
    guards = sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_keys'").fetchall()
    assert len(guards) == 3
    for name, _ in guards:
        sql(f"DROP TRIGGER {name}")
    yield
    for _, guard in guards:
        sql(guard)


@pytest.mark.parametrize("key", ["A" * 43 + "=", "*" * 44], ids=["another", "no key at all"])
def test_a_key_that_was_replaced_is_found_and_not_only_read_as_erased(
    sql_store: SqlStore, ours: Patient, sql: Callable[[str], Any], key: str
) -> None:
    append(sql_store, moved(ours), an_event(), moved(ours, id="f" * 32), moved(ours, id="d" * 32, reason=None))
    assert verdict_on(sql_store).is_sound
    with keys_unguarded(sql_store, sql):
        sql(f"UPDATE audit_keys SET key = '{key}'")
    assert all(event.is_erased for event in told_everywhere(sql_store, ours))
    found = verdict_on(sql_store).fault
    assert found is not None
    assert (found.seq, found.kind) == (4, ChainFault.CLOSED)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_keys SET key = key",
        "UPDATE audit_keys SET patient_id = patient_id",
        "DELETE FROM audit_keys",
        "INSERT INTO audit_keys SELECT patient_id, key, 2 FROM audit_keys",
    ],
)
def test_the_database_refuses_to_change_replace_or_remove_a_key(
    sql_store: SqlStore, ours: Patient, sql: Callable[[str], Any], statement: str
) -> None:
    append(sql_store, moved(ours))
    kept = sql("SELECT patient_id, key, version FROM audit_keys").fetchall()
    with pytest.raises(REFUSED):
        sql(statement)
    assert sql("SELECT patient_id, key, version FROM audit_keys").fetchall() == kept


@pytest.mark.parametrize("sql_store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("words", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE"])
def test_replacing_a_key_does_not_slip_past_its_guard(
    sql_store: SqlStore, ours: Patient, sql: Callable[[str], Any], words: str
) -> None:
    append(sql_store, moved(ours))
    with pytest.raises(REFUSED, match="may only be added"):
        sql(f"{words} INTO audit_keys VALUES ('{ours.id}', '{'A' * 43}=', 1)")
    assert verdict_on(sql_store).is_sound


@pytest.mark.parametrize("sql_store", ["postgres"], indirect=True)
def test_on_a_server_the_keys_are_not_emptied_and_a_guard_that_is_off_is_found(
    sql_store: SqlStore, ours: Patient, sql: Callable[[str], Any]
) -> None:
    append(sql_store, moved(ours))
    with pytest.raises(REFUSED, match="may only be added"):
        sql("TRUNCATE audit_keys")
    sql("ALTER TABLE audit_keys DISABLE TRIGGER audit_keys_no_delete")
    found = verdict_on(sql_store).fault
    sql("ALTER TABLE audit_keys ENABLE TRIGGER audit_keys_no_delete")
    assert found is not None
    assert found.kind is ChainFault.UNGUARDED


def test_a_minimal_wards_keys_go_and_come_anew_with_the_guards_in_place(
    sql_store: SqlStore, ours: Patient, sql: Callable[[str], Any]
) -> None:
    with sql_store.reading() as work:
        ward = work.wards.get(ours.ward_id)
    append(sql_store, moved(ours))
    (first,) = sql("SELECT key FROM audit_keys").fetchone()
    erase(sql_store, an_erasure(ward.id, ward, kind=ErasedKind.DETAILS, reason=ErasureReason.MINIMISED))
    assert sql("SELECT count(*) FROM audit_keys").fetchone() == (0,)
    append(sql_store, moved(ours, id="f" * 32))
    assert sql("SELECT key FROM audit_keys").fetchone() != (first,)
    assert sql("SELECT count(*) FROM erasing").fetchone() == (0,)
    assert verdict_on(sql_store).is_sound


def test_what_was_sealed_for_one_entry_is_not_read_in_another(
    sql_store: SqlStore, ours: Patient, sql: Callable[[str], Any]
) -> None:
    from inpatient_hub.domain.audit_chain import Entry

    append(sql_store, moved(ours), moved(ours, id="f" * 32, reason="Another"))
    with sql_store.reading() as work:
        one, other = (Entry._make(row) for row in work.audit.entries(0, 9))
        swapped = one._replace(id=other.id)
        (event,) = work.audit.told([swapped])
    assert event.is_erased
