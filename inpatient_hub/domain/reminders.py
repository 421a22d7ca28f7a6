"""What a person is to be told now: what is due, to be chased, running out by law, or was taken over from them.

Each is told once. Whoever snoozes one hears of it once more, whichever of the ward's computers they sit at then.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from inpatient_hub.domain.shift_spans import is_end_of_day, span_of, spans_at
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.tasks import OPEN, Task, TaskEvent, TaskKind, TaskState, Team
from inpatient_hub.domain.wall_time import at_wall

LEADS = (5, 10, 15, 30, 60)
"""Minutes before its time at which something may be told of."""


class Why(StrEnum):
    """What a reminder is about."""

    SOON = "soon"
    """Its time comes shortly."""
    DUE = "due"
    """Its time has come."""
    TODAY = "today"
    """It is due today at no particular time, or was on a day before."""
    CHASE = "chase"
    CLOCK_COMING = "clock_coming"
    """A date that a rule worked out comes within the time ahead that the rule names."""
    CLOCK_AHEAD = "clock_ahead"
    """A date that a rule worked out is tomorrow."""
    CLOCK_DAY = "clock_day"
    TAKEN_OVER = "taken_over"


_EARLIER = {Why.DUE: Why.SOON, Why.CLOCK_DAY: Why.CLOCK_AHEAD, Why.CLOCK_AHEAD: Why.CLOCK_COMING}
"""What comes before it about the same time of the same task: who snoozed that snoozed this too."""
CLOCK_AHEAD = timedelta(days=1)

MOST_DAYS_AHEAD = 365


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """How long before its date or hour a clock rule is told of."""

    days: int = 1
    hours: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderChoices:
    """How a person wants to be reminded: so many minutes before, and whether the computer's own notices say so too."""

    lead: int = 15
    notices: bool = False


class Snooze(StrEnum):
    """For how long a reminder is put off."""

    TEN_MINUTES = "ten_minutes"
    HOUR = "hour"
    SHIFT_END = "shift_end"
    TOMORROW = "tomorrow"


