"""Which records are due to be erased, why, and erasing them once an admin has approved it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer, NotFound
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.retention import (
    BLOCKER_WORDS,
    Blocker,
    ErasedKind,
    Erasure,
    ErasureReason,
    Leaver,
    LegalHold,
    Period,
    RecordKind,
    Stay,
    periods,
)
from inpatient_hub.domain.retention_plan import RetentionPlan
from inpatient_hub.services.drafts import ids_about
from inpatient_hub.services.ports import Clock, NewId, Store, Work
from inpatient_hub.services.retention_ports import Cleared, Copies, DropDrafts, HeldElsewhere
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.trail import AuditTrail

_LONGEST_REASON = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class DueLine:
    """One record: what it is, when its clock started, since when its period is over, and what stands in the way."""

    kind: RecordKind
    id: str
    name: str
    last_on: date | None
    due_on: date | None
    notes: int = 0
    runs: int = 0
    tasks: int = 0
    blockers: tuple[Blocker, ...] = ()
    hold: LegalHold | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueList:
    """The records of a ward that are due; those whose period is over and that are kept all the same, and those on hold;
    how many more there are, and when the next of them is due."""

    due: tuple[DueLine, ...]
    kept: tuple[DueLine, ...]
    later: int
    next_on: date | None
    recent: tuple[Erasure, ...] = ()
    """What was erased lately, the newest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """What was erased. `trouble` says what went wrong with the copies elsewhere, or is empty."""

    erasures: tuple[Erasure, ...]
    trouble: str = ""


