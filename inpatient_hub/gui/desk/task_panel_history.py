"""A task's history as its panel shows it: who did what and when, and what was taken back."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from inpatient_hub.domain.task_words import is_by_repeat
from inpatient_hub.domain.tasks import TaskEvent, TaskEventKind
from inpatient_hub.gui.desk.task_panel_facts import TaskShown
from inpatient_hub.gui.models.history import HistoryFacts
from inpatient_hub.gui.moments import clock, long_day

_MARKS: Mapping[TaskEventKind, tuple[str, str]] = {
    TaskEventKind.CREATED: ("plus", "muted"),
    TaskEventKind.CLAIMED: ("circle-half-2", "info-text"),
    TaskEventKind.TAKEN_OVER: ("arrows-exchange", "info-text"),
    TaskEventKind.RELEASED: ("circle", "muted"),
    TaskEventKind.OFFERED: ("users-group", "muted"),
    TaskEventKind.HANDED_BACK: ("hourglass", "warn-text"),
    TaskEventKind.DONE: ("circle-check", "ok-text"),
    TaskEventKind.CHECKED: ("users", "ok-text"),
    TaskEventKind.REOPENED: ("arrow-back-up", "muted"),
    TaskEventKind.MOVED: ("calendar-event", "muted"),
    TaskEventKind.CHANGED: ("pencil", "muted"),
    TaskEventKind.CORRECTED: ("scale", "muted"),
    TaskEventKind.CANCELLED: ("ban", "muted"),
    TaskEventKind.IN_ERROR: ("ban", "act-text"),
    TaskEventKind.RESTORED: ("arrow-back-up", "muted"),
    TaskEventKind.UNDONE: ("arrow-back-up", "muted"),
}


def history_of(shown: TaskShown) -> tuple[HistoryFacts, ...]:
    """Newest first, under the days; what was undone says so."""
    lines = shown.view.history if shown.view is not None else ()
    gone = undone([line.event for line in lines])
    items = []
    for line in lines:
        at, taken_back = shown.local(line.at), line.event.id in gone
        icon, token = _MARKS[line.event.kind]
        is_mine = line.event.by == shown.me and not is_by_repeat(line.event)
        who = "You" if is_mine else line.who
        words = f"**{who}** {line.did.rstrip('.')}{' (undone)' if taken_back else ''}"
        items.append(HistoryFacts(clock(at), icon, words, "muted" if taken_back else token, _day(at, shown.at)))
    return tuple(items)


def undone(events: Sequence[TaskEvent]) -> frozenset[str]:
    """The ids of those that do not count any more; `events` newest first. What was undone and done again counts."""
    gone: set[str] = set()
    for event in events:
        if event.of is not None and event.id not in gone:
            gone.add(event.of)
    return frozenset(gone)


def _day(at: datetime, now: datetime) -> str:
    """`Today`, `Yesterday`, else `Wednesday 18 November 2026`."""
    near = {0: "Today", 1: "Yesterday"}
    return near.get((now.date() - at.date()).days, long_day(at.date()))