SNOOZE_WORDS: Mapping[Snooze, str] = {
    Snooze.TEN_MINUTES: "For 10 minutes",
    Snooze.HOUR: "For an hour",
    Snooze.SHIFT_END: "Until the end of the shift",
    Snooze.TOMORROW: "Until tomorrow, when the shift begins",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One reminder: the task, why, and `anchor`, which is another when the task's time is another. `moment` is its
    time, None where only a day is known; `by` is the id of who took it over."""

    id: str
    why: Why
    task: Task
    earlier_id: str | None = None
    moment: datetime | None = None
    day: date | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderMark:
    """What a person was told, or put off. `id` is that of the reminder."""

    id: str
    staff_id: str
    task_id: str
    told_at: datetime | None = None
    snoozed_until: datetime | None = None
    dismissed: bool = False
    version: int = 1

    def rests(self, now: datetime) -> bool:
        """Whether nothing is to be said of it now."""
        return self.dismissed or (self.snoozed_until is not None and self.snoozed_until > now)

    def is_back(self, now: datetime) -> bool:
        """Whether it was snoozed, and that is over."""
        return not self.dismissed and self.snoozed_until is not None and self.snoozed_until <= now


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Who is told, and when: `patients` are those they are the named nurse of."""

    staff_id: str
    patients: frozenset[str]
    now: datetime
    zone: tzinfo
    lead: timedelta
    team: Team | None = None
    ahead: Mapping[str, Ahead] = field(default_factory=dict)
    """By the id of a clock rule."""

    @property
    def today(self) -> date:
        """The ward's day."""
        return self.now.astimezone(self.zone).date()


def reminder_id(staff_id: str, why: Why, task_id: str, anchor: str) -> str:
    """The same 32 digits at every computer for the same reminder."""
    return hashlib.sha256(f"{staff_id}|{why.value}|{task_id}|{anchor}".encode()).hexdigest()[:32]


def about(task: Task, who: Asker) -> Found | None:
    """What is to be said of a task now, if anything: of one that waits, to chase it; of a date that a rule worked out,
    well ahead and on its day; of any other, shortly before its time and then."""
    if task.state not in OPEN or task.is_missed(who.now):
        return None
    by_rule = _of_rule(task, who) if task.clock_rule is not None else None
    if by_rule is not None and by_rule.why is not Why.CLOCK_COMING:
        return by_rule
    if _is_theirs(task, who) and task.is_to_be_chased(who.today):
        return _found(task, Why.CHASE, who, day=task.chase_on)
    if task.clock_rule is not None or not _is_theirs(task, who):
        return by_rule
    return _of_time(task, who) if task.state is not TaskState.WAITING else None


def taken_over(event: TaskEvent, task: Task, who: Asker) -> Found:
    """That somebody took a task over from this person."""
    return Found(
        id=reminder_id(who.staff_id, Why.TAKEN_OVER, task.id, event.id),
        why=Why.TAKEN_OVER,
        task=task,
        moment=event.at,
        by=event.by,
    )


def is_new(found: Found, marks: Mapping[str, ReminderMark], now: datetime) -> bool:
    """Whether it was never told, or comes back after a snooze."""
    mark = marks.get(found.id)
    return is_shown(found, marks, now) and (mark is None or mark.told_at is None or mark.is_back(now))


def is_shown(found: Found, marks: Mapping[str, ReminderMark], now: datetime) -> bool:
    """Whether it stands on the list: neither dismissed nor snoozed."""
    mark, earlier = marks.get(found.id), marks.get(found.earlier_id or "")
    if mark is not None and mark.rests(now):
        return False
    return not (earlier is not None and not earlier.dismissed and earlier.rests(now))


def snoozed_until(how: Snooze, now: datetime, shifts: Sequence[Shift], zone: tzinfo) -> datetime:
    """When it comes back. Between shifts the end of the shift is in an hour, and tomorrow begins with its first; while
    one shift hands over to another it is that of whichever comes sooner, for either may have put it off."""
    if how is Snooze.TEN_MINUTES:
        return now + timedelta(minutes=10)
    spans = spans_at(shifts, now, zone)
    if how is Snooze.HOUR or (how is Snooze.SHIFT_END and not spans):
        return now + timedelta(hours=1)
    if how is Snooze.SHIFT_END:
        return min(span.ends for span in spans)
    if spans:
        return min(span_of(span.shift, span.day + timedelta(days=1), zone).starts for span in spans)
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    starts = [span_of(shift, tomorrow, zone).starts for shift in shifts]
    return min(starts, default=at_wall(tomorrow, time(7), zone))


def no_longer_than(found: Found, until: datetime, now: datetime, zone: tzinfo) -> datetime:
    """When a reminder comes back that is put off until then: one of a date that a rule worked out comes back when that
    runs out, and not after it."""
    task = found.task
    if task.clock_rule is None or task.due_on is None:
        return until
    runs_out = task.due_at or at_wall(task.due_on + timedelta(days=1), time(), zone)
    return min(until, runs_out) if runs_out > now else until


def _is_theirs(task: Task, who: Asker) -> bool:
    """What they have; and of what nobody has, what is about their patients, what is offered to their team, and what
    they themselves offered to another."""
    if task.claimed_by is not None:
        return task.claimed_by == who.staff_id
    if task.offered_to is not None and (task.offered_to is who.team or task.created_by == who.staff_id):
        return True
    return task.patient_id in who.patients


def _of_rule(task: Task, who: Asker) -> Found | None:
    """A date by law is told to whoever has it, and to everybody on the ward while nobody has."""
    day = task.due_on
    if day is None or task.claimed_by not in (None, who.staff_id):
        return None
    ahead = who.ahead.get((task.clock_rule or "").partition("@")[0], Ahead())
    if task.due_at is not None and not is_end_of_day(task, who.zone):
        if who.now >= task.due_at:
            return _found(task, Why.DUE, who, moment=task.due_at)
        if who.now >= task.due_at - max(who.lead, timedelta(hours=ahead.hours)):
            return _found(task, Why.SOON, who, moment=task.due_at)
    moment = None if task.due_at is None or is_end_of_day(task, who.zone) else task.due_at
    if who.today >= day:
        return _found(task, Why.CLOCK_DAY, who, moment=moment, day=day)
    if who.today >= day - CLOCK_AHEAD:
        return _found(task, Why.CLOCK_AHEAD, who, moment=moment, day=day)
    is_coming = who.today >= day - timedelta(days=ahead.days)
    return _found(task, Why.CLOCK_COMING, who, moment=moment, day=day) if is_coming else None


def _of_time(task: Task, who: Asker) -> Found | None:
    if task.due_at is not None and not is_end_of_day(task, who.zone):
        if task.due_at <= who.now and task.kind is not TaskKind.APPOINTMENT:
            return _found(task, Why.DUE, who, moment=task.due_at)
        if who.now <= task.due_at <= who.now + who.lead or task.due_at <= who.now < task.due_at + who.lead:
            return _found(task, Why.SOON, who, moment=task.due_at)
        return None
    is_today = task.due_on is not None and task.due_on <= who.today and task.kind is not TaskKind.APPOINTMENT
    return _found(task, Why.TODAY, who, day=task.due_on) if is_today else None


def _found(task: Task, why: Why, who: Asker, *, moment: datetime | None = None, day: date | None = None) -> Found:
    anchor = (moment or day or date.min).isoformat()
    earlier = _EARLIER.get(why)
    return Found(
        id=reminder_id(who.staff_id, why, task.id, anchor),
        why=why,
        task=task,
        earlier_id=reminder_id(who.staff_id, earlier, task.id, anchor) if earlier else None,
        moment=moment,
        day=day,
    )
