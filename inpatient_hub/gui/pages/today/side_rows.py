"""The rows beside the list: referrals in progress, and what others did since the person was last on."""

from collections.abc import Sequence
from datetime import datetime

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.notes import NoteState
from inpatient_hub.domain.task_words import DID
from inpatient_hub.domain.tasks import TaskEventKind
from inpatient_hub.gui.models.rows import Progress, RowFacts
from inpatient_hub.gui.moments import clock, short_day
from inpatient_hub.services.ports import RunLine, TaskLine
from inpatient_hub.services.since_last_on import RecordChanged, SinceLastOn, WhatChanged

_OPENS = {Kind.NOTE: "the note", Kind.RUN: "the referral"}
_NOTE_WORDS = {NoteState.COPIED: "Note to file", NoteState.NOT_FILED: "Note not filed"}


def run_rows(runs: Sequence[RunLine], me: str) -> list[RowFacts]:
    """Referrals in progress, each with how far it is and who started it."""
    return [_run(line, me) for line in runs]


def change_rows(since: SinceLastOn, at: datetime, me: str) -> list[RowFacts]:
    """What changed, what is new first."""
    return [_change(change, at, me) for change in since.changes]


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


def _change(change: WhatChanged | RecordChanged, at: datetime, me: str) -> RowFacts:
    happened = change.at.astimezone(at.tzinfo)
    when = clock(happened) if happened.date() == at.date() else short_day(happened.date())
    if isinstance(change, WhatChanged):
        did, about, opens = _did(change, me), _about(change.line), "the task"
    else:
        did, about = f"{change.who} {change.did}", _where(change.patient_name, change.bed)
        opens = _OPENS.get(change.kind, "the patient")
    return RowFacts(
        id=change.id,
        title=f"{did}: {about}" if about else did,
        time=when,
        tells=True,
        state_icon="bullet",
        state_token="info-solid" if change.unread else "line-strong",
        muted=not change.unread,
        accessible=f"{'New' if change.unread else 'Seen'}: {when}, {did}, {about}. Press Enter to open {opens}.",
    )


def _did(change: WhatChanged, me: str) -> str:
    was_mine = change.event.kind is TaskEventKind.TAKEN_OVER and change.event.before.get("claimed_by") == me
    return f"{change.who} {DID[change.event.kind]} from you" if was_mine else f"{change.who} {change.did}"


def _about(line: TaskLine) -> str:
    where = _where(line.patient_name, line.bed)
    return f"{line.task.title}, {where}" if where else line.task.title


def _where(patient_name: str | None, bed: str | None) -> str:
    return ", ".join(part for part in (f"Bed {bed}" if bed else "", patient_name or "") if part)
