"""How long the check of a long audit trail takes, against bare hashing of the bytes that it hashes."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, interleaved, per_call
from benchmarks.wards import Wards, say
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import Entry
from inpatient_hub.domain.audit_verdict import Verdict, judged_chain
from inpatient_hub.domain.changes import Kind
from inpatient_hub.host.clock import SystemClock
from inpatient_hub.host.identity import new_id
from inpatient_hub.services.ports import Work
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.keys.data_key import DataKey
from inpatient_hub.store.target import StoreTarget

ENTRIES = 100_000
LIMIT = 3.0

_AT_ONCE = 1_000
_SAVED_TOGETHER = 5_000
_FORM = "hub-audit-1"


def verify(wards: Wards, pairs: int, *, entries: int = ENTRIES) -> Figure:
    """A locked store with so many entries, verified from the first to the last."""
    key = DataKey.new()
    folder = wards.once(f"audit-{entries}", _new_folder)
    with open_store(StoreTarget.in_folder(folder, key), clock=SystemClock()) as store:
        say(f"Making an audit trail of {entries:,} entries")
        _fill(store, entries)
        hashed = list(_hashed(store))
        verdict = _verified(store)
        assert verdict.is_sound
        assert verdict.entries == len(hashed) == entries
        measured = interleaved(
            per_call(lambda: _verified(store), calls=1), per_call(lambda: _bare(hashed), calls=1), pairs=pairs
        )
    return Figure(
        name="audit.verify_100000",
        about="Every entry of an audit trail read from the locked store and its hash checked, its pages unlocked by "
        "two threads; bare hashing of the same bytes, which lie in memory, by one.",
        unit="ms",
        ours=tuple(ours for ours, _ in measured),
        baseline=tuple(baseline for _, baseline in measured),
        limit=LIMIT,
        facts={"entries": entries, "bytes_each": sum(map(len, hashed)) / entries},
    )


def _new_folder(into: Path) -> Path:
    into.mkdir()
    return into


def _fill(store: SqlStore, entries: int) -> None:
    begun, actor, patient = SystemClock().now(), new_id(), new_id()
    for first in range(0, entries, _SAVED_TOGETHER):
        with store.writing() as work:
            for number in range(first, min(entries, first + _SAVED_TOGETHER)):
                work.audit.append(
                    AuditEvent(
                        id=new_id(),
                        at=begun + timedelta(seconds=number),
                        actor_id=actor,
                        action=AuditAction.TASK_CLAIMED,
                        kind=Kind.TASK,
                        entity_id=new_id(),
                        patient_id=patient,
                        detail={"title": "Ask whether the advocate has been in touch"},
                    )
                )


def _verified(store: SqlStore) -> Verdict:
    with store.reading() as work:
        return judged_chain(work.audit, [], [])


def _pages(work: Work) -> Iterator[Sequence[Sequence[Any]]]:
    after = 0
    while page := work.audit.entries(after, _AT_ONCE):
        yield page
        after = page[-1][0]


def _hashed(store: SqlStore) -> Iterator[bytes]:
    """What is hashed of each entry, in their order."""
    with store.reading() as work:
        for page in _pages(work):
            for one in map(Entry._make, page):
                parts = (_FORM, str(one.seq), one.at, one.actor_id or "", one.action, one.kind, one.entity_id)
                yield "\x1f".join((*parts, one.body, one.prev)).encode()


def _bare(hashed: Sequence[bytes]) -> None:
    for said in hashed:
        sha256(said).hexdigest()
