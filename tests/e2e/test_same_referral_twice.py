"""The same referral for the same patient once more: it says so, and offers the one under way."""

from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.walking import answer, go_on, start, step_shown, wait_for_step
from tests.e2e.walks import IMHA, SAFEGUARDING
from tests.fakes.seat import opened_by_program

QUESTION = "Catherine Earnshaw has this referral already"


def ask_again(who: Sitting) -> None:
    """Starts the advocate's referral for Catherine once more, from the palette, up to the question."""
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("advocate")
    who.wait(lambda: [row for row in who.words(who.shown).splitlines() if row.startswith(f"{IMHA.title}, ")])
    who.press("Return")
    who.dialog(f"{IMHA.title}: for which patient?")
    who.wait(lambda: len(who.rows("Patients")) > 1)
    who.type("cath")
    who.wait(lambda: len(who.rows("Patients")) == 1)
    who.press("Return")
    who.wait_for("Start for Catherine Earnshaw")
    who.press("Return")
    dialog = who.dialog(QUESTION)
    assert who.sees(f"{IMHA.title}: step 2 of 10, started by you, 16:42.", within=dialog)
    assert who.sees("14 Mar 1994", within=dialog)


def runs_of(folder: Path, patient_id: str) -> int:
    with opened_by_program(Place(data_folder=folder), clock=at(), alone=False) as hub:
        return len(hub.patients.view(patient_id).runs)


@pytest.fixture
def under_way(tmp_path: Path, sit: Sit) -> tuple[Sitting, str]:
    """Someone at the window, with an advocate's referral for Catherine at its second step."""
    ward = a_ward(tmp_path)
    who = sit(tmp_path)
    start(who, IMHA)
    go_on(who)
    answer(who, "12")
    who.press("Ctrl+1")
    who.settle()
    return who, ward.cathy


def test_enter_opens_the_one_under_way(tmp_path: Path, under_way: tuple[Sitting, str]) -> None:
    who, cathy = under_way
    ask_again(who)
    who.press("Return")
    wait_for_step(who, 2)
    assert runs_of(tmp_path, cathy) == 1


def test_another_can_be_started_all_the_same(tmp_path: Path, under_way: tuple[Sitting, str]) -> None:
    who, cathy = under_way
    ask_again(who)
    who.click("Start another")
    wait_for_step(who, 1)
    assert step_shown(who) == (1, 10)
    assert runs_of(tmp_path, cathy) == 2


def test_esc_starts_nothing(tmp_path: Path, under_way: tuple[Sitting, str]) -> None:
    who, cathy = under_way
    ask_again(who)
    who.press("Escape")
    who.settle()
    assert runs_of(tmp_path, cathy) == 1


def test_another_referral_for_the_same_patient_asks_nothing(under_way: tuple[Sitting, str]) -> None:
    who, _cathy = under_way
    start(who, SAFEGUARDING)
    assert step_shown(who)[0] == 1
