"""One thing in the diary's grid as it is shown and spoken: a day's head, a task, several in one line, or what more."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from inpatient_hub.domain.day_names import short_weekday
from inpatient_hub.domain.hand_back import WAITING_ON
from inpatient_hub.domain.shift_spans import is_end_of_day, own_time
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.staff import initials_of
from inpatient_hub.domain.tasks import Priority, TaskKind, TaskState
from inpatient_hub.gui.moments import age, due_words, long_day
from inpatient_hub.gui.pages.diary.filtering import PRIORITY_WORDS
from inpatient_hub.services.diary_views import DiaryCounts, DiaryDay, DiaryItem, LaneKind

Key = tuple[Hashable, ...]
_WAITS_FOR = {code: words for group in WAITING_ON.values() for code, words in group.items()}
_PARTS = {"morning": "Morning", "afternoon": "Afternoon", "evening": "Evening", "night": "Night"}


class CellKind(StrEnum):
    """What a cell is."""

    HEAD = "head"
    ITEM = "item"
    FOLD = "fold"
    MORE = "more"


class Face(StrEnum):
    """How a cell is painted."""

    PLAIN = "plain"
    DONE = "done"
    OVERDUE = "overdue"
    MISSED = "missed"
    WAITING = "waiting"
    STRUCK = "struck"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What is shown at one place of the grid. `spoken` is the whole of it in one sentence."""

    key: Key
    kind: CellKind
    day: date
    title: str
    spoken: str
    lane: LaneKind | None = None
    shift: str | None = None
    time: str = ""
    late: str = ""
    """How late it is, on a line of its own: whose it is, is not cut for it."""
    second: str = ""
    icon: str = ""
    token: str = "text"
    face: Face = Face.PLAIN
    mark: str = ""
    """The icon of what is urgent or important, at the right."""
    item: DiaryItem | None = field(default=None, compare=False)
    is_today: bool = False
    is_expanded: bool = False

    @property
    def has_bar(self) -> bool:
        """Whether it carries the blue bar of an appointment that is still to come."""
        return self.lane is LaneKind.APPOINTMENT and self.face not in (Face.DONE, Face.STRUCK)


_STATES: dict[TaskState, tuple[str, str, Face]] = {
    TaskState.TO_DO: ("circle", "muted", Face.PLAIN),
    TaskState.CLAIMED: ("circle-half-2", "info-solid", Face.PLAIN),
    TaskState.WAITING: ("hourglass", "warn-text", Face.WAITING),
    TaskState.DONE: ("circle-check", "ok-solid", Face.DONE),
    TaskState.CANCELLED: ("ban", "subtle", Face.STRUCK),
    TaskState.IN_ERROR: ("ban", "subtle", Face.STRUCK),
}
_SAID = {
    TaskState.TO_DO: "to do",
    TaskState.CLAIMED: "claimed",
    TaskState.WAITING: "waiting",
    TaskState.DONE: "done",
    TaskState.CANCELLED: "off the list",
    TaskState.IN_ERROR: "entered in error",
}
_MARKS = {Priority.URGENT: "chevrons-up", Priority.IMPORTANT: "chevron-up", Priority.ROUTINE: ""}


def item_key(day: date, task_id: str) -> Key:
    """What names a task on a day: one that is overdue may stand on two."""
    return (CellKind.ITEM, task_id, day)


def item_cell(item: DiaryItem, day: date, at: datetime, shifts: Sequence[Shift] = ()) -> Cell:
    """A task on a day, as it looks at this moment on the ward's clock. The end of its shift is no time of its own."""
    when = time_words(item, at, shifts)
    task = item.line.task
    icon, token, face = _look(item)
    is_over = face in (Face.DONE, Face.STRUCK, Face.MISSED)
    return Cell(
        key=item_key(day, task.id),
        kind=CellKind.ITEM,
        day=day,
        title=task.title,
        spoken=_sentence(item, at, when),
        lane=LaneKind(task.kind.value),
        shift=task.shift if task.kind is TaskKind.WARD else None,
        time=when,
        late=late_words(item, at) if item.overdue else "",
        second=_second(item),
        icon=icon,
        token=token,
        face=face,
        mark="" if is_over else _MARKS[task.priority],
        item=item,
        is_today=day == at.date(),
    )


def head_cell(day: DiaryDay, at: datetime, *, is_expanded: bool, may_expand: bool) -> Cell:
    """The head of a day, with what is done, late, missed and to do."""
    is_today = day.day == at.date()
    counts = counts_words(day.counts, is_past=day.day < at.date())
    how = " Press Enter to fold it." if is_expanded else " Press Enter to see all of it."
    shift = f", {day.shift_now} shift now" if day.shift_now else ""
    return Cell(
        key=(CellKind.HEAD, day.day),
        kind=CellKind.HEAD,
        day=day.day,
        title=f"{'Today, ' if is_today else ''}{short_weekday(day.day)}",
        time=str(day.day.day),
        second=counts,
        spoken=f"{'Today, ' if is_today else ''}{long_day(day.day)}{shift}: {counts or 'nothing'}."
        f"{how if may_expand else ''}",
        is_today=is_today,
        is_expanded=is_expanded and may_expand,
    )


def counts_words(counts: DiaryCounts, *, is_past: bool) -> str:
    """`31 done, 1 done late`, `22 done, 11 to do`. What is late or missed matters more on a day that has gone by."""
    said = [f"{counts.done} done"] if counts.done else []
    others = [f"{counts.missed} missed" if counts.missed else "", f"{counts.late} done late" if counts.late else ""]
    to_do = f"{counts.open} to do" if counts.open else ""
    said += [*others, to_do] if is_past else [to_do, *others]
    return ", ".join(one for one in said if one)


