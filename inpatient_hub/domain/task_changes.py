"""What is said of a task after it was made: what was changed of it, in words for its history, and why it was late."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from inpatient_hub.domain.task_acts import Act, ReasonNeeded, TaskRefused, need_open
from inpatient_hub.domain.task_reasons import LATE, UNCHECKED, words_of
from inpatient_hub.domain.tasks import Task, TaskEventKind, TaskState


def change(task: Task, wanted: Mapping[str, Any], *, check_reason: str | None = None) -> Act:
    """Changes these fields of an open task. Raises TaskRefused; and ReasonNeeded where a second person does not have to
    confirm it any more, for whoever does it could take that off."""
    need_open(task)
    changed = replace(task, **wanted)
    if changed.workflow_id != task.workflow_id:
        _need_free_of_note(task)
    no_check = task.needs_check and not changed.needs_check
    if no_check and check_reason not in UNCHECKED:
        raise ReasonNeeded("no longer confirmed by a second person", dict(UNCHECKED))
    return Act(changed, TaskEventKind.CHANGED, _what(task, changed, str(check_reason)))


def _need_free_of_note(task: Task) -> None:
    """Raises TaskRefused where the task is about no patient, or its note was begun already."""
    if task.patient_id is None:
        raise TaskRefused("Nothing was changed", "A referral or note is about a patient.", remedy="Leave it out.")
    if task.run_id is not None:
        raise TaskRefused("Nothing was changed", "Its note was begun already.", remedy="Open its note, or leave it.")


def why_late(task: Task, reason: str, *, by: str) -> Act:
    """Says why a task was late that filing its note has ticked. Raises TaskRefused, also where somebody else did it,
    and ReasonNeeded for one that is not on the list."""
    if task.state is not TaskState.DONE or task.reason is None:
        raise TaskRefused("Nothing was changed", "There is no reason to give.", remedy="Look at its history.")
    if task.done_by != by:
        raise TaskRefused("Nothing was changed", "Somebody else did this.", remedy="Ask them why it was late.")
    if reason not in LATE:
        raise ReasonNeeded("done late", dict(LATE))
    return Act(replace(task, reason=reason), TaskEventKind.CHANGED, f"why it was late ({_small(reason)})")


def _what(was: Task, now: Task, check_reason: str) -> str:
    """What was changed, built from choices: of what was typed only that it is another."""
    parts = ["title"] if now.title != was.title else []
    if now.priority is not was.priority:
        parts.append(f"priority from {was.priority} to {now.priority}")
    names = {"place": "place", "people": "who takes part", "duration": "how long it lasts"}
    parts += [words for name, words in names.items() if getattr(now, name) != getattr(was, name)]
    if now.workflow_id != was.workflow_id:
        parts.append("its referral or note" if now.workflow_id else "referral or note taken off")
    if now.needs_check and not was.needs_check:
        parts.append("second check asked for")
    if was.needs_check and not now.needs_check:
        parts.append(f"second check taken off ({_small(check_reason)})")
    return ", ".join(parts)


def _small(code: str) -> str:
    words = words_of(code)
    return words[:1].lower() + words[1:]
