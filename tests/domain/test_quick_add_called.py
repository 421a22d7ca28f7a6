"""What a patient likes to be called is asked about like a name: whoever may be meant is offered, nobody is taken."""

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, PatientInBed, QuickAdd
from tests.domain.test_quick_add import BEDS, WARD

EARNSHAW = PatientInBed("p4", "EARNSHAW, Catherine, bed 4", "Cathy")
PEOPLE = (
    EARNSHAW,
    PatientInBed("p7", "LINTON, Catherine, bed 7", "Cathy Linton"),
    PatientInBed("morland", "MORLAND, Cathy"),
    PatientInBed("heath", "HEATHCLIFF, bed 2", "Heath"),
)


def read(line: str, **more: object) -> QuickAdd:
    return taken_apart(line, WARD, BEDS, people=PEOPLE, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("line", ["cathy bloods mon", "ring mum of cathy", "Ring Cathy's mum mon"])
def test_everyone_who_is_called_so_is_offered(line: str) -> None:
    [question] = read(line).questions
    assert question.kind is ChipKind.PATIENT
    assert [choice.words for choice in question.choices[:-1]] == [
        "EARNSHAW, Catherine, bed 4, called Cathy",
        "LINTON, Catherine, bed 7, called Cathy Linton",
        "MORLAND, Cathy",
    ]


def test_one_who_is_called_so_is_asked_about() -> None:
    [question] = read("ring heath's mum").questions
    assert (question.sentence, question.choices[0].words) == (
        "Is this about HEATHCLIFF, bed 2?",
        "Yes, HEATHCLIFF, bed 2, called Heath",
    )


def test_what_is_answered_is_the_patient() -> None:
    chip = read("cathy bloods mon", chosen={"cathy": "p7"}).chip(ChipKind.PATIENT)
    assert chip is not None
    assert chip.patient_id == "p7"


def test_who_is_named_by_the_bed_or_the_page_may_be_called_so() -> None:
    assert read("bed 4 cathy bloods mon").questions == ()
    assert read("cathy bloods mon", about=EARNSHAW).questions == ()
    assert read("cathy linton bloods mon", about=EARNSHAW).questions != ()
