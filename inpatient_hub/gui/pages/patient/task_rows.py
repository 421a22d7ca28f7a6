"""A patient's tasks as rows: what is due, whose it is, and the keys that do something to it."""

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.staff import initials_of
from inpatient_hub.domain.tasks import OPEN, Priority, TaskState
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.models.rows import NOBODY, GroupFacts, Owner, Row, RowButton, RowFacts, RowKey
from inpatient_hub.gui.moments import due_words, moment, short_day
from inpatient_hub.gui.pages.patient.view import PatientShown
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.services.ports import TaskLine

DONE, CLAIM, REOPEN = key_of("done"), key_of("claim"), "reopen"
_TITLES = ("dr", "mr", "mrs", "ms", "miss", "mx", "prof")
_STATES = {
    TaskState.TO_DO: ("circle", "subtle", "to do"),
    TaskState.CLAIMED: ("circle-half-2", "info-text", "claimed"),
    TaskState.WAITING: ("hourglass", "warn-text", "waiting"),
}
_PRIORITIES = {
    Priority.URGENT: ChipFacts("Urgent", "urgent", "chevrons-up"),
    Priority.IMPORTANT: ChipFacts("Important", "outline", "chevron-up"),
}


def open_tasks(shown: PatientShown) -> list[TaskLine]:
    """Tasks still to be done: the longest overdue first, those without a day last."""
    lines = [line for line in shown.view.tasks if line.task.state in OPEN]
    return sorted(lines, key=lambda line: (line.task.due_on is None, line.task.due_on or shown.today, line.task.title))


def done_tasks(shown: PatientShown) -> list[TaskLine]:
    """Tasks that were done, the newest first."""
    lines = [line for line in shown.view.tasks if line.task.state is TaskState.DONE]
    return sorted(lines, key=lambda line: line.task.done_at or line.task.created_at, reverse=True)


def all_task_rows(shown: PatientShown) -> list[Row]:
    """Rows of the Tasks tab, open ones first, under heads when there are both."""
    still, done = open_tasks(shown), done_tasks(shown)
    rows: list[Row] = [open_row(line, shown) for line in still]
    if done:
        head = [GroupFacts("To do", str(len(still)))] if still else []
        rows = [*head, *rows, GroupFacts("Done", str(len(done))), *(done_row(line, shown) for line in done)]
    return rows


def open_row(line: TaskLine, shown: PatientShown) -> RowFacts:
    """An open task."""
    task = line.task
    icon, token, words = _STATES[task.state]
    mine = task.claimed_by == shown.me
    keys = [RowKey(DONE, "done")]
    if mine or task.claimed_by is None:
        keys.append(RowKey(CLAIM, "give back" if mine else "claim"))
    return RowFacts(
        task.id,
        task.title,
        second=_due_line(line, shown),
        state_icon=icon,
        state_token=token,
        state_words=words,
        chips=tuple(chip for chip in (_due_chip(line, shown), _PRIORITIES.get(task.priority)) if chip),
        owner=_owner(line, mine=mine),
        buttons=(RowButton(DONE, "Done", "check"),),
        keys=tuple(keys),
    )


def done_row(line: TaskLine, shown: PatientShown) -> RowFacts:
    """A task that was done; it can be opened again."""
    task = line.task
    event = shown.event(AuditAction.TASK_DONE, task.id)
    by = f" by {shown.who(event.who)}" if event else ""
    when = f" {moment(shown.at(task.done_at), shown.today)}" if task.done_at else ""
    return RowFacts(
        task.id,
        task.title,
        second=f"Done{when}{by}",
        state_icon="circle-check",
        state_token="ok-text",
        state_words="done",
        buttons=(RowButton(REOPEN, "Reopen", kind="text"),),
        muted=True,
    )


def _due_line(line: TaskLine, shown: PatientShown) -> str:
    task = line.task
    due = f"Due {short_day(task.due_on)}, {due_words(task.due_on, shown.today)}" if task.due_on else "No day set"
    if line.claimed_by_name is None:
        return due
    return f"{due}, claimed by {shown.who(line.claimed_by_name)}"


def _due_chip(line: TaskLine, shown: PatientShown) -> ChipFacts | None:
    due = line.task.due_on
    if due is None or due > shown.today:
        return None
    if due == shown.today:
        return ChipFacts("due today", "warn", "clock")
    return ChipFacts(due_words(due, shown.today), "act", "alert-triangle")


def _owner(line: TaskLine, *, mine: bool) -> Owner:
    name = line.claimed_by_name
    return Owner(initials_of(name), name, mine) if name else NOBODY
