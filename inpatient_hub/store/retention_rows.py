"""The tables of retention: holds, what was erased, and what is being erased at this moment."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from inpatient_hub.domain.retention import ErasedKind, ErasureReason
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.column_types import IDENTIFIER, Structure
from inpatient_hub.store.row_base import Base, key, partial, record_rules, reference, sequence


class LegalHoldRow(Base):
    """Somebody said that a patient's records must be kept, and why."""

    __tablename__ = "legal_holds"
    __table_args__ = (
        *record_rules(),
        Index("ix_legal_holds_patient", "patient_id", "placed_at"),
        partial("ix_legal_holds_open", "ward_id", where="released_at IS NULL"),
    )

    id: Mapped[str] = key()
    ward_id: Mapped[str] = reference("wards.id")
    patient_id: Mapped[str] = reference("patients.id")
    reason: Mapped[str]
    placed_by: Mapped[str] = reference("staff.id")
    placed_at: Mapped[datetime]
    released_by: Mapped[str | None] = reference("staff.id")
    released_at: Mapped[datetime | None]
    version: Mapped[int]


class ErasureRow(Base):
    """That something was erased. Never changed or removed; it names nobody, and no other table."""

    __tablename__ = "erasures"
    __table_args__ = (
        CheckConstraint("length(id) = 32", name="id"),
        CheckConstraint(one_of("kind", ErasedKind), name="kind"),
        CheckConstraint(one_of("reason", ErasureReason), name="reason"),
        Index("ix_erasures_ward", "ward_id", "seq"),
        {"sqlite_autoincrement": True},
    )

    seq: Mapped[int] = sequence()
    id: Mapped[str] = mapped_column(IDENTIFIER, unique=True)
    kind: Mapped[str]
    entity_id: Mapped[str] = mapped_column(IDENTIFIER)
    ward_id: Mapped[str] = mapped_column(IDENTIFIER)
    at: Mapped[datetime]
    by: Mapped[str | None] = mapped_column(IDENTIFIER)
    reason: Mapped[str]
    counts: Mapped[Any] = mapped_column(Structure, nullable=False)


class ErasingRow(Base):
    """Patients of whom answers and task events may be removed, within the transaction that erases them. No such row can
    be saved: the empty id names a ward that cannot be, which the database looks at when the transaction ends."""

    __tablename__ = "erasing"
    __table_args__ = (CheckConstraint("cannot_stay = ''", name="cannot_stay"),)

    patient_id: Mapped[str] = mapped_column(IDENTIFIER, primary_key=True)
    cannot_stay: Mapped[str] = mapped_column(IDENTIFIER, ForeignKey("wards.id", deferrable=True, initially="DEFERRED"))
