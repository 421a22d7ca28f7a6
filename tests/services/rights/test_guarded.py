"""The store as one person sees it: their own wards, whichever repository is asked."""

import inspect
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from inpatient_hub.domain.access import NobodySignedIn, OtherWard, Role
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import InvalidAnswer, NotFound
from inpatient_hub.domain.patients import PatientStatus
from inpatient_hub.domain.retention import ErasedKind, Erasure, ErasureReason, LegalHold
from inpatient_hub.domain.sign_in import StaffSecret
from inpatient_hub.services.guarded import GuardedStore, GuardedWork
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.ports import AuditFilter, NoteFilter, PatientFilter, Work
from inpatient_hub.services.seat import Seat
from tests.contracts.making import a_note, a_nurse, a_patient, a_run, an_answer, an_event
from tests.domain.making import london
from tests.fakes.store import FakeStore
from tests.services.making import FRIDAY
from tests.services.rights.guarded_tasks_asked import OWN, SIFTED, TASKS_KEPT, Asked
from tests.services.rights.scene import LONGEST, Records, Scene, a_scene, records

FREE: Mapping[str, Asked] = {
    "wards.all": lambda w, _: w.wards.all(),
    "wards.get": lambda w, it: w.wards.get(it.ward.id),
    "staff.get": lambda w, it: w.staff.get(it.starter.id),
    "staff.of_ward": lambda w, it: w.staff.of_ward(it.ward.id),
    "staff.all": lambda w, _: w.staff.all(),
    "staff.last_signed_in": lambda w, _: w.staff.last_signed_in(),
    "secrets.find": lambda w, it: w.secrets.find(it.starter.id),
    "secrets.all": lambda w, _: w.secrets.all(),
    "secrets.add": lambda w, it: w.secrets.add(replace(_secret(w, it), staff_id=it.stranger.id)),
    "secrets.update": lambda w, it: w.secrets.update(_secret(w, it)),
    "emergencies.add": lambda w, it: w.emergencies.add(replace(it.memory.emergencies[it.emergency], id="next")),
    "runs.keep_definition": lambda w, _: w.runs.keep_definition("6" * 64, "{}"),
    "runs.definition": lambda w, _: w.runs.definition(_digest(w)),
    "patients.with_nhs_number": lambda w, _: w.patients.with_nhs_number("9993395633"),
    "audit.head": lambda w, _: w.audit.head(),
    "audit.last_at": lambda w, _: w.audit.last_at(),
    "audit.entries": lambda w, _: w.audit.entries(0, 10),
    "audit.hashed": lambda w, _: w.audit.hashed(0, 10),
    "audit.told": lambda w, _: w.audit.told(w.audit.entries(0, 10)),
    "audit.of_actions": lambda w, _: w.audit.of_actions([AuditAction.WARD_SET_UP]),
    "audit.with_hash": lambda w, _: w.audit.with_hash("0" * 64),
    "audit.before_first": lambda w, _: w.audit.before_first(),
    "audit.is_guarded": lambda w, _: w.audit.is_guarded(),
    "audit.closed": lambda w, _: w.audit.closed(),
    "audit.append": lambda w, _: w.audit.append(an_event(actor_id=None)),
    "erasures.returned": lambda w, _: w.erasures.returned(),
    "erasures.all": lambda w, _: w.erasures.all(),
}
"""What tells nothing of a patient, and what has to work before anybody has signed in."""

