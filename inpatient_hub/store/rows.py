"""The tables of wards, staff, patients, runs, notes and the audit trail."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.audit import RECORD_CHANGES
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.patients import CURRENT, PatientStatus
from inpatient_hub.domain.runs import RunState
from inpatient_hub.domain.sign_in import SecretKind
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.column_types import IDENTIFIER, SORT_KEY, Structure
from inpatient_hub.store.row_base import Base, flag, key, partial, place_in_chain, record_rules, reference, sequence


class WardRow(Base):
    """A ward. `name_folded` allows one spelling of each name."""

    __tablename__ = "wards"
    __table_args__ = record_rules()

    id: Mapped[str] = key()
    name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(SORT_KEY, unique=True)
    settings: Mapped[Any] = mapped_column(Structure, nullable=False)
    version: Mapped[int]


class StaffRow(Base):
    """A member of staff."""

    __tablename__ = "staff"
    __table_args__ = (*record_rules(access=Role), Index("ix_staff_ward", "ward_id", "name_order"))

    id: Mapped[str] = key()
    ward_id: Mapped[str] = reference("wards.id")
    name: Mapped[str]
    name_order: Mapped[str] = mapped_column(SORT_KEY)
    role: Mapped[str]
    active: Mapped[bool] = flag("active")
    access: Mapped[str]
    editor: Mapped[bool] = flag("editor")
    other_wards: Mapped[Any] = mapped_column(Structure, nullable=False)
    account: Mapped[str | None]
    version: Mapped[int]


class StaffSecretRow(Base):
    """What somebody's PIN, passphrase or start code is checked against; never the secret itself."""

    __tablename__ = "staff_secrets"
    __table_args__ = (
        CheckConstraint(one_of("kind", SecretKind), name="kind"),
        CheckConstraint("wrong_tries >= 0", name="wrong_tries"),
        CheckConstraint("version >= 1", name="version"),
    )

    staff_id: Mapped[str] = mapped_column(IDENTIFIER, ForeignKey("staff.id"), primary_key=True)
    kind: Mapped[str]
    verifier: Mapped[str]
    wrong_tries: Mapped[int]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    version: Mapped[int]


class EmergencyAccessRow(Base):
    """Somebody opened a ward they are not on, with a reason. Never removed."""

    __tablename__ = "emergency_accesses"
    __table_args__ = (*record_rules(), Index("ix_emergency_accesses_ward", "ward_id", "begins_at"))

    id: Mapped[str] = key()
    staff_id: Mapped[str] = reference("staff.id")
    ward_id: Mapped[str] = reference("wards.id")
    reason: Mapped[str]
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    reviewed_by: Mapped[str | None] = reference("staff.id")
    reviewed_at: Mapped[datetime | None]
    version: Mapped[int]


class PatientRow(Base):
    """A patient. The `_order` columns are what lists are sorted by; `search_text` is what is searched."""

    __tablename__ = "patients"
    __table_args__ = (
        *record_rules(status=PatientStatus),
        CheckConstraint("nhs_number IS NULL OR length(nhs_number) = 10", name="nhs_number"),
        Index("ix_patients_status", "ward_id", "status", "name_order", "id"),
        partial("ix_patients_current_name", "ward_id", "name_order", "id", where=one_of("status", CURRENT)),
        partial("ix_patients_current_bed", "ward_id", "bed_order", "name_order", "id", where=one_of("status", CURRENT)),
        partial(
            "ix_patients_current_discharge",
            "ward_id",
            "discharge_order",
            "name_order",
            "id",
            where=one_of("status", CURRENT),
        ),
        partial("ix_patients_nhs_number", "nhs_number", "id", where="nhs_number IS NOT NULL"),
    )

    id: Mapped[str] = key()
    ward_id: Mapped[str] = reference("wards.id")
    family_name: Mapped[str]
    given_name: Mapped[str]
    preferred_name: Mapped[str | None]
    nhs_number: Mapped[str | None]
    born_on: Mapped[date | None]
    room: Mapped[str | None]
    bed: Mapped[str | None]
    legal_status: Mapped[str | None]
    status: Mapped[str]
    admitted_on: Mapped[date | None]
    expected_discharge_on: Mapped[date | None]
    named_nurse_id: Mapped[str | None] = reference("staff.id")
    consultant_id: Mapped[str | None] = reference("staff.id")
    alerts: Mapped[Any] = mapped_column(Structure, nullable=False)
    version: Mapped[int]
    name_order: Mapped[str] = mapped_column(SORT_KEY)
    bed_order: Mapped[str] = mapped_column(SORT_KEY)
    discharge_order: Mapped[str] = mapped_column(SORT_KEY)
    search_text: Mapped[str]


class WorkflowDefinitionRow(Base):
    """The exact text of a workflow that runs were started with, by its digest."""

    __tablename__ = "workflow_definitions"

    digest: Mapped[str] = mapped_column(primary_key=True)
    body: Mapped[str]


