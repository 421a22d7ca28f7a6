"""The ward's patients: find, add, change, and see everything about one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from inpatient_hub.domain.access import Right
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.audit_fields import Texts, differing, of_patient
from inpatient_hub.domain.changes import Changes, Kind
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import CURRENT, Alert, Patient, PatientStatus, checked_nhs_number, only_kept
from inpatient_hub.domain.search_text import terms
from inpatient_hub.domain.similar_names import SimilarName, alike_among, similar_to
from inpatient_hub.domain.wards import Ward
from inpatient_hub.services.absences import with_endings
from inpatient_hub.services.patient_checks import (
    refuse_impossible,
    refuse_same_nhs_number,
    tidy,
    tidy_alerts,
)
from inpatient_hub.services.patient_undo import PatientEdited, put_back
from inpatient_hub.services.ports import (
    Clock,
    NewId,
    NoteFilter,
    NoteLine,
    Page,
    PatientFilter,
    PatientLine,
    PatientOrder,
    RunLine,
    Store,
    TaskLine,
    Work,
)
from inpatient_hub.services.seat import Seat, needs
from inpatient_hub.services.series_records import SeriesRecords
from inpatient_hub.services.series_undo import SeriesActed, put_ended_back
from inpatient_hub.services.task_records import TaskRecords
from inpatient_hub.services.trail import AuditTrail, HistoryLine, in_words
from inpatient_hub.services.views import Views
from inpatient_hub.services.ward_lines import as_kept, patients_as_kept


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientDetails:
    """What a person typed about a patient. Only the family name is needed."""

    family_name: str
    given_name: str = ""
    preferred_name: str = ""
    nhs_number: str = ""
    born_on: date | None = None
    room: str = ""
    bed: str = ""
    legal_status: str | None = None
    status: PatientStatus = PatientStatus.ACTIVE
    admitted_on: date | None = None
    expected_discharge_on: date | None = None
    named_nurse_id: str | None = None
    consultant_id: str | None = None
    alerts: tuple[Alert, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientFacts:
    """A patient with what a banner needs: the ward, names of staff, and who could be mistaken for them."""

    patient: Patient
    ward: Ward
    named_nurse: str | None
    consultant: str | None
    similar: tuple[SimilarName, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientView:
    """Everything about one patient."""

    facts: PatientFacts
    runs: tuple[RunLine, ...]
    notes: tuple[NoteLine, ...]
    tasks: tuple[TaskLine, ...]
    history: tuple[HistoryLine, ...]


class PatientService:
    """Finding patients and keeping their details."""

    def __init__(
        self,
        *,
        store: Store,
        clock: Clock,
        new_id: NewId,
        trail: AuditTrail,
        seat: Seat,
        views: Views | None = None,
    ) -> None:
        self._seat = seat
        self._views = views
        self._store = store
        self._clock = clock
        self._new_id = new_id
        self._trail = trail
        self._tasks = TaskRecords(clock=clock, new_id=new_id, trail=trail)

    @needs(Right.READ_WARD)
    def alike(self, ward_id: str) -> Mapping[str, bool]:
        """Which of a ward's current patients have names similar to others', by id: whether the surname is the same."""
        with self._store.reading() as work:
            return alike_among(work.patients.current(ward_id))

    @needs(Right.READ_WARD)
    def find(
        self,
        ward_id: str,
        query: str = "",
        *,
        statuses: frozenset[PatientStatus] = CURRENT,
        order: PatientOrder = PatientOrder.NAME,
        after: str | None = None,
        limit: int = 200,
    ) -> Page[PatientLine]:
        """Patients whose name, preferred name, bed or NHS number hold every word of `query`, a page at a time."""
        wanted = PatientFilter(ward_id=ward_id, search=terms(query), statuses=statuses, order=order)
        with self._store.reading() as work:
            ward = work.wards.get(ward_id)
            page = work.patients.page(wanted, after=after, limit=limit)
        return Page(patients_as_kept(page.items, ward), page.next)

    @needs(Right.READ_WARD)
    def count(self, ward_id: str, query: str = "", *, statuses: frozenset[PatientStatus] = CURRENT) -> int:
        """How many patients `find` would give in all."""
        with self._store.reading() as work:
            return work.patients.count(PatientFilter(ward_id=ward_id, search=terms(query), statuses=statuses))

    @needs(Right.READ_WARD)
    def facts(self, patient_id: str) -> PatientFacts:
        """A patient and what their banner needs. Raises NotFound."""
        with self._store.reading() as work:
            return facts_of(work, patient_id)

    @needs(Right.READ_WARD)
    def view(self, patient_id: str) -> PatientView:
        """Everything about one patient. Raises NotFound."""
        with self._store.reading() as work:
            facts = facts_of(work, patient_id)
            ward_id = facts.ward.id
            names = {person.id: person.name for person in work.staff.of_ward(ward_id)}
            view = PatientView(
                facts=facts,
                runs=as_kept(work.runs.of_patient(patient_id), facts.ward),
                notes=as_kept(work.notes.page(NoteFilter(ward_id=ward_id, patient_id=patient_id)).items, facts.ward),
                tasks=as_kept(with_endings(work, work.tasks.of_patient(patient_id), self._clock.now()), facts.ward),
                history=in_words(work.audit.of_patient(patient_id), names),
            )
        if self._views is not None:
            self._views.seen(
                AuditAction.PATIENT_VIEWED, Kind.PATIENT, patient_id, patient_id=patient_id, ward_id=ward_id
            )
        return view

    @needs(Right.EDIT_PATIENTS)
    def add(self, ward_id: str, details: PatientDetails, *, by: str) -> tuple[Patient, Changes]:
        """Adds a patient to a ward. Raises InvalidAnswer, naming the field, for what cannot be right."""
        with self._store.writing() as work:
            ward = work.wards.get(ward_id)
            patient = self._checked(work, ward, Patient(id=self._new_id(), ward_id=ward_id, family_name="?"), details)
            work.patients.add(patient)
            told = {name: value for name, value in of_patient(patient, _SHOWN_AT_FIRST).items() if value}
            self._record(work, AuditAction.PATIENT_ADDED, patient, by=by, changed=differing({}, told))
        return patient, Changes.of((Kind.PATIENT, patient.id))

    @needs(Right.EDIT_PATIENTS)
    def edit(
        self, patient_id: str, details: PatientDetails, *, seen_version: int, by: str
    ) -> tuple[Patient, PatientEdited]:
        """Changes a patient's details; `take_back` undoes it. Raises ChangedElsewhere when they changed since
        `seen_version` was read, and InvalidAnswer, naming the field, for what cannot be right."""
        with self._store.writing() as work:
            before = work.patients.get(patient_id)
            ward = work.wards.get(before.ward_id)
            after = self._checked(work, ward, replace(before, version=seen_version), details)
            if after == before:
                return before, PatientEdited()
            saved = work.patients.update(after)
            self._record_change(work, AuditAction.PATIENT_EDITED, before, saved, by=by)
        return saved, PatientEdited(frozenset({(Kind.PATIENT, patient_id)}), before, saved)

    @needs(Right.EDIT_PATIENTS)
    def take_back(self, edited: PatientEdited, *, by: str, ended: SeriesActed | None = None) -> Changes:
        """Puts back the details that a change was about, and what was `ended` as the patient left; the history keeps
        both. Raises HubError when the same details or a repeat were changed since, saying by whom, and InvalidAnswer
        for an NHS number that somebody else has now."""
        changes = Changes()
        with self._store.writing() as work:
            now, back = put_back(work, edited)
            refuse_same_nhs_number(work, back)
            saved = work.patients.update(back)
            self._record_change(work, AuditAction.PATIENT_UNDONE, now, saved, by=by)
            if ended is not None:
                changes = put_ended_back(self._tasks, SeriesRecords(self._trail), work, ended, by=by)
        return Changes.of((Kind.PATIENT, saved.id)) | changes

    @needs(Right.EDIT_PATIENTS)
    def mark_in_error(self, patient_id: str, reason: str, *, by: str) -> PatientEdited:
        """Takes a patient who was entered by mistake off every list; `take_back` undoes it. Nothing is deleted. Raises
        InvalidAnswer without a reason, and HubError while a note about them is copied and nobody has said whether it
        was filed."""
        why = one_line(reason)
        if not why:
            raise InvalidAnswer("Nothing was changed", "A reason is needed.", remedy="Choose one.", field="reason")
        with self._store.writing() as work:
            patient = work.patients.get(patient_id)
            if work.notes.count(_unfiled_of(patient)):
                raise HubError(
                    "Nothing was changed",
                    "A note about this patient was copied, and nobody has said yet whether it was filed.",
                    remedy="Press Filed, or Not filed with the reason, then try again.",
                )
            saved = work.patients.update(replace(patient, status=PatientStatus.IN_ERROR))
            changed = differing({"status": patient.status}, {"status": saved.status})
            self._record(work, AuditAction.PATIENT_IN_ERROR, saved, by=by, detail={"reason": why}, changed=changed)
        return PatientEdited(frozenset({(Kind.PATIENT, patient_id)}), patient, saved)

    def _record_change(self, work: Work, action: AuditAction, before: Patient, after: Patient, *, by: str) -> None:
        names = [name for name in _DETAILS if getattr(before, name) != getattr(after, name)]
        changed = differing(of_patient(before, names), of_patient(after, names))
        self._record(work, action, after, by=by, detail={"changed": ", ".join(names)}, changed=changed)

    def _record(
        self,
        work: Work,
        action: AuditAction,
        patient: Patient,
        *,
        by: str,
        changed: tuple[Texts, Texts],
        detail: dict[str, str] | None = None,
    ) -> None:
        before, after = changed
        work.audit.append(
            self._trail.event(
                action,
                Kind.PATIENT,
                patient.id,
                by=by,
                patient_id=patient.id,
                detail=detail,
                before=before,
                after=after,
            )
        )

    def _checked(self, work: Work, ward: Ward, base: Patient, details: PatientDetails) -> Patient:
        """The patient with these details. What the ward does not keep is neither taken nor judged: it stays."""
        typed = replace(
            base,
            family_name=tidy("family_name", details.family_name),
            given_name=tidy("given_name", details.given_name),
            preferred_name=tidy("preferred_name", details.preferred_name) or None,
            nhs_number=checked_nhs_number(details.nhs_number),
            born_on=details.born_on,
            room=tidy("room", details.room) or None,
            bed=tidy("bed", details.bed) or None,
            legal_status=details.legal_status,
            status=details.status,
            admitted_on=details.admitted_on,
            expected_discharge_on=details.expected_discharge_on,
            named_nurse_id=details.named_nurse_id,
            consultant_id=details.consultant_id,
            alerts=tidy_alerts(details.alerts),
        )
        refuse_impossible(only_kept(typed, ward.fields), self._clock.today(), before=base.status)
        patient = only_kept(typed, ward.fields, otherwise=base)
        refuse_same_nhs_number(work, patient)
        return patient


_DETAILS = (
    "family_name",
    "given_name",
    "preferred_name",
    "nhs_number",
    "born_on",
    "room",
    "bed",
    "legal_status",
    "status",
    "admitted_on",
    "expected_discharge_on",
    "named_nurse_id",
    "consultant_id",
    "alerts",
)

_SHOWN_AT_FIRST = [name for name in _DETAILS if name not in ("family_name", "given_name", "preferred_name", "alerts")]


def facts_of(work: Work, patient_id: str) -> PatientFacts:
    """A patient and what their banner needs, read in this unit of work. Raises NotFound."""
    stored = work.patients.get(patient_id)
    ward = work.wards.get(stored.ward_id)
    patient = only_kept(stored, ward.fields)
    names = {person.id: person.name for person in work.staff.of_ward(ward.id)}
    others: Sequence[Patient] = work.patients.current(ward.id)
    return PatientFacts(
        patient=patient,
        ward=ward,
        named_nurse=names.get(patient.named_nurse_id or ""),
        consultant=names.get(patient.consultant_id or ""),
        similar=tuple(replace(one, patient=only_kept(one.patient, ward.fields)) for one in similar_to(patient, others)),
    )


def _unfiled_of(patient: Patient) -> NoteFilter:
    return NoteFilter(ward_id=patient.ward_id, patient_id=patient.id, states=frozenset({NoteState.COPIED}))