def fold_cell(items: Sequence[DiaryItem], day: date, shift: str | None, at: datetime, *, total: int) -> Cell:
    """Ward tasks of one shift that stand alike, in one line: `6 of 6 done`, `7 to do`, `1 of 7 missed`."""
    first, count = items[0], len(items)
    icon, token, face = _look(first)
    second = ""
    if face is Face.MISSED:
        title, second = f"{count} of {total} missed", ", ".join(item.line.task.title for item in items)
    elif face is Face.DONE:
        title = f"{count} of {total} done" if count == total else f"{count} done"
        unconfirmed = sum(item.line.task.awaits_check for item in items)
        second = f"{unconfirmed} not confirmed" if unconfirmed else ""
    else:
        icon, token, face, title = "circle", "muted", Face.PLAIN, f"{count} to do"
    words = f"{title}: {second}" if second else title
    return Cell(
        key=(CellKind.FOLD, day, shift, face),
        kind=CellKind.FOLD,
        day=day,
        title=title,
        second=second,
        spoken=f"Ward tasks, {shift or 'no shift'}: {words}. Press Enter to see them.",
        lane=LaneKind.WARD,
        shift=shift,
        icon=icon,
        token=token,
        face=face,
        is_today=day == at.date(),
    )


def more_cell(hidden: Sequence[DiaryItem], day: date, lane: LaneKind, shift: str | None) -> Cell:
    """What a day holds besides what is shown: `3 more, 5 done`."""
    states = [_look(item)[2] for item in hidden if item.line.task.state is not TaskState.CANCELLED]
    done, missed = states.count(Face.DONE), states.count(Face.MISSED)
    others = len(states) - done - missed
    words = [f"{others} more"] if others else []
    words += [f"{missed} {'missed' if words else 'more missed'}"] if missed else []
    words += [f"{done} {'done' if words else 'more done'}"] if done else []
    title = ", ".join(words) or f"{len(hidden)} off the list"
    return Cell(
        key=(CellKind.MORE, day, lane, shift),
        kind=CellKind.MORE,
        day=day,
        title=title,
        spoken=f"{title}. Press Enter to see the whole day.",
        lane=lane,
        shift=shift,
        token="link",
    )


def time_words(item: DiaryItem, at: datetime, shifts: Sequence[Shift] = ()) -> str:
    """`14:00`; the part of the day of an appointment without a time. The end of its shift or day is no time."""
    task = item.line.task
    if task.due_at is None:
        return _PARTS[task.day_part] if task.day_part else ""
    own = own_time(task, at.tzinfo, shifts)
    return "" if own is None else f"{own:%H:%M}"


def late_words(item: DiaryItem, at: datetime) -> str:
    """`4 h 42 min late`, `2 days late`."""
    task = item.line.task
    if task.due_at is not None and not is_end_of_day(task, at.tzinfo):
        return f"{age(at - task.due_at)} late"
    return due_words(task.due_on, at.date()) if task.due_on is not None else "late"


def where_words(item: DiaryItem) -> str:
    """`Bed 4, Catherine Earnshaw`; the place of an appointment that is about nobody."""
    line = item.line
    who = ", ".join(part for part in (f"Bed {line.bed}" if line.bed else "", line.patient_name or "") if part)
    return who or ", ".join(part for part in (line.task.people, line.task.place) if part)


def _look(item: DiaryItem) -> tuple[str, str, Face]:
    if item.missed:
        return "circle-x", "text", Face.MISSED
    if item.overdue:
        return "alert-triangle", "act-text", Face.OVERDUE
    return _STATES[item.line.task.state]


def face_of(item: DiaryItem) -> Face:
    """How a task is painted."""
    return _look(item)[2]


def _second(item: DiaryItem) -> str:
    task, where = item.line.task, where_words(item)
    waits = _WAITS_FOR.get(task.waiting_on or "", "")
    said = [where] if where else []
    if task.state is TaskState.WAITING and waits and not item.overdue:
        said.append(f"on {waits}")
    if item.to_chase:
        said.append("to chase")
    if task.awaits_check:
        said.append("not confirmed")
    if task.state is TaskState.CLAIMED and item.line.claimed_by_name:
        said.append(initials_of(item.line.claimed_by_name))
    return ", ".join(said)


def _sentence(item: DiaryItem, at: datetime, when: str) -> str:
    task, line = item.line.task, item.line
    state = "missed" if item.missed else f"overdue by {late_words(item, at)[:-5]}" if item.overdue else ""
    state = "to be chased" if item.to_chase else state
    waits = _WAITS_FOR.get(task.waiting_on or "", "")
    parts = (
        state or ("done late" if item.late else _SAID[task.state]),
        f"on {waits}" if task.state is TaskState.WAITING and waits else "",
        "not confirmed by a second person" if task.awaits_check else "",
        when,
        task.title,
        where_words(item) or ("ward task" if task.kind is TaskKind.WARD else ""),
        task.shift or "",
        PRIORITY_WORDS[task.priority].lower() if task.priority is not Priority.ROUTINE else "",
        f"claimed by {line.claimed_by_name}" if line.claimed_by_name else "",
        "" if item.made else "comes of a repeat",
        "from an earlier day" if item.carried else "",
    )
    sentence = ", ".join(part for part in parts if part)
    return f"{sentence[:1].upper()}{sentence[1:]}"
