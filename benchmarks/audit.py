"""What the audit trail costs: a change with its entry against the bare change, and a check of a long trail."""

from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from benchmarks.measure import Figure, interleaved, per_call
from benchmarks.wards import Wards
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_verdict import judged_chain
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.tasks import Task, TaskKind
from inpatient_hub.domain.wards import Ward
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Store
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.sqlite_file import connect
from inpatient_hub.store.target import STORE_FILE, StoreTarget

ENTRIES = 100_000
CHANGES = 40
_NOW = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
_AT_ONCE = 5_000


def change(wards: Wards, pairs: int) -> Figure:
    """A task added with its entry, and the same task without, each in a unit of work of its own."""
    with closing(_store(wards, "audit-change")) as store:
        ward, person = _ward(store)

        def with_entry() -> None:
            with store.writing() as work:
                task = _task(ward, person)
                work.tasks.add(task)
                work.audit.append(_event(person, task.id))

        def bare() -> None:
            with store.writing() as work:
                work.tasks.add(_task(ward, person))

        measured = interleaved(per_call(with_entry, calls=CHANGES), per_call(bare, calls=CHANGES), pairs=pairs)
    return Figure(
        name="audit.change",
        about="A task added and saved with its audit entry; the same without the entry. The store is encrypted.",
        unit="ms",
        ours=tuple(ours for ours, _ in measured),
        baseline=tuple(other for _, other in measured),
        limit=2.0,
    )


def verify(wards: Wards, pairs: int) -> Figure:
    """A check of a hundred thousand entries, and reading and hashing the very same bytes without looking at them."""
    with closing(_store(wards, "audit-verify")) as store:
        _, person = _ward(store)
        for _ in range(ENTRIES // _AT_ONCE):
            with store.writing() as work:
                for _ in range(_AT_ONCE):
                    work.audit.append(_event(person, new_id()))
        file, key = store.target.folder / STORE_FILE, store.target.key  # type: ignore[operator]

        def ours() -> None:
            with store.reading() as work:
                verdict = judged_chain(_pages(work.audit), (), (), elsewhere=work.audit.with_hash)
            if not verdict.is_sound or verdict.entries != ENTRIES:
                raise RuntimeError("The trail of the benchmark is not whole.")

        with closing(connect(file, key)) as bare:

            def other() -> None:
                for row in bare.execute("SELECT * FROM audit_events ORDER BY seq"):
                    sha256("\x1f".join(map(str, row)).encode()).hexdigest()

            measured = interleaved(per_call(ours, calls=1), per_call(other, calls=1), pairs=pairs)
            texts = ["\x1f".join(map(str, row)).encode() for row in bare.execute("SELECT * FROM audit_events")]
        in_memory = per_call(lambda: [sha256(text).hexdigest() for text in texts], calls=1)()
    return Figure(
        name="audit.verify_100k",
        about="A check of 100,000 entries; the same bytes read from the encrypted store and hashed, nothing compared.",
        unit="ms",
        ours=tuple(one for one, _ in measured),
        baseline=tuple(bare_one for _, bare_one in measured),
        limit=3.0,
        facts={"hashing_alone_from_memory": in_memory},
    )


def _pages(audit: Any) -> Iterator[Any]:
    after = 0
    while page := audit.entries(after, _AT_ONCE):
        yield page
        after = page[-1][0]


def _store(wards: Wards, name: str) -> SqlStore:
    folder = wards.file(f"{name}.txt", "").parent / name
    folder.mkdir()
    return open_store(StoreTarget.in_folder(folder, DataKey.new()), clock=FixedClock(_NOW))


def _ward(store: Store) -> tuple[Ward, str]:
    from inpatient_hub.domain.staff import Staff

    ward = Ward(id=new_id(), name="Keats Ward")
    person = Staff(id=new_id(), ward_id=ward.id, name="Esther Summerson", role="RMN")
    with store.writing() as work:
        work.wards.add(ward)
        work.staff.add(person)
    return ward, person.id


def _task(ward: Ward, person: str) -> Task:
    return Task(
        id=new_id(), ward_id=ward.id, kind=TaskKind.WARD, title="Ring the advocate", created_by=person, created_at=_NOW
    )


def _event(person: str, entity_id: str) -> AuditEvent:
    return AuditEvent(
        id=new_id(),
        at=_NOW,
        actor_id=person,
        action=AuditAction.TASK_CREATED,
        kind=Kind.TASK,
        entity_id=entity_id,
        detail={"title": "Ring the advocate"},
        role="staff",
        workstation="WARD-PC-17",
        ward_at="2026-11-20T14:05:00+00:00[Europe/London]",
        after={"state": "to_do", "due_on": "2026-11-21"},
    )
