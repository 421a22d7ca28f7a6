"""What happened to a task, in words, after the name of whoever did it."""

from collections.abc import Mapping

from inpatient_hub.domain.tasks import TaskEvent, TaskEventKind

DID: Mapping[TaskEventKind, str] = {
    TaskEventKind.CREATED: "added it",
    TaskEventKind.CLAIMED: "claimed it",
    TaskEventKind.TAKEN_OVER: "took it over",
    TaskEventKind.RELEASED: "unclaimed it",
    TaskEventKind.OFFERED: "offered it",
    TaskEventKind.HANDED_BACK: "handed it back",
    TaskEventKind.DONE: "marked it done",
    TaskEventKind.CHECKED: "confirmed it",
    TaskEventKind.REOPENED: "reopened it",
    TaskEventKind.MOVED: "moved it",
    TaskEventKind.CHANGED: "changed it",
    TaskEventKind.CORRECTED: "corrected its date",
    TaskEventKind.CANCELLED: "took it off the list",
    TaskEventKind.IN_ERROR: "marked it in error",
    TaskEventKind.RESTORED: "took back that it is in error",
    TaskEventKind.UNDONE: "undid it",
}


BY_REPEAT = "by its repeat"
"""The detail of a task's first event where the program made it, in the name of whoever set the repeat up."""


def is_by_repeat(event: TaskEvent) -> bool:
    """Whether the program made the task on its day, and nobody added it by hand."""
    return event.kind is TaskEventKind.CREATED and event.detail == BY_REPEAT


def doer(event: TaskEvent, name: str) -> str:
    """Who did it: the person of this name, or the repeat by itself."""
    return "Its repeat" if is_by_repeat(event) else name


def did(event: TaskEvent, names: Mapping[str, str], of: TaskEvent | None = None) -> str:
    """What was done, such as `took it over from Joe Heath` or `handed it back: Waiting on housing.` `of` is what was
    undone."""
    words = DID[event.kind]
    if event.kind is TaskEventKind.UNDONE:
        if of is not None and of.kind is TaskEventKind.UNDONE:
            return "took back an undo"
        return f"undid: {DID[of.kind]}" if of is not None else words
    if is_by_repeat(event):
        return f"made it (set up by {names.get(event.by, 'someone')})"
    if event.kind is TaskEventKind.TAKEN_OVER:
        return f"{words} from {names.get(str(event.before.get('claimed_by')), 'someone')}"
    if not event.detail:
        return words
    if event.kind in (TaskEventKind.MOVED, TaskEventKind.OFFERED):
        return f"{words} {event.detail}"
    return f"{words}: {event.detail}"
