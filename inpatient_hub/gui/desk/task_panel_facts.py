"""Everything about one task in words, as its panel shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from inpatient_hub.domain.hand_back import waiting_words
from inpatient_hub.domain.shift_spans import is_end_of_day, own_time
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.task_reasons import words_of
from inpatient_hub.domain.tasks import OPEN, TEAM_WORDS, Priority, Task, TaskState
from inpatient_hub.gui.desk.task_words import PART_WORDS
from inpatient_hub.gui.moments import age, day, due_words, moment, short_day
from inpatient_hub.gui.widgets.marks import ChipFacts

if TYPE_CHECKING:
    from inpatient_hub.services.clock_dates import ClockDate
    from inpatient_hub.services.patients import PatientFacts
    from inpatient_hub.services.task_views import TaskView

_PRIORITIES = {
    Priority.URGENT: ChipFacts("Urgent", "urgent", "chevrons-up"),
    Priority.IMPORTANT: ChipFacts("Important", "outline", "chevron-up"),
}


_ENDED = "Ended with the patient's stay: its time ran out after they had left, and nobody missed it"


class Mark(NamedTuple):
    """An icon in a colour token, with its words."""

    icon: str
    token: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskShown:
    """One reading of a task. `view` is None for a time of a repeat that is no task yet; `at` is now, on the ward's
    clock; `repeats` says how it repeats; `shifts` are the ward's."""

    task: Task
    view: "TaskView | None"
    patient: "PatientFacts | None"
    at: datetime
    me: str
    repeats: str = ""
    shifts: Sequence[Shift] = ()
    clock: "ClockDate | None" = None

    def local(self, moment: datetime) -> datetime:
        """A moment on the ward's clock."""
        return moment.astimezone(self.at.tzinfo)

    def when(self, moment_at: datetime) -> str:
        """A moment in words."""
        return moment(self.local(moment_at), self.at.date())

    def who(self, staff_id: str | None, name: str | None) -> str:
        """`You`, or the name."""
        return "You" if staff_id == self.me else name or "Someone"


def state_of(shown: TaskShown) -> Mark:
    """Where it stands."""
    task = shown.task
    if shown.view is None:
        return Mark("circle-dashed", "muted", "To come: a time of a repeat. It is made a task as soon as you use it.")
    if shown.view.line.ended:
        return Mark("door-exit", "muted", _ENDED)
    if task.is_missed(shown.at):
        why = _lower(words_of(task.reason)) if task.reason else "its time is over and nobody has done it"
        return Mark("circle-x", "muted", f"Missed: {why}")
    return {
        TaskState.TO_DO: Mark("circle", "muted", "To do, nobody has it"),
        TaskState.CLAIMED: Mark("circle-half-2", "info-text", _claimed(shown)),
        TaskState.WAITING: Mark("hourglass", "warn-text", _waiting(shown)),
        TaskState.DONE: Mark("circle-check", "ok-text", _done(shown)),
        TaskState.CANCELLED: Mark("ban", "muted", f"Off the list: {_lower(words_of(task.reason or 'other'))}"),
        TaskState.IN_ERROR: Mark("ban", "act-text", "Entered in error, off every list"),
    }[task.state]


def chips_of(shown: TaskShown) -> tuple[ChipFacts, ...]:
    """Overdue, urgent, to be checked."""
    task = shown.task
    chips = [_PRIORITIES[task.priority]] if task.priority in _PRIORITIES else []
    if task.is_overdue(shown.at.date(), shown.at):
        chips.insert(0, ChipFacts("Overdue", "act", "alert-triangle"))
    if task.is_to_be_chased(shown.at.date()):
        chips.append(ChipFacts("Chase it", "warn", "hourglass"))
    if task.awaits_check:
        chips.append(ChipFacts("To be confirmed", "warn", "users"))
    return tuple(chips)


def rows_of(shown: TaskShown) -> tuple[tuple[str, str], ...]:
    """(label, words) of all that is known of it; what is not known leaves no hole."""
    task = shown.task
    rows = (
        ("Due", due_of(shown)),
        ("Place", task.place or ""),
        ("With", task.people or ""),
        ("Lasts", f"{task.duration} minutes" if task.duration else ""),
        ("Offered to", TEAM_WORDS[task.offered_to] if task.offered_to else ""),
        ("Waiting on", _capital(waiting_words(task.waiting_on)) if task.waiting_on else ""),
        (
            "Chase on",
            f"{short_day(task.chase_on)}, {due_words(task.chase_on, shown.at.date())}" if task.chase_on else "",
        ),
        ("Handed back", _times(task.hand_backs)),
        ("Second person", _second(shown)),
        ("Repeats", shown.repeats),
        ("Reason", words_of(task.reason) if task.reason and task.state is TaskState.DONE else ""),
    )
    return tuple((label, words) for label, words in rows if words)


