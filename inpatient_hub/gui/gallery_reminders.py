"""What the gallery shows of reminders: the list with nothing, a few and many, and what is asked about them."""

from datetime import timedelta

from PySide6.QtWidgets import QApplication

from inpatient_hub.domain.reminders import Found, ReminderChoices, Why
from inpatient_hub.domain.tasks import Task, TaskKind
from inpatient_hub.gui.gallery_stage import Act, Scene, Stage, close_dialogs, to_page, wait
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.gui.reminders.asking import ReminderChoicesDialog, SnoozeDialog
from inpatient_hub.gui.reminders.dialog import RemindersDialog
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.reminders import Reminder, Reminders

_WORK = (
    (Why.CLOCK_DAY, "Section 2 ends", "DASHWOOD, Elinor", "6", "", 0),
    (Why.DUE, "Section 132 rights, second attempt", "CARTON, Sydney", "9", "", -162),
    (Why.SOON, "Ring brother about Saturday visit", "DASHWOOD, Marianne", "11", "", 9),
    (Why.CLOCK_AHEAD, "Last day for the patient to apply to the tribunal, section 2", "MARNER, Silas", "5", "", 1),
    (Why.TAKEN_OVER, "Capacity assessment before discharge meeting", "EARNSHAW, Catherine", "4", "Jane Eyre", -44),
    (Why.CHASE, "Housing: duty to refer reply", "PIRRIP, Philip", "2", "housing", -1),
    (Why.TODAY, "Spare pillows from the store", "", "", "", 0),
)


def _reminders(stage: Stage, count: int) -> Reminders:
    hub = stage.opening.hub
    if hub is None:
        return Reminders()
    now, today = hub.clock.now(), hub.clock.today()
    found = []
    for number in range(count):
        why, title, patient, bed, who, distance = _WORK[number % len(_WORK)]
        by_day = why in (Why.CLOCK_DAY, Why.CLOCK_AHEAD, Why.CHASE, Why.TODAY)
        task = Task(
            id=f"{number}",
            ward_id="",
            kind=TaskKind.PATIENT if patient else TaskKind.WARD,
            title=title,
            created_by="",
            created_at=now,
            waiting_on=who if why is Why.CHASE else None,
        )
        one = Found(
            id=f"{number}",
            why=why,
            task=task,
            moment=None if by_day else now + timedelta(minutes=distance),
            day=today + timedelta(days=distance) if by_day else None,
        )
        line = TaskLine(task=task, patient_name=patient or None, bed=bed or None, claimed_by_name=None)
        found.append(Reminder(found=one, line=line, who=who if why is Why.TAKEN_OVER else ""))
    return Reminders(all=tuple(found))


def _list(count: int) -> Act:
    def act(stage: Stage) -> None:
        hub = stage.opening.hub
        if hub is not None:
            dialog = RemindersDialog(stage.window, hub.clock.local)
            dialog.show_reminders(_reminders(stage, count), hub.clock.now())
            dialog.open()

    return act


def _later(stage: Stage) -> None:
    SnoozeDialog(QApplication.activeModalWidget() or stage.window, 1).open()


def _choices(stage: Stage) -> None:
    ReminderChoicesDialog(stage.window, ReminderChoices(), names=False, can_notify=True).open()


REMINDER_SCENES: tuple[Scene, ...] = (
    Scene("reminders-1-strip", (to_page(PageId.TODAY), wait)),
    Scene("reminders-2-none", (_list(0),), (close_dialogs,)),
    Scene("reminders-3-typical", (_list(5),), (close_dialogs,)),
    Scene("reminders-4-crowd", (_list(21),), (close_dialogs,)),
    Scene("reminders-5-later", (_list(3), _later), (close_dialogs, close_dialogs)),
    Scene("reminders-6-choices", (_choices,), (close_dialogs,)),
)
"""On the invented ward."""
