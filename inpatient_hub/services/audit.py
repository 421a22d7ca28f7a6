"""Reading, checking and exporting the audit trail, and keeping anchors of it outside the store."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Protocol

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.anchors import Anchor, head_words
from inpatient_hub.domain.audit import AuditAction, AuditEvent
from inpatient_hub.domain.audit_chain import Entry, Head
from inpatient_hub.domain.audit_verdict import REPLACING, Verdict, judged_chain, replaced_by
from inpatient_hub.domain.audit_words import DID, ERASED, IN_OTHER_GROUPS, ActGroup, actions_of, kind_words, stranger
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.staff import Staff
from inpatient_hub.services.ports import AuditFilter, AuditLine, Clock, Page, Store, Work
from inpatient_hub.services.seat import Seat, needs, open_to_all
from inpatient_hub.services.store_acts import ClockKeeper, StoreActs

_AT_ONCE = 5_000
_BETWEEN_ANCHORS = timedelta(minutes=1)
EXPORT_FORM = 1

Progress = Callable[[int, int], None]
"""Told how many entries of how many were read."""


class Anchors(Protocol):
    """Where anchors are kept outside the store. Neither method raises: a place that is missing holds none."""

    def all(self) -> Sequence[Anchor]: ...
    def keep(self, head: Head, at: datetime, agrees: Callable[[Anchor], bool]) -> None: ...


class ExportFiles(Protocol):
    """Writes lines and a table to this place, and returns the two files. Raises HubError."""

    def write(self, place: str, lines: Iterable[str], rows: Iterable[Sequence[str]]) -> tuple[str, str]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditQuestion:
    """What is looked for in the trail. `first` and `last` are days of the ward, both included."""

    ward_id: str
    patient_id: str | None = None
    person_id: str | None = None
    group: ActGroup | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class AuditExported:
    """Both files of an export, and how many entries they hold."""

    lines: str
    table: str
    entries: int


def _no_progress(_done: int, _of: int) -> None:
    return


class AuditService:
    """The audit trail for those whose role may read it."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        seat: Seat,
        acts: StoreActs,
        keeper: ClockKeeper | None = None,
        anchors: Anchors | None = None,
        files: ExportFiles | None = None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._seat = seat
        self._acts = acts
        self._keeper = keeper
        self._anchors = anchors
        self._files = files
        self._anchored_at: datetime | None = None
        self._anchored: Head | None = None

    @needs(Right.READ_AUDIT)
    def page(self, asked: AuditQuestion, *, after: str | None = None, limit: int = 200) -> Page[AuditLine]:
        """Entries, newest first, a page at a time. Raises OtherWard."""
        self._seat.need_ward(asked.ward_id)
        with self._store.reading() as work:
            self._seat.read_again(work)
            page = work.audit.page(self._filter(asked), after=after, limit=limit)
            names = {person.id: person.name for person in work.staff.all()}
        return replace(page, items=tuple(replace(line, whom=_whom(line.event, names)) for line in page.items))

    @needs(Right.READ_AUDIT)
    def count(self, asked: AuditQuestion) -> int:
        """How many entries `page` would give in all."""
        self._seat.need_ward(asked.ward_id)
        with self._store.reading() as work:
            self._seat.read_again(work)
            return work.audit.count(self._filter(asked))

    @needs(Right.READ_AUDIT)
    def people(self, ward_id: str) -> tuple[Staff, ...]:
        """Whoever may have done something that is told on this ward, to narrow the entries to: its own people by name,
        then those who have left it, then the others of the store, who may have opened it in an emergency or did
        something about it from theirs. Raises OtherWard."""
        self._seat.need_ward(ward_id)
        with self._store.reading() as work:
            self._seat.read_again(work)
            everybody = work.staff.all()

        def distance(person: Staff) -> int:
            return (0 if person.active else 1) if ward_id in (person.ward_id, *person.other_wards) else 2

        return tuple(sorted(everybody, key=distance))

    @needs(Right.READ_AUDIT)
    def verify(self, progress: Progress = _no_progress, *, printed: Anchor | None = None) -> Verdict:
        """Follows the whole chain and holds it against every anchor there is, and against one that somebody read off
        a printed page. That it was checked, and what came of it, is recorded."""
        anchors = [*(self._anchors.all() if self._anchors else ()), *([printed] if printed else [])]
        with self._store.reading() as work:
            total = work.audit.head().seq
            verdict = judged_chain(
                work.audit,
                anchors,
                [replaced_by(event) for event in work.audit.of_actions(REPLACING)],
                progress=lambda done: progress(done, max(total, done)),
            )
        fault = verdict.fault
        said = f"{fault.kind.value} at {fault.seq}" if fault else "sound"
        self._acts.record(AuditAction.AUDIT_VERIFIED, detail={"entries": str(verdict.entries), "found": said})
        return verdict

    @needs(Right.EXPORT_AUDIT)
    def export(self, place: str, progress: Progress = _no_progress) -> AuditExported:
        """Writes the whole trail to a file of JSON lines, with every hash, and to a table beside it. The export itself
        is its last entry. Raises HubError."""
        if self._files is None:
            raise RuntimeError("This hub was made without files.")
        with self._store.reading() as work:
            self._seat.read_again(work)
        self._acts.record(AuditAction.AUDIT_EXPORTED)
        with self._store.reading() as work:
            head = work.audit.head()
            names = {person.id: person.name for ward in work.wards.all() for person in work.staff.of_ward(ward.id)}
            lines, table = self._files.write(
                place,
                _lines(work, head, self._clock.now(), progress),
                _rows(work, names),
            )
        return AuditExported(lines, table, head.seq)

    @open_to_all
    def head(self) -> Head:
        """The last entry's number and hash: nothing about anybody."""
        with self._store.reading() as work:
            return work.audit.head()

    @open_to_all
    def head_line(self) -> str:
        """`Audit 1,234: 3f9a 77c1 02de 9b40`, to stand on whatever is printed with patients on it."""
        return head_words(self.head())

    @open_to_all
    def anchor(self) -> Head:
        """Keeps the head outside the store: after a backup, at quit, after a restore."""
        now = self._clock.now()
        with self._store.reading() as work:
            head = work.audit.head()
            if self._anchors is not None and head.seq and head != self._anchored:
                self._anchors.keep(head, now, lambda anchor: is_in_chain(work, anchor))
        self._anchored, self._anchored_at = head, now
        return head

    @open_to_all
    def anchor_at_end(self) -> None:
        """The same when the program ends: a store that can no longer be read is then no trouble any more."""
        with suppress(HubError):
            self.anchor()

    @open_to_all
    def look(self) -> None:
        """What is done now and then while the program runs: an anchor at most once a minute, and a look at the clock.
        Raises HubError."""
        if self._keeper is not None:
            self._keeper.look()
        if self._anchored_at is None or not timedelta() <= self._clock.now() - self._anchored_at < _BETWEEN_ANCHORS:
            self.anchor()

    @open_to_all
    def lock_changed(self, what: str) -> None:
        """Records that the lock of the data folder was changed; `what` is a code such as `passphrase`. Raises
        HubError."""
        self._acts.record(AuditAction.LOCK_CHANGED, detail={"what": what})

    def _filter(self, asked: AuditQuestion) -> AuditFilter:
        wanted = AuditFilter(
            ward_id=asked.ward_id,
            patient_id=asked.patient_id,
            person_id=asked.person_id,
            actions=actions_of(asked.group) if asked.group not in (None, ActGroup.CHANGES) else None,
            but_not=IN_OTHER_GROUPS if asked.group is ActGroup.CHANGES else frozenset(),
        )
        if asked.first is not None:
            wanted = replace(wanted, since=self._midnight(asked.first))
        if asked.last is not None and asked.last < date.max:
            wanted = replace(wanted, until=self._midnight(asked.last + timedelta(days=1)))
        return wanted

    def _midnight(self, day: date) -> datetime:
        zone = self._clock.local(self._clock.now()).tzinfo
        return datetime.combine(day, time(), tzinfo=zone)


