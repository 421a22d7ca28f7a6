"""A line is never put on another patient than was meant: beds, names and the page it was opened from have to agree."""

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind, PatientInBed, Question, QuickAdd
from tests.domain.test_quick_add import BEDS, WARD

EARNSHAW = PatientInBed("p4", "EARNSHAW, Catherine, bed 4")
LINTON = PatientInBed("p7", "LINTON, Edgar, bed 7")
PEOPLE = (
    EARNSHAW,
    LINTON,
    PatientInBed("a", "ARCHER, Isabel, bed 9"),
    PatientInBed("b", "BARTON, Mary, bed 9"),
    PatientInBed("emma", "WOODHOUSE, Emma"),
)


def read(line: str, **more: object) -> QuickAdd:
    return taken_apart(line, WARD, BEDS, people=PEOPLE, **more)  # type: ignore[arg-type]


def asked(line: str, **more: object) -> Question:
    understood = read(line, **more)
    assert understood.chip(ChipKind.PATIENT) is None
    (question,) = (one for one in understood.questions if one.kind is ChipKind.PATIENT)
    return question


def words(question: Question) -> list[str]:
    return [choice.words for choice in question.choices]


@pytest.mark.parametrize(
    ("line", "patient", "title"),
    [
        ("bed4 ECG", "p4", "ECG"),
        ("Bed-4 ECG", "p4", "ECG"),
        ("bed no 4 ECG", "p4", "ECG"),
        ("bed four ECG", "p4", "ECG"),
        ("bed 04 ECG", "p4", "ECG"),
        ("Bed 4: ECG", "p4", "ECG"),
        ("(bed 4) ECG", "p4", "ECG"),
        ("Ring bed 4's mum", "p4", "Ring mum"),
        ("Ring bed 4\u2019s mum", "p4", "Ring mum"),
        ("Bed 4, 2 hourly obs tomorrow", "p4", "2 hourly obs"),
        ("Bed 4 hourly obs tomorrow", "p4", "hourly obs"),
        ("Bed 4 ECG, bed 4 weight", "p4", "ECG, bed 4 weight"),
        ("Bed 4 Earnshaw ECG", "p4", "Earnshaw ECG"),
    ],
)
def test_a_bed_is_read_however_a_nurse_writes_it(line: str, patient: str, title: str) -> None:
    understood = read(line, kept=("2 hourly", "hourly"))
    chip = understood.chip(ChipKind.PATIENT)
    assert chip is not None
    assert (chip.patient_id, understood.title, understood.questions) == (patient, title, ())


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("beds 4 and 7 weights", "beds 4 and 7"),
        ("bed 4 and 7 weights", "bed 4 and 7"),
        ("bed 4 & 7 weights", "bed 4 & 7"),
        ("bed 4 and bed 7 weights", "bed 4 and bed 7"),
        ("Weights for beds 4, 7", "for beds 4, 7"),
        ("beds 4,7 weights", "beds 4,7"),
        ("beds 4 7 weights", "beds 4 7"),
        ("bed 4/7 obs", "bed 4/7"),
        ("bed4/7 obs", "bed4/7"),
        ("beds 4+7 obs", "beds 4+7"),
        ("swap bed 4 or 7", "bed 4 or 7"),
        ("move bed 4 to 7", "bed 4 to 7"),
        ("bed 4 and 7 hourly obs", "bed 4 and 7"),
        ("Bed 4 ECG, bed 7 weight", "Bed 4 ECG, bed 7"),
    ],
)
def test_two_beds_are_asked_about_as_a_task_is_for_one_patient(line: str, typed: str) -> None:
    question = asked(line)
    assert question.typed == typed
    assert question.sentence == "More than one bed is named. A task is about one patient."
    assert words(question)[:2] == ["Bed 4: EARNSHAW, Catherine", "Bed 7: LINTON, Edgar"]
    chosen = read(line, chosen={typed.casefold(): "p7"}).chip(ChipKind.PATIENT)
    assert chosen is not None
    assert chosen.patient_id == "p7"


def test_of_two_beds_chosen_from_none_stays_in_the_title() -> None:
    assert read("beds 4 and 7 weights", chosen={"beds 4 and 7": "p7"}).title == "weights"
    assert read("beds 4 and 7 weights", kept=["beds 4 and 7"]).title == "beds 4 and 7 weights"


def test_a_bed_which_nobody_is_in_is_said_also_beside_another() -> None:
    assert asked("bed3 bloods").sentence == "On this ward nobody is in bed 3."
    assert asked("Bed 3's bloods").sentence == "On this ward nobody is in bed 3."
    beside = asked("beds 4 and 3 bloods")
    assert beside.sentence.endswith("On this ward nobody is in bed 3.")
    assert words(beside)[0] == "Bed 4: EARNSHAW, Catherine"
    assert asked("beds 2-5 bloods").sentence.endswith("On this ward nobody is in beds 2, 3 and 5.")


