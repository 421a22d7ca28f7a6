"""The chain of the audit trail in every kind of store: unbroken, guarded, and found out when somebody meddles."""

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import EMPTY, Entry, Head, as_hashed, chained
from inpatient_hub.domain.audit_verdict import ChainFault, Verdict, judged_chain
from inpatient_hub.domain.changes import Kind
from inpatient_hub.services.ports import AuditFilter, Store
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.driver import sqlite
from inpatient_hub.store.errors import StoreFault
from inpatient_hub.store.target import StoreTarget
from tests.contracts.keepers import CLOCK, target_in
from tests.contracts.making import NOW, a_nurse, a_patient, a_ward, an_event, save

REFUSED = (sqlite.IntegrityError, psycopg.errors.RestrictViolation, psycopg.errors.UniqueViolation)
REST = "at, actor_id, action, kind, entity_id, patient_id, body, prev, hash"
"""The columns after the number and the id."""


def append(store: Store, *events: AuditEvent) -> None:
    with store.writing() as work:
        for event in events:
            work.audit.append(event)


def verdict_on(store: Store) -> Verdict:
    with store.reading() as work:
        return judged_chain(work.audit, (), (), at_once=3)


def test_entries_follow_on_each_other_whichever_unit_of_work_added_them(store: Store) -> None:
    first, second, third = an_event(), an_event(actor_id=None, detail={"title": "Naïve ☂\x1f"}), an_event(reason="Why")
    append(store, first)
    append(store, second, third)
    verdict = verdict_on(store)
    assert verdict.is_sound
    head = EMPTY
    for event in (first, second, third):
        entry = chained(event, head)
        head = Head(entry.seq, entry.hash)
    assert verdict.head == head
    with store.reading() as work:
        assert work.audit.head() == head
        assert work.audit.last_at() == third.at


def test_the_quick_form_is_made_by_the_database_as_the_program_would_make_it(store: Store) -> None:
    append(
        store,
        an_event(actor_id=None, detail={"title": "Naïve ☂\x1f"}, at=NOW + timedelta(microseconds=7)),
        an_event(patient_id="b" * 32, reason="Why", before={"bed": "1"}),
        an_event(patient_id="c" * 32, detail={"part": "'%(x)s :null \\ \""}),
    )
    with store.reading() as work:
        entries = [Entry._make(row) for row in work.audit.entries(0, 9)]
        quick = [[(mine, bytes(said)) for mine, said in page] for page in work.audit.hashed(0, 2)]
        wanted = [as_hashed(entry) for entry in entries]
        assert quick == [wanted[:2], wanted[2:]]
        assert all(mine for mine, _ in wanted)
        assert [len(page) for page in work.audit.hashed(1, 1)] == [1, 1]


def test_what_is_taken_back_leaves_no_gap(store: Store) -> None:
    append(store, an_event())

    def write_and_fail() -> None:
        with store.writing() as work:
            work.audit.append(an_event())
            assert work.audit.head().seq == 2
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        write_and_fail()
    append(store, an_event())
    assert verdict_on(store).entries == 2
    assert verdict_on(store).is_sound


def test_everything_that_an_event_says_comes_back(store: Store) -> None:
    event = an_event(
        role="lead",
        workstation="WARD-PC-17",
        ward_at="2026-11-20T14:05:00+00:00[Europe/London]",
        reason="Wrong bed",
        before={"bed": "3"},
        after={"bed": "4"},
        text_hash="a" * 64,
    )
    append(store, event)
    with store.reading() as work:
        (found,) = work.audit.of_entity(event.kind, event.entity_id)
    assert found == event
    assert found.seq == 1
    assert len(found.hash or "") == 64


def test_who_only_looked_is_in_the_trail_and_not_in_the_record_s_history(store: Store) -> None:
    looked = an_event(action=AuditAction.NOTE_VIEWED, patient_id="b" * 32)
    append(store, looked)
    with store.reading() as work:
        assert list(work.audit.of_entity(looked.kind, looked.entity_id)) == []
        assert list(work.audit.of_patient("b" * 32)) == []
        assert [line.event for line in work.audit.page(AuditFilter()).items] == [looked]


