"""What people were reminded of, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from inpatient_hub.domain.reminders import ReminderChoices, ReminderMark
from inpatient_hub.domain.tasks import OPEN
from tests.fakes.memory import Memory


class FakeReminders:
    """What people were told, put off and dismissed."""

    def __init__(self, memory: Memory) -> None:
        self._memory = memory

    def reminder_marks(self, staff_id: str) -> Sequence[ReminderMark]:
        """What a person was told."""
        return [mark for mark in self._memory.reminders.values() if mark.staff_id == staff_id]

    def tell_once(self, mark: ReminderMark, at: datetime) -> bool:
        """Keeps that something is told now, unless it was before."""
        kept, before = self._memory.checked(replace(mark, told_at=at)), self._memory.reminders.get(mark.id)
        if before is not None and (before.dismissed or (before.told_at is not None and not before.is_back(at))):
            return False
        self._memory.reminders[mark.id] = replace(kept, snoozed_until=None, version=_after(before))
        return True

    def keep_reminder(self, mark: ReminderMark) -> None:
        """Keeps that something was put off or dismissed."""
        kept, before = self._memory.checked(mark), self._memory.reminders.get(mark.id)
        self._memory.reminders[mark.id] = replace(kept, version=_after(before))

    def forget_reminders(self, staff_id: str, before: datetime) -> None:
        """Forgets what was told of closed tasks."""
        self._memory.may_write()
        for mark in self.reminder_marks(staff_id):
            task = self._memory.tasks[mark.task_id]
            if task.state not in OPEN and mark.told_at is not None and mark.told_at < before:
                del self._memory.reminders[mark.id]

    def reminder_choices(self, staff_id: str) -> ReminderChoices:
        """How a person wants to be reminded."""
        return self._memory.reminder_choices.get(staff_id, ReminderChoices())

    def choose_reminders(self, staff_id: str, choices: ReminderChoices) -> None:
        """Keeps how a person wants to be reminded."""
        self._memory.may_write()
        self._memory.reminder_choices[staff_id] = choices


def _after(before: ReminderMark | None) -> int:
    return before.version + 1 if before is not None else 1
