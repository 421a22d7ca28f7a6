"""How urgent a line is, and which role it is offered to: marks as nurses write them, and one of each."""

import pytest

from inpatient_hub.domain.quick_add import taken_apart
from inpatient_hub.domain.quick_add_parts import ChipKind
from inpatient_hub.domain.tasks import Priority, Team
from tests.domain.test_quick_add import BEDS, WARD


@pytest.mark.parametrize(
    ("mark", "priority"),
    [
        ("!URGENT", Priority.URGENT),
        ("!asap", Priority.URGENT),
        ("!stat", Priority.URGENT),
        ("!imp", Priority.IMPORTANT),
        ("!low", Priority.ROUTINE),
    ],
)
def test_marks_of_priority_have_other_names(mark: str, priority: Priority) -> None:
    chip = taken_apart(f"obs {mark}", WARD, BEDS).chip(ChipKind.PRIORITY)
    assert chip is not None
    assert chip.priority is priority


@pytest.mark.parametrize("line", ["obs urgent", "URGENT obs", "obs urgently", "obs ASAP", "Urgent: obs", "obs stat"])
def test_the_bare_word_is_asked_about(line: str) -> None:
    (question,) = taken_apart(line, WARD, BEDS).questions
    assert question.sentence == f"Does '{question.typed}' mean that it is urgent?"
    assert [choice.instead for choice in question.choices] == ["!urgent", None]


@pytest.mark.parametrize("line", ["obs non-urgent", "obs not urgent", "obs !urgent urgent", "urgently, !2 obs"])
def test_it_is_not_asked_where_it_is_said(line: str) -> None:
    assert taken_apart(line, WARD, BEDS).questions == ()


@pytest.mark.parametrize(
    ("mark", "team"),
    [
        ("@dr", Team.MEDICAL),
        ("@Drs", Team.MEDICAL),
        ("@SHO", Team.MEDICAL),
        ("@consultant", Team.MEDICAL),
        ("@duty-doctor", Team.MEDICAL),
        ("@Sister", Team.NURSING),
        ("@nic", Team.NURSING),
        ("@staff-nurse", Team.NURSING),
        ("@HCSW", Team.HCA),
        ("@sw", Team.SOCIAL_WORK),
        ("@psychologist", Team.PSYCHOLOGY),
        ("@occupational-therapist", Team.OT),
        ("@receptionist", Team.ADMIN),
        ("@pharm.", Team.PHARMACY),
    ],
)
def test_roles_have_other_names(mark: str, team: Team) -> None:
    chip = taken_apart(f"obs {mark}", WARD, BEDS).chip(ChipKind.TEAM)
    assert chip is not None
    assert chip.team is team


def test_a_role_the_ward_does_not_have_is_asked_about() -> None:
    for mark in ("@physio", "@psych", "@esther"):
        (question,) = taken_apart(f"obs {mark}", WARD, BEDS).questions
        assert question.sentence.startswith(f"'{mark}' is no role of this ward.")


def test_two_roles_or_two_priorities_are_asked_about() -> None:
    (question,) = taken_apart("Bloods @HCA @OT", WARD, BEDS).questions
    assert (question.typed, question.sentence) == ("@OT", "Two roles are named. Work is offered to one.")
    assert [(choice.words, choice.of, choice.instead) for choice in question.choices] == [
        ("For HCA", None, ""),
        ("For OT", "@HCA", ""),
        ("Keep '@OT' in the title", None, None),
    ]
    (priority,) = taken_apart("Bloods !1 !2", WARD, BEDS).questions
    assert [(choice.words, choice.of, choice.instead) for choice in priority.choices] == [
        ("Urgent", None, ""),
        ("Important", "!1", ""),
        ("Keep '!2' in the title", None, None),
    ]
    assert taken_apart("Bloods !1 !2", WARD, BEDS, kept=["!2"]).questions == ()


def test_a_role_of_two_words_leaves_none_behind() -> None:
    found = taken_apart("@social worker ring housing", WARD, BEDS)
    assert (found.title, [chip.team for chip in found.chips]) == ("ring housing", [Team.SOCIAL_WORK])
