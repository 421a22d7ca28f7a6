"""Turns a person's tasks into cards: when each is due, for whom, what it waits on, and from whom it was taken over."""

from collections.abc import Sequence
from datetime import date, datetime
from itertools import groupby
from typing import NamedTuple

from inpatient_hub.domain.hand_back import waiting_words
from inpatient_hub.domain.shift_spans import is_end_of_day, own_time
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import Priority, Standing, Task, TaskKind, TaskState
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.desk.row_menu import more_of
from inpatient_hub.gui.desk.task_chips import offered_chip
from inpatient_hub.gui.desk.task_panel_wishes import move_words
from inpatient_hub.gui.lateness import late_words
from inpatient_hub.gui.models.rows import ChipFacts, GroupFacts, RowFacts, RowKey
from inpatient_hub.gui.moments import age, clock, due_words, moment, short_day
from inpatient_hub.gui.pages.my_tasks.view import Column, MyTasksView, column_of
from inpatient_hub.services.my_work import MyTask
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.repeat_grid import was_late
from inpatient_hub.services.since_last_on import WhatChanged

DONE, CLAIM, WAIT, HAND_BACK, MOVE = (key_of(one) for one in ("done", "claim", "wait", "hand_back", "move"))
_OPEN_KEYS = (
    RowKey(DONE, "done"),
    RowKey(WAIT, "wait"),
    RowKey(CLAIM, "unclaim"),
    RowKey(HAND_BACK, "hand back"),
    RowKey(MOVE, "move"),
)
KEYS = {
    Column.TO_DO: _OPEN_KEYS,
    Column.WAITING: _OPEN_KEYS,
    Column.DONE: (RowKey(DONE, "open again"),),
}
"""What the keys of a card do in each column."""
_KIND_ICONS = {TaskKind.WARD: "building-hospital", TaskKind.PATIENT: "bed", TaskKind.APPOINTMENT: "calendar-event"}
_PRIORITIES = {
    Priority.URGENT: (ChipFacts("Urgent", "urgent", "chevrons-up"),),
    Priority.IMPORTANT: (ChipFacts("Important", "outline", "chevron-up"),),
    Priority.ROUTINE: (),
}


class When(NamedTuple):
    """When something is due: the day and time, how far off, and the colour of both."""

    time: str
    distance: str = ""
    token: str = "text"


def cards_of(view: MyTasksView, column: Column) -> list[RowFacts | GroupFacts]:
    """The cards of a column; what is done under the day it was done on."""
    facts = [(one, card_of(one, view.at, view.shifts)) for one in view.cards(column)]
    if column is not Column.DONE:
        return [card for _, card in facts]
    rows: list[RowFacts | GroupFacts] = []
    for day, group in groupby(facts, key=lambda pair: _done_on(pair[0].line.task, view.at)):
        cards = [card for _, card in group]
        rows += [GroupFacts(_day_words(day, view.today), str(len(cards)), "calendar"), *cards]
    return rows


def card_of(one: MyTask, at: datetime, shifts: Sequence[Shift] = ()) -> RowFacts:
    """One task as a card."""
    task, column = one.line.task, column_of(one.line.task)
    icon, token, state = _state(one.line, at)
    when = when_of(task, at, shifts)
    when = when._replace(distance="ended with the stay", token="muted") if one.line.ended else when
    return RowFacts(
        id=task.id,
        title=task.title,
        second=where_words(one.line),
        second_icon=_KIND_ICONS[task.kind],
        state_icon=icon,
        state_token=token,
        state_words=state,
        time=when.time,
        distance=when.distance,
        time_token=when.token,
        trailing=f"Waiting on {waiting_words(task.waiting_on)}" if _waits(task) and task.waiting_on else "",
        chips=_chips(one, at, shifts),
        keys=_keys(column, task),
        more=more_of(task, task.claimed_by or ""),
        muted=column is Column.DONE,
    )


def _keys(column: Column, task: Task) -> tuple[RowKey, ...]:
    return tuple(RowKey(MOVE, move_words(task).lower()) if one.key == MOVE else one for one in KEYS[column])


def taken_rows(taken: Sequence[WhatChanged], at: datetime) -> list[RowFacts]:
    """What others took over, the latest first."""
    return [
        RowFacts(
            id=one.line.task.id,
            title=one.line.task.title,
            second=f"{one.who} has it now. {where_words(one.line)}",
            second_icon="arrows-exchange",
            time=moment(one.at.astimezone(at.tzinfo), at.date()),
            time_token="muted",
        )
        for one in taken
    ]


