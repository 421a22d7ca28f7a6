"""The quick check of the trail, page by page on several connections, judges as the careful one does entry by entry."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inpatient_hub.domain.anchors import Anchor, AnchorPlace
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_pages import JoinedPage
from inpatient_hub.domain.audit_verdict import ChainFault, Verdict, judged_chain
from inpatient_hub.domain.changes import Kind
from inpatient_hub.services.ports import AuditRepository
from inpatient_hub.store.database import SqlStore, open_store
from inpatient_hub.store.driver import Connection
from inpatient_hub.store.errors import Fault, StoreFault
from inpatient_hub.store.sqlite_file import bare
from inpatient_hub.store.target import STORE_FILE
from tests.contracts.keepers import CLOCK, put_empty_store, target_in
from tests.contracts.making import later

ENTRIES = 24

PAGES = (1, 2, 7, 100)
"""With one or two at once many pages are read side by side, with more a few in turn."""

NO_GUARD = [f"DROP TRIGGER audit_events_{name}" for name in ("no_update", "no_delete", "no_replace", "in_order")]


class Careful:
    """A trail none of whose pages is what it seems: it is followed entry by entry."""

    def __init__(self, trail: AuditRepository) -> None:
        self._trail = trail

    def __getattr__(self, name: str) -> Any:
        return getattr(self._trail, name)

    def hashed(self, after: int, at_once: int) -> Iterator[Sequence[tuple[str, bytes]]]:
        if self._trail.entries(after, at_once):
            yield [("", b"")]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    put_empty_store(tmp_path)
    with open_store(target_in(tmp_path), clock=CLOCK) as opened:
        with opened.writing() as work:
            for number in range(ENTRIES):
                work.audit.append(an_event(number))
        yield opened


@pytest.fixture
def raw(store: SqlStore, tmp_path: Path) -> Iterator[Connection]:
    """The same file without its guards."""
    with closing(bare(tmp_path / STORE_FILE, store.target.key, wait_ms=1_000)) as connection:
        for statement in NO_GUARD:
            connection.execute(statement)
        yield connection


def an_event(number: int) -> AuditEvent:
    return AuditEvent(
        id=f"{number:032x}",
        at=later(number),
        actor_id="a" * 32 if number % 3 else None,
        action=AuditAction.TASK_CLAIMED,
        kind=Kind.TASK,
        entity_id="e" * 32,
        patient_id="b" * 32 if number % 2 else None,
        detail={"part": f"Naïve ☂ \x00 \x1e \x1f {number}"},
    )


def verdicts(store: SqlStore, anchors: Sequence[Anchor] = ()) -> list[Verdict]:
    """The careful verdict, and the quick one with pages of every size."""
    with store.reading() as work:
        careful = judged_chain(Careful(work.audit), anchors, (), at_once=5)
    found = [careful]
    for at_once in PAGES:
        with store.reading() as work:
            found.append(judged_chain(work.audit, anchors, (), at_once=at_once))
    return found


def the_one(verdicts: Sequence[Verdict]) -> Verdict:
    assert all(one == verdicts[0] for one in verdicts)
    return verdicts[0]


def test_a_whole_chain_proves_itself_page_by_page_and_agrees_with_its_anchors(store: SqlStore) -> None:
    with store.reading() as work:
        hashes = [row[-1] for row in work.audit.entries(0, ENTRIES)]
        for at_once in PAGES:
            pages = list(work.audit.hashed(0, at_once))
            assert all(isinstance(page, JoinedPage) and page.proof is not None for page in pages)
            assert [mine for page in pages for mine, _ in page] == hashes
    anchors = [Anchor(seq, hashes[seq - 1], AnchorPlace.KEYRING, None) for seq in (1, 2, 9, ENTRIES)]
    sound = the_one(verdicts(store, anchors))
    assert sound.is_sound
    assert (sound.entries, sound.head.hash, sound.anchors) == (ENTRIES, hashes[-1], 4)


_TENTH = "UPDATE audit_events SET {} WHERE seq = 10"

TAMPERED = {
    "another body": (_TENTH.format("body = replace(body, 'Na', 'No')"), (10, ChainFault.CHANGED)),
    "a longer body": (_TENTH.format("body = body || ' '"), (10, ChainFault.CHANGED)),
    "no body": (_TENTH.format("body = ''"), (10, ChainFault.CHANGED)),
    "a body that opens otherwise": (_TENTH.format("body = ' ' || body"), (10, ChainFault.CHANGED)),
    "another id": (_TENTH.format(f"id = '{'f' * 32}'"), (10, ChainFault.CHANGED)),
    "another patient": (_TENTH.format(f"patient_id = '{'c' * 32}'"), (10, ChainFault.CHANGED)),
    "no patient": (_TENTH.format("patient_id = NULL"), (10, ChainFault.CHANGED)),
    "the word null as patient": (
        "UPDATE audit_events SET patient_id = 'null' WHERE seq = 9",
        (9, ChainFault.CHANGED),
    ),
    "nobody did it": ("UPDATE audit_events SET actor_id = NULL WHERE seq = 9", (9, ChainFault.CHANGED)),
    "somebody did it": (f"UPDATE audit_events SET actor_id = '{'a' * 32}' WHERE seq = 7", (7, ChainFault.CHANGED)),
    "nobody by another word": ("UPDATE audit_events SET actor_id = '' WHERE seq = 7", None),
    "another act": (_TENTH.format("action = 'note.filed'"), (10, ChainFault.CHANGED)),
    "another moment": (_TENTH.format("at = replace(at, '+00:00', '+01:00')"), (10, ChainFault.CHANGED)),
    "a number as moment": (_TENTH.format("at = 5"), (10, ChainFault.CHANGED)),
    "a number as act": (_TENTH.format("action = 5"), (10, ChainFault.CHANGED)),
    "another hash": (_TENTH.format("hash = prev"), (10, ChainFault.CHANGED)),
    "no hash": (_TENTH.format("hash = ''"), (10, ChainFault.CHANGED)),
    "a hash in capitals": (_TENTH.format("hash = upper(hash)"), (10, ChainFault.CHANGED)),
    "a hash and more": (_TENTH.format("hash = hash || char(30)"), (10, ChainFault.CHANGED)),
    "another one before it": (_TENTH.format("prev = hash"), (10, ChainFault.REORDERED)),
    "none before it": (_TENTH.format("prev = ''"), (10, ChainFault.CHANGED)),
    "a NUL at the end": (_TENTH.format("action = action || char(0)"), (10, ChainFault.CHANGED)),
    "a NUL in front": (_TENTH.format("kind = char(0) || kind"), (10, ChainFault.CHANGED)),
    "cut by a NUL": (_TENTH.format("body = body || char(0) || body"), (10, ChainFault.CHANGED)),
    "a separator of entries": (_TENTH.format("action = action || char(30)"), (10, ChainFault.CHANGED)),
    "separators around": (
        _TENTH.format("prev = char(30) || prev, body = body || char(30)"),
        (10, ChainFault.CHANGED),
    ),
    "a separator of parts": (_TENTH.format("kind = kind || char(31)"), (10, ChainFault.CHANGED)),
    "other bytes in a blob": (_TENTH.format("body = x'ff00'"), (10, ChainFault.CHANGED)),
    "taken out": ("DELETE FROM audit_events WHERE seq = 10", (10, ChainFault.MISSING)),
    "many taken out": ("DELETE FROM audit_events WHERE seq BETWEEN 3 AND 20", (3, ChainFault.MISSING)),
    "begun later": ("DELETE FROM audit_events WHERE seq < 10", (1, ChainFault.MISSING)),
    "moved far away": (_TENTH.format("seq = 4611686018427387904"), (10, ChainFault.MISSING)),
    "the last one moved far away": (
        f"UPDATE audit_events SET seq = 9223372036854775807 WHERE seq = {ENTRIES}",
        (ENTRIES, ChainFault.MISSING),
    ),
    "moved to the front": (_TENTH.format("seq = -1"), (10, ChainFault.MISSING)),
}


@pytest.mark.parametrize(("statement", "expected"), TAMPERED.values(), ids=TAMPERED.keys())
def test_both_find_the_same_of_whatever_was_done(
    store: SqlStore, raw: Connection, statement: str, expected: tuple[int, ChainFault] | None
) -> None:
    assert raw.execute(statement).rowcount
    found = the_one(verdicts(store)).fault
    assert found is not None
    assert (found.seq, found.kind) == (expected or (ENTRIES, ChainFault.UNGUARDED))


@pytest.mark.parametrize("column", ["id", "actor_id", "action", "entity_id", "patient_id", "body", "prev", "hash"])
def test_the_same_bytes_as_a_blob_are_the_same_to_both(store: SqlStore, raw: Connection, column: str) -> None:
    raw.execute(f"UPDATE audit_events SET {column} = CAST({column} AS BLOB) WHERE seq = 10")
    found = the_one(verdicts(store)).fault
    assert found is not None
    assert found.kind is ChainFault.UNGUARDED


_COLUMNS = ("id", "at", "actor_id", "action", "kind", "entity_id", "patient_id", "body", "prev", "hash")
_VALUES = st.one_of(
    st.sampled_from(["", "null", "\x1e", "\x1f", "\x00", "0" * 64]),
    st.integers(min_value=-5, max_value=5),
    st.floats(allow_nan=False),
    st.binary(max_size=3),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    seq=st.integers(min_value=1, max_value=ENTRIES),
    column=st.sampled_from(_COLUMNS),
    value=_VALUES,
    added=st.sampled_from(["{0}", "{1} || {0}", "{0} || {1}"]),
)
def test_both_judge_alike_whatever_stands_in_an_entry(
    store: SqlStore, raw: Connection, seq: int, column: str, value: str | float | bytes, added: str
) -> None:
    if column == "id" and added == "{0}":
        value = "f" * 32
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute("SAVEPOINT before")
    (was,) = raw.execute(f"SELECT {column} FROM audit_events WHERE seq = ?", (seq,)).fetchone()
    raw.execute(f"UPDATE audit_events SET {column} = {added.format('?', column)} WHERE seq = ?", (value, seq))
    raw.execute("RELEASE before")
    the_one(verdicts(store))
    raw.execute(f"UPDATE audit_events SET {column} = ? WHERE seq = ?", (was, seq))


def test_a_page_that_cannot_be_unlocked_is_told_as_damage(store: SqlStore, tmp_path: Path) -> None:
    store.compact()
    file = tmp_path / STORE_FILE
    with closing(bare(file, store.target.key, wait_ms=1_000)) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'audit_events'").fetchone()
    with file.open("r+b") as opened:
        opened.seek((page - 1) * 4096)
        opened.write(b"damaged")
    store.close()
    with open_store(store.target, clock=CLOCK) as again, pytest.raises(StoreFault) as told, again.reading() as work:
        judged_chain(work.audit, (), (), at_once=1)
    assert told.value.fault is Fault.DAMAGED


def test_who_wants_no_more_pages_leaves_no_thread_and_no_connection_behind(store: SqlStore) -> None:
    with store.reading() as work:
        pages = work.audit.hashed(0, 1)
        assert next(pages)
        del pages
    assert store.compact()
