"""What is looked at before a patient's details are kept."""

from datetime import date

from inpatient_hub.domain.errors import HubError, InvalidAnswer
from inpatient_hub.domain.legal import legal_status
from inpatient_hub.domain.note_text import one_line
from inpatient_hub.domain.patients import CURRENT, Alert, Patient, PatientStatus
from inpatient_hub.services.ports import Work

_LONGEST = {"family_name": 80, "given_name": 80, "preferred_name": 80, "room": 20, "bed": 20, "alerts": 200}
"""Characters. A note's first words hold names and bed, and have to leave room for the note."""

_OLDEST = 125
"""Years."""


def tidy(field: str, text: str) -> str:
    """The text of this field plain and on one line. Raises InvalidAnswer when it is too long."""
    line = one_line(text)
    if len(line) > _LONGEST[field]:
        raise _invalid(field, f"It is longer than {_LONGEST[field]} characters.", "Make it shorter.")
    return line


def tidy_alerts(alerts: tuple[Alert, ...]) -> tuple[Alert, ...]:
    """Alerts without repeats, those that stand out first. One given twice stands out if either does."""
    kept: dict[str, Alert] = {}
    for alert in alerts:
        text = tidy("alerts", alert.text)
        before = kept.get(text.casefold())
        kept[text.casefold()] = Alert(text, stands_out=alert.stands_out or (before is not None and before.stands_out))
    kept.pop("", None)
    return tuple(sorted(kept.values(), key=lambda alert: not alert.stands_out))


def refuse_impossible(patient: Patient, today: date, *, before: PatientStatus) -> None:
    """Raises InvalidAnswer, naming the field, for details that cannot be right. `before` is the status until now."""
    if not patient.family_name:
        raise _invalid("family_name", "A patient needs a family name.", "Type it as it is in SystmOne.")
    if patient.status is PatientStatus.IN_ERROR and before is not PatientStatus.IN_ERROR:
        raise _invalid("status", "Entered in error needs a reason.", "Say so on the patient's page instead.")
    if patient.legal_status is not None and legal_status(patient.legal_status) is None:
        raise _invalid("legal_status", "This legal status is not known.", "Choose one from the list.")
    _refuse_impossible_days(patient, today)


def _refuse_impossible_days(patient: Patient, today: date) -> None:
    born, admitted, leaves = patient.born_on, patient.admitted_on, patient.expected_discharge_on
    if born is not None and not (today.year - _OLDEST <= born.year and born <= today):
        raise _invalid("born_on", "This date of birth cannot be right.", "Check it against the record.")
    if admitted is not None and admitted > today:
        raise _invalid("admitted_on", "The day of admission lies in the future.", "Give the day they arrived.")
    if admitted is not None and born is not None and admitted < born:
        raise _invalid("admitted_on", "The day of admission lies before the date of birth.", "Check both dates.")
    if admitted is not None and leaves is not None and leaves < admitted:
        raise _invalid("expected_discharge_on", "Discharge is expected before admission.", "Check both dates.")


def refuse_same_nhs_number(work: Work, patient: Patient) -> None:
    """Raises InvalidAnswer, which names nobody, when another current patient has this NHS number."""
    if patient.nhs_number is None or patient.status not in CURRENT:
        return
    found = work.patients.with_nhs_number(patient.nhs_number)
    same = [one for one in found if one.id != patient.id and one.status in CURRENT]
    if any(one.ward_id == patient.ward_id for one in same):
        raise _invalid(
            "nhs_number",
            "A patient with this NHS number is on the list already.",
            "Find them by their number instead of adding them twice.",
        )
    if same:
        raise _invalid(
            "nhs_number",
            "A patient with this NHS number is on another ward's list.",
            "Check the number. If it is right, ask the other ward to discharge them first.",
        )


def refuse_in_error(patient: Patient) -> None:
    """Raises HubError for a patient who was entered in error: nothing more is written about them."""
    if patient.status is PatientStatus.IN_ERROR:
        raise HubError(
            "Nothing was written",
            "This patient was entered in error.",
            remedy="Find the right patient, and start there.",
        )


def _invalid(field: str, why: str, remedy: str) -> InvalidAnswer:
    return InvalidAnswer("Patient not saved yet", why, remedy=remedy, field=field)