def test_b4_may_be_a_bed_or_before_and_b12_a_vitamin() -> None:
    either = asked("obs b4 handover")
    assert either.sentence == "Does 'b4' mean bed 4?"
    assert words(either) == ["Bed 4: EARNSHAW, Catherine", "Before", "Keep 'b4' in the title"]
    assert either.choices[1].instead == "before"
    assert words(asked("B7 ECG")) == ["Bed 7: LINTON, Edgar", "Keep 'B7' in the title"]
    assert asked("b5 ECG").sentence == "On this ward nobody is in bed 5."
    assert read("B12 level").questions == ()


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("Bed 7 ECG", "Bed 7"),
        ("bed7 ECG", "bed7"),
        ("ECG for bed 7", "for bed 7"),
        ("Ring bed 7's mum", "bed 7's"),
        ("Linton ECG", "Linton"),
        ("Mr Linton ECG", "Mr Linton"),
        ("ring Edgar's mum", "Edgar's"),
        ("ECG LINTON", "LINTON"),
    ],
)
def test_the_page_of_one_patient_and_a_line_about_another_is_asked_with_both(line: str, typed: str) -> None:
    question = asked(line, about=EARNSHAW)
    assert question.typed == typed
    assert question.sentence == (
        f"This is for EARNSHAW, Catherine, bed 4. The line says '{typed}': LINTON, Edgar, bed 7."
    )
    assert words(question) == [
        "LINTON, Edgar, bed 7",
        f"EARNSHAW, Catherine, bed 4, without '{typed}'",
        f"EARNSHAW, Catherine, bed 4, with '{typed}' in the title",
    ]
    assert question.choices[0].patient_id == "p7"
    assert question.choices[1].instead == ""
    again = read(line, about=EARNSHAW, chosen={typed.casefold(): "p7"})
    assert again.questions, "what was chosen once is asked again while the two differ"
    settled = read(line, about=LINTON, chosen={typed.casefold(): "p7"})
    assert settled.questions == ()


@pytest.mark.parametrize(
    "line",
    ["beds 4 and 7 weights", "bed 4/7 obs", "Bed 9 bloods", "Bed 3 bloods", "b7 ECG", "Isabel or Mary", "bed 30 ECG"],
)
def test_every_doubt_about_whom_names_the_page_too(line: str) -> None:
    question = asked(line, about=EARNSHAW)
    assert question.sentence.startswith("This is for EARNSHAW, Catherine, bed 4. ")
    assert words(question)[-1].startswith("EARNSHAW, Catherine, bed 4, with '")


@pytest.mark.parametrize(
    "line", ["Bed 4 ECG", "bed4 ECG", "Earnshaw ECG", "Ring Catherine's mum", "ECG", "Bed 4 Earnshaw ECG"]
)
def test_a_line_that_agrees_with_its_page_asks_nothing(line: str) -> None:
    understood = read(line, about=EARNSHAW)
    chip = understood.chip(ChipKind.PATIENT)
    assert understood.questions == ()
    assert chip is None or chip.patient_id == "p4"


def test_one_of_two_in_a_bed_is_meant_from_their_own_page() -> None:
    chip = read("Bed 9 bloods", about=PatientInBed("b", "BARTON, Mary, bed 9")).chip(ChipKind.PATIENT)
    assert chip is not None
    assert chip.patient_id == "b"


def test_a_bed_and_the_name_of_somebody_else_are_asked_about() -> None:
    (question,) = read("Bed 4 Linton ECG").questions
    assert question.sentence == "The line says EARNSHAW, Catherine, bed 4, and 'Linton': LINTON, Edgar, bed 7."
    assert words(question) == ["LINTON, Edgar, bed 7", "EARNSHAW, Catherine, bed 4, with 'Linton' in the title"]
    other = question.choices[0]
    assert (other.of, other.instead) == ("Bed 4", "bed 7")
    assert read("Bed 4 ask Emma").questions[0].choices[0].instead == ""  # she has no bed
    assert read("Bed 4 Linton ECG", kept=["Linton"]).title == "Linton ECG"


def test_two_names_in_one_line_are_both_asked_about() -> None:
    first = read("Earnshaw and Linton weights")
    assert first.questions[0].typed == "Earnshaw"
    (second,) = read("Earnshaw and Linton weights", chosen={"earnshaw": "p4"}).questions
    assert second.typed == "Linton"


@pytest.mark.parametrize(
    "line",
    [
        "Beauseant-Langeais bloods",
        "BEAUSÉANT-LANGEAIS bloods",
        "Mrs Langeais' bloods",
        "Ring Clara's mum",
        "d'arcy obs",
        "D\u2019Arcy obs",
        "bloods Ng",
    ],
)
def test_double_short_and_accented_names_are_asked_about_too(line: str) -> None:
    people = (
        PatientInBed("langeais", "BEAUSÉANT-LANGEAIS, Clara, bed 5"),
        PatientInBed("arcy", "D'ARCY, Fitzwilliam, bed 6"),
        PatientInBed("ng", "NG, Mary"),
    )
    (question,) = taken_apart(line, WARD, BEDS, people=people).questions
    assert question.sentence.startswith("Is this about ")
