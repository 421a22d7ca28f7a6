"""Appointments and changes of others, for the tests of the Today page."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from inpatient_hub.domain.tasks import TaskEvent, TaskEventKind, TaskKind
from inpatient_hub.services.ports import TaskLine
from inpatient_hub.services.since_last_on import SinceLastOn, WhatChanged
from tests.gui.made_up import AT, NOW, follow_up


def appointment(task_id: str, hours: int, minutes: int, **changed: object) -> TaskLine:
    """Catherine's appointment at a time of the day of the view."""
    line = follow_up(task_id, 0, **changed)
    begins = AT.replace(hour=hours, minute=minutes)
    return replace(line, task=replace(line.task, kind=TaskKind.APPOINTMENT, title="Family visit", due_at=begins))


def since(lines: Sequence[TaskLine], *, unread: int) -> SinceLastOn:
    """Jane took over each of these from Esther, ten minutes apart; so many of the latest are new."""
    changes = []
    for place, line in enumerate(lines):
        event = TaskEvent(
            id=f"event-{place}",
            task_id=line.task.id,
            kind=TaskEventKind.TAKEN_OVER,
            by="jane",
            at=NOW - timedelta(minutes=10 * (place + 1)),
            before={"claimed_by": "esther"},
        )
        changes.append(
            WhatChanged(
                at=event.at,
                who="Jane Eyre",
                did="took it over from Esther Summerson",
                line=line,
                event=event,
                unread=place < unread,
            )
        )
    return SinceLastOn(since=NOW - timedelta(hours=8), until=NOW, changes=tuple(changes))
