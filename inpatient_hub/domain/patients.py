"""A patient as the ward needs to know them: who, where, and under which legal status."""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from nhs_number.validate import is_valid

from inpatient_hub.domain.errors import InvalidAnswer
from inpatient_hub.domain.wards import PatientField


class PatientStatus(StrEnum):
    """Where a patient is in their stay."""

    ACTIVE = "active"
    ON_LEAVE = "on_leave"
    DISCHARGE_PENDING = "discharge_pending"
    DISCHARGED = "discharged"
    IN_ERROR = "in_error"


STATUS_LABELS = {
    PatientStatus.ACTIVE: "On the ward",
    PatientStatus.ON_LEAVE: "On leave",
    PatientStatus.DISCHARGE_PENDING: "Discharge pending",
    PatientStatus.DISCHARGED: "Discharged",
    PatientStatus.IN_ERROR: "Entered in error",
}

CURRENT = frozenset({PatientStatus.ACTIVE, PatientStatus.ON_LEAVE, PatientStatus.DISCHARGE_PENDING})
"""Statuses of people who are on the ward's list today."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A short warning about a patient. One that stands out is shown in amber, always first."""

    text: str
    stands_out: bool = False


def names_allergy(text: str) -> bool:
    """Whether an alert tells of an allergy, which is shown first and whole wherever alerts are shown."""
    words = text.casefold()
    return "allerg" in words or "anaphyla" in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One patient. Dates are days of the ward's clock. `nhs_number` is ten digits without spaces, or None."""

    id: str
    ward_id: str
    family_name: str
    given_name: str = ""
    preferred_name: str | None = None
    nhs_number: str | None = None
    born_on: date | None = None
    room: str | None = None
    bed: str | None = None
    legal_status: str | None = None
    """A code of `domain.legal`, or None when not recorded."""
    status: PatientStatus = PatientStatus.ACTIVE
    admitted_on: date | None = None
    expected_discharge_on: date | None = None
    named_nurse_id: str | None = None
    consultant_id: str | None = None
    alerts: tuple[Alert, ...] = ()
    version: int = 1

    @property
    def full_name(self) -> str:
        """`Catherine Earnshaw`, as notes begin."""
        return f"{self.given_name} {self.family_name}".strip()

    @property
    def banner_name(self) -> str:
        """`EARNSHAW, Catherine`, as SystmOne and the banner show it."""
        family = self.family_name.upper()
        return f"{family}, {self.given_name}" if self.given_name else family

    def age_on(self, day: date) -> int | None:
        """Whole years of age on this day, or None without a date of birth."""
        if self.born_on is None:
            return None
        before_birthday = (day.month, day.day) < (self.born_on.month, self.born_on.day)
        return day.year - self.born_on.year - before_birthday


def spaced_nhs_number(digits: str | None) -> str:
    """`999 339 5633` from ten digits (3-3-4, NHS Data Dictionary); empty for None."""
    return f"{digits[:3]} {digits[3:6]} {digits[6:]}" if digits else ""


def checked_nhs_number(typed: str) -> str | None:
    """Ten digits from what was typed, spaces and hyphens passed over; None for nothing typed.

    Raises InvalidAnswer when it has not ten digits, when its check digit (modulus 11) is wrong, and for ten times the
    same digit, which passes that check and is typed for a number that is not known.
    """
    digits = re.sub(r"[\s\u2010-\u2015\u200b-\u200f\ufeff-]", "", typed)
    if not digits:
        return None
    if not re.fullmatch(r"[0-9]{10}", digits):
        raise InvalidAnswer(
            "NHS number not accepted",
            "An NHS number has ten digits.",
            remedy="Type it again from the record.",
            field=PatientField.NHS_NUMBER,
        )
    if not is_valid(digits):
        raise InvalidAnswer(
            "NHS number not accepted",
            "The last digit does not fit: one is wrong.",
            remedy="Check each digit against the record.",
            field=PatientField.NHS_NUMBER,
        )
    if len(set(digits)) == 1:
        raise InvalidAnswer(
            "NHS number not accepted",
            "Ten times the same digit stands for a number that is not known.",
            remedy="Leave it empty until it is known.",
            field=PatientField.NHS_NUMBER,
        )
    return digits


_COLUMNS: dict[PatientField, tuple[str, ...]] = {
    PatientField.PREFERRED_NAME: ("preferred_name",),
    PatientField.NHS_NUMBER: ("nhs_number",),
    PatientField.BORN_ON: ("born_on",),
    PatientField.BED: ("room", "bed"),
    PatientField.LEGAL_STATUS: ("legal_status",),
    PatientField.ADMITTED_ON: ("admitted_on",),
    PatientField.EXPECTED_DISCHARGE_ON: ("expected_discharge_on",),
    PatientField.NAMED_NURSE: ("named_nurse_id",),
    PatientField.CONSULTANT: ("consultant_id",),
}


def only_kept(patient: Patient, fields: frozenset[PatientField], *, otherwise: Patient | None = None) -> Patient:
    """The patient without the details this ward has switched off; these come from `otherwise` when it is given, so
    that switching a detail off and on again loses nothing. In error stays in error, discharged stays discharged."""
    off = [column for kind, columns in _COLUMNS.items() if kind not in fields for column in columns]
    instead: dict[str, object] = {column: getattr(otherwise, column, None) for column in off}
    if PatientField.ALERTS not in fields:
        instead["alerts"] = otherwise.alerts if otherwise else ()
    if PatientField.STATUS not in fields and patient.status in CURRENT:
        instead["status"] = otherwise.status if otherwise else PatientStatus.ACTIVE
    return replace(patient, **instead) if instead else patient  # type: ignore[arg-type]
