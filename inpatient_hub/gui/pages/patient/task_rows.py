"""A patient's tasks as rows: what is due, whose it is, and the keys that do something to it."""

from datetime import UTC, date, datetime, timedelta

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.recurrence import in_words, next_day
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.staff import initials_of
from inpatient_hub.domain.tasks import OPEN, Priority, Standing, Task, TaskKind, TaskState
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.desk.row_menu import more_of
from inpatient_hub.gui.desk.task_panel_wishes import move_words
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.lateness import late_words
from inpatient_hub.gui.models.rows import NOBODY, GroupFacts, Owner, Row, RowButton, RowFacts, RowKey
from inpatient_hub.gui.moments import clock, moment, short_day
from inpatient_hub.gui.pages.patient.view import PatientShown
from inpatient_hub.gui.widgets.marks import ChipFacts
from inpatient_hub.services.ports import TaskLine

DONE, CLAIM, REOPEN, WAIT = key_of("done"), key_of("claim"), "reopen", key_of("wait")
HAND_BACK, MOVE = key_of("hand_back"), key_of("move")
WISHES = {
    DONE: TaskWish.DONE,
    REOPEN: TaskWish.DONE,
    CLAIM: TaskWish.CLAIM,
    WAIT: TaskWish.WAIT,
    HAND_BACK: TaskWish.HAND_BACK,
    MOVE: TaskWish.MOVE,
}
"""What a key or a button on a task asks for. What is done already is opened again by the same wish."""
REPEAT = "repeat"
_LAST = datetime.max.replace(tzinfo=UTC)
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
    return [line for line in _still_open(shown) if line.task.kind is not TaskKind.APPOINTMENT]


def appointments(shown: PatientShown) -> list[TaskLine]:
    """Appointments that are not over, in the order of their days and times."""
    lines = [line for line in _still_open(shown) if line.task.kind is TaskKind.APPOINTMENT]
    return sorted(lines, key=lambda line: (line.task.due_on or date.max, line.task.due_at or _LAST, line.task.title))


def _still_open(shown: PatientShown) -> list[TaskLine]:
    lines = [line for line in shown.view.tasks if line.task.state in OPEN]
    return sorted(lines, key=lambda line: (line.task.due_on is None, line.task.due_on or shown.today, line.task.title))


def done_tasks(shown: PatientShown) -> list[TaskLine]:
    """Tasks that were done, the newest first."""
    lines = [line for line in shown.view.tasks if line.task.state is TaskState.DONE]
    return sorted(lines, key=lambda line: line.task.done_at or line.task.created_at, reverse=True)


def all_task_rows(shown: PatientShown) -> list[Row]:
    """Rows of the Tasks tab: open ones first, then appointments, repeats, and what is done, under heads when there is
    more than one kind."""
    still, meets, done = open_tasks(shown), appointments(shown), done_tasks(shown)
    parts: list[tuple[str, list[RowFacts]]] = [
        ("To do", [open_row(line, shown) for line in still]),
        ("Appointments", [open_row(line, shown) for line in meets]),
        ("Repeats", [repeat_row(one, shown) for one in shown.repeats]),
        ("Done", [done_row(line, shown) for line in done]),
    ]
    filled = [(title, rows) for title, rows in parts if rows]
    if len(filled) == 1 and filled[0][0] == "To do":
        return list(filled[0][1])
    shown_rows: list[Row] = []
    for title, rows in filled:
        shown_rows += [GroupFacts(title, str(len(rows))), *rows]
    return shown_rows


def open_row(line: TaskLine, shown: PatientShown) -> RowFacts:
    """An open task, or an appointment."""
    task = line.task
    icon, token, words = _STATES[task.state]
    if task.kind is TaskKind.APPOINTMENT:
        icon = "calendar-event"
    mine = task.claimed_by == shown.me
    claim = "claim" if task.claimed_by is None else "unclaim" if mine else "take over"
    keys = [RowKey(DONE, "done"), RowKey(CLAIM, claim), RowKey(WAIT, "wait")]
    keys.append(RowKey(HAND_BACK, "hand back", hinted=mine))  # anyone may say how far it is, as in its panel
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
        keys=(*keys, RowKey(MOVE, move_words(task).lower())),
        more=more_of(task, shown.me),
    )


def repeat_row(series: Series, shown: PatientShown) -> RowFacts:
    """A task of this patient that repeats: how often, and when it comes next. It is changed under Repeats."""
    following = next_day(series.repeat, shown.today - timedelta(days=1))
    parts = [in_words(series.repeat), ", ".join(f"{name} shift" for name in series.shifts)]
    parts.append(f"next {short_day(following, shown.today)}" if following else "")
    said = ", ".join(part for part in parts if part)
    return RowFacts(
        (REPEAT, series.id),
        series.title,
        second=said[:1].upper() + said[1:],
        state_icon="repeat",
        state_token="muted",
        state_words="repeats",
        chips=tuple(chip for chip in (_PRIORITIES.get(series.priority),) if chip),
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
        buttons=(RowButton(REOPEN, "Open again", kind="text"),),
        muted=True,
    )


def _due_line(line: TaskLine, shown: PatientShown) -> str:
    task = line.task
    parts = [_due_on(task, shown)]
    parts += [_hour(task, shown), task.place or "", task.people or ""]
    if task.chase_on is not None and task.state in OPEN:
        parts.append(f"chase {short_day(task.chase_on, shown.today)}")
    if line.claimed_by_name is not None:
        parts.append(f"claimed by {shown.who(line.claimed_by_name)}")
    return ", ".join(part for part in parts if part)


def _due_on(task: Task, shown: PatientShown) -> str:
    """`Due today`, or the day; how late it is stands in its chip."""
    if task.due_on is None:
        return "No day set"
    return "Due today" if task.due_on == shown.today else f"Due {short_day(task.due_on, shown.today)}"


def _hour(task: Task, shown: PatientShown) -> str:
    """The shift, the time or the part of the day; the end of a day is no time of its own."""
    if task.shift is not None:
        return f"{task.shift} shift"
    if task.due_at is not None and shown.at(task.due_at).date() == task.due_on:
        return clock(shown.at(task.due_at))
    return task.day_part.value if task.day_part is not None else ""


def _due_chip(line: TaskLine, shown: PatientShown) -> ChipFacts | None:
    task = line.task
    if line.ended:
        return ChipFacts("Ended with the stay", "neutral", "door-exit")
    if task.is_missed(shown.local):
        return ChipFacts("Missed", "neutral", "circle-x")
    if task.is_overdue(shown.today, shown.local):
        return ChipFacts(late_words(task, shown.local), "act", "alert-triangle")
    if task.standing(shown.today, shown.local) is Standing.TO_CHASE:
        return ChipFacts("To be chased", "warn", "hourglass")
    if task.rests(shown.today) or task.due_on != shown.today:
        return None
    return ChipFacts("Due today", "warn", "clock")


def _owner(line: TaskLine, *, mine: bool) -> Owner:
    name = line.claimed_by_name
    return Owner(initials_of(name), name, mine) if name else NOBODY
