"""Turns what waits on the ward into the rows of the Today page."""

from collections.abc import Sequence
from datetime import date

from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Priority, TaskState
from inpatient_hub.gui.models.rows import NOBODY, ChipFacts, GroupFacts, Owner, Progress, RowFacts, RowKey
from inpatient_hub.gui.moments import due_words, short_day
from inpatient_hub.services.ports import RunLine, TaskLine
from inpatient_hub.services.today import TodayView

DONE_KEY = "D"
CLAIM_KEY = "C"

_STATES = {
    TaskState.TO_DO: ("circle", "subtle", "To do"),
    TaskState.CLAIMED: ("circle-half-2", "info-solid", "Claimed"),
    TaskState.WAITING: ("hourglass", "warn-text", "Waiting"),
}
_PRIORITIES = {
    Priority.URGENT: (ChipFacts("Urgent", "urgent", "chevrons-up"),),
    Priority.IMPORTANT: (ChipFacts("Important", "outline", "chevron-up"),),
    Priority.ROUTINE: (),
}
_NOTE_WORDS = {NoteState.COPIED: "Note to file", NoteState.NOT_FILED: "Note not filed"}


def follow_up_rows(view: TodayView, me: str) -> list[RowFacts | GroupFacts]:
    """Overdue first, then today, then the days ahead; a group with nothing in it is left out."""
    groups = (
        (GroupFacts("Overdue", str(len(view.overdue)), "alert-triangle", "act-text"), view.overdue),
        (GroupFacts("Due today", str(len(view.due_today)), "clock"), view.due_today),
        (GroupFacts("Next 7 days", str(len(view.coming)), "calendar"), view.coming),
    )
    names = {person.id: person for person in view.staff}
    today = view.at.date()
    rows: list[RowFacts | GroupFacts] = []
    for head, lines in groups:
        if lines:
            rows.append(head)
            rows.extend(_follow_up(line, today, _owner(line, names, me)) for line in lines)
    return rows


def run_rows(runs: Sequence[RunLine], me: str) -> list[RowFacts]:
    """Referrals in progress, each with how far it is and who started it."""
    return [_run(line, me) for line in runs]


def _follow_up(line: TaskLine, today: date, owner: Owner) -> RowFacts:
    task = line.task
    icon, token, state = _STATES.get(task.state, _STATES[TaskState.TO_DO])
    due = task.due_on or today
    is_today, is_late = due == today, due < today
    where = _where(line.patient_name, line.bed) or "Ward task"
    claim = "claim" if not owner.initials else "give back" if owner.mine else ""
    return RowFacts(
        id=task.id,
        title=task.title,
        second=where,
        second_icon="bed" if line.patient_name else "building-hospital",
        state_icon=icon,
        state_token=token,
        state_words=state,
        time="Today" if is_today else short_day(due),
        distance="" if is_today else due_words(due, today),
        time_token="act-text" if is_late else "text",
        chips=_PRIORITIES[task.priority],
        owner=owner,
        keys=(RowKey(DONE_KEY, "done"), *((RowKey(CLAIM_KEY, claim),) if claim else ())),
        accessible=_sentence(line, due, today, owner),
    )


def _sentence(line: TaskLine, due: date, today: date, owner: Owner) -> str:
    late = (today - due).days
    when = f"Overdue by {late} day{'s' if late > 1 else ''}" if late > 0 else f"Due {due_words(due, today)}"
    parts = (
        when,
        line.task.title,
        _where(line.patient_name, line.bed) or "ward task",
        *(chip.spoken.lower() for chip in _PRIORITIES[line.task.priority]),
        f"claimed by {'you' if owner.mine else owner.name}" if owner.initials else "unclaimed",
    )
    return ", ".join(parts)


def _owner(line: TaskLine, names: dict[str, Staff], me: str) -> Owner:
    claimed_by = line.task.claimed_by
    if not claimed_by:
        return NOBODY
    person = names.get(claimed_by)
    name = person.name if person else line.claimed_by_name or "Someone"
    return Owner(person.initials if person else name[:1].upper(), name, mine=claimed_by == me)


def _where(patient_name: str | None, bed: str | None) -> str:
    """`Bed 4, Catherine Earnshaw`: the bed comes first, for a long name loses its tail."""
    return ", ".join(part for part in (f"Bed {bed}" if bed else "", patient_name or "") if part)


def _run(line: RunLine, me: str) -> RowFacts:
    run = line.run
    who = "you" if run.started_by == me else line.started_by_name
    words = _NOTE_WORDS.get(line.note_state) if line.note_state else None
    step = f"Step {run.step_number} of {run.step_count}"
    done = run.step_count if line.note_state is NoteState.COPIED else run.step_number
    where = _where(line.patient_name, line.bed)
    return RowFacts(
        id=run.id,
        title=run.title,
        second=f"{where}, started by {who}",
        progress=Progress(words or step, done, run.step_count),
        accessible=f"{run.title}, {where}, started by {who}, {words or step}. Press Enter to carry on.",
    )
