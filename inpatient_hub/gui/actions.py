"""Every key of the window in one table, so that none does two things and all can be shown."""

from enum import StrEnum
from typing import NamedTuple


class Scope(StrEnum):
    """Where a key works."""

    EVERYWHERE = "everywhere"
    LISTS = "lists"
    PATIENT = "patient"
    RUN = "run"
    NOTE = "note"
    TODAY = "today"
    DIARY = "diary"
    MY_TASKS = "my_tasks"
    REPEATS = "repeats"
    REMINDERS = "reminders"
    TASK = "task"
    PATIENTS = "patients"
    NOTES = "notes"
    COMPUTER = "computer"


class Action(NamedTuple):
    """One key and what it does, in words."""

    id: str
    scope: Scope
    key: str
    """As Qt writes it; `Ctrl` is Cmd on a Mac."""
    words: str


ACTIONS: tuple[Action, ...] = (
    Action("palette", Scope.EVERYWHERE, "Ctrl+K", "Find a patient, a task, a referral or an action"),
    Action("new_task", Scope.EVERYWHERE, "Ctrl+N", "New task"),
    Action("unfiled", Scope.EVERYWHERE, "Ctrl+U", "Notes that are not filed yet"),
    Action("reminders", Scope.EVERYWHERE, "Ctrl+Shift+R", "Your reminders"),
    Action("today", Scope.EVERYWHERE, "Ctrl+1", "Today"),
    Action("diary", Scope.EVERYWHERE, "Ctrl+2", "Diary"),
    Action("my_tasks", Scope.EVERYWHERE, "Ctrl+3", "My tasks"),
    Action("patients", Scope.EVERYWHERE, "Ctrl+4", "Patients"),
    Action("referrals", Scope.EVERYWHERE, "Ctrl+5", "Referrals"),
    Action("notes", Scope.EVERYWHERE, "Ctrl+6", "Notes"),
    Action("repeats", Scope.EVERYWHERE, "Ctrl+7", "Repeats: the week's standing work"),
    Action("computer", Scope.EVERYWHERE, "Ctrl+8", "Check this computer"),
    Action("admin", Scope.EVERYWHERE, "Ctrl+9", "Admin: people, lock, backups, audit, records"),
    Action("back", Scope.EVERYWHERE, "Alt+Left", "Back to where you were"),
    Action("refresh", Scope.EVERYWHERE, "F5", "Read the page again"),
    Action("regions", Scope.EVERYWHERE, "F6", "Next part of the window"),
    Action("undo", Scope.EVERYWHERE, "Ctrl+Z", "Undo the last thing you did with a task"),
    Action("person", Scope.EVERYWHERE, "Ctrl+Shift+L", "Change who is using this computer"),
    Action("lock", Scope.EVERYWHERE, "Ctrl+L", "Lock Inpatient Hub now"),
    Action("filed", Scope.EVERYWHERE, "Ctrl+Return", "Filed: the note is saved in SystmOne"),
    Action("copy", Scope.EVERYWHERE, "Ctrl+Shift+C", "Copy the note"),
    Action("keys", Scope.EVERYWHERE, "?", "All keys"),
    Action("search", Scope.LISTS, "/", "Search the list"),
    Action("open", Scope.LISTS, "Return", "Open"),
    Action("done", Scope.LISTS, "D", "Done"),
    Action("claim", Scope.LISTS, "C", "Claim or unclaim"),
    Action("wait", Scope.LISTS, "S", "It waits for something"),
    Action("hand_back", Scope.LISTS, "H", "Hand back"),
    Action("move", Scope.LISTS, "M", "Move to another day, shift or time"),
    Action("row_filed", Scope.LISTS, "F", "This note is filed"),
    Action("row_copy", Scope.LISTS, "A", "Copy this note again"),
    Action("row_not_filed", Scope.LISTS, "X", "This note is not filed"),
    Action("new_today", Scope.TODAY, "N", "New task"),
    Action("whose_today", Scope.TODAY, "V", "Mine, team or ward"),
    Action("refer_today", Scope.TODAY, "R", "Start a referral"),
    Action("new_diary", Scope.DIARY, "N", "New task on this day"),
    Action("diary_view", Scope.DIARY, "V", "Day, week or 15 days"),
    Action("diary_now", Scope.DIARY, "T", "Back to today"),
    Action("diary_before", Scope.DIARY, "[", "The days before"),
    Action("diary_after", Scope.DIARY, "]", "The days after"),
    Action("diary_day_back", Scope.DIARY, "Ctrl+Left", "Move the task to the day before"),
    Action("diary_day_on", Scope.DIARY, "Ctrl+Right", "Move the task to the day after"),
    Action("diary_shift_back", Scope.DIARY, "Ctrl+Up", "Move the task to the shift before"),
    Action("diary_shift_on", Scope.DIARY, "Ctrl+Down", "Move the task to the shift after"),
    Action("diary_week_back", Scope.DIARY, "PgUp", "The week before"),
    Action("diary_week_on", Scope.DIARY, "PgDown", "The week after"),
    Action("new_mine", Scope.MY_TASKS, "N", "New task for me"),
    Action("new_repeat", Scope.REPEATS, "N", "New repeat"),
    Action("repeats_now", Scope.REPEATS, "T", "Back to this week"),
    Action("repeats_before", Scope.REPEATS, "[", "The week before"),
    Action("repeats_after", Scope.REPEATS, "]", "The week after"),
    Action("snooze", Scope.REMINDERS, "Z", "Put it off"),
    Action("dismiss", Scope.REMINDERS, "X", "Dismiss it; the task stays"),
    Action("close_task", Scope.TASK, "Esc", "Close the panel"),
    Action("new_patient", Scope.PATIENTS, "N", "Add a patient"),
    Action("refer_row", Scope.PATIENTS, "R", "Start a referral for this patient"),
    Action("edit_row", Scope.PATIENTS, "E", "Change this patient's details"),
    Action("refer", Scope.PATIENT, "R", "Start a referral"),
    Action("new_patient_task", Scope.PATIENT, "N", "New task for this patient"),
    Action("edit", Scope.PATIENT, "E", "Change the details"),
    Action("patient_before", Scope.PATIENT, "[", "The patient before"),
    Action("patient_after", Scope.PATIENT, "]", "The next patient"),
    Action("answer", Scope.RUN, "1-9", "Choose that answer"),
    Action("next", Scope.RUN, "Alt+Right", "Next step"),
    Action("step_back", Scope.RUN, "Alt+Up", "Step before"),
    Action("check_again", Scope.COMPUTER, "R", "Check again"),
    Action("profile", Scope.COMPUTER, "1-9", "Choose what this computer is used for, when that is asked"),
    Action("check_stop", Scope.COMPUTER, "Esc", "Stop the check"),
    Action("test_network", Scope.COMPUTER, "T", "Test the way to SystmOne"),
    Action("open_all", Scope.COMPUTER, "O", "Open or fold everything checked"),
    Action("desk_text", Scope.COMPUTER, "H", "Text for the help desk"),
)


def key_of(action_id: str) -> str:
    """The key of an action. Raises KeyError for one that is not in the table."""
    return _BY_ID[action_id].key


_BY_ID = {action.id: action for action in ACTIONS}
