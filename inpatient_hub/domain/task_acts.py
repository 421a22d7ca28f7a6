"""What people do with a task: each act takes the task as it is and gives the task as it is then, or says why not.

Nobody gives work to another person: it is claimed, taken over, handed back, or offered to a role.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from enum import Enum
from operator import attrgetter
from typing import Any

from inpatient_hub.domain.day_names import short_month
from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.frozen import but
from inpatient_hub.domain.hand_back import HandBack
from inpatient_hub.domain.task_reasons import BY_PROGRAM, LATE, LEFT, NOT_DONE, RECORDED_LATE, words_of
from inpatient_hub.domain.tasks import OPEN, TEAM_WORDS, Task, TaskEventKind, TaskState, Team

MOST_CHASE_AHEAD = timedelta(days=366)
"""How far off a day to ask again may be: what is put off for longer is off every list."""
MOST_BACK = timedelta(days=92)
"""How long ago something can be said to have been done."""


class TaskRefused(HubError):
    """The task is not in a state in which this can be done."""


class SomeoneElseHasIt(TaskRefused):
    """It was claimed by somebody else in the meantime. `who` is their staff id: whoever shows it adds the name."""

    def __init__(self, who: str, name: str = "", since: str = "") -> None:
        when = f" at {since}" if since else ""
        super().__init__(
            f"{name or 'Someone else'} has this task",
            f"{name or 'They'} claimed it{when}, before you.",
            remedy="Take it over if you are doing it: they are told.",
        )
        self.who = who
        self.name = name


_NAMES = tuple(field.name for field in fields(Task) if field.name != "version")
_VALUES = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class Act:
    """What an act makes of a task: the task as it is then, what its history says, and the words for it."""

    task: Task
    kind: TaskEventKind
    detail: str = ""

    def before(self, was: Task) -> dict[str, str | int | bool | None]:
        """The fields that changed, as they were, in the plain form a store keeps: what undoing puts back."""
        both = zip(_NAMES, _VALUES(was), _VALUES(self.task), strict=True)
        return {name: plain(old) for name, old, new in both if old != new}


def claim(task: Task, *, by: str, at: datetime) -> Act:
    """Takes a task that nobody has. Raises SomeoneElseHasIt, TaskRefused."""
    need_open(task)
    if task.claimed_by is not None:
        raise SomeoneElseHasIt(task.claimed_by)
    state = TaskState.CLAIMED if task.state is TaskState.TO_DO else task.state
    return Act(but(task, state=state, claimed_by=by, claimed_at=at), TaskEventKind.CLAIMED)


def take_over(task: Task, *, by: str, at: datetime, seen: str) -> Act:
    """Takes a task from whoever has it; `seen` is who was seen to have it. Raises SomeoneElseHasIt when it is another
    by now, TaskRefused."""
    need_open(task)
    if task.claimed_by is None or task.claimed_by == by:
        raise TaskRefused("Nothing was changed", "There is nobody to take it over from.", remedy="Claim it instead.")
    if task.claimed_by != seen:
        raise SomeoneElseHasIt(task.claimed_by)
    return Act(but(task, claimed_by=by, claimed_at=at), TaskEventKind.TAKEN_OVER)


def release(task: Task) -> Act:
    """Gives a claimed task back to the ward as it was. Raises TaskRefused."""
    need_open(task)
    if task.claimed_by is None:
        raise TaskRefused("Nothing was changed", "Nobody has this task.", remedy="Look at the list again.")
    state = TaskState.TO_DO if task.state is TaskState.CLAIMED else task.state
    return Act(but(task, state=state, claimed_by=None, claimed_at=None), TaskEventKind.RELEASED)


def hand_back(task: Task, how: HandBack, *, today: date) -> Act:
    """Hands a part-done task back, or keeps it while it waits. Raises TaskRefused, InvalidAnswer for a chase day that
    has gone by, is too far off, or comes after the last day that a rule worked out."""
    need_open(task)
    if how.chase_on is not None:
        _need_chase_day(task, how.chase_on, today)
    holder = (task.claimed_by, task.claimed_at) if how.keep else (None, None)
    resting = TaskState.CLAIMED if holder[0] else TaskState.TO_DO
    changed = but(
        task,
        state=TaskState.WAITING if how.waits else resting,
        claimed_by=holder[0],
        claimed_at=holder[1],
        waiting_on=how.waiting_on if how.waits else None,
        chase_on=how.chase_on,
        hand_backs=task.hand_backs + 1,
    )
    return Act(changed, TaskEventKind.HANDED_BACK, how.sentence())


def _need_chase_day(task: Task, day: date, today: date) -> None:
    last = task.due_on if task.clock_rule is not None else None
    if day < today:
        said, remedy = "The day to chase it has gone by.", "Choose today or later."
    elif last is not None and day > max(last, today):
        said = "The day to chase it comes after the last day of this task."
        furthest = max(last, today)
        remedy = f"Choose a day up to {furthest.day} {short_month(furthest)} {furthest.year}."
    elif day > today + MOST_CHASE_AHEAD:
        said, remedy = "The day to chase it is more than a year off.", "Choose a day within a year."
    else:
        return
    raise InvalidAnswer("Not handed back yet", said, remedy=remedy, field="chase_on")


def offer(task: Task, to: Team | None) -> Act:
    """Offers a task to a role, or to the whole ward again. Raises TaskRefused."""
    need_open(task)
    if task.offered_to is to:
        raise TaskRefused("Nothing was changed", "It is offered so already.", remedy="Choose another role.")
    words = f"to {TEAM_WORDS[to]}" if to else "to the whole ward"
    return Act(but(task, offered_to=to), TaskEventKind.OFFERED, words)


def complete(
    task: Task, *, by: str, at: datetime, now: datetime, today: date, reason: str | None = None, asks: bool = True
) -> Act:
    """Marks a task done at `at`: before `now`, also before the task was typed, but no more than `MOST_BACK` before
    that; a time of a repeat not before its day, unless it was there by then. Raises ReasonNeeded for one that is late,
    unless nobody can be asked, InvalidAnswer, also for "in time" of a time that was not, and TaskRefused."""
    need_open(task)
    if at > now:
        raise InvalidAnswer(
            "Not done yet", "The time it was done lies in the future.", remedy="Give a time up to now.", field="done_at"
        )
    if at < min(now, task.created_at) - MOST_BACK:
        raise InvalidAnswer(
            "Not done yet",
            "The time it was done is months before the task was added.",
            remedy="Look at the year and the month, and give a later time.",
            field="done_at",
        )
    if task.repeat_on is not None and at < task.created_at and today < task.repeat_on:
        raise InvalidAnswer(
            "Not done yet",
            "The time it was done lies before the day of this repeat.",
            remedy="Give a later time.",
            field="done_at",
        )
    code = late_reason(task, reason, today=today, at=at, asks=asks, what="done late", known=LATE)
    if asks and code == RECORDED_LATE:
        raise InvalidAnswer(
            "Not done yet",
            "By that time it was late already.",
            remedy="Give the time it was done in time, or choose why it was late.",
            field="done_at",
        )
    done = but(task, state=TaskState.DONE, done_by=by, done_at=at, reason=code)
    return Act(done, TaskEventKind.DONE, late_words(code))


def check(task: Task, *, by: str, at: datetime) -> Act:
    """A second person confirms what is done. Raises TaskRefused, also for the one who did it."""
    if not task.awaits_check:
        raise TaskRefused("Nothing was changed", "There is nothing to confirm.", remedy="Look at the list again.")
    if task.done_by == by:
        raise TaskRefused(
            "A second person has to confirm this", "You did it yourself.", remedy="Ask somebody else to confirm it."
        )
    return Act(but(task, checked_by=by, checked_at=at), TaskEventKind.CHECKED)


def reopen(task: Task) -> Act:
    """Opens a task that is done or cancelled again; its history keeps who had done it and when. Raises TaskRefused."""
    if task.state not in (TaskState.DONE, TaskState.CANCELLED):
        raise TaskRefused(
            "Nothing was changed", "Only a task that is done or cancelled can be reopened.", remedy="Look again."
        )
    state = TaskState.CLAIMED if task.claimed_by else TaskState.TO_DO
    opened = but(
        task, state=state, done_by=None, done_at=None, checked_by=None, checked_at=None, reason=None, chase_on=None
    )
    return Act(but(opened, waiting_on=None), TaskEventKind.REOPENED)


def cancel(task: Task, reason: str, *, now: datetime | None = None) -> Act:
    """Takes a task that will not be done off the list, with the reason. A time of a repeat that was missed by `now`
    stays so and is counted: the reason is kept with it. Raises TaskRefused, ReasonNeeded."""
    need_open(task)
    code = reason if reason in LEFT or reason in BY_PROGRAM else _reason(reason, NOT_DONE, needed=True, what="not done")
    if now is not None and task.is_missed(now):
        return Act(but(task, reason=code), TaskEventKind.CHANGED, f"why it was missed: {_small(words_of(str(code)))}")
    return Act(but(task, state=TaskState.CANCELLED, reason=code), TaskEventKind.CANCELLED, _small(words_of(str(code))))


def mark_in_error(task: Task) -> Act:
    """Takes a task made by mistake off every list. Nothing is deleted. Raises TaskRefused."""
    if task.state is TaskState.IN_ERROR:
        raise TaskRefused("Nothing was changed", "It is marked in error already.", remedy="Look at its history.")
    return Act(but(task, state=TaskState.IN_ERROR), TaskEventKind.IN_ERROR)


def restore(task: Task) -> Act:
    """Takes back that a task is in error. Raises TaskRefused."""
    if task.state is not TaskState.IN_ERROR:
        raise TaskRefused("Nothing was changed", "It is not marked in error.", remedy="Look at its history.")
    return Act(but(task, state=_state_before(task)), TaskEventKind.RESTORED)


def _state_before(task: Task) -> TaskState:
    """The state that a task's other fields tell of: marking it in error leaves them as they are."""
    if task.done_at is not None:
        return TaskState.DONE
    if task.reason is not None:
        return TaskState.CANCELLED
    if task.waiting_on is not None:
        return TaskState.WAITING
    return TaskState.CLAIMED if task.claimed_by else TaskState.TO_DO


