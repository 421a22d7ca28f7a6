"""Rows of lists with only the details that their ward keeps."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from inpatient_hub.domain.patients import only_kept
from inpatient_hub.domain.wards import PatientField, Ward
from inpatient_hub.services.ports import NoteLine, PatientLine, RunLine, TaskLine

L = TypeVar("L", NoteLine, RunLine, TaskLine)


def as_kept(lines: Iterable[L], ward: Ward) -> tuple[L, ...]:
    """Rows of notes, runs or tasks, without the bed on a ward that has switched it off."""
    return tuple(lines) if ward.keeps(PatientField.BED) else tuple(replace(line, bed=None) for line in lines)


def patient_as_kept(line: PatientLine, ward: Ward) -> PatientLine:
    """A row of the patients list with only the details its ward keeps."""
    nurse = line.named_nurse if ward.keeps(PatientField.NAMED_NURSE) else None
    return replace(line, patient=only_kept(line.patient, ward.fields), named_nurse=nurse)
