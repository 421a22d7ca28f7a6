"""Makes patients, notes, runs, tasks and list lines out of a table's rows; knows no database.

Each function takes a sequence whose first values are in the order of the named columns. Dates, moments and structures
have been made by then. Plain positions rather than names: a long list is made several times as fast so.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import time
from typing import Any

from inpatient_hub.domain.access import Role
from inpatient_hub.domain.frozen import maker
from inpatient_hub.domain.notes import Note, NoteState
from inpatient_hub.domain.patients import Alert, Patient, PatientStatus
from inpatient_hub.domain.runs import Answer, RunState, WorkflowRun
from inpatient_hub.domain.shifts import Shift
from inpatient_hub.domain.staff import Staff
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
from inpatient_hub.domain.wards import (
    AccessSettings,
    Identifier,
    NoteSettings,
    PatientField,
    SignIn,
    Ward,
    WorkSettings,
)
from inpatient_hub.domain.working_days import Nation
from inpatient_hub.services.ports import NoteLine, PatientLine, RunLine, TaskLine

Values = Sequence[Any]


def _columns(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


WARD_COLUMNS = ("id", "name", "settings", "version")
STAFF_COLUMNS = _columns(Staff)
PATIENT_COLUMNS = _columns(Patient)
TASK_COLUMNS = _columns(Task)
TASK_EVENT_COLUMNS = _columns(TaskEvent)
RUN_COLUMNS = _columns(WorkflowRun)
ANSWER_COLUMNS = _columns(Answer)
NOTE_COLUMNS = _columns(Note)
NOTE_LINE_COLUMNS = ("id", "title", "state", "edited", "patient_id", "run_id", "made_at", "copied_at", "closed_at")
"""Columns of notes that a line needs; the patient's family name, given name and bed and the author's name follow."""

_PATIENT_END = len(PATIENT_COLUMNS)
_RUN_END = len(RUN_COLUMNS)
_TASK_END = len(TASK_COLUMNS)

# A look into a dictionary is several times as fast as calling an enumeration.
_ROLE = {role.value: role for role in Role}
_PATIENT_STATUS = {status.value: status for status in PatientStatus}
_NOTE_STATE = {state.value: state for state in NoteState}
_RUN_STATE = {state.value: state for state in RunState}
_NEEDS_CHECK = TASK_COLUMNS.index("needs_check")
_TASK_CODES: tuple[tuple[int, Mapping[str, Any]], ...] = tuple(
    (TASK_COLUMNS.index(column), {one.value: one for one in kind})
    for column, kind in (
        ("kind", TaskKind),
        ("state", TaskState),
        ("priority", Priority),
        ("day_part", DayPart),
        ("category", Category),
        ("audit_type", AuditType),
        ("offered_to", Team),
    )
)
_EVENT_KIND = {kind.value: kind for kind in TaskEventKind}
_EVENTS_KIND = TASK_EVENT_COLUMNS.index("kind")
_make_task, _make_line, _make_event = maker(Task), maker(TaskLine), maker(TaskEvent)


def banner_name(family_name: str, given_name: str) -> str:
    """The name as lists show it, by the patient's own rule."""
    family = family_name.upper()
    return f"{family}, {given_name}" if given_name else family


def ward_from(values: Values) -> Ward:
    """A ward from WARD_COLUMNS."""
    identifier, name, settings, version = values
    return Ward(
        id=identifier,
        name=name,
        shifts=tuple(_shift(kept) for kept in settings["shifts"]),
        fields=frozenset(PatientField(kept) for kept in settings["fields"]),
        notes=_note_settings(settings["notes"]),
        access=access_settings(settings.get("access")),
        minimal=settings.get("minimal", False),
        work=_work_settings(settings.get("work")),
        version=version,
    )


def staff_from(values: Values) -> Staff:
    """A member of staff from STAFF_COLUMNS."""
    identifier, ward_id, name, role, active, access, editor, other_wards, account, version = values
    return Staff(
        id=identifier,
        ward_id=ward_id,
        name=name,
        role=role,
        active=bool(active),
        access=_ROLE[access],
        editor=bool(editor),
        other_wards=tuple(other_wards),
        account=account,
        version=version,
    )


def patient_from(values: Values) -> Patient:
    """A patient from PATIENT_COLUMNS."""
    (
        identifier,
        ward_id,
        family_name,
        given_name,
        preferred_name,
        nhs_number,
        born_on,
        room,
        bed,
        legal_status,
        status,
        admitted_on,
        expected_discharge_on,
        named_nurse_id,
        consultant_id,
        alerts,
        version,
    ) = values
    return Patient(
        id=identifier,
        ward_id=ward_id,
        family_name=family_name,
        given_name=given_name,
        preferred_name=preferred_name,
        nhs_number=nhs_number,
        born_on=born_on,
        room=room,
        bed=bed,
        legal_status=legal_status,
        status=_PATIENT_STATUS[status],
        admitted_on=admitted_on,
        expected_discharge_on=expected_discharge_on,
        named_nurse_id=named_nurse_id,
        consultant_id=consultant_id,
        alerts=tuple([Alert(text, stands_out) for text, stands_out in alerts]) if alerts else (),
        version=version,
    )