class ReasonNeeded(InvalidAnswer):
    """A reason has to be chosen. `choices` maps codes to words."""

    def __init__(self, what: str, choices: dict[str, str]) -> None:
        super().__init__(
            "A reason is needed",
            f"This is {what}, and the ward counts why.",
            remedy="Choose the reason.",
            field="reason",
        )
        self.choices = choices


def _reason(code: str | None, known: Any, *, needed: bool, what: str) -> str | None:
    if code is not None and code not in known:
        raise ReasonNeeded(what, dict(known))
    if needed and code is None:
        raise ReasonNeeded(what, dict(known))
    return code if needed else None


def late_reason(
    task: Task,
    reason: str | None,
    *,
    today: date,
    at: datetime,
    asks: bool,
    what: str,
    known: Mapping[str, str],
) -> str | None:
    """The code of the reason, where the task is late at this moment; None for one that is not. Raises ReasonNeeded,
    with the `known` ones, unless nobody can be asked."""
    was_late = task.is_missed(at) or task.is_past_time(today, at)
    return _reason(reason, known, needed=was_late and (asks or reason is not None), what=what)


def late_words(code: str | None) -> str:
    """`late: too few staff`, for the history; empty for None."""
    return f"late: {_small(words_of(code))}" if code else ""


def need_open(task: Task) -> None:
    """Raises TaskRefused for a task that is done, cancelled or in error."""
    if task.state not in OPEN:
        raise TaskRefused("Nothing was changed", "This task is closed already.", remedy="Look at its history.")


def _small(words: str) -> str:
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def plain(value: Any) -> str | int | bool | None:
    """A field's value in the plain form a store keeps."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"{type(value).__name__} is no field of a task")
