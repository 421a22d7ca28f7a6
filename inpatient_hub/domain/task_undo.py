"""Undoing what was done with a task: puts back exactly the fields that were changed, and can be undone in turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime
from typing import Any

from inpatient_hub.domain.tasks import (
    AuditType,
    Category,
    DayPart,
    Priority,
    Task,
    TaskEvent,
    TaskEventKind,
    TaskKind,
    TaskState,
    Team,
)

Plain = Mapping[str, str | int | bool | None]

VERSION = "version"
"""Under this name an event's `before` tells the version that the task had before it."""

_READ: Mapping[str, Callable[[Any], Any]] = {
    "kind": TaskKind,
    "state": TaskState,
    "priority": Priority,
    "day_part": DayPart,
    "category": Category,
    "audit_type": AuditType,
    "offered_to": Team,
    **dict.fromkeys(("due_on", "chase_on", "repeat_on"), date.fromisoformat),
    **dict.fromkeys(
        "created_at claimed_at done_at due_at lapses_at checked_at clock_event".split(), datetime.fromisoformat
    ),
}
_FIELDS = frozenset(field.name for field in fields(Task)) - {"id", "ward_id", VERSION}


def put_back(task: Task, before: Plain) -> Task:
    """The task with these fields as they were. Names that this version does not know are passed over."""
    known = {name: value for name, value in before.items() if name in _FIELDS}
    return replace(task, **{name: _value(name, value) for name, value in known.items()})


def _value(name: str, plain: str | int | bool | None) -> Any:
    return _READ[name](plain) if name in _READ and plain is not None else plain


def version_after(event: TaskEvent) -> int | None:
    """The version that the task had after an event; None for one from before events told."""
    before = event.before.get(VERSION)
    return before + 1 if isinstance(before, int) else None


def to_be_undone(events: Sequence[TaskEvent], event_id: str) -> TaskEvent | None:
    """The event, if it may be undone: it is the last that still holds, or the last of all and undid another, which then
    holds again. `events` are those of one task, oldest first."""
    holding: list[TaskEvent] = []
    by_id = {event.id: event for event in events}
    for event in events:
        first, times = _what_it_is_about(event, by_id)
        if times % 2 == 0:
            holding.append(first)
        elif holding and holding[-1] is first:
            holding.pop()
    wanted = by_id.get(event_id)
    if wanted is None:
        return None
    if wanted.kind is TaskEventKind.UNDONE:
        return wanted if wanted is events[-1] else None
    return wanted if holding and wanted is holding[-1] else None


def _what_it_is_about(event: TaskEvent, by_id: Mapping[str, TaskEvent]) -> tuple[TaskEvent, int]:
    """The act that was undone, undone again and so on, and how many times: with an even number it holds."""
    times = 0
    while event.kind is TaskEventKind.UNDONE and (undone := by_id.get(event.of or "")) is not None:
        event = undone
        times += 1
    return event, times
