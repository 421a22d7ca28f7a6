"""How the command line tells where a task stands: late, missed, waiting, or whose it is, for a person and a program."""

from datetime import UTC, datetime, timedelta

from inpatient_hub.cli.moments import age, day, iso_day, iso_moment
from inpatient_hub.cli.shapes import Json
from inpatient_hub.domain.hand_back import waiting_words
from inpatient_hub.domain.task_reasons import words_of
from inpatient_hub.domain.tasks import OPEN, Standing, Task, TaskState
from inpatient_hub.services.ports import TaskLine

HEADS = ("ID", "Due", "Bed", "Patient", "Task", "State")
_DAY = timedelta(days=1)
_STANDS = {Standing.MISSED: "missed", Standing.OVERDUE: "late", Standing.ENDED: "ended", Standing.TO_CHASE: "to_chase"}


def task_row(line: TaskLine, at: datetime) -> tuple[str, ...]:
    """One task as a row of a table. `at` is on the ward's clock."""
    task = line.task
    return task.id, due(task, at), line.bed or "", line.patient_name or "", task.title, standing_words(line, at)


def task_line(line: TaskLine, at: datetime) -> Json:
    """One task for a program. `at` is on the ward's clock."""
    task = line.task
    return {
        "id": task.id,
        "title": task.title,
        "kind": task.kind.value,
        "state": task.state.value,
        "standing": standing(line, at),
        "standing_words": standing_words(line, at),
        "late_minutes": _late_minutes(line, at),
        "priority": task.priority.value,
        "due_on": iso_day(task.due_on),
        "due_at": iso_moment(task.due_at),
        "due_time": _time(task, at) or None,
        "shift": task.shift,
        "patient": {"id": task.patient_id, "banner_name": line.patient_name, "bed": line.bed}
        if task.patient_id
        else None,
        "claimed_by": line.claimed_by_name,
        "offered_to": task.offered_to.value if task.offered_to else None,
        "waiting_on": task.waiting_on,
        "chase_on": iso_day(task.chase_on),
    }


def standing(line: TaskLine, at: datetime) -> str:
    """`missed`, `late`, `to_chase`, or `ended` with the patient's stay, as the ward's lists have it, else its state."""
    return _STANDS.get(line.standing(at.date(), at)) or line.task.state.value


def standing_words(line: TaskLine, at: datetime) -> str:
    """`4 h 42 min late, claimed by Jane Eyre`, `waiting on housing, chase 30 Nov 2026`, `missed 14:00`."""
    task, stands = line.task, standing(line, at)
    if stands == "ended":
        return "ended with the patient's stay"
    why = [_small(words_of(task.reason))] if stands == "missed" and task.reason else []
    parts = [_missed(task, at), *why] if stands == "missed" else [_late(task, at)] if stands == "late" else []
    if task.state is TaskState.WAITING:
        parts.append(f"waiting on {waiting_words(task.waiting_on)}" if task.waiting_on else "waiting")
    if task.chase_on is not None and task.state in OPEN:
        parts.append(f"chase {day(task.chase_on)}")
    claimed = f"claimed by {line.claimed_by_name}" if line.claimed_by_name else ""
    if claimed and task.state in (TaskState.CLAIMED, TaskState.WAITING):
        parts.append(claimed)
    return ", ".join(part for part in parts if part) or task.state.value.replace("_", " ")


def due(task: Task, at: datetime) -> str:
    """The day, with its shift, its time or its part of the day."""
    when = task.shift or _time(task, at) or (task.day_part.value if task.day_part is not None else "")
    return ", ".join(part for part in (day(task.due_on), when) if part)


def _time(task: Task, at: datetime) -> str:
    """The time of its day; the end of a shift or of a day is no time of its own."""
    if task.due_at is None or task.shift is not None:
        return ""
    local = task.due_at.astimezone(at.tzinfo)
    return f"{local:%H:%M}" if local.date() == task.due_on else ""


def _missed(task: Task, at: datetime) -> str:
    gone = (task.lapses_at or at).astimezone(at.tzinfo)
    return f"missed {gone:%H:%M}" if gone.date() == at.date() else f"missed {day(gone.date())}"


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]


def _late(task: Task, at: datetime) -> str:
    late = at.astimezone(UTC) - task.due_at.astimezone(UTC) if task.due_at is not None else None
    if late is not None and late < _DAY:
        return f"{age(late)} late" if late >= timedelta(minutes=1) else "due now"
    days = max((at.date() - (task.due_on or at.date())).days, 1)
    return "1 day late" if days == 1 else f"{days} days late"


def _late_minutes(line: TaskLine, at: datetime) -> int | None:
    """How late by its moment; None where it is not late, or only its day is known."""
    due_at = line.task.due_at
    if standing(line, at) != "late" or due_at is None:
        return None
    return int((at.astimezone(UTC) - due_at.astimezone(UTC)).total_seconds() // 60)
