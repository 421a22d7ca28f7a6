"""What the Patients page says when there is nobody to show."""

from dataclasses import dataclass

from inpatient_hub.gui.pages.patients.view import ALL_CURRENT, FILTERS, PatientsView


@dataclass(frozen=True, slots=True)
class Emptiness:
    """One sentence, one quiet line, a button, and what the button does: add, clear or current."""

    sentence: str
    muted: str
    button: str
    does: str


def emptiness(view: PatientsView) -> Emptiness | None:
    """The words for an empty list, or None when it is not empty."""
    if view.lines:
        return None
    if view.asked.query.strip():
        return _nothing_found(view)
    if not view.ever:
        return Emptiness(
            f"No patients on {view.ward.name} yet",
            "Everyone who is added to the ward is listed here. A name is enough to begin with.",
            "Add patient",
            "add",
        )
    if view.asked.filter == ALL_CURRENT:
        return Emptiness(
            f"Nobody is on {view.ward.name} at the moment",
            "Patients who were discharged are under Discharged.",
            "Add patient",
            "add",
        )
    return Emptiness(
        f"There are no {_GROUPS[view.asked.filter]}",
        "Where a patient is can be changed with E, on their row or on their page.",
        "Show all current patients",
        "current",
    )


def _nothing_found(view: PatientsView) -> Emptiness:
    elsewhere = [
        f"{count:,} under {FILTERS[key][0]}" for key, count in view.counts.items() if count and key != ALL_CURRENT
    ]
    muted = "Every word typed has to be in the name, the name they like to be called, the bed or the NHS number."
    if elsewhere:
        muted = f"Found elsewhere: {', '.join(elsewhere)}. Choose it above."
    words = view.asked.query.strip()
    return Emptiness(f"Nobody matches '{words}' among {_GROUPS[view.asked.filter]}", muted, "Clear the search", "clear")


_GROUPS = {
    ALL_CURRENT: "current patients",
    "active": "patients on the ward",
    "on_leave": "patients on leave",
    "discharge_pending": "patients with a discharge pending",
    "discharged": "discharged patients",
}
