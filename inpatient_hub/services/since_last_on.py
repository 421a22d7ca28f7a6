"""What others changed about a person's patients and tasks since they were last on."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.change_words import changed_fields, changed_words
from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.task_words import did, doer
from inpatient_hub.domain.tasks import TaskEvent
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.services.ports import RecordLine, TaskLine, Work
from inpatient_hub.services.task_ports import TaskChange
from inpatient_hub.services.ward_lines import as_kept

WORKED_WITH = timedelta(days=7)
"""How long a patient stays somebody's after they finished a task of theirs."""
_NURSE = "named_nurse_id"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatChanged:
    """One thing that happened: who did what with which task, and whether it is new to whoever looks."""

    at: datetime
    who: str
    did: str
    line: TaskLine
    event: TaskEvent
    unread: bool = True

    @property
    def id(self) -> str:
        """The id of what happened."""
        return self.event.id


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordChanged:
    """One change of a patient's details, or of a referral, a note or a repeat of theirs: `kind` and `entity_id` are the
    record it is about. Its words hold what was changed only as far as that can be read and the ward keeps it."""

    id: str
    at: datetime
    who: str
    did: str
    kind: Kind
    entity_id: str
    patient_id: str
    patient_name: str
    bed: str | None
    unread: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class SinceLastOn:
    """What happened since `since`: unread first, then what was seen before, each with the latest first. `until` is the
    moment to mark as seen."""

    since: datetime
    until: datetime
    changes: tuple[WhatChanged | RecordChanged, ...]

    @property
    def unread(self) -> int:
        """How many of them are new."""
        return sum(change.unread for change in self.changes)


def my_patients(work: Work, ward: Ward, staff_id: str, now: datetime) -> frozenset[str]:
    """The patients a person looks after on a ward, beside those they are the named nurse of: they have an open task of
    theirs, finished one within `WORKED_WITH`, or were last at a referral of theirs that is under way."""
    tasks = [*work.tasks.claimed_by(staff_id), *work.tasks.done_by(staff_id, now - WORKED_WITH)]
    runs = [line.run for line in work.runs.in_progress(ward.id)]
    found = {line.task.patient_id for line in tasks if line.task.ward_id == ward.id}
    found |= {run.patient_id for run in runs if staff_id in (run.touched_by, run.started_by)}
    if ward.keeps(PatientField.NAMED_NURSE):
        found |= {one.id for one in work.patients.current(ward.id) if one.named_nurse_id == staff_id}
    return frozenset(one for one in found if one is not None)


def changes_of(
    work: Work, ward: Ward, staff_id: str, patients: Collection[str], *, since: datetime, limit: int
) -> list[WhatChanged | RecordChanged]:
    """What others did after this moment with tasks and records of these patients, and with tasks of the person's own,
    the latest first."""
    names = {person.id: person.name for person in work.staff.of_ward(ward.id)}

    def worth(event: TaskEvent, patient_id: str | None, holder: str | None) -> bool:
        is_theirs = patient_id in patients or staff_id in (holder, event.before.get("claimed_by"))
        return event.by != staff_id and is_theirs

    tasks = work.tasks.changes_since(ward.id, since, limit=limit * 4, worth=worth)[:limit]
    lines = as_kept([one.line for one in tasks], ward)
    found: list[WhatChanged | RecordChanged] = [
        task_changed(one, line, names) for one, line in zip(tasks, lines, strict=True)
    ]
    told = work.audit.record_changes(ward.id, since, reader=staff_id, patients=patients, limit=limit)
    found += [_record_changed(one, ward, names) for one in _worth_telling(told, staff_id, patients, ward)]
    found.sort(key=lambda change: change.at, reverse=True)
    return found[:limit]


def task_changed(change: TaskChange, line: TaskLine, names: Mapping[str, str], *, unread: bool = True) -> WhatChanged:
    """What happened to a task, in words."""
    return WhatChanged(
        at=change.event.at,
        who=doer(change.event, change.by_name),
        did=did(change.event, {change.event.by: change.by_name} | dict(names)),
        line=line,
        event=change.event,
        unread=unread,
    )


def _record_changed(line: RecordLine, ward: Ward, names: Mapping[str, str]) -> RecordChanged:
    event = line.event
    return RecordChanged(
        id=event.id,
        at=event.at,
        who=line.who or "Someone",
        did=changed_words(event, names, ward.fields),
        kind=event.kind,
        entity_id=event.entity_id,
        patient_id=event.patient_id or "",
        patient_name=line.patient_name,
        bed=line.bed if ward.keeps(PatientField.BED) else None,
    )


def _worth_telling(
    lines: Sequence[RecordLine], staff_id: str, patients: Collection[str], ward: Ward
) -> list[RecordLine]:
    """Without other people's patients, unless they were this person's until that change; and with one line where a note
    was filed and its referral ended by that."""
    filed = {_when_and_whose(line) for line in lines if line.event.action is AuditAction.NOTE_FILED}
    return [
        line
        for line in lines
        if (line.event.patient_id in patients or _is_mine_by_name(line, staff_id, ward))
        and not (line.event.action is AuditAction.RUN_FILED and _when_and_whose(line) in filed)
    ]


def _is_mine_by_name(line: RecordLine, staff_id: str, ward: Ward) -> bool:
    if not ward.keeps(PatientField.NAMED_NURSE):
        return False
    gave_away = _NURSE in changed_fields(line.event) and line.event.before.get(_NURSE) == staff_id
    return line.is_own or gave_away


def _when_and_whose(line: RecordLine) -> tuple[str | None, str | None, datetime]:
    return line.event.actor_id, line.event.patient_id, line.event.at
