"""Makes the rows of tables out of patients, notes, runs and tasks, with what they are searched and sorted by."""

from collections.abc import Callable, Hashable
from dataclasses import fields
from enum import Enum
from functools import cache
from operator import attrgetter
from typing import Any, get_args, get_type_hints

from inpatient_hub.domain.notes import Note
from inpatient_hub.domain.patients import Patient
from inpatient_hub.domain.runs import Answer, WorkflowRun
from inpatient_hub.domain.search_text import folded, natural_order
from inpatient_hub.domain.staff import Staff
from inpatient_hub.domain.tasks import Task, TaskEvent
from inpatient_hub.domain.wards import Ward

Values = dict[str, Any]

_BEFORE_LETTERS = "\t"
"""Parts the words of a sort key: it sorts before every letter, so that `Lee` comes before `Leeson`."""

_NO_DAY = "~"
"""Sorts after every day."""


def row_of(record: Staff | Task | TaskEvent | WorkflowRun | Answer) -> Values:
    """A row with a column for each field."""
    kind: Any = type(record)
    names, values_of, coded = _fields_of(kind)
    row = dict(zip(names, values_of(record), strict=True))
    for name in coded:
        row[name] = _plain(row[name])
    return row


@cache
def _fields_of(kind: Hashable) -> tuple[tuple[str, ...], Callable[[Any], tuple[Any, ...]], tuple[str, ...]]:
    """The names of a record's fields, what takes all their values, and which of them may hold a code."""
    known: Any = kind
    types = get_type_hints(known)
    names = tuple(field.name for field in fields(known))
    return names, attrgetter(*names), tuple(name for name in names if _may_be_code(types[name]))


def _may_be_code(kind: Any) -> bool:
    return any(isinstance(one, type) and issubclass(one, Enum) for one in (kind, *get_args(kind)))


def ward_row(ward: Ward) -> Values:
    """The ward's row; its choices go in one column."""
    shifts = [
        {"name": shift.name, "starts": shift.starts.isoformat(), "ends": shift.ends.isoformat()}
        for shift in ward.shifts
    ]
    notes = {
        "length_limit": ward.notes.length_limit,
        "retrospect_minutes": ward.notes.retrospect_minutes,
        "identifiers": [identifier.value for identifier in ward.notes.identifiers],
    }
    access = {
        "sign_in": ward.access.sign_in.value,
        "windows_accounts": ward.access.windows_accounts,
        "longest_hours": ward.access.longest_hours,
    }
    work = {
        "nation": ward.work.nation.value,
        "ward_round_days": sorted(ward.work.ward_round_days),
        "ward_round_at": ward.work.ward_round_at.isoformat() if ward.work.ward_round_at else None,
        "clock_rules_on": sorted(ward.work.clock_rules_on),
        "clock_numbers": dict(ward.work.clock_numbers),
        "names_in_notices": ward.work.names_in_notices,
    }
    fields_kept = sorted(one.value for one in ward.fields)
    return {
        "id": ward.id,
        "name": ward.name,
        "name_folded": folded(ward.name),
        "settings": {
            "shifts": shifts,
            "fields": fields_kept,
            "notes": notes,
            "access": access,
            "minimal": ward.minimal,
            "work": work,
        },
        "version": ward.version,
    }


def staff_row(person: Staff) -> Values:
    """The person's row."""
    return {**row_of(person), "other_wards": list(person.other_wards), "name_order": folded(person.name)}


def patient_row(patient: Patient) -> Values:
    """The patient's row."""
    values = {field.name: _plain(getattr(patient, field.name)) for field in fields(patient)}
    values["alerts"] = [[alert.text, alert.stands_out] for alert in patient.alerts]
    return {
        **values,
        "name_order": name_order(patient),
        "bed_order": bed_order(patient),
        "discharge_order": discharge_order(patient),
        "search_text": search_text(patient),
    }


def note_row(note: Note) -> Values:
    """The note's row."""
    values = {field.name: _plain(getattr(note, field.name)) for field in fields(note)}
    return {**values, "title_search": folded(note.title)}


def name_order(patient: Patient) -> str:
    """What patients are sorted by: surname, then first name, without capitals and accents."""
    return _BEFORE_LETTERS.join((folded(patient.family_name), folded(patient.given_name)))


def bed_order(patient: Patient) -> str:
    """What patients are sorted by in order of beds: bed 2 before bed 10, no bed last; in equal beds by room."""
    return _BEFORE_LETTERS.join((natural_order(patient.bed), natural_order(patient.room)))


def discharge_order(patient: Patient) -> str:
    """What patients are sorted by in order of expected discharge: earliest first, no day last."""
    day = patient.expected_discharge_on
    return day.isoformat() if day else _NO_DAY


def search_text(patient: Patient) -> str:
    """The words a patient is found by: names, preferred name, bed, room and NHS number, folded."""
    words = (
        patient.given_name,
        patient.family_name,
        patient.preferred_name,
        patient.bed,
        patient.room,
        patient.nhs_number,
    )
    return " ".join(folded(word) for word in words if word)


def _plain(value: Any) -> Any:
    return value.value if isinstance(value, Enum) else value