KEPT: Mapping[str, Asked] = {
    **TASKS_KEPT,
    "wards.update": lambda w, it: w.wards.update(it.ward),
    "staff.add": lambda w, it: w.staff.add(a_nurse(it.ward)),
    "staff.update": lambda w, it: w.staff.update(it.starter),
    "emergencies.get": lambda w, it: w.emergencies.get(it.emergency),
    "emergencies.of_ward": lambda w, it: w.emergencies.of_ward(it.ward.id),
    "emergencies.update": lambda w, it: w.emergencies.update(it.memory.emergencies[it.emergency]),
    "patients.get": lambda w, it: w.patients.get(it.patient),
    "patients.add": lambda w, it: w.patients.add(a_patient(it.ward)),
    "patients.update": lambda w, it: w.patients.update(_patient(it)),
    "patients.current": lambda w, it: w.patients.current(it.ward.id),
    "patients.page": lambda w, it: w.patients.page(PatientFilter(ward_id=it.ward.id)),
    "patients.count": lambda w, it: w.patients.count(PatientFilter(ward_id=it.ward.id)),
    "runs.get": lambda w, it: w.runs.get(it.run),
    "runs.add": lambda w, it: w.runs.add(a_run(_patient(it), it.starter)),
    "runs.update": lambda w, it: w.runs.update(a_run(_patient(it), it.starter, id=it.run)),
    "runs.in_progress": lambda w, it: w.runs.in_progress(it.ward.id),
    "runs.of_patient": lambda w, it: w.runs.of_patient(it.patient),
    "runs.record": lambda w, it: w.runs.record(it.run, [an_answer(it.starter, "consent", "agreed")]),
    "runs.answers": lambda w, it: w.runs.answers(it.run),
    "notes.get": lambda w, it: w.notes.get(it.copied),
    "notes.add": lambda w, it: w.notes.add(a_note(_patient(it), it.starter)),
    "notes.update": lambda w, it: w.notes.update(a_note(_patient(it), it.starter, id=it.copied)),
    "notes.of_run": lambda w, it: w.notes.of_run(it.copied_run),
    "notes.unfiled": lambda w, it: w.notes.unfiled(it.ward.id),
    "notes.page": lambda w, it: w.notes.page(NoteFilter(ward_id=it.ward.id)),
    "notes.count": lambda w, it: w.notes.count(NoteFilter(ward_id=it.ward.id)),
    "audit.page": lambda w, it: w.audit.page(AuditFilter(ward_id=it.ward.id)),
    "audit.count": lambda w, it: w.audit.count(AuditFilter(ward_id=it.ward.id)),
    "audit.of_entity": lambda w, it: w.audit.of_entity(Kind.NOTE, it.copied),
    "audit.of_patient": lambda w, it: w.audit.of_patient(it.patient),
    "audit.record_changes": lambda w, it: w.audit.record_changes(
        it.ward.id, FRIDAY, reader=it.stranger.id, patients=()
    ),
    "retention.stay": lambda w, it: w.retention.stay(it.gone_patient),
    "retention.stays": lambda w, it: w.retention.stays(it.ward.id),
    "retention.leavers": lambda w, it: w.retention.leavers(it.ward.id),
    "retention.hold_on": lambda w, it: w.retention.hold_on(it.held_patient),
    "retention.holds": lambda w, it: w.retention.holds(it.ward.id),
    "retention.holds_of": lambda w, it: w.retention.holds_of(it.held_patient),
    "retention.add_hold": lambda w, it: w.retention.add_hold(replace(_hold(it), id="next")),
    "retention.update_hold": lambda w, it: w.retention.update_hold(_hold(it)),
    "erasures.erase": lambda w, it: w.erasures.erase(_erasure(it)),
    "erasures.erase_again": lambda w, it: w.erasures.erase_again(_erasure(it)),
    "erasures.recent": lambda w, it: w.erasures.recent(it.ward.id),
    "erasures.removable": lambda w, it: w.erasures.removable(it.ward.id),
}
"""What raises OtherWard."""


def _patient(it: Records) -> Any:
    return it.memory.patients[it.patient]


def _hold(it: Records) -> LegalHold:
    return next(hold for hold in it.memory.holds.values() if hold.patient_id == it.held_patient)


def _erasure(it: Records) -> Erasure:
    return Erasure(
        id="erasure",
        kind=ErasedKind.PATIENT,
        entity_id=it.gone_patient,
        ward_id=it.ward.id,
        at=FRIDAY,
        by=it.stranger.id,
        reason=ErasureReason.PERIOD_OVER,
    )


def _secret(work: Work, it: Records) -> StaffSecret:
    kept = work.secrets.find(it.starter.id)
    assert kept is not None
    return kept


def _digest(work: Work) -> str:
    return next(iter(records().memory.definitions))


NEW: dict[str, Asked] = {"wards.add": lambda w, it: w.wards.add(replace(it.ward, id="new", name="Moor"))}
"""Asked of nobody: what a new ward needs is for the service to say."""


def a_store(who: str = "stranger") -> GuardedStore:
    """The store as an admin of the other ward sees it, or nobody."""
    scene = a_scene(records().stranger)
    if who == "stranger":
        scene.seat.sit(scene.who, longest=LONGEST)
    assert isinstance(scene.hub.store, GuardedStore)
    return scene.hub.store


def test_every_method_of_every_repository_is_either_kept_or_free() -> None:
    with a_store().reading() as work:
        assert isinstance(work, GuardedWork)
        promised = {name for name, kind in vars(Work).items() if isinstance(kind, property)}
        found = {
            f"{name}.{method}"
            for name in promised
            for method, _ in inspect.getmembers(type(getattr(work, name)), callable)
            if not method.startswith("_")
        }
    assert found == FREE.keys() | KEPT.keys() | NEW.keys() | SIFTED.keys() | OWN.keys()


@pytest.mark.parametrize("asked", KEPT)
def test_what_belongs_to_another_ward_is_kept_from_a_stranger(asked: str) -> None:
    with pytest.raises(OtherWard), a_store().writing() as work:
        KEPT[asked](work, records())


@pytest.mark.parametrize("asked", KEPT)
def test_what_belongs_to_a_ward_is_kept_while_nobody_is_signed_in(asked: str) -> None:
    with pytest.raises(NobodySignedIn), a_store("nobody").writing() as work:
        KEPT[asked](work, records())


@pytest.mark.parametrize("asked", FREE)
@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_what_tells_nothing_of_a_patient_is_free(asked: str, who: str) -> None:
    with a_store(who).writing() as work:
        FREE[asked](work, records())


def at_work(who: str = Role.STAFF) -> Scene:
    scene = a_scene(records().people[who])
    scene.seat.sit(scene.who, longest=LONGEST)
    return scene