def _whom(event: AuditEvent, names: Mapping[str, str]) -> str:
    if event.kind is not Kind.STAFF or event.entity_id == event.actor_id:
        return ""
    return names.get(event.entity_id) or stranger(event.entity_id)


def is_in_chain(work: Work, anchor: Anchor) -> bool:
    """Whether an anchor's entry is where the anchor says."""
    found = work.audit.entries(anchor.seq - 1, 1)
    if not found:
        return anchor.seq == 0
    entry = Entry._make(found[0])
    return entry.seq == anchor.seq and entry.hash.startswith(anchor.hash)


def _pages(work: Work, progress: Progress) -> Iterator[Sequence[Sequence[Any]]]:
    total, done, after = work.audit.head().seq, 0, 0
    while page := work.audit.entries(after, _AT_ONCE):
        yield page
        after, done = page[-1][0], done + len(page)
        progress(done, max(total, done))


def _lines(work: Work, head: Head, now: datetime, progress: Progress) -> Iterator[str]:
    first = {"inpatient_hub_audit": EXPORT_FORM, "entries": head.seq, "head": head.hash, "made_at": now.isoformat()}
    yield json.dumps(first)
    for page in _pages(work, progress):
        for row, event in zip(page, work.audit.told(page), strict=True):
            yield json.dumps(Entry._make(row)._asdict() | _opened(event))


def _opened(event: AuditEvent) -> dict[str, Any]:
    """What is sealed in the text of an entry about a patient, to read: no part of what is hashed."""
    if event.is_erased:
        return {"opened": ERASED}
    told = {"reason": event.reason, "before": dict(event.before), "after": dict(event.after)}
    return {"opened": told} if event.patient_id and any(told.values()) else {}


_HEADS = (
    "Number",
    "When (UTC)",
    "When (ward)",
    "Who",
    "Role",
    "Workstation",
    "What",
    "Kind",
    "Record",
    "Patient",
    "Reason",
    "Before",
    "After",
    "Details",
    "Hash",
)


def _rows(work: Work, names: dict[str, str]) -> Iterator[Sequence[str]]:
    yield _HEADS
    for page in _pages(work, _no_progress):
        for event in work.audit.told(page):
            values = (event.reason or "", _pairs(event.before), _pairs(event.after))
            yield (
                str(event.seq),
                event.at.isoformat(timespec="seconds"),
                event.ward_at,
                names.get(event.actor_id or "", event.actor_id or ""),
                event.role or "",
                event.workstation,
                DID[event.action],
                kind_words(event.kind),
                event.entity_id,
                event.patient_id or "",
                *((ERASED,) * len(values) if event.is_erased else values),
                _pairs(event.detail),
                event.hash or "",
            )


def _pairs(texts: Any) -> str:
    return "; ".join(f"{name}: {text}" for name, text in texts.items())