def patient_line_from(values: Values) -> PatientLine:
    """A line from PATIENT_COLUMNS, then the named nurse's name, the number of unfiled notes, and of open runs."""
    nurse, unfiled, runs_open = values[_PATIENT_END : _PATIENT_END + 3]
    return PatientLine(
        patient=patient_from(values[:_PATIENT_END]), named_nurse=nurse, unfiled=unfiled, runs_open=runs_open
    )


def run_from(values: Values) -> WorkflowRun:
    """A run from RUN_COLUMNS."""
    named = dict(zip(RUN_COLUMNS, values, strict=True))
    named["state"] = _RUN_STATE[named["state"]]
    return WorkflowRun(**named)


def run_line_from(values: Values) -> RunLine:
    """A line from RUN_COLUMNS, then the patient's family name, given name and bed, who started it, its note's state."""
    family_name, given_name, bed, started_by, note_state = values[_RUN_END : _RUN_END + 5]
    return RunLine(
        run=run_from(values[:_RUN_END]),
        patient_name=banner_name(family_name, given_name),
        bed=bed,
        started_by_name=started_by,
        note_state=_NOTE_STATE[note_state] if note_state else None,
    )


def answer_from(values: Values) -> Answer:
    """An answer from ANSWER_COLUMNS."""
    return Answer(**dict(zip(ANSWER_COLUMNS, values, strict=True)))


def note_from(values: Values) -> Note:
    """A note from NOTE_COLUMNS."""
    named = dict(zip(NOTE_COLUMNS, values, strict=True))
    named["state"] = _NOTE_STATE[named["state"]]
    named["edited"] = bool(named["edited"])
    return Note(**named)


def note_line_from(values: Values) -> NoteLine:
    """A line from NOTE_LINE_COLUMNS, then the patient's family name, given name and bed, and the author's name."""
    (
        identifier,
        title,
        state,
        edited,
        patient_id,
        run_id,
        made_at,
        copied_at,
        closed_at,
        family_name,
        given_name,
        bed,
        author,
    ) = values[:13]
    return NoteLine(
        id=identifier,
        title=title,
        state=_NOTE_STATE[state],
        edited=bool(edited),
        patient_id=patient_id,
        patient_name=banner_name(family_name, given_name),
        bed=bed,
        author=author,
        run_id=run_id,
        made_at=made_at,
        copied_at=copied_at,
        closed_at=closed_at,
    )


def task_from(values: Values) -> Task:
    """A task from TASK_COLUMNS. A week of the diary is hundreds of these."""
    kept = list(values)
    for place, codes in _TASK_CODES:
        code = kept[place]
        if code is not None:
            kept[place] = codes[code]
    kept[_NEEDS_CHECK] = bool(kept[_NEEDS_CHECK])
    return _make_task(*kept)


def task_line_from(values: Values) -> TaskLine:
    """A line from TASK_COLUMNS, then the patient's family name (or None), given name and bed, and who claimed it."""
    family_name, given_name, bed, claimed_by = values[_TASK_END : _TASK_END + 4]
    name = banner_name(family_name, given_name) if family_name is not None else None
    return _make_line(task_from(values[:_TASK_END]), name, bed, claimed_by, False)


def task_event_from(values: Values) -> TaskEvent:
    """An event from TASK_EVENT_COLUMNS."""
    kept = list(values)
    kept[_EVENTS_KIND] = _EVENT_KIND[kept[_EVENTS_KIND]]
    return _make_event(*kept)


def _shift(kept: Mapping[str, str]) -> Shift:
    starts, ends = time.fromisoformat(kept["starts"]), time.fromisoformat(kept["ends"])
    return Shift(name=kept["name"], starts=starts, ends=ends)


def access_settings(kept: Mapping[str, Any] | None) -> AccessSettings:
    """A ward set up before people signed in with a PIN has none."""
    if kept is None:
        return AccessSettings()
    return AccessSettings(
        sign_in=SignIn(kept["sign_in"]),
        windows_accounts=kept["windows_accounts"],
        longest_hours=kept["longest_hours"],
    )


def _work_settings(kept: Mapping[str, Any] | None) -> WorkSettings:
    """A ward set up before there was a diary has none."""
    if kept is None:
        return WorkSettings()
    return WorkSettings(
        nation=Nation(kept["nation"]),
        ward_round_days=frozenset(kept["ward_round_days"]),
        ward_round_at=time.fromisoformat(kept["ward_round_at"]) if kept["ward_round_at"] else None,
        clock_rules_on=frozenset(kept["clock_rules_on"]),
        clock_numbers=tuple(sorted(kept.get("clock_numbers", {}).items())),
        names_in_notices=kept.get("names_in_notices", False),
    )


def _note_settings(kept: Mapping[str, Any]) -> NoteSettings:
    return NoteSettings(
        length_limit=kept["length_limit"],
        retrospect_minutes=kept["retrospect_minutes"],
        identifiers=tuple(Identifier(identifier) for identifier in kept["identifiers"]),
    )