def when_of(task: Task, at: datetime, shifts: Sequence[Shift] = ()) -> When:
    """When a task is due, in words; of what waits or is to be chased, when to ask again; of what is done, when."""
    if task.state is TaskState.DONE and task.done_at is not None:
        return When(f"Done {clock(task.done_at.astimezone(at.tzinfo))}", token="muted")
    is_chased = task.standing(at.date(), at) is Standing.TO_CHASE
    if task.chase_on is not None and (_waits(task) or is_chased):
        token = "warn-text" if task.is_to_be_chased(at.date()) else "text"
        return When(f"Chase {_named_day(task.chase_on, at.date())}", _distance(task.chase_on, at.date()), token)
    return due_of(task, at, shifts)


def due_of(task: Task, at: datetime, shifts: Sequence[Shift] = ()) -> When:
    """The day a task is due, with its time, shift or part of the day, and how far off or how late that is."""
    if task.due_on is None:
        return When("No day", token="subtle")
    words = [_named_day(task.due_on, at.date())]
    own = own_time(task, at.tzinfo, shifts)
    if own is not None:
        words.append(f"{own:%H:%M}")
    elif task.shift is not None:
        words.append(task.shift)
    elif task.day_part is not None:
        words.append(task.day_part.value)
    if task.is_missed(at):
        return When(", ".join(words), "missed", "muted")
    if task.is_overdue(at.date(), at):
        return When(", ".join(words), late_words(task, at), "act-text")
    if task.standing(at.date(), at) is Standing.TO_CHASE and task.is_past_time(at.date(), at):
        return When(", ".join(words), late_words(task, at), "warn-text")
    return When(", ".join(words), _far(task, task.due_on, at))


def _far(task: Task, day: date, at: datetime) -> str:
    """How far off it is; of what rests past its time nothing, for what matters is when to ask again."""
    if task.is_past_time(at.date(), at):
        return ""
    if task.due_at is not None and day == at.date() and not is_end_of_day(task, at.tzinfo):
        return f"in {age(task.due_at - at)}"
    return _distance(day, at.date())


def where_words(line: TaskLine) -> str:
    """`Bed 4, EARNSHAW, Catherine`; a task of the ward says so."""
    if not line.patient_name:
        return "Ward appointment" if line.task.kind is TaskKind.APPOINTMENT else "Ward task"
    return f"Bed {line.bed}, {line.patient_name}" if line.bed else line.patient_name


def _chips(one: MyTask, at: datetime, shifts: Sequence[Shift]) -> tuple[ChipFacts, ...]:
    task = one.line.task
    chips = list(_PRIORITIES[task.priority])
    if task.state is TaskState.DONE:
        chips = [ChipFacts("Done late", "neutral", "history")] if was_late(task) else []
        if task.awaits_check:
            chips.append(ChipFacts("A second person has to confirm it", "warn", "users"))
    elif _waits(task):
        due = due_of(task, at, shifts)
        if due.token == "warn-text":
            said = f"Due {_small(due.time)}, {due.distance}"
            chips.append(ChipFacts(f"Due: {due.distance}", "warn", "alert-triangle", said))
        elif task.due_on is not None:
            chips.append(ChipFacts(f"Due {_small(due.time)}", "line", "clock"))
    if task.offered_to is not None and task.state is not TaskState.DONE:
        chips.append(offered_chip(task.offered_to))
    if one.from_whom:
        chips.append(ChipFacts(f"Taken over from {one.from_whom}", "neutral", "arrows-exchange"))
    return tuple(chips)


def _small(words: str) -> str:
    """`today, 14:00` within a sentence; the name of a day stays as it is."""
    return words[0].lower() + words[1:] if words.startswith("To") else words


def _state(line: TaskLine, at: datetime) -> tuple[str, str, str]:
    task = line.task
    if line.ended:
        return "door-exit", "neutral-text", "Ended with the patient's stay"
    if task.state is TaskState.DONE:
        return "circle-check", "ok-solid", "Done"
    if task.is_missed(at):
        return "circle-x", "neutral-text", "Missed"
    if _waits(task):
        return "hourglass", "warn-text", "Waiting"
    if task.is_overdue(at.date(), at):
        return "alert-triangle", "act-text", "Overdue"
    return "circle-half-2", "info-solid", "Claimed"


def _waits(task: Task) -> bool:
    return task.state is TaskState.WAITING


def _named_day(day: date, today: date) -> str:
    return {0: "Today", 1: "Tomorrow"}.get((day - today).days, short_day(day))


def _distance(day: date, today: date) -> str:
    """How far off a day is, where its name does not say it."""
    return "" if 0 <= (day - today).days <= 1 else due_words(day, today)


def _done_on(task: Task, at: datetime) -> date:
    return task.done_at.astimezone(at.tzinfo).date() if task.done_at is not None else at.date()


def _day_words(day: date, today: date) -> str:
    return {0: "Today", 1: "Yesterday"}.get((today - day).days, short_day(day))
