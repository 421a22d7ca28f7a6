"""A ward and what it has chosen: its shifts, which patient details it keeps, and how its notes begin."""

from dataclasses import dataclass, field, replace
from datetime import time
from enum import StrEnum

from inpatient_hub.domain.shifts import USUAL_SHIFTS, Shift
from inpatient_hub.domain.working_days import Nation


class PatientField(StrEnum):
    """Patient details beyond name and ward. A ward may switch each of them off."""

    PREFERRED_NAME = "preferred_name"
    NHS_NUMBER = "nhs_number"
    BORN_ON = "born_on"
    BED = "bed"
    LEGAL_STATUS = "legal_status"
    STATUS = "status"
    ADMITTED_ON = "admitted_on"
    EXPECTED_DISCHARGE_ON = "expected_discharge_on"
    NAMED_NURSE = "named_nurse"
    CONSULTANT = "consultant"
    ALERTS = "alerts"


MINIMAL_FIELDS = frozenset({PatientField.ADMITTED_ON, PatientField.EXPECTED_DISCHARGE_ON})
"""What a ward that keeps only name, ward and dates may record beside them."""


class Identifier(StrEnum):
    """What may follow the patient's name in the first words of a note."""

    NHS_NUMBER = "nhs_number"
    BORN_ON = "born_on"
    BED = "bed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSettings:
    """How this ward's notes are made. The length is a local setting: SystmOne's own limit is not published."""

    length_limit: int = 4000
    """Characters after which the ward wants a warning and numbered parts."""
    retrospect_minutes: int = 120
    """Minutes after the event beyond which a note says that it was written in retrospect."""
    identifiers: tuple[Identifier, ...] = (Identifier.NHS_NUMBER, Identifier.BED)


class SignIn(StrEnum):
    """How people say who they are."""

    NAME = "name"
    """By choosing their name: for a ward for trial, or one person's own computer."""
    SECRET = "secret"
    """By their name and their own PIN or passphrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessSettings:
    """How people sign in on this ward."""

    sign_in: SignIn = SignIn.NAME
    windows_accounts: bool = False
    """Whether somebody signed in to Windows with the account on their record need give no PIN."""
    longest_hours: int = 12
    """After so many hours a sign-in ends, however busy the person is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSettings:
    """What the ward's diary goes by."""

    nation: Nation = Nation.ENGLAND
    """Whose bank holidays it keeps."""
    ward_round_days: frozenset[int] = frozenset()
    """Days of the week, Monday 0, on which there is a ward round."""
    ward_round_at: time | None = None
    clock_rules_on: frozenset[str] = frozenset()
    """Ids of the clock rules that are off by themselves and that the ward has switched on."""
    clock_numbers: tuple[tuple[str, int], ...] = ()
    """The ward's own numbers of days or hours, each with the id of its clock rule, in the order of the ids."""
    names_in_notices: bool = False
    """Whether a notice on the screen may name the patient: others may see that screen."""

    def own_number(self, rule_id: str) -> int | None:
        """The ward's own number of days or hours for a clock rule."""
        return dict(self.clock_numbers).get(rule_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ward:
    """One ward. Its id is opaque and its name is spelled in one place: here."""

    id: str
    name: str
    shifts: tuple[Shift, ...] = USUAL_SHIFTS
    fields: frozenset[PatientField] = field(default_factory=lambda: frozenset(PatientField))
    notes: NoteSettings = field(default_factory=NoteSettings)
    access: AccessSettings = field(default_factory=AccessSettings)
    work: WorkSettings = field(default_factory=WorkSettings)
    minimal: bool = False
    """Whether it keeps only name, ward and dates. Then `fields` and the identifiers of its notes hold no more."""
    version: int = 1

    def made_minimal(self) -> "Ward":
        """The same ward keeping only name, ward and dates."""
        return replace(self, minimal=True, fields=MINIMAL_FIELDS, notes=replace(self.notes, identifiers=()))

    def keeps(self, patient_field: PatientField) -> bool:
        """Whether the ward records this patient detail."""
        return patient_field in self.fields
