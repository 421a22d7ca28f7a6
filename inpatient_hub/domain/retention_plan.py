"""For how many months each kind of record is kept here: what a trust may set."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionPlan:
    """How many months each kind of record is kept. The trust's policy sets them; these are the usual."""

    patient_months: int = 24
    in_error_months: int = 3
    staff_months: int = 84
    audit_months: int = 84