class RetentionService:
    """Retention of one store. Erasing takes a moment: away from the window's thread."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        new_id: NewId,
        trail: AuditTrail,
        seat: Seat,
        plan: RetentionPlan,
        copies: Copies | None = None,
        drafts: DropDrafts | None = None,
    ) -> None:
        """`drafts` drops what was typed and not saved about these ids and names."""
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._seat = seat
        self._plan = plan
        self._copies = copies
        self._drafts = drafts

    @needs(Right.READ_RETENTION)
    def periods(self) -> tuple[Period, ...]:
        """How long each kind of record is kept, where that comes from and how sure it is."""
        return periods(self._plan)

    @needs(Right.READ_RETENTION)
    def due(self, ward_id: str) -> DueList:
        """What is due on this ward, what is kept all the same, and why."""
        self._seat.need_ward(ward_id)
        with self._store.reading() as work:
            holds = {hold.patient_id: hold for hold in work.retention.holds(ward_id)}
            stays = {stay.patient_id: stay for stay in work.retention.stays(ward_id)}
            held_here = [work.retention.stay(patient_id) for patient_id in holds if patient_id not in stays]
            lines = [
                *(self._stay_line(stay, holds.get(stay.patient_id)) for stay in (*stays.values(), *held_here)),
                *(self._leaver_line(leaver) for leaver in work.retention.leavers(ward_id)),
            ]
            recent = tuple(work.erasures.recent(ward_id))
        today = self._clock.today()
        over = [line for line in lines if line.due_on is None or line.due_on <= today]
        later = [line for line in lines if line not in over and line.hold is None]
        return DueList(
            due=_oldest_first(line for line in over if not line.blockers),
            kept=_oldest_first(line for line in lines if line.blockers and (line in over or line.hold is not None)),
            later=len(later),
            next_on=min((line.due_on for line in later if line.due_on is not None), default=None),
            recent=recent,
        )

    @needs(Right.READ_RETENTION)
    def about(self, patient_id: str) -> DueLine:
        """How it stands with one patient's records. Raises NotFound."""
        with self._store.reading() as work:
            stay = work.retention.stay(patient_id)
            self._seat.need_ward(stay.ward_id)
            return self._stay_line(stay, work.retention.hold_on(patient_id))

    @needs(Right.READ_RETENTION)
    def hold(self, patient_id: str, reason: str, *, by: str) -> Changes:
        """Keeps a patient's records from being erased until somebody releases them. Raises InvalidAnswer without a
        reason, and HubError when they are on hold already."""
        why = one_line(reason)
        if not why or len(why) > _LONGEST_REASON:
            words = "A reason is needed." if not why else f"The reason is longer than {_LONGEST_REASON} characters."
            raise InvalidAnswer("Nothing was changed", words, remedy="Say shortly who asked for it.", field="reason")
        with self._store.writing() as work:
            patient = work.patients.get(patient_id)
            self._seat.need_ward(patient.ward_id)
            if work.retention.hold_on(patient_id) is not None:
                raise HubError("Nothing was changed", "These records are on hold already.", remedy="Look at the list.")
            work.retention.add_hold(
                LegalHold(
                    id=self._new_id(),
                    ward_id=patient.ward_id,
                    patient_id=patient_id,
                    reason=why,
                    placed_by=by,
                    placed_at=self._clock.now(),
                )
            )
            self._record(work, AuditAction.RECORD_HELD, patient_id, by=by)
        return Changes.of((Kind.PATIENT, patient_id))

    @needs(Right.APPROVE_ERASURE)
    def release(self, patient_id: str, *, by: str) -> Changes:
        """Ends the hold on a patient's records. Raises HubError when there is none."""
        with self._store.writing() as work:
            hold = work.retention.hold_on(patient_id)
            if hold is None:
                raise HubError("Nothing was changed", "These records are not on hold.", remedy="Look at the list.")
            self._seat.need_ward(hold.ward_id)
            work.retention.update_hold(replace(hold, released_by=by, released_at=self._clock.now()))
            self._record(work, AuditAction.RECORD_RELEASED, patient_id, by=by)
        return Changes.of((Kind.PATIENT, patient_id))

    @needs(Right.APPROVE_ERASURE)
    def approve(
        self, ward_id: str, ids: Sequence[str], reason: ErasureReason, *, confirmed: int, by: str
    ) -> tuple[Erased, Changes]:
        """Erases these records, all or none. `confirmed` is the number the person confirmed. A record that is not due
        can be erased only because somebody asked for it; one that something stands in the way of, never.

        Raises HubError, and then nothing was erased.
        """
        self._seat.need_ward(ward_id)
        wanted = tuple(dict.fromkeys(ids))
        self._refuse_unconfirmed(wanted, reason, confirmed)
        now, today = self._clock.now(), self._clock.today()
        erasures, gone, names = [], set[str](), set[str]()
        with self._store.writing() as work:
            leavers = {leaver.staff_id: leaver for leaver in work.retention.leavers(ward_id)}
            for one in wanted:
                line = self._line_of(work, ward_id, one, leavers)
                _refuse_unless_due(line, reason, today)
                gone |= ids_about(work, one)
                kind = ErasedKind.STAFF if line.kind is RecordKind.STAFF else ErasedKind.PATIENT
                names |= _said_of(work, one) if kind is ErasedKind.PATIENT else set()
                erasure = work.erasures.erase(
                    Erasure(id=self._new_id(), kind=kind, entity_id=one, ward_id=ward_id, at=now, by=by, reason=reason)
                )
                work.audit.append(self._trail.erased(AuditAction.RECORD_ERASED, erasure, by=by))
                erasures.append(erasure)
        troubles = (self._copies.settle() if self._copies else "", self._drop_drafts(gone, names))
        touched = Changes.of(*((_KIND[erasure.kind], erasure.entity_id) for erasure in erasures), *_GONE_WITH_THEM)
        return Erased(erasures=tuple(erasures), trouble=" ".join(filter(None, troubles))), touched

    def _drop_drafts(self, gone: Collection[str], names: Collection[str]) -> str:
        """What kept the drafts about these from being dropped, in words; empty when nothing did."""
        try:
            if self._drafts is not None:
                self._drafts(gone, names)
        except HubError as fault:
            return f"{fault.title}: {fault.message}"
        return ""

    @needs(Right.READ_RETENTION)
    def elsewhere(self) -> HeldElsewhere | None:
        """How many backups still hold something that was erased, and until when; None where no backup is made here.
        Looks into each backup: away from the window's thread."""
        return self._copies.held() if self._copies else None

    @needs(Right.APPROVE_ERASURE)
    def clear_elsewhere(self, ward_id: str, *, by: str) -> tuple[Cleared, Changes]:
        """Writes every backup that holds something erased anew without it. Takes a second or two for each."""
        if self._copies is None:
            raise HubError(
                "There is nothing to do here",
                "This store is on a database server, or is a ward for trial that is thrown away.",
                remedy="Ask IT how long the server's backups are kept.",
            )
        cleared = self._copies.clear()
        detail = {"count": str(cleared.cleared), "failed": str(cleared.failed)}
        with self._store.writing() as work:
            event = self._trail.event(AuditAction.COPIES_CLEARED, Kind.WARD, ward_id, by=by, detail=detail)
            work.audit.append(event)
        return cleared, Changes.of((Kind.WARD, ward_id))

    def _refuse_unconfirmed(self, ids: Sequence[str], reason: ErasureReason, confirmed: int) -> None:
        if not ids or reason is ErasureReason.MINIMISED:
            raise InvalidAnswer("Nothing was erased", "No record was chosen.", remedy="Tick some, then try again.")
        if confirmed != len(ids):
            raise HubError(
                "Nothing was erased",
                f"{len(ids):,} were chosen, and {confirmed:,} were confirmed.",
                remedy="Look at the list again, and confirm the number of records to erase.",
            )

    def _line_of(self, work: Work, ward_id: str, one: str, leavers: dict[str, Leaver]) -> DueLine:
        if one in leavers:
            return self._leaver_line(leavers[one])
        stay = work.retention.stay(one)
        if stay.ward_id != ward_id:
            raise NotFound("Patient")
        return self._stay_line(stay, work.retention.hold_on(one))

    def _stay_line(self, stay: Stay, hold: LegalHold | None) -> DueLine:
        last_on = self._day(stay.last_at)
        return DueLine(
            kind=stay.kind,
            id=stay.patient_id,
            name=stay.name,
            last_on=last_on,
            due_on=stay.period_ends(self._plan, last_on),
            notes=stay.notes,
            runs=stay.runs,
            tasks=stay.tasks,
            blockers=stay.blockers(),
            hold=hold,
        )

    def _leaver_line(self, leaver: Leaver) -> DueLine:
        last_on = self._day(leaver.last_at)
        return DueLine(
            kind=RecordKind.STAFF,
            id=leaver.staff_id,
            name=leaver.name,
            last_on=last_on,
            due_on=leaver.period_ends(self._plan, last_on),
            blockers=leaver.blockers(),
        )

    def _day(self, moment: datetime | None) -> date | None:
        return self._clock.local(moment).date() if moment else None

    def _record(self, work: Work, action: AuditAction, patient_id: str, *, by: str) -> None:
        work.audit.append(self._trail.event(action, Kind.PATIENT, patient_id, by=by, patient_id=patient_id))