def test_a_record_cannot_be_carried_over_to_ones_own_ward() -> None:
    """Saying that it is of one's own ward does not make it so."""
    it = records()
    with pytest.raises(OtherWard), a_store().writing() as work:
        work.patients.update(replace(_patient(it), ward_id=it.other_ward.id))
    with pytest.raises(OtherWard), a_store().writing() as work:
        work.staff.update(replace(it.starter, ward_id=it.other_ward.id))
    with pytest.raises(OtherWard), a_store().writing() as work:
        work.notes.add(a_note(_patient(it), it.stranger, ward_id=it.other_ward.id))


def test_an_erasure_of_another_wards_record_is_not_done_under_the_name_of_ones_own_ward() -> None:
    """What is erased is of the ward that the erasure names, or nothing is erased."""
    it = records()
    for entity, kind in (
        (it.gone_patient, ErasedKind.PATIENT),
        (it.leaver.id, ErasedKind.STAFF),
        (it.ward.id, ErasedKind.DETAILS),
    ):
        erasure = replace(_erasure(it), entity_id=entity, kind=kind, ward_id=it.other_ward.id)
        for name in ("erase", "erase_again"):
            with pytest.raises(OtherWard), a_store().writing() as work:
                getattr(work.erasures, name)(erasure)


def test_a_hold_on_another_wards_patient_is_not_placed_under_the_name_of_ones_own_ward() -> None:
    it = records()
    hold = replace(_hold(it), ward_id=it.other_ward.id)
    with pytest.raises(OtherWard), a_store().writing() as work:
        work.retention.add_hold(replace(hold, id="next"))
    with pytest.raises(OtherWard), a_store().writing() as work:
        work.retention.update_hold(hold)


def test_who_may_see_a_second_ward_sees_both() -> None:
    it = records()
    scene = a_scene(it.stranger)
    scene.seat.sit(replace(it.stranger, other_wards=(it.ward.id,)), longest=LONGEST)
    assert scene.hub.patients.facts(it.patient).patient.family_name == "Earnshaw"
    assert scene.hub.patients.count(it.other_ward.id) == 0


def test_what_is_not_there_is_not_found_and_has_no_history() -> None:
    with at_work().hub.store.reading() as work:
        for get in (work.patients.get, work.notes.get, work.runs.get, work.tasks.get):
            with pytest.raises(NotFound):
                get("nowhere")
        assert work.audit.of_patient("nowhere") == ()
        assert work.audit.of_entity(Kind.NOTE, "nowhere") == ()
        assert work.runs.of_patient("nowhere") == []


def test_of_a_patient_on_another_ward_the_number_alone_is_told() -> None:
    scene = a_scene(records().stranger)
    scene.seat.sit(scene.who, longest=LONGEST)
    with scene.hub.store.reading() as work:
        [found] = work.patients.with_nhs_number("9993395633")
    assert (found.nhs_number, found.status) == ("9993395633", PatientStatus.ACTIVE)
    assert (found.id, found.ward_id, found.family_name, found.given_name, found.bed) == ("", "", "", "", None)


def test_who_adds_a_patient_of_another_ward_hears_that_they_are_there_and_nothing_else() -> None:
    it = records()
    scene = a_scene(it.stranger)
    scene.seat.sit(scene.who, longest=LONGEST)
    details = PatientDetails(family_name="Earnshaw", nhs_number="999 339 5633")
    with pytest.raises(InvalidAnswer) as refused:
        scene.hub.patients.add(it.other_ward.id, details, by=scene.who.id)
    assert refused.value.message == "A patient with this NHS number is on another ward's list."
    assert "Heathcliff" not in refused.value.one_line()
    assert "Catherine" not in refused.value.one_line()
    here = at_work()
    with pytest.raises(InvalidAnswer, match="Patient not saved yet") as refused:
        here.hub.patients.add(it.ward.id, details, by=here.who.id)
    assert refused.value.message == "A patient with this NHS number is on the list already."


def test_an_event_is_kept_whoever_is_there() -> None:
    store = a_store("nobody")
    event: AuditEvent = an_event(actor_id=None)
    with store.writing() as work:
        work.audit.append(event)
    assert event in store._store._memory.audit  # type: ignore[attr-defined]


def test_the_program_itself_works_on_the_store_as_it_is() -> None:
    seat = Seat(clock=a_scene(records().starter).clock, program=True)
    inner = FakeStore()
    with GuardedStore(inner, seat).reading() as work:
        assert not isinstance(work, GuardedWork)


def test_the_guard_holds_for_all_of_a_unit_of_work_that_began_before_an_emergency_was_over() -> None:
    """What was begun in time is finished; the next one is refused."""
    it = records()
    scene = a_scene(it.stranger)
    scene.seat.sit(scene.who, longest=LONGEST)
    scene.seat.open_in_emergency(it.ward.id, FRIDAY + timedelta(minutes=1))
    with scene.hub.store.reading() as work:
        work.patients.get(it.patient)
        scene.clock.moment = london(2026, 11, 20, 16, 2)
        work.notes.get(it.copied)
    with pytest.raises(OtherWard):
        scene.hub.patients.facts(it.patient)
