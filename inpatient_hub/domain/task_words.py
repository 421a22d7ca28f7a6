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


def did(event: TaskEvent, names: Mapping[str, str], of: TaskEvent | None = None) -> str:
    """What was done, such as `took it over from Joe Heath` or `handed it back: Waiting on housing.` `of` is what was
    undone."""
    words = DID[event.kind]
    if event.kind is TaskEventKind.UNDONE:
        return f"undid: {DID[of.kind]}" if of is not None else words
    if event.kind is TaskEventKind.TAKEN_OVER:
        return f"{words} from {names.get(str(event.before.get('claimed_by')), 'someone')}"
    if not event.detail:
        return words
    if event.kind in (TaskEventKind.MOVED, TaskEventKind.OFFERED):
        return f"{words} {event.detail}"
    return f"{words}: {event.detail}"
