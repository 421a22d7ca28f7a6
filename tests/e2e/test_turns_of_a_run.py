"""The turns a run can take at the real window: waited for, declined, gone back on, abandoned, left to another."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward, at
from tests.e2e.walking import (
    answer,
    chosen,
    copy,
    fill_in_note,
    go_back,
    go_on,
    move_to,
    open_run,
    start,
    step_shown,
    to_the_note,
)
from tests.e2e.walks import IMHA, WHEN


def test_next_waits_with_its_reason_until_the_step_is_answered(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    start(who, IMHA)
    go_on(who)
    assert who.sees("Next needs all of these ticked: 2 left.")
    assert not who.button("Next").isEnabled()
    who.press("1")
    who.wait_for("Next needs the last of these ticked.")
    who.press("Alt+Right")
    who.settle()
    assert step_shown(who)[0] == 2
    who.press("2")
    who.wait(who.button("Next").isEnabled)
    assert not who.sees("Next needs")
    for needs in ("Next needs the legal status.", "Next needs an answer about consent.", "Next needs the area."):
        go_on(who)
        assert who.sees(needs)
        assert not who.button("Next").isEnabled()
        answer(who, "1")
    go_on(who)
    go_on(who)
    assert who.sees("Next needs to know where it was sent and how.")


def test_a_patient_who_declined_is_noted_so_and_nothing_is_said_to_be_sent(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    start(who, IMHA)
    for keys in ("", "12", "1", "3"):
        if keys:
            answer(who, keys)
        go_on(who)
    assert step_shown(who) == (5, 7)
    who.fill_in("Time of the event", WHEN["Time of the event"])
    who.wait(who.button("Copy").isEnabled)
    copied = copy(who)
    assert copied.split("\r\n") == [
        (
            "Catherine Earnshaw, NHS 999 339 5633, bed 4. 20/11/2026 16:30. The patient was informal. The patient was "
            "offered a referral to an independent mental health advocate and declined it. No referral was made."
        ),
        "Written by Esther Summerson, RMN, 20/11/2026 16:42.",
    ]
    go_on(who)
    assert who.sees("When should it be offered again?", "Offer an independent mental health advocate again")
    go_on(who)
    who.press("Ctrl+Return")
    who.wait_for("Finished: the note is filed and this referral is ticked.")
    who.press("Ctrl+1")
    who.wait(lambda: who.rows("This shift"))
    offers = ["Offer an independent mental health advocate again" in row for row in who.rows("This shift")]
    assert offers == [False, False, True]  # under a head that nothing is due now, and that of the days ahead


def test_going_back_loses_nothing_and_another_area_asks_for_its_contact_again(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    to_the_note(who, IMHA)
    who.fill_in("Anything else the advocate should know", "likes tea")
    who.wait(lambda: "Likes tea." in who.note())
    given = ["Larkfield Advocacy: secure email", "Thornfield City", "Agreed", "Section 3"]
    seen = []
    for step in range(7):
        go_back(who)
        if step in (0, 2, 3, 4):
            seen += chosen(who)
    assert seen == given
    assert step_shown(who)[0] == 1
    for _ in range(4):
        go_on(who)
    answer(who, "2")
    go_on(who)
    go_on(who)
    assert who.sees("Moorside Advocacy", "Next needs to know where it was sent and how.")
    answer(who, "2")
    go_on(who)
    assert "made to Moorside Advocacy by phone (0808 157 0102)" in who.note()
    assert "Likes tea." in who.note()


def test_a_run_is_abandoned_only_with_a_reason_which_is_kept(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    start(who, IMHA)
    go_on(who)
    who.click("Abandon\u2026")
    dialog = who.dialog("Abandon this referral?")
    assert who.sees("EARNSHAW, Catherine", "Needs a reason", within=dialog)
    assert not who.button("Abandon").isEnabled()
    who.press("5")
    who.wait(lambda: isinstance(QApplication.focusWidget(), type(who.field("What is the reason?").entry)))
    who.type("the patient went home")
    who.click("Abandon")
    who.wait_for("Abandoned. Reason: the patient went home", "Its answers are kept.")
    who.wait_for("Abandoned: Independent mental health advocate")
    who.press("Ctrl+Z")
    who.wait_for("Abandon\u2026", "Step 2, Criteria, now")
    assert not who.sees("Abandoned. Reason")
    who.click("Abandon\u2026")
    who.dialog("Abandon this referral?")
    who.press("5")
    who.wait(lambda: isinstance(QApplication.focusWidget(), type(who.field("What is the reason?").entry)))
    who.type("the patient went home")
    who.click("Abandon")
    who.wait_for("Abandoned. Reason: the patient went home", "Its answers are kept.")
    assert not who.sees("Next needs the last of these ticked.")
    assert who.window.focusWidget() is who.button("Back")
    who.press("Ctrl+5")
    who.wait_for("No referral is in progress")
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("cathy")
    who.press("Return")
    who.wait_for("Catherine", "Abandoned")


def test_another_person_takes_the_run_up_and_the_page_says_who_did_what(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path, alone=False)
    who = sit(tmp_path, waits_for="Who is using this computer?")
    who.type("esther")
    who.press("Return")
    who.wait_for("Signed in: Esther Summerson, RMN")
    start(who, IMHA)
    go_on(who)
    answer(who, "12")
    who.close()

    who = sit(tmp_path, clock=at(minutes=20), waits_for="Who is using this computer?")
    who.type("jane")
    who.press("Return")
    who.wait_for("Signed in: Jane Eyre, RMN")
    open_run(who, IMHA.title)
    assert step_shown(who)[0] == 2
    assert chosen(who) == [
        "This is a patient of this ward, informal or detained.",
        "The record shows no open referral to an advocate.",
    ]
    assert who.sees("Started by Esther Summerson, 16:42", "Taken up by you, 17:02")
    for keys in ("", "3", "1", "1", "", "1"):
        if keys:
            answer(who, keys)
        go_on(who)
    assert who.sees(
        "You answered Consent", "Esther Summerson answered Criteria", "You resumed Independent mental health advocate"
    )
    fill_in_note(who, IMHA)
    assert copy(who).endswith("Written by Jane Eyre, RMN, 20/11/2026 17:02.")
    who.close()

    who = sit(tmp_path, clock=at(minutes=30), waits_for="Who is using this computer?")
    who.type("esther")
    who.press("Return")
    who.wait_for("Signed in: Esther Summerson, RMN")
    open_run(who, IMHA.title)
    go_back(who)
    assert who.sees("Step 4, Consent, done, Agreed, Jane Eyre", "Step 2, Criteria, done, 2 of 2 ticked")


@pytest.mark.parametrize("way", ["patient page", "patients list"])
def test_a_referral_is_started_from_a_patient_without_asking_for_them_again(tmp_path: Path, sit: Sit, way: str) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    if way == "patient page":
        who.press("Ctrl+K")
        who.dialog("Find a patient, referral or action")
        who.type("durb")
        who.press("Return")
        who.wait_for("Start referral")
    else:
        who.press("Ctrl+4")
        who.wait_for("DURBEYFIELD, Tess")
        who.press("/")
        who.type("tess")
        who.wait(lambda: not who.sees("Catherine"))
        who.press("Return")
    who.settle()
    who.press("R")
    who.wait(lambda: who.rows("Referrals that can be started"))
    who.wait_for("Patient: DURBEYFIELD, Tess")
    move_to(who, "Referrals that can be started", IMHA.title)
    who.press("Return")
    who.wait_for("What an advocate is for", "DURBEYFIELD, Tess")
    who.settle()
    assert step_shown(who)[0] == 1
