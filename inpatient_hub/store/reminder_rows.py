"""The tables of what people were reminded of, and of how they want to be."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped

from inpatient_hub.store.row_base import Base, flag, key, record_rules, reference


class ReminderRow(Base):
    """What a person was told, or put off. The id follows from the person, the task and its time: one row a reminder,
    whichever computer tells it."""

    __tablename__ = "reminders"
    __table_args__ = (
        *record_rules(),
        Index("ix_reminders_staff", "staff_id"),
        Index("ix_reminders_task", "task_id"),
    )

    id: Mapped[str] = key()
    staff_id: Mapped[str] = reference("staff.id")
    task_id: Mapped[str] = reference("tasks.id")
    told_at: Mapped[datetime | None]
    snoozed_until: Mapped[datetime | None]
    dismissed: Mapped[bool] = flag("dismissed")
    version: Mapped[int]


class ReminderChoicesRow(Base):
    """How a person wants to be reminded: so many minutes before, and whether by the computer's notices. The id is
    theirs."""

    __tablename__ = "reminder_choices"
    __table_args__ = (
        *record_rules(),
        CheckConstraint("lead > 0", name="lead"),
        Index("ix_reminder_choices_staff", "staff_id"),
    )

    id: Mapped[str] = key()
    staff_id: Mapped[str] = reference("staff.id")
    lead: Mapped[int]
    notices: Mapped[bool] = flag("notices")
    version: Mapped[int]
