"""What is said once something was done with a task."""

from datetime import date

from inpatient_hub.domain.hand_back import HandBack, waiting_words
from inpatient_hub.domain.tasks import TEAM_WORDS, DayPart, Task, Team
from inpatient_hub.gui.desk.wishes import TaskMove, TaskWish
from inpatient_hub.gui.moments import short_day

_DID = {
    TaskWish.DONE: "Done",
    TaskWish.CLAIM: "Claimed",
    TaskWish.CARRY_ON: "No longer waiting",
    TaskWish.CHECK: "Confirmed",
    TaskWish.CANCEL: "Taken off the list",
    TaskWish.IN_ERROR: "Marked in error",
    TaskWish.RESTORE: "No longer in error",
    TaskWish.CHANGE: "Changed",
}

_ROOM = 60
"""Letters of a title that leave room for the bed and the day behind it."""

PART_WORDS = {
    DayPart.MORNING: "morning",
    DayPart.AFTERNOON: "afternoon",
    DayPart.EVENING: "evening",
    DayPart.NIGHT: "night",
}


def said(wish: TaskWish, task: Task) -> str:
    """`Claimed: ECG`."""
    return f"{_DID[wish]}: {task.title}"


def done_words(task: Task, today: date, bed: str) -> str:
    """`Done: ECG, bed 4, for Sun 29 Nov`, so that a slip onto another row is seen; the day where it is not today. And
    whether a second person is needed now."""
    title = task.title if len(task.title) <= _ROOM else f"{task.title[: _ROOM - 3].rstrip()}..."
    parts = [f"{_DID[TaskWish.DONE]}: {title}", f"bed {bed}" if bed else ""]
    if task.due_on is not None and task.due_on != today:
        parts.append(f"for {day_words(task.due_on, today)}")
    then = ". A second person has to confirm it" if task.needs_check else ""
    return f"{', '.join(part for part in parts if part)}{then}"


def titled(task: Task, today: date) -> str:
    """`Fridge temperatures, for Fri 27 Nov, Late`: which of many alike is asked about; without the day for today."""
    day = day_words(task.due_on, today) if task.due_on is not None and task.due_on != today else ""
    parts = [task.title, f"for {day}" if day else "", task.shift or ""]
    return ", ".join(part for part in parts if part)


def moved_to(move: TaskMove, today: date) -> str:
    """`Moved to Fri 27 Nov, Late: ECG`."""
    when = [day_words(move.day, today), move.shift or "", f"{move.at:%H:%M}" if move.at else ""]
    when.append(PART_WORDS[move.day_part] if move.day_part else "")
    return f"Moved to {', '.join(part for part in when if part)}: {move.task.title}"


def handed_back(how: HandBack, task: Task, today: date) -> str:
    """`Waiting on housing, to be chased on Fri 27 Nov: ECG`, or `Handed back: ECG`."""
    if not how.keep:
        return f"Handed back: {task.title}"
    if not how.waits or how.waiting_on is None or how.chase_on is None:
        return f"Kept: {task.title}"
    return f"Waiting on {waiting_words(how.waiting_on)}, chase {day_words(how.chase_on, today)}: {task.title}"


def offered(to: Team | None, task: Task) -> str:
    """`Offered to Nursing: ECG`."""
    return f"Offered to {TEAM_WORDS[to] if to else 'the whole ward'}: {task.title}"


def day_words(day: date, today: date) -> str:
    """`today`, `tomorrow`, else `Fri 27 Nov`."""
    distance = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(distance, short_day(day))


def stays(task: Task) -> str:
    """That a follow-up task stays although its note is not filed after all."""
    return f"Its follow-up stays, somebody works on it: {task.title}"
