"""Turns the work that waits on the ward into the rows of the Today page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from inpatient_hub.domain.search_text import folded
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import OPEN, AuditType, Task, TaskKind, TaskState
from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.desk.row_menu import more_of
from inpatient_hub.gui.desk.task_panel_wishes import move_words
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.models.rows import NOBODY, ChipFacts, GroupFacts, Owner, RowFacts, RowKey
from inpatient_hub.gui.pages.today.chips import chips_of
from inpatient_hub.gui.pages.today.times import (
    Times,
    appointment_times,
    chase_times,
    coming_times,
    done_times,
    is_over,
    late_times,
    later_times,
    missed_times,
    no_times,
    shift_times,
    waiting_times,
)
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.today import TodayView

WISHES = {
    key_of("done"): TaskWish.DONE,
    key_of("claim"): TaskWish.CLAIM,
    key_of("wait"): TaskWish.WAIT,
    key_of("hand_back"): TaskWish.HAND_BACK,
    key_of("move"): TaskWish.MOVE,
}
"""What the keys of a row ask for."""
FOLD = "fold:"
"""What the id of a row begins with that folds a part of the list away."""
Row = RowFacts | GroupFacts

_STATES = {
    TaskState.TO_DO: ("circle", "subtle", "To do"),
    TaskState.CLAIMED: ("circle-half-2", "info-solid", "Claimed"),
    TaskState.WAITING: ("hourglass", "subtle", "Waiting"),
    TaskState.DONE: ("circle-check", "ok-text", "Done"),
}
_AUDITS = {
    AuditType.FRIDGE_TEMPERATURES: "fridge temperatures",
    AuditType.WATER_TEMPERATURES: "water temperatures",
    AuditType.WALKAROUND: "walk-round",
    AuditType.CONTROLLED_DRUGS: "controlled drugs",
    AuditType.RESUSCITATION: "resuscitation equipment",
    AuditType.FIRE_SAFETY: "fire safety",
    AuditType.LIGATURE: "ligature check",
    AuditType.OTHER: "audit",
}


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the list: which lines, how their times are told, and the colour of their marks."""

    lines: Callable[[TodayView], Sequence[TaskLine]]
    times: Callable[[Task, datetime, Sequence[Shift]], Times]
    chased: bool = False


_PARTS = {
    "overdue": _Part(lambda view: view.overdue, late_times),
    "to_chase": _Part(lambda view: view.to_chase, chase_times, chased=True),
    "due_shift": _Part(lambda view: view.due_shift, shift_times),
    "no_day": _Part(lambda view: view.no_day, no_times),
    "to_check": _Part(lambda view: view.to_check, done_times),
    "later": _Part(lambda view: view.later, later_times),
    "coming": _Part(lambda view: view.coming, coming_times),
    "waiting": _Part(lambda view: view.waiting, waiting_times),
    "missed": _Part(lambda view: view.missed, missed_times),
}
FOLDS = {
    "later": "Later today",
    "coming": "Next 7 days",
    "waiting": "Waiting, chase date to come",
    "missed": "Missed in the last 24 hours",
}
"""The parts that are folded away until they are wanted, and what their rows say."""


class TaskRows:
    """Makes rows of one view: `me` is the id of the person at the computer, `words` narrows the list to what holds them
    all."""

    def __init__(self, view: TodayView, me: str, *, words: Sequence[str] = ()) -> None:
        self._view = view
        self._me = me
        self._words = tuple(words)
        self._names = {person.id: person for person in view.staff}

    def of_list(self, opened: frozenset[str]) -> list[Row]:
        """The list: this shift's work by how much it presses, what waits for a second person, and what is folded. While
        something is looked for, nothing is."""
        rows: list[Row] = []
        for name in ("overdue", "to_chase", "due_shift"):
            rows += self._group(name)
        if not rows and not self._words:
            rows.append(GroupFacts("Nothing more is due on this shift", "", "circle-check", "ok-text"))
        rows += [*self._group("no_day"), *self._group("to_check")]
        for name in FOLDS:
            rows += self._group(name) if self._words else self._fold(name, is_open=name in opened)
        return rows

    def appointments(self) -> list[RowFacts]:
        """Today's appointments in the order of their times."""
        return [self._appointment(line) for line in self._view.appointments]

    def _lines(self, name: str) -> list[TaskLine]:
        return [line for line in _PARTS[name].lines(self._view) if self._is_looked_for(line)]

    def _is_looked_for(self, line: TaskLine) -> bool:
        if not self._words:
            return True
        said = folded(f"{line.task.title} {self._where(line)} {line.claimed_by_name or ''}")
        return all(word in said for word in self._words)

    def _group(self, name: str) -> list[Row]:
        lines = self._lines(name)
        if not lines:
            return []
        return [_head(name, len(lines), self._view), *(self._row(name, line) for line in lines)]

    def _fold(self, name: str, *, is_open: bool) -> list[Row]:
        lines = self._lines(name)
        if not lines:
            return []
        rows: list[Row] = [fold_row(name, FOLDS[name], len(lines), is_open=is_open)]
        return [*rows, *(self._row(name, line) for line in lines)] if is_open else rows

    def _row(self, name: str, line: TaskLine) -> RowFacts:
        part, task = _PARTS[name], line.task
        times = part.times(task, self._view.at, self._view.ward.shifts)
        icon, token, state = _state_of(name, task)
        owner = self._owner(line)
        chips = chips_of(task, self._view.rules, chased=part.chased)
        where = self._where(line)
        done_by = self._name(task.done_by) if task.awaits_check else ""
        return RowFacts(
            id=task.id,
            title=task.title,
            second=f"{where}, done by {done_by}" if done_by else where,
            second_icon="bed" if line.patient_name else "building-hospital",
            state_icon=icon,
            state_token=token,
            state_words=state,
            time=times.time,
            distance=times.distance,
            time_token=times.token,
            chips=chips,
            owner=owner,
            keys=keys_of(task, self._me),
            more=more_of(task, self._me),
            muted=name == "missed",
            accessible=_sentence(times.spoken, task.title, where, chips, _whose(owner, done_by)),
        )

    def _appointment(self, line: TaskLine) -> RowFacts:
        task = line.task
        times = appointment_times(task, self._view.at)
        where = ", ".join(part for part in (_patient(line), task.place or "", task.people or "") if part)
        over = is_over(task, self._view.at)
        return RowFacts(
            id=task.id,
            title=task.title,
            second=where or "For the ward",
            time=times.time,
            distance=times.distance,
            time_token=times.token,
            keys=keys_of(task, self._me),
            more=more_of(task, self._me),
            muted=over,
            accessible=f"{times.spoken}, {task.title}, {where or 'for the ward'}{', not marked done' if over else ''}",
        )

    def _where(self, line: TaskLine) -> str:
        if line.patient_name:
            return _patient(line)
        if line.task.kind is TaskKind.APPOINTMENT:
            return "Appointment"
        return f"Ward task, {_AUDITS[line.task.audit_type]}" if line.task.audit_type is not None else "Ward task"

    def _owner(self, line: TaskLine) -> Owner:
        claimed_by = line.task.claimed_by
        if not claimed_by:
            return NOBODY
        person = self._names.get(claimed_by)
        name = person.name if person else line.claimed_by_name or "Someone"
        return Owner(person.initials if person else name[:1].upper(), name, mine=claimed_by == self._me)

    def _name(self, staff_id: str | None) -> str:
        if staff_id is None:
            return ""
        person: Staff | None = self._names.get(staff_id)
        return "you" if staff_id == self._me else person.name if person else "someone"


