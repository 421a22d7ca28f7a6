"""Why something was done late or not at all: chosen from a short list, to be counted, and without free text."""

from collections.abc import Mapping

RECORDED_LATE = "recorded_late"
"""It was not late at all: the time at which it was done is asked."""

LATE: Mapping[str, str] = {
    "incident": "There was an incident on the ward",
    "staffing": "Too few staff",
    "patient_asleep": "The patient was asleep",
    "patient_away": "The patient was off the ward",
    "patient_declined": "The patient declined at first",
    "waiting": "It waited for somebody else",
    RECORDED_LATE: "It was done in time and is only ticked now",
    "other": "Another reason, told at handover",
}

LATE_MOVED: Mapping[str, str] = {code: words for code, words in LATE.items() if code != RECORDED_LATE}
"""Why what is late was moved to another day or time: it is still to be done."""

NOT_DONE: Mapping[str, str] = {
    "not_needed": "No longer needed",
    "duplicate": "It is on the list twice",
    "patient_declined": "The patient declined",
    "patient_away": "The patient was off the ward",
    "patient_left": "The patient has left the ward",
    "done_elsewhere": "Somebody else did it, not on this list",
    "incident": "There was an incident on the ward",
    "staffing": "Too few staff",
    "equipment": "Equipment was missing or broken",
    "other": "Another reason, told at handover",
}

UNCHECKED: Mapping[str, str] = {
    "no_check_needed": "This needs no second person",
    "ticked_by_mistake": "It was asked for by mistake",
    "nobody_there": "There was no second person on the ward",
    "checked_elsewhere": "It is confirmed elsewhere, such as in a register",
    "other": "Another reason, told at handover",
}
"""Why a second person does not have to confirm something after all."""

RULE_CHANGED = "repeat_changed"
"""Why a task of a repeat was let go when its rule was changed: the new rule makes another."""

BY_PROGRAM: Mapping[str, str] = {RULE_CHANGED: "The repeat was changed"}
"""Given by the program when a person changes what a task was made by; not offered otherwise."""

LEFT: Mapping[str, str] = {
    "discharged": "The patient was discharged",
    "patient_in_error": "The patient was marked in error",
}
"""Given by the program when a patient leaves and a person ends what is still open for them; not offered otherwise."""


def fitting(reasons: Mapping[str, str], *, has_patient: bool) -> dict[str, str]:
    """These reasons, without those about a patient where there is none."""
    return {code: words for code, words in reasons.items() if has_patient or not code.startswith("patient_")}


def words_of(code: str) -> str:
    """The reason in words. A code this version does not know is shown as it is."""
    known = (LATE, NOT_DONE, UNCHECKED, LEFT, BY_PROGRAM)
    return next((reasons[code] for reasons in known if code in reasons), code)
