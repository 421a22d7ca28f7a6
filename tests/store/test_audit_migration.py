"""The trail of a store from before the chain: chained as it was added, and nothing of it lost or changed."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_verdict import judged_chain
from inpatient_hub.domain.changes import Kind
from inpatient_hub.store.backup import backups_in
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.engines import server_engine
from inpatient_hub.store.schema_version import CURRENT_SCHEMA, SchemaPlan
from inpatient_hub.store.target import STORE_FILE, StoreTarget
from inpatient_hub.store.upgrade import create, prepare_server
from tests.contracts.keepers import CLOCK, KEY, postgres_server, put_lock, raw, target_in

BEFORE = SchemaPlan(revision="0002", scripts=CURRENT_SCHEMA.scripts)
MANY = 3_500
INSERT = (
    "INSERT INTO audit_events (seq, id, at, actor_id, action, kind, entity_id, patient_id, detail, text_hash) "
    "VALUES ({places})"
)


def an_old_row(number: int) -> tuple[Any, ...]:
    """A row as the program wrote it before the chain, with gaps in the numbers as a server leaves them."""
    detail = '{"title":"Advocate \\u2602","reason":"Not needed"}' if number % 5 == 0 else '{"title":"Advocate"}'
    return (
        number + number // 100,
        f"{number:032x}",
        f"2026-10-{1 + number % 28:02d}T09:30:00.{number:06d}+00:00",
        "a" * 32 if number % 3 else None,
        "note.not_filed" if number % 5 == 0 else "note.copied",
        "note",
        f"{number % 40:032x}",
        "b" * 32 if number % 2 else None,
        detail,
        "c" * 64 if number % 4 == 0 else None,
    )


def check(store: SqlStore) -> None:
    """The chain is whole, and says what the old rows said."""
    with store.reading() as work:
        verdict = judged_chain(work.audit, (), (), at_once=1_000)
        tenth = work.audit.of_entity(Kind.NOTE, f"{10:032x}")[-1]
    assert (verdict.is_sound, verdict.entries, verdict.head.seq) == (True, MANY, MANY)
    assert (tenth.id, tenth.seq, tenth.action) == (f"{10:032x}", 10, AuditAction.NOTE_NOT_FILED)
    assert (tenth.detail, tenth.reason) == ({"title": "Advocate ☂"}, "Not needed")
    assert (tenth.at.isoformat(), tenth.patient_id, tenth.text_hash) == ("2026-10-11T09:30:00.000010+00:00", None, None)
    assert (tenth.role, tenth.workstation, tenth.ward_at) == (None, "", "")


def test_thousands_of_entries_of_an_older_store_are_chained(tmp_path: Path) -> None:
    put_lock(tmp_path)
    create(tmp_path, key=KEY, clock=CLOCK, plan=BEFORE)
    with closing(raw(tmp_path / STORE_FILE)) as connection:
        connection.execute("BEGIN")
        statement = INSERT.format(places=", ".join("?" * 10))
        connection.executemany(statement, [an_old_row(number) for number in range(1, MANY + 1)])
        connection.execute("COMMIT")
    with open_store(target_in(tmp_path), clock=CLOCK) as store:
        check(store)
    assert [backup.label for backup in backups_in(tmp_path)] == [f"before-{CURRENT_SCHEMA.revision}"]


def test_thousands_of_entries_on_a_server_are_chained() -> None:
    server = postgres_server()
    with server.database() as name:
        target = StoreTarget.on_server(server.url(name))
        engine = server_engine(server.url(name))
        prepare_server(engine, target, clock=CLOCK, plan=BEFORE)
        engine.dispose()
        with server.connect(name) as connection, connection.cursor() as cursor:
            statement = INSERT.format(places=", ".join(["%s"] * 10))
            cursor.executemany(statement, [an_old_row(number) for number in range(1, MANY + 1)])
        with open_store(target, clock=CLOCK) as store:
            check(store)


@pytest.mark.parametrize("entries", [0, 1])
def test_an_older_store_with_hardly_anything_in_it_is_chained_too(tmp_path: Path, entries: int) -> None:
    put_lock(tmp_path)
    create(tmp_path, key=KEY, clock=CLOCK, plan=BEFORE)
    with closing(raw(tmp_path / STORE_FILE)) as connection:
        for number in range(1, entries + 1):
            connection.execute(INSERT.format(places=", ".join("?" * 10)), an_old_row(number))
    with open_store(target_in(tmp_path), clock=CLOCK) as store, store.reading() as work:
        assert work.audit.head().seq == entries
