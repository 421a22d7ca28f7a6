"""What is typed in the patient form as a draft that outlives the window, and back."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from typing import Any

from inpatient_hub.domain.drafts import Draft
from inpatient_hub.domain.patients import Alert, PatientStatus
from inpatient_hub.gui.navigation import PageId
from inpatient_hub.services.patients import PatientDetails

_DAYS = ("born_on", "admitted_on", "expected_discharge_on")
_PARTS = frozenset(field.name for field in fields(PatientDetails))


def form_draft(
    patient_id: str, title: str, *, ward: str, base: PatientDetails, typed: PatientDetails, half: Mapping[str, str]
) -> Draft:
    """A draft for the page that the form opens over: the patient's, or the list for a new patient of this ward."""
    page = PageId.PATIENT if patient_id else PageId.PATIENTS
    return Draft(
        page=page,
        about=patient_id,
        title=title,
        ward=ward,
        typed={"base": _as_plain(base), "details": _as_plain(typed), "half": dict(half)},
    )


def typed_in(draft: Draft) -> tuple[PatientDetails, PatientDetails, dict[str, str]]:
    """(what the form began with, what was typed, what was half typed). Raises ValueError for a draft of something else
    or of another version of the program."""
    try:
        half = {str(name): str(words) for name, words in draft.typed["half"].items()}
        return _from_plain(draft.typed["base"]), _from_plain(draft.typed["details"]), half
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(draft.page) from error


def _as_plain(details: PatientDetails) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(details).items()}


def _from_plain(said: Mapping[str, Any]) -> PatientDetails:
    known = {name: value for name, value in said.items() if name in _PARTS}
    known |= {name: date.fromisoformat(known[name]) for name in _DAYS if known.get(name)}
    known["status"] = PatientStatus(known["status"])
    known["alerts"] = tuple(Alert(**alert) for alert in known["alerts"])
    return PatientDetails(**known)