def keys_of(task: Task, me: str) -> tuple[RowKey, ...]:
    """The keys that work on a task: of one that is done only the confirming, and that not by whoever did it."""
    if task.awaits_check:
        return () if task.done_by == me else (RowKey(key_of("done"), "confirm"),)
    if task.state not in OPEN:
        return ()
    mine = task.claimed_by == me
    claim = "claim" if task.claimed_by is None else "unclaim" if mine else "take over"
    keys = [RowKey(key_of("done"), "done"), RowKey(key_of("claim"), claim), RowKey(key_of("wait"), "wait")]
    keys.append(RowKey(key_of("hand_back"), "hand back", hinted=False))  # anyone may say how far it is, as in its panel
    return (*keys, RowKey(key_of("move"), move_words(task).lower(), hinted=False))


def wish_of(task: Task, key: str) -> TaskWish:
    """What a key on a task asks for, or its menu."""
    if task.awaits_check and key in WISHES:
        return TaskWish.CHECK
    return WISHES.get(key) or TaskWish(key)


def fold_row(name: str, words: str, count: int, *, is_open: bool) -> RowFacts:
    """A row that opens what is folded away, or folds it."""
    tasks = "1 task" if count == 1 else f"{count} tasks"
    how = "open. Press Enter to fold it." if is_open else "folded. Press Enter to open it."
    return RowFacts(
        id=f"{FOLD}{name}",
        title=f"{words}: {count}",
        state_icon="chevron-down" if is_open else "chevron-right",
        muted=True,
        accessible=f"{words}, {tasks}, {how}",
    )


def _head(name: str, count: int, view: TodayView) -> GroupFacts:
    heads = {
        "overdue": ("Overdue", "alert-triangle", "act-text"),
        "to_chase": ("To be chased", "hourglass", "warn-text"),
        "due_shift": ("Due this shift" if view.span is not None else "Due today", "clock", "muted"),
        "no_day": ("No day", "calendar", "muted"),
        "to_check": ("Done, for a second person to confirm", "users", "muted"),
        "later": ("Later today", "clock", "muted"),
        "coming": ("Next 7 days", "calendar", "muted"),
        "waiting": (FOLDS["waiting"], "hourglass", "muted"),
        "missed": (FOLDS["missed"], "circle-x", "muted"),
    }
    title, icon, token = heads[name]
    return GroupFacts(title, str(count), icon, token)


def _state_of(name: str, task: Task) -> tuple[str, str, str]:
    if name == "missed":
        return "circle-x", "muted", "Missed"
    icon, token, words = _STATES.get(task.state, _STATES[TaskState.TO_DO])
    return icon, "warn-text" if name == "to_chase" else token, words


def _patient(line: TaskLine) -> str:
    """`Bed 4, EARNSHAW, Catherine`: the bed comes first, for a long name loses its tail."""
    return ", ".join(part for part in (f"Bed {line.bed}" if line.bed else "", line.patient_name or "") if part)


def _sentence(when: str, title: str, where: str, chips: Sequence[ChipFacts], whose: str) -> str:
    return ", ".join((when, title, where, *(within_sentence(chip.spoken) for chip in chips), whose))


def within_sentence(words: str) -> str:
    """Words as they stand within a sentence: in small letters, but for short forms such as HCA and MHA."""
    return " ".join(word if sum(map(str.isupper, word)) > 1 else word.lower() for word in words.split(" "))


def _whose(owner: Owner, done_by: str) -> str:
    if done_by:
        return f"done by {done_by}"
    return f"claimed by {'you' if owner.mine else owner.name}" if owner.initials else "unclaimed"