def _refuse_unless_due(line: DueLine, reason: ErasureReason, today: date) -> None:
    if line.blockers:
        raise HubError(
            "Nothing was erased",
            f"One of the records may not be erased: {BLOCKER_WORDS[line.blockers[0]]}.",
            remedy="Something changed since the list was shown. Look at it again.",
        )
    is_over = line.due_on is not None and line.due_on <= today
    if reason is ErasureReason.PERIOD_OVER and not is_over:
        raise HubError(
            "Nothing was erased",
            "The period of one of the records is not over.",
            remedy="Something changed since the list was shown. Look at it again.",
        )


def _oldest_first(lines: Iterable[DueLine]) -> tuple[DueLine, ...]:
    return tuple(sorted(lines, key=lambda line: (line.due_on or date.max, line.name, line.id)))


_GONE_WITH_THEM = ((Kind.NOTE, ""), (Kind.RUN, ""), (Kind.TASK, ""))
"""Lists of these are read again: which rows are gone, nobody can say any more."""

_KIND = {ErasedKind.PATIENT: Kind.PATIENT, ErasedKind.STAFF: Kind.STAFF, ErasedKind.DETAILS: Kind.WARD}


def _said_of(work: Work, patient_id: str) -> set[str]:
    """By what somebody may have named a patient in a line that is not tied to their record: a first name alone may be
    anybody's."""
    patient = work.patients.get(patient_id)
    return {patient.family_name, patient.nhs_number or ""}
