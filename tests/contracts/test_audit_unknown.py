"""An entry that this version does not know, or that somebody tampered with, is told as what it is and stops nothing."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import AuditAction, action_of, kind_of
from inpatient_hub.domain.audit_findings import verdict_lines
from inpatient_hub.domain.audit_verdict import ChainFault
from inpatient_hub.domain.audit_words import ActGroup, actions_of
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.audit import AuditQuestion, AuditService
from inpatient_hub.services.ports import Store
from inpatient_hub.services.seat import Seat
from inpatient_hub.services.store_acts import StoreActs
from inpatient_hub.services.trail import AuditTrail, in_words
from inpatient_hub.store.database import SqlStore
from tests.contracts.making import NOW, a_nurse, a_patient, a_ward, an_event, save
from tests.contracts.test_audit_chain import append, verdict_on, without_guards
from tests.services.audit_room import KeptFiles

NEWER = {"action": action_of("bed.cleaned"), "kind": kind_of("bed"), "entity_id": "e" * 32}
"""What a newer program might write."""
SAID = "did something that this version does not know (bed.cleaned)"


def service(store: Store, files: KeptFiles, who: Staff) -> AuditService:
    clock = FixedClock(NOW)
    seat = Seat(clock=clock)
    seat.sit(who, longest=timedelta(hours=12))
    trail = AuditTrail(clock=clock, new_id=new_id, seat=seat)
    acts = StoreActs(store=store, trail=trail, seat=seat)
    return AuditService(store=store, clock=clock, seat=seat, acts=acts, files=files)


def test_what_a_newer_program_wrote_is_read_in_words_by_every_way(store: Store, ward: Ward, patient: Patient) -> None:
    append(store, an_event(patient_id=patient.id, reason="Why", **NEWER), an_event(patient_id=patient.id))
    with store.reading() as work:
        for found in (work.audit.of_patient(patient.id)[-1], work.audit.of_entity(kind_of("bed"), "e" * 32)[0]):
            assert (found.action.value, found.kind.value, found.reason) == ("bed.cleaned", "bed", "Why")
        assert [line.did for line in in_words(work.audit.of_patient(patient.id), {})][-1] == SAID
    assert verdict_on(store).is_sound


def test_it_is_listed_filtered_counted_checked_and_exported(store: Store, ward: Ward, patient: Patient) -> None:
    admin = a_nurse(ward, access=Role.SENIOR_ADMIN)
    save(store, admin)
    append(store, an_event(patient_id=patient.id, **NEWER), an_event(actor_id=admin.id))
    files = KeptFiles()
    audit = service(store, files, admin)
    everything = audit.page(AuditQuestion(ward_id=ward.id)).items
    assert [line.event.action.value for line in everything] == ["note.copied", "bed.cleaned"]
    for group in ActGroup:
        asked = AuditQuestion(ward_id=ward.id, group=group)
        found = [line.event.action.value for line in audit.page(asked).items]
        assert ("bed.cleaned" in found) == (group is ActGroup.CHANGES)
        assert audit.count(asked) == len(found)
        assert all(action_of(one) in actions_of(group) for one in found if one != "bed.cleaned")
    assert audit.verify().is_sound
    audit.export("trail.jsonl")
    assert json.loads(files.lines[1])["action"] == "bed.cleaned"
    assert files.rows[1][6:8] == (SAID, "a kind that this version does not know (bed)")


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ("body = 'not JSON at all'", {"text": "cannot be read: it was changed, or a newer version wrote it"}),
        ("body = '[1, 2]'", {"text": "cannot be read: it was changed, or a newer version wrote it"}),
        ('body = \'{"detail": 7, "role": 3, "before": [1]}\'', {"text": "7"}),
        ('body = \'{"detail": {"title": 3}, "sealed": "=*="}\'', {"title": "3"}),
        ("at = 'once'", {"chars": "411", "moment": "cannot be read: once"}),
        ("at = '2026-11-20T14:05:00'", {"chars": "411", "moment": "cannot be read: 2026-11-20T14:05:00"}),
        ("action = 'bed.sold', kind = 'bed'", {"chars": "411"}),
    ],
)
@pytest.mark.parametrize("sql_store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("act", [AuditAction.NOTE_COPIED, AuditAction.STORE_RESCUED])
def test_an_entry_that_was_tampered_with_is_shown_and_found_by_the_check(
    sql_store: SqlStore, sql: Callable[[str], Any], act: AuditAction, changed: str, told: dict[str, str]
) -> None:
    ward = a_ward()
    patient, admin = a_patient(ward), a_nurse(ward, access=Role.SENIOR_ADMIN)
    save(sql_store, ward, patient, admin)
    event = an_event(actor_id=admin.id, patient_id=patient.id, action=act, detail={"chars": "411"}, before={"seq": "9"})
    append(sql_store, event, an_event(actor_id=admin.id))
    guards = sql("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_events'").fetchall()
    without_guards(sql_store, sql)
    sql(f"UPDATE audit_events SET {changed} WHERE seq = 1")
    for (guard,) in guards:
        sql(guard)
    files = KeptFiles()
    audit = service(sql_store, files, admin)
    shown = audit.page(AuditQuestion(ward_id=ward.id)).items[-1].event
    assert dict(shown.detail) == told
    verdict = audit.verify()
    assert verdict.fault is not None
    assert (verdict.fault.seq, verdict.fault.kind) == (1, ChainFault.CHANGED)
    assert verdict_lines(verdict, str)[0] == "Entry 1 was changed after it was written."
    audit.export("trail.jsonl")
    assert len(files.rows) == 1 + 4
    with sql_store.reading() as work:
        assert work.audit.of_patient(patient.id)[0].id == event.id
        assert work.audit.last_at() is not None


@pytest.mark.parametrize("sql_store", ["sqlite"], indirect=True)
def test_the_clock_is_watched_though_the_newest_entry_names_no_moment(
    sql_store: SqlStore, sql: Callable[[str], Any]
) -> None:
    append(sql_store, an_event())
    without_guards(sql_store, sql)
    sql("UPDATE audit_events SET at = 'once'")
    with sql_store.reading() as work:
        assert work.audit.last_at() is None
