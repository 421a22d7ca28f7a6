"""The list of reminders: what a row says, and that a date worked out is to be checked, in words that are never cut."""

from datetime import timedelta

import pytest

from inpatient_hub.domain.reminders import Found, Why
from inpatient_hub.domain.tasks import Task, TaskKind
from inpatient_hub.gui.reminders.dialog import RemindersDialog
from inpatient_hub.gui.reminders.words import row_of
from inpatient_hub.gui.widgets.icon_line import IconLine
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.reminders import Reminder, Reminders
from tests.gui.desk import Shown, look, shown
from tests.gui.made_up import AT

__all__ = ["look", "shown"]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def a_reminder(reminder_id: str, why: Why, days: int = 0) -> Reminder:
    task = Task(
        id=reminder_id, ward_id="keats", kind=TaskKind.PATIENT, title="Section 2 ends", created_by="", created_at=AT
    )
    found = Found(id=reminder_id, why=why, task=task, day=AT.date() + timedelta(days=days))
    line = TaskLine(task=task, patient_name="DASHWOOD, Elinor", bed="6", claimed_by_name=None)
    return Reminder(found=found, line=line)


def advice_of(shown: Shown, *reminders: Reminder) -> list[str]:
    dialog: RemindersDialog = shown(RemindersDialog(None, lambda moment: moment), None)
    dialog.show_reminders(Reminders(all=reminders), AT)
    lines = [one for one in dialog.findChildren(IconLine) if one.isVisible()]
    return [line.text() for line in lines]


def test_the_second_line_of_a_row_is_kept_for_the_patient() -> None:
    row = row_of(a_reminder("a", Why.CLOCK_DAY), AT, lambda moment: moment)
    assert row.second == "Bed 6, DASHWOOD, Elinor"
    assert "Check the date with the MHA office" in row.sentence()


def test_a_date_that_was_worked_out_is_to_be_checked_and_the_list_says_so(shown: Shown) -> None:
    assert advice_of(shown, a_reminder("a", Why.CLOCK_DAY)) == ["Check the date with the MHA office."]
    two = advice_of(shown, a_reminder("a", Why.CLOCK_DAY), a_reminder("b", Why.CLOCK_AHEAD, 1))
    assert two == ["Some of these dates were worked out: check each with the MHA office."]


def test_where_no_date_was_worked_out_nothing_is_to_be_checked(shown: Shown) -> None:
    assert advice_of(shown, a_reminder("a", Why.TODAY)) == []
