"""The tasks and repeats about one patient as a subject access request tells them: each field, and all that happened."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from inpatient_hub.domain.hand_back import waiting_words
from inpatient_hub.domain.recurrence import MISSED_WORDS, in_words
from inpatient_hub.domain.series import Series
from inpatient_hub.domain.task_reasons import words_of
from inpatient_hub.domain.task_undo import VERSION, Plain
from inpatient_hub.domain.task_words import did
from inpatient_hub.domain.tasks import TEAM_WORDS, Task, TaskEvent, TaskEventKind, Team
from inpatient_hub.domain.working_days import NATION_WORDS

_KINDS = {"ward": "Task of the ward", "patient": "Task about a patient", "appointment": "Appointment"}
_STATES = {"to_do": "To do", "in_error": "Entered in error"}
_PEOPLE = frozenset({"claimed_by", "done_by", "checked_by", "created_by"})


def task_told(task: Task, events: Sequence[TaskEvent], names: Mapping[str, str]) -> dict[str, Any]:
    """One task. `names` are the ward's people by id."""
    by_id = {event.id: event for event in events}
    return {
        "id": task.id,
        "kind": _KINDS[task.kind.value],
        "title": task.title,
        "state": state_words(task.state.value),
        "priority": spoken(task.priority.value),
        "category": spoken(task.category),
        "audit_type": spoken(task.audit_type),
        "due_on": day(task.due_on),
        "shift": task.shift,
        "due_at": moment(task.due_at),
        "day_part": spoken(task.day_part),
        "counts_as_missed_from": moment(task.lapses_at),
        "minutes": task.duration,
        "place": task.place,
        "people": task.people,
        "offered_to": team(task.offered_to),
        "waiting_on": waiting_words(task.waiting_on) if task.waiting_on else None,
        "chase_on": day(task.chase_on),
        "hand_backs": task.hand_backs,
        "reason": words_of(task.reason) if task.reason else None,
        "created_at": moment(task.created_at),
        "created_by": name(task.created_by, names),
        "claimed_at": moment(task.claimed_at),
        "claimed_by": name(task.claimed_by, names),
        "done_at": moment(task.done_at),
        "done_by": name(task.done_by, names),
        "needs_check": task.needs_check,
        "checked_at": moment(task.checked_at),
        "checked_by": name(task.checked_by, names),
        "repeat": task.repeat_id,
        "repeat_on": day(task.repeat_on),
        "clock_rule": task.clock_rule,
        "clock_event": moment(task.clock_event),
        "referral": task.run_id,
        "workflow": task.workflow_id,
        "guide": task.guide_id,
        "events": [
            {
                "what": event.kind.value,
                "did": did(event, names, by_id.get(event.of or "")),
                "by": name(event.by, names),
                "at": moment(event.at),
                "detail": event.detail,
                "before": {} if event.kind is TaskEventKind.CREATED else _before(event.before, names),
            }
            for event in events
        ],
    }


def series_told(series: Series, names: Mapping[str, str]) -> dict[str, Any]:
    """One repeat."""
    repeat = series.repeat
    return {
        "id": series.id,
        "title": series.title,
        "state": state_words(series.state.value),
        "kind": _KINDS[series.kind.value],
        "priority": spoken(series.priority.value),
        "category": spoken(series.category),
        "audit_type": spoken(series.audit_type),
        "offered_to": team(series.offered_to),
        "needs_check": series.needs_check,
        "repeats": in_words(repeat),
        "rule": repeat.rule,
        "starts_on": day(repeat.starts_on),
        "ends_on": day(repeat.ends_on),
        "left_out": [one.isoformat() for one in repeat.left_out],
        "not_on": NATION_WORDS[repeat.not_on] if repeat.not_on is not None else None,
        "shifts": list(series.shifts),
        "at": f"{series.at:%H:%M}" if series.at else None,
        "missed_one": MISSED_WORDS[series.missed],
        "made_at": moment(series.made_at),
        "made_by": name(series.made_by, names),
        "follows": series.follows,
        "workflow": series.workflow_id,
        "guide": series.guide_id,
    }


def state_words(state: str) -> str:
    """A state as it is shown."""
    return _STATES.get(state) or state.replace("_", " ").capitalize()


_IN_WORDS = {"waiting_on": waiting_words, "reason": words_of, "state": state_words}


def spoken(code: str | None) -> str | None:
    """A code as words."""
    return code.replace("_", " ").capitalize() if code else None


def team(offered_to: Team | None) -> str | None:
    """Whom something is offered to."""
    return TEAM_WORDS[offered_to] if offered_to else None


def name(staff_id: str | None, names: Mapping[str, str]) -> str | None:
    """A member of staff by name; somebody who is not there any more as `Someone`."""
    return None if staff_id is None else names.get(staff_id, "Someone")


def moment(at: datetime | None) -> str | None:
    """A moment in UTC."""
    return at.isoformat(timespec="seconds") if at else None


def day(on: date | None) -> str | None:
    """A day of the ward's clock."""
    return on.isoformat() if on else None


def _before(before: Plain, names: Mapping[str, str]) -> dict[str, Any]:
    """What an event changed, as it was; nobody is told by an id."""
    told: dict[str, Any] = {}
    for field, value in before.items():
        if field in _PEOPLE and value is not None:
            told[field] = name(str(value), names)
        elif field in _IN_WORDS and value is not None:
            told[field] = _IN_WORDS[field](str(value))
        elif field == "run_id":
            told["referral"] = value
        elif field != VERSION:
            told[field] = value
    return told