def due_of(shown: TaskShown) -> str:
    """`Fri 20 Nov, 17:00, in 18 min`; how far it is only while it is to be done."""
    task, today = shown.task, shown.at.date()
    if task.due_on is None:
        return "No day set"
    parts = [short_day(task.due_on) if task.due_on.year == today.year else day(task.due_on)]
    timed = shown.local(task.due_at) if task.due_at is not None else None
    own = own_time(task, shown.at.tzinfo, shown.shifts)
    if task.shift is not None and own is not None:
        parts.append(f"{own:%H:%M}, {task.shift} shift")
    elif task.shift is not None:
        ends = f", ends {timed:%H:%M}" if timed is not None else ""
        parts.append(f"{task.shift} shift{ends}")
    elif own is not None:
        parts.append(f"{own:%H:%M}")
    if task.day_part is not None:
        parts.append(PART_WORDS[task.day_part])
    if task.state in OPEN:
        parts.append(_distance(shown, timed))
    return ", ".join(parts)


def clock_of(shown: TaskShown) -> tuple[str, ...]:
    """How its date was worked out: who corrected it since, the rule, the counting, the source, and whom to check it
    with."""
    date = shown.clock
    if date is None:
        return ("A rule worked this date out that is not there any more.",) if shown.task.clock_rule else ()
    rule = date.rule
    words = f'"{rule.words}"' if rule.words else ""
    counted = f"{rule.title}. {'It was worked out as: ' if date.corrected else ''}{date.how}."
    return tuple(part for part in (correction_of(shown), counted, words, f"Source: {rule.source}", rule.advice) if part)


def correction_of(shown: TaskShown) -> str:
    """`Corrected to 29 Apr 2027 by Jane Eyre, 14:05. The MHA office gave another date.`; empty where none holds."""
    date = shown.clock
    if date is None or date.corrected is None:
        return ""
    made = date.corrected
    who = "you" if made.by == shown.me else made.name
    own = own_time(shown.task, shown.at.tzinfo, shown.shifts)
    hour = f", {own:%H:%M}," if own is not None else ""
    return f"Corrected to {day(shown.task.due_on)}{hour} by {who}, {shown.when(made.at)}. {made.why}."


def _distance(shown: TaskShown, timed: datetime | None) -> str:
    today = shown.at.date()
    if timed is None or is_end_of_day(shown.task, shown.at.tzinfo) or abs((timed.date() - today).days) > 1:
        return due_words(shown.task.due_on or today, today)
    span = timed - shown.at
    if abs(span.total_seconds()) < 60:
        return "now"
    return f"in {age(span)}" if span.total_seconds() > 0 else f"{age(-span)} late"


def _claimed(shown: TaskShown) -> str:
    task = shown.task
    name = shown.view.line.claimed_by_name if shown.view else None
    who = shown.who(task.claimed_by, name)
    since = f", since {shown.when(task.claimed_at)}" if task.claimed_at else ""
    return f"{who} {'have' if who == 'You' else 'has'} it{since}"


def _waiting(shown: TaskShown) -> str:
    on = f"Waiting on {waiting_words(shown.task.waiting_on)}" if shown.task.waiting_on else "Waiting"
    return f"{on}. {_claimed(shown) if shown.task.claimed_by else 'Nobody has it'}"


def _done(shown: TaskShown) -> str:
    task = shown.task
    who = shown.who(task.done_by, shown.view.done_by if shown.view else None)
    return f"Done by {'you' if who == 'You' else who}, {shown.when(task.done_at)}" if task.done_at else "Done"


def _second(shown: TaskShown) -> str:
    task = shown.task
    if not task.needs_check:
        return ""
    if task.checked_by is None or task.checked_at is None:
        return "Has to confirm it"
    who = shown.who(task.checked_by, shown.view.checked_by if shown.view else None)
    return f"{who} confirmed it, {shown.when(task.checked_at)}"


def _times(count: int) -> str:
    return {0: "", 1: "Once", 2: "Twice"}.get(count, f"{count} times")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _lower(words: str) -> str:
    return words[:1].lower() + words[1:]
