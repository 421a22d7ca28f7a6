"""A patient may be called June Friday or Mark Early: their name is no day, and nobody's task is lost over it."""

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, PatientInBed, QuickAdd
from tests.domain.test_quick_add import WARD

FRIDAY, EARLY = PatientInBed("p10", "FRIDAY, June, bed 10"), PatientInBed("p11", "EARLY, Mark, bed 11")
PEOPLE = (FRIDAY, EARLY, PatientInBed("p9", "MAY, April, bed 9"))
BEDS = {"10": (FRIDAY,), "11": (EARLY,)}


def read(line: str, **more: object) -> QuickAdd:
    return taken_apart(line, WARD, BEDS, people=PEOPLE, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "typed", "who"),
    [
        ("June Friday ECG", "June Friday", "FRIDAY, June"),
        ("ring june friday", "june friday", "FRIDAY, June"),
        ("Friday, June: depot", "Friday, June:", "FRIDAY, June"),
        ("Miss Friday wants her GP rung", "Miss Friday", "FRIDAY, June"),
        ("Mr Early haircut", "Mr Early", "EARLY, Mark"),
        ("mark early bath", "mark early", "EARLY, Mark"),
        ("ring april may's mum", "april may's", "MAY, April"),
        ("April's CPA", "April's", "MAY, April"),
    ],
)
def test_a_name_that_looks_like_a_day_is_asked_about_as_a_name(line: str, typed: str, who: str) -> None:
    understood = read(line)
    [question] = understood.questions
    assert (question.kind, question.typed, question.sentence.startswith(f"Is this about {who}")) == (
        ChipKind.PATIENT,
        typed,
        True,
    )
    assert (understood.title, understood.chips) == (line, ())


def test_the_day_beside_such_a_name_is_read() -> None:
    understood = read("June Friday depot on monday", chosen={"june friday": "p10"})
    assert (understood.title, [chip.kind for chip in understood.chips]) == (
        "depot",
        [ChipKind.PATIENT, ChipKind.DUE],
    )
    assert understood.questions == ()


def test_the_bed_may_stand_beside_such_a_name() -> None:
    understood = read("bed 10 June Friday ECG")
    assert (understood.title, [chip.patient_id for chip in understood.chips]) == ("June Friday ECG", ["p10"])


def test_without_such_a_patient_they_are_days_and_what_is_asked_is_asked_as_it_was_typed() -> None:
    assert taken_apart("ring June friday", WARD, BEDS).chip(ChipKind.DUE) is not None
    [question] = read("mon ring June Friday tue", rejected=(ChipKind.PATIENT,)).questions
    assert (question.typed, question.choices[-1].words) == (
        "mon ring June Friday tue",
        "Keep 'mon ring June Friday tue' in the title",
    )