class RunRow(Base):
    """A walk through a workflow for a patient."""

    __tablename__ = "runs"
    __table_args__ = (
        *record_rules(state=RunState),
        Index("ix_runs_patient", "patient_id", "started_at", "id"),
        partial("ix_runs_open", "ward_id", "touched_at", "id", where=one_of("state", {RunState.IN_PROGRESS})),
        partial("ix_runs_open_patient", "patient_id", where=one_of("state", {RunState.IN_PROGRESS})),
    )

    id: Mapped[str] = key()
    ward_id: Mapped[str] = reference("wards.id")
    patient_id: Mapped[str] = reference("patients.id")
    workflow_id: Mapped[str]
    workflow_version: Mapped[str]
    title: Mapped[str]
    definition_digest: Mapped[str] = mapped_column(ForeignKey("workflow_definitions.digest"))
    state: Mapped[str]
    current_step_id: Mapped[str]
    step_number: Mapped[int]
    step_count: Mapped[int]
    started_by: Mapped[str] = reference("staff.id")
    started_at: Mapped[datetime]
    touched_by: Mapped[str] = reference("staff.id")
    touched_at: Mapped[datetime]
    ended_by: Mapped[str | None] = reference("staff.id")
    ended_at: Mapped[datetime | None]
    abandoned_reason: Mapped[str | None]
    version: Mapped[int]


class RunAnswerRow(Base):
    """One answer of a run, in the order given. Never changed or removed."""

    __tablename__ = "run_answers"
    __table_args__ = (Index("ix_run_answers_run", "run_id", "seq"), {"sqlite_autoincrement": True})

    seq: Mapped[int] = sequence()
    run_id: Mapped[str] = reference("runs.id")
    step_id: Mapped[str]
    field_id: Mapped[str]
    value: Mapped[Any] = mapped_column(Structure, nullable=False)
    by: Mapped[str] = reference("staff.id")
    at: Mapped[datetime]


class NoteRow(Base):
    """A note. Its text comes last, so that reading the other columns of a long note stays quick."""

    __tablename__ = "notes"
    __table_args__ = (
        *record_rules(state=NoteState),
        Index("ix_notes_ward", "ward_id", "made_at", "id"),
        Index("ix_notes_patient", "patient_id", "made_at", "id"),
        partial("ix_notes_run", "run_id", "made_at", "id", where="run_id IS NOT NULL"),
        partial("ix_notes_unfiled", "ward_id", "copied_at", "id", where=one_of("state", {NoteState.COPIED})),
        partial("ix_notes_unfiled_patient", "patient_id", where=one_of("state", {NoteState.COPIED})),
    )

    id: Mapped[str] = key()
    ward_id: Mapped[str] = reference("wards.id")
    patient_id: Mapped[str] = reference("patients.id")
    run_id: Mapped[str | None] = reference("runs.id")
    template_id: Mapped[str]
    template_version: Mapped[str]
    title: Mapped[str]
    title_search: Mapped[str]
    edited: Mapped[bool] = flag("edited")
    state: Mapped[str]
    event_at: Mapped[datetime]
    author_id: Mapped[str] = reference("staff.id")
    made_at: Mapped[datetime]
    copied_by: Mapped[str | None] = reference("staff.id")
    copied_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = reference("staff.id")
    closed_at: Mapped[datetime | None]
    not_filed_reason: Mapped[str | None]
    version: Mapped[int]
    text: Mapped[str]


class AuditEventRow(Base):
    """One entry of the audit trail. Never changed or removed, and tied to no other table, so that it can always be
    written and always be read. `body` is the exact text that is hashed."""

    __tablename__ = "audit_events"
    __table_args__ = (
        CheckConstraint("length(id) = 32", name="id"),
        Index("ix_audit_events_entity", "kind", "entity_id", "seq"),
        partial("ix_audit_events_patient", "patient_id", "seq", where="patient_id IS NOT NULL"),
        partial(
            "ix_audit_events_changes", "at", where=f"{one_of('action', RECORD_CHANGES)} AND patient_id IS NOT NULL"
        ),
    )

    seq: Mapped[int] = place_in_chain()
    id: Mapped[str] = mapped_column(IDENTIFIER, unique=True)
    at: Mapped[datetime]
    actor_id: Mapped[str | None] = mapped_column(IDENTIFIER)
    action: Mapped[str]
    kind: Mapped[str]
    entity_id: Mapped[str] = mapped_column(IDENTIFIER)
    patient_id: Mapped[str | None] = mapped_column(IDENTIFIER)
    body: Mapped[str]
    prev: Mapped[str]
    hash: Mapped[str]


class AuditKeyRow(Base):
    """The key that opens what the audit trail has sealed about one patient. It goes with the patient, and what it
    opened can then be read by nobody; `version` says in which way it seals."""

    __tablename__ = "audit_keys"
    __table_args__ = (
        CheckConstraint("length(key) = 44", name="key"),
        CheckConstraint("version >= 1", name="version"),
    )

    patient_id: Mapped[str] = mapped_column(IDENTIFIER, ForeignKey("patients.id"), primary_key=True)
    key: Mapped[str]
    version: Mapped[int]


class SchemaHistoryRow(Base):
    """Which program version brought the store to which form, and when. This table's shape never changes."""

    __tablename__ = "schema_history"
    __table_args__ = ({"sqlite_autoincrement": True},)

    seq: Mapped[int] = sequence()
    revision: Mapped[str]
    program: Mapped[str]
    at: Mapped[datetime]


APPEND_ONLY = ("audit_events", "erasures", "run_answers", "task_events")
"""Tables whose rows may be added and read, never changed or removed; triggers made by the migrations see to it. Of a
patient who is being erased, answers and task events may be removed within that transaction."""