def test_entries_are_found_by_patient_person_day_act_and_ward(store: Store) -> None:
    mine, other = a_ward(), a_ward(name="Thrushcross Grange")
    nelly, joseph = a_nurse(mine), a_nurse(other, name="Joseph")
    cathy, edgar = a_patient(mine), a_patient(other, family_name="Linton", given_name="Edgar")
    save(store, mine, other, nelly, joseph, cathy, edgar)
    here = an_event(actor_id=nelly.id, patient_id=cathy.id, action=AuditAction.NOTE_FILED)
    away = an_event(actor_id=joseph.id, patient_id=edgar.id, at=NOW + timedelta(days=1))
    visit = an_event(actor_id=joseph.id, patient_id=cathy.id, action=AuditAction.PATIENT_VIEWED)
    backup = an_event(actor_id=None, kind=Kind.STORE, action=AuditAction.BACKUP_MADE)
    append(store, here, away, visit, backup)

    def found(**asked: Any) -> list[AuditEvent]:
        with store.reading() as work:
            wanted = AuditFilter(**asked)
            events = [line.event for line in work.audit.page(wanted).items]
            assert work.audit.count(wanted) == len(events)
        return events

    assert found() == [backup, visit, away, here]
    assert found(ward_id=mine.id) == [backup, visit, here]
    assert found(ward_id=other.id) == [backup, away]
    assert found(patient_id=cathy.id) == [visit, here]
    assert found(person_id=joseph.id) == [visit, away]
    assert found(actions=frozenset({AuditAction.NOTE_FILED})) == [here]
    assert found(since=NOW + timedelta(hours=1)) == [away]
    assert found(until=NOW + timedelta(hours=1), person_id=joseph.id) == [visit]
    with store.reading() as work:
        line = work.audit.page(AuditFilter(patient_id=cathy.id)).items[-1]
        assert (line.who, line.patient_name) == ("Nelly Dean", "EARNSHAW, Catherine")
        assert [event.id for event in work.audit.of_actions({AuditAction.BACKUP_MADE})] == [backup.id]


def test_what_was_done_to_a_patient_is_on_the_page_of_their_ward_alone(store: Store) -> None:
    mine, other = a_ward(), a_ward(name="Thrushcross Grange")
    nelly, cathy, edgar = a_nurse(mine), a_patient(mine), a_patient(other, family_name="Linton", given_name="Edgar")
    save(store, mine, other, nelly, cathy, edgar)
    there = an_event(actor_id=nelly.id, patient_id=edgar.id, before={"bed": "4"}, after={"bed": "12"})
    gone = an_event(actor_id=nelly.id, patient_id="d" * 32)  # of somebody who was erased
    here = an_event(actor_id=nelly.id)
    append(store, there, gone, here)
    with store.reading() as work:
        found = {one.id: work.audit.page(AuditFilter(ward_id=one.id)).items for one in (mine, other)}
    assert [line.event.id for line in found[mine.id]] == [here.id, gone.id]
    assert [line.event.id for line in found[other.id]] == [there.id]


def test_a_sign_in_that_failed_is_on_the_page_of_every_ward_of_that_person(store: Store) -> None:
    mine, other, third = a_ward(), a_ward(name="Thrushcross Grange"), a_ward(name="Penistone Crags")
    nelly, joseph = a_nurse(mine, other_wards=(other.id,)), a_nurse(third, name="Joseph")
    save(store, mine, other, third, nelly, joseph)
    failed = an_event(actor_id=None, kind=Kind.STAFF, entity_id=nelly.id, action=AuditAction.SIGN_IN_FAILED)
    append(store, failed)
    with store.reading() as work:
        found = [bool(work.audit.page(AuditFilter(ward_id=one.id)).items) for one in (mine, other, third)]
        by_person = [len(work.audit.page(AuditFilter(person_id=one.id)).items) for one in (nelly, joseph)]
    assert (found, by_person) == ([True, True, False], [1, 0])


def test_a_long_trail_comes_a_page_at_a_time(store: Store) -> None:
    events = [an_event() for _ in range(7)]
    append(store, *events)
    seen: list[AuditEvent] = []
    cursor: str | None = None
    with store.reading() as work:
        while True:
            page = work.audit.page(AuditFilter(), after=cursor, limit=3)
            seen += [line.event for line in page.items]
            cursor = page.next
            if cursor is None:
                break
    assert seen == events[::-1]


@pytest.fixture
def five(sql_store: SqlStore) -> SqlStore:
    append(sql_store, *(an_event(patient_id="b" * 32) for _ in range(5)))
    return sql_store


@pytest.mark.usefixtures("five")
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_events SET body = body",
        "DELETE FROM audit_events WHERE seq = 5",
        f"INSERT INTO audit_events SELECT 7, '{'d' * 32}', {REST} FROM audit_events WHERE seq = 5",
        f"INSERT INTO audit_events SELECT 6, '{'d' * 32}', {REST} FROM audit_events WHERE seq = 4",
        f"INSERT INTO audit_events SELECT 3, '{'d' * 32}', {REST} FROM audit_events WHERE seq = 3",
    ],
    ids=["change", "remove", "gap", "another's place in the chain", "a number that is taken"],
)
def test_the_database_refuses_what_does_not_follow_on_the_last_entry(sql: Callable[[str], Any], statement: str) -> None:
    with pytest.raises(REFUSED, match="may only be added"):
        sql(statement)
    assert sql("SELECT count(*), max(seq) FROM audit_events").fetchone() == (5, 5)


