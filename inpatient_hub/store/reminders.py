"""Keeps what each person was reminded of, so that no second computer says it again, and how they want to be."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, false, or_, select, text, update

from inpatient_hub.domain.reminders import ReminderChoices, ReminderMark
from inpatient_hub.domain.tasks import OPEN
from inpatient_hub.store.allowed_values import one_of
from inpatient_hub.store.column_types import UtcDateTime
from inpatient_hub.store.records import add_once, table_of
from inpatient_hub.store.reminder_rows import ReminderChoicesRow, ReminderRow
from inpatient_hub.store.task_rows import TaskRow
from inpatient_hub.store.transaction import Transaction

_COLUMNS = ("id", "staff_id", "task_id", "told_at", "snoozed_until", "dismissed", "version")

_marks, _choices, _tasks = (table_of(row) for row in (ReminderRow, ReminderChoicesRow, TaskRow))
_OF_PERSON = select(*(_marks.c[name] for name in _COLUMNS)).where(_marks.c.staff_id == bindparam("person"))
_AT = bindparam("moment", type_=UtcDateTime())
_TELL_AGAIN = (
    update(_marks)
    .where(
        _marks.c.id == bindparam("known_id"),
        _marks.c.dismissed == false(),
        or_(_marks.c.told_at.is_(None), _marks.c.snoozed_until <= _AT),
    )
    .values(told_at=_AT, snoozed_until=None, version=_marks.c.version + 1)
)
_KEEP = (
    update(_marks)
    .where(_marks.c.id == bindparam("known_id"))
    .values(
        told_at=_AT,
        snoozed_until=bindparam("until", type_=UtcDateTime()),
        dismissed=bindparam("gone"),
        version=_marks.c.version + 1,
    )
)
_FORGET = delete(_marks).where(
    _marks.c.staff_id == bindparam("person"),
    _marks.c.told_at < _AT,
    _marks.c.task_id.in_(select(_tasks.c.id).where(text(f"NOT {one_of('tasks.state', OPEN)}"))),
)
_CHOICES_OF = select(_choices.c.lead, _choices.c.notices).where(_choices.c.id == bindparam("person"))
_CHOOSE = (
    update(_choices)
    .where(_choices.c.id == bindparam("person"))
    .values(lead=bindparam("minutes"), notices=bindparam("told"), version=_choices.c.version + 1)
)


class SqlReminders:
    """What people were reminded of."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    def reminder_marks(self, staff_id: str) -> Sequence[ReminderMark]:
        """What a person was told, put off or dismissed."""
        return [_mark_from(row) for row in self._transaction.rows(_OF_PERSON, person=staff_id)]

    def tell_once(self, mark: ReminderMark, at: datetime) -> bool:
        """Keeps that something is told now, in one step. Returns whether it was not before, or comes back after a
        snooze: of two computers that tell it at the same moment one is answered yes."""
        row = {name: getattr(mark, name) for name in _COLUMNS} | {"told_at": at, "snoozed_until": None}
        if add_once(self._transaction, _marks, row):
            return True
        return self._transaction.change(_TELL_AGAIN, {"known_id": mark.id, "moment": at}) == 1

    def keep_reminder(self, mark: ReminderMark) -> None:
        """Keeps that something was put off or dismissed, whatever was kept of it before."""
        row = {name: getattr(mark, name) for name in _COLUMNS}
        if not add_once(self._transaction, _marks, row):
            said = {"moment": mark.told_at, "until": mark.snoozed_until, "gone": mark.dismissed}
            self._transaction.change(_KEEP, {"known_id": mark.id, **said})

    def forget_reminders(self, staff_id: str, before: datetime) -> None:
        """Forgets what a person was told before then of tasks that are closed."""
        self._transaction.change(_FORGET, {"person": staff_id, "moment": before})

    def reminder_choices(self, staff_id: str) -> ReminderChoices:
        """How a person wants to be reminded; what is usual until they say."""
        row = self._transaction.row(_CHOICES_OF, person=staff_id)
        return _choices_from(row) if row is not None else ReminderChoices()

    def choose_reminders(self, staff_id: str, choices: ReminderChoices) -> None:
        """Keeps how a person wants to be reminded."""
        row = {"id": staff_id, "staff_id": staff_id, "lead": choices.lead, "notices": choices.notices, "version": 1}
        if not add_once(self._transaction, _choices, row):
            said = {"minutes": choices.lead, "told": choices.notices}
            self._transaction.change(_CHOOSE, {"person": staff_id, **said})


def _choices_from(row: Sequence[Any]) -> ReminderChoices:
    return ReminderChoices(lead=row[0], notices=row[1])


def _mark_from(row: Sequence[Any]) -> ReminderMark:
    return ReminderMark(**dict(zip(_COLUMNS, row, strict=True)))
