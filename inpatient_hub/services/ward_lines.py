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


def patients_as_kept(lines: tuple[PatientLine, ...], ward: Ward) -> tuple[PatientLine, ...]:
    """Rows of the patients list with only the details their ward keeps."""
    if ward.fields.issuperset(PatientField):
        return lines  # the usual ward: a page of two hundred need not be made anew
    shows_nurse = ward.keeps(PatientField.NAMED_NURSE)
    return tuple(
        replace(
            line,
            patient=only_kept(line.patient, ward.fields),
            named_nurse=line.named_nurse if shows_nurse else None,
        )
        for line in lines
    )