@pytest.mark.parametrize("sql_store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "statement",
    [
        f"INSERT OR REPLACE INTO audit_events SELECT 5, id, {REST} FROM audit_events WHERE seq = 4",
        f"REPLACE INTO audit_events SELECT 6, id, {REST} FROM audit_events WHERE seq = 5",
        "UPDATE OR REPLACE audit_events SET seq = 5 WHERE seq = 4",
    ],
)
def test_replacing_does_not_slip_past_the_guard_on_any_connection(
    five: SqlStore, sql: Callable[[str], Any], statement: str
) -> None:
    with pytest.raises(REFUSED, match="may only be added"):
        sql(statement)
    assert verdict_on(five).is_sound


def without_guards(store: SqlStore, sql: Callable[[str], Any]) -> None:
    """As somebody with all rights over the database would go about it."""
    if store.target.folder is None:
        sql("SET session_replication_role = replica")
        return
    guards = sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_events'").fetchall()
    assert len(guards) == 4
    for (name,) in guards:
        sql(f"DROP TRIGGER {name}")


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE audit_events SET body = replace(body, 'null', 'true') WHERE seq = 3"], (3, ChainFault.CHANGED)),
        (["UPDATE audit_events SET patient_id = NULL WHERE seq = 3"], (3, ChainFault.CHANGED)),
        (["UPDATE audit_events SET action = 'note.filed' WHERE seq = 3"], (3, ChainFault.CHANGED)),
        (["DELETE FROM audit_events WHERE seq = 3"], (3, ChainFault.MISSING)),
        (["DELETE FROM audit_events WHERE seq = 1"], (1, ChainFault.MISSING)),
        (
            [
                "UPDATE audit_events SET seq = 99 WHERE seq = 2",
                "UPDATE audit_events SET seq = 2 WHERE seq = 4",
                "UPDATE audit_events SET seq = 4 WHERE seq = 99",
            ],
            (2, ChainFault.REORDERED),
        ),
    ],
    ids=["body", "a column", "the act", "one taken out", "the first taken out", "two swapped"],
)
def test_with_the_guards_taken_off_whatever_is_done_is_found(
    five: SqlStore, sql: Callable[[str], Any], statements: list[str], expected: tuple[int, ChainFault]
) -> None:
    without_guards(five, sql)
    for statement in statements:
        sql(statement)
    found = verdict_on(five).fault
    assert found is not None
    assert (found.seq, found.kind) == expected


def test_a_guard_that_is_gone_is_found_though_every_entry_is_as_it_was(
    five: SqlStore, sql: Callable[[str], Any]
) -> None:
    on_server = five.target.folder is None
    off, on = ("ALTER TABLE audit_events DISABLE TRIGGER {0}", "ALTER TABLE audit_events ENABLE TRIGGER {0}")
    sql(off.format("audit_events_no_change") if on_server else "DROP TRIGGER audit_events_no_update")
    try:
        found = verdict_on(five).fault
    finally:
        if on_server:
            sql(on.format("audit_events_no_change"))
    assert found is not None
    assert (found.seq, found.kind) == (5, ChainFault.UNGUARDED)


@pytest.mark.parametrize("sql_store", ["sqlite"], indirect=True)
def test_an_entry_put_before_the_first_is_found(five: SqlStore, sql: Callable[[str], Any]) -> None:
    (guard,) = sql("SELECT sql FROM sqlite_master WHERE name = 'audit_events_in_order'").fetchone()
    sql("DROP TRIGGER audit_events_in_order")
    sql(f"INSERT INTO audit_events SELECT -3, '{'d' * 32}', {REST} FROM audit_events WHERE seq = 5")
    sql(guard)
    found = verdict_on(five).fault
    assert found is not None
    assert (found.seq, found.kind) == (-3, ChainFault.REORDERED)


@pytest.mark.parametrize("sql_store", ["postgres"], indirect=True)
def test_on_a_server_nobody_moves_the_head_by_hand(sql_store: SqlStore, sql: Callable[[str], Any]) -> None:
    append(sql_store, an_event())
    for statement in ("UPDATE audit_head SET seq = 0", "DELETE FROM audit_head", "TRUNCATE audit_head"):
        with pytest.raises(REFUSED, match="may only be added"):
            sql(statement)


def _append_many(folder: Path | None, url: str | None, times: int) -> None:
    target = target_in(folder) if folder else StoreTarget.on_server(url or "")
    with open_store(target, clock=CLOCK) as store:
        done = 0
        while done < times:
            with suppress(StoreFault):  # eight at once may wait for each other longer than a person would
                append(store, an_event(), an_event())
                done += 1


def test_eight_processes_at_once_keep_one_chain(sql_store: SqlStore) -> None:
    append(sql_store, an_event())
    context = multiprocessing.get_context("spawn")
    place = (sql_store.target.folder, sql_store.target.url)
    workers = [context.Process(target=_append_many, args=(*place, 5)) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 8
    verdict = verdict_on(sql_store)
    assert (verdict.is_sound, verdict.entries) == (True, 1 + 8 * 5 * 2)
