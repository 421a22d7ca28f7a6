"""The audit trail: read newest first, and never changed or removed, whoever tries."""

from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from inpatient_hub.domain.audit import VIEWS, AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.tasks import TaskEventKind
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Store
from inpatient_hub.store.database import SqlStore
from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.errors import StoreBug
from tests.contracts.making import (
    a_nurse,
    a_patient,
    a_run,
    a_task,
    a_task_event,
    a_ward,
    an_answer,
    an_event,
    later,
    save,
)


def test_an_event_comes_back_with_every_detail(store: Store) -> None:
    full = an_event(patient_id=new_id(), detail={"title": "Naïve ☂", "chars": "411"}, text_hash="a" * 64)
    bare = an_event(actor_id=None, action=AuditAction.SIGNED_IN, kind=Kind.STAFF)
    with store.writing() as work:
        work.audit.append(full)
        work.audit.append(bare)
    with store.reading() as work:
        assert list(work.audit.of_entity(Kind.NOTE, full.entity_id)) == [full]
        assert list(work.audit.of_entity(Kind.STAFF, bare.entity_id)) == [bare]


@pytest.mark.parametrize("action", sorted(set(AuditAction) - VIEWS))
def test_every_action_can_be_recorded(store: Store, action: AuditAction) -> None:
    event = an_event(action=action)
    with store.writing() as work:
        work.audit.append(event)
    with store.reading() as work:
        assert list(work.audit.of_entity(event.kind, event.entity_id)) == [event]


def test_events_come_with_the_one_added_last_first_whatever_the_clock_said(store: Store) -> None:
    note, patient = new_id(), new_id()
    events = [an_event(entity_id=note, patient_id=patient, at=later(minute)) for minute in (5, 9, 1)]
    with store.writing() as work:
        for event in events:
            work.audit.append(event)
        work.audit.append(an_event())
        work.audit.append(an_event(entity_id=note, kind=Kind.RUN, patient_id=patient))
    with store.reading() as work:
        assert list(work.audit.of_entity(Kind.NOTE, note)) == events[::-1]
        assert list(work.audit.of_patient(patient))[1:] == events[::-1]
        assert list(work.audit.of_patient(patient, limit=2))[1:] == [events[2]]
        assert list(work.audit.of_patient(new_id())) == []


def test_an_event_already_given_out_cannot_be_changed_by_who_holds_it(store: Store) -> None:
    detail = {"step": "Consent"}
    event = an_event(detail=detail)
    with store.writing() as work:
        work.audit.append(event)
    detail["step"] = "Something else"
    with store.reading() as work:
        assert work.audit.of_entity(Kind.NOTE, event.entity_id)[0].detail == {"step": "Consent"}


def test_an_event_is_never_written_over(store: Store) -> None:
    event = an_event()
    with store.writing() as work:
        work.audit.append(event)
    with pytest.raises(StoreBug), store.writing() as work:
        work.audit.append(an_event(id=event.id, action=AuditAction.NOTE_FILED))
    with store.reading() as work:
        assert list(work.audit.of_entity(Kind.NOTE, event.entity_id)) == [event]


def test_the_trail_of_a_change_that_is_taken_back_is_taken_back_too(store: Store) -> None:
    event = an_event()

    def write_and_fail() -> None:
        with store.writing() as work:
            work.audit.append(event)
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        write_and_fail()
    with store.reading() as work:
        assert list(work.audit.of_entity(Kind.NOTE, event.entity_id)) == []


REFUSED = (sqlite.IntegrityError, psycopg.errors.RestrictViolation, psycopg.errors.UniqueViolation)


@pytest.fixture
def recorded(sql_store: SqlStore) -> SqlStore:
    """A store with a row in every table that may only grow."""
    ward = a_ward()
    nurse, patient = a_nurse(ward), a_patient(ward)
    run, task = a_run(patient, nurse), a_task(ward, nurse)
    save(sql_store, ward, nurse, patient, run, task)
    with sql_store.writing() as work:
        work.audit.append(an_event())
        work.runs.record(run.id, [an_answer(nurse, "consent", "yes")])
        work.tasks.record(a_task_event(task, nurse, TaskEventKind.CREATED))
    return sql_store


@pytest.mark.usefixtures("recorded")
@pytest.mark.parametrize("table", ["audit_events", "run_answers", "task_events"])
@pytest.mark.parametrize("statement", ["UPDATE {table} SET seq = seq + 1", "DELETE FROM {table}"])
def test_the_database_itself_refuses_to_change_or_remove_what_may_only_grow(
    sql: Callable[[str], Any], table: str, statement: str
) -> None:
    with pytest.raises(REFUSED, match="may only be added"):
        sql(statement.format(table=table))
    assert sql(f"SELECT count(*), max(seq) FROM {table}").fetchone() == (1, 1)


@pytest.mark.parametrize("table", ["audit_events", "run_answers", "task_events"])
def test_the_database_itself_refuses_to_put_another_row_in_the_place_of_one(
    recorded: SqlStore, sql: Callable[[str], Any], table: str
) -> None:
    replacing = "INSERT OR REPLACE INTO {0} SELECT * FROM {0}" if recorded.target.folder else "TRUNCATE {0} CASCADE"
    with pytest.raises(REFUSED, match="may only be added"):
        sql(replacing.format(table))
    assert sql(f"SELECT count(*), max(seq) FROM {table}").fetchone() == (1, 1)
