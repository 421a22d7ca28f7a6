"""Whether this computer is fit can be asked at the real window: with a ward, before one, and with a broken store."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.gui.gallery_checks import RecordedChecks, a_full_laptop
from inpatient_hub.gui.pages.computer.page import ComputerPage
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.store.target import STORE_FILE
from tests.e2e.conftest import Sit
from tests.e2e.keats import NOW, a_ward
from tests.e2e.sitting import Sitting

QUESTION = "What is this computer used for?"
READY = "This computer is ready as far as can be checked"


def a_recorded(folder: Path) -> RecordedChecks:
    """A laptop with a nearly full drive, which has been looked at before as one at home."""
    checks = RecordedChecks(folder, NOW)
    checks.recorded = a_full_laptop(NOW)
    checks.choose("home")
    return checks


def page_of(who: Sitting) -> ComputerPage:
    page = who.window.stack.currentWidget()
    assert isinstance(page, ComputerPage)
    return page


def test_the_rail_a_key_and_the_palette_all_lead_there(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    QTest.mouseClick(who.window.rail.button("computer"), Qt.MouseButton.LeftButton)
    who.wait_for(QUESTION)
    assert who.window.rail.current() == "computer"
    who.press("Ctrl+1")
    who.wait(lambda: who.window.rail.current() == "today")
    who.press("Ctrl+8")
    who.wait(lambda: who.window.rail.current() == "computer")
    who.press("Ctrl+1", "Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("check this computer")
    who.press("Return")
    who.wait_for(QUESTION)


def test_with_the_keyboard_alone_from_the_question_to_a_tested_network(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.press("Ctrl+8")
    who.wait_for(QUESTION, "Suggested: Internet SystmOne at home.")
    who.settle()
    who.press("1", "R")
    who.wait_for(READY, "The way to SystmOne was not tested.", "Nothing has been sent yet.")
    assert page_of(who).way.test.face().kind == "primary"
    assert page_of(who).header.check.hasFocus()
    who.press("T")
    who.wait_for("s11.tpp-uk.com", "Again in 30 s")
    who.press("O")
    who.wait_for("Fold all", "Windows is on drive C")
    who.press("H")
    dialog = who.dialog("Text for the help desk")
    who.press("Return")
    who.wait(lambda: "SystmOne readiness: " in who.clipboard())
    assert "Esther" not in who.clipboard()
    who.press("Escape")
    who.wait(lambda: not dialog.isVisible())


def test_what_is_to_fix_is_run_again_alone(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    checks = a_recorded(tmp_path)
    who = sit(tmp_path, checks=checks)
    who.press("Ctrl+8")
    who.wait_for("Not ready: 1 thing to fix", "Drive C is nearly full", "You can fix this", "1.4 GB")
    who.settle()
    checks.recorded = RecordedChecks(tmp_path, NOW).recorded
    again = next(
        one
        for one in page_of(who).to_fix.findChildren(Button)
        if one.accessibleName().startswith("Check this: Drive C")
    )
    who.tab_to(again)
    who.press("Return")
    who.wait_for(READY)
    assert not page_of(who).to_fix.isVisible()


def test_a_check_under_way_is_stopped_with_esc(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    checks = a_recorded(tmp_path)
    who = sit(tmp_path, checks=checks)
    who.press("Ctrl+8")
    who.wait_for("Not ready: 1 thing to fix")
    who.settle()
    checks.holds = True
    who.press("R")
    who.wait_for("Checking this computer", "8 of 13: Read the smartcard reader", "Stop the check")
    who.press("Escape")
    who.wait_for("Not ready: 1 thing to fix")
    who.settle()
    assert page_of(who).header.check.isVisible()


def test_the_window_closes_at_once_while_a_check_hangs(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    checks = a_recorded(tmp_path)
    who = sit(tmp_path, checks=checks)
    checks.holds = True
    who.press("Ctrl+8")
    who.wait(lambda: checks.is_held)
    who.close()
    assert not checks.is_held


def test_the_profile_is_chosen_with_the_keyboard_and_remembered(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    checks = a_recorded(tmp_path)
    who = sit(tmp_path, checks=checks)
    who.press("Ctrl+8")
    who.wait_for("Not ready: 1 thing to fix")
    who.settle()
    who.click("Internet SystmOne at home")
    who.dialog(QUESTION)
    who.press("1")
    who.click("Check as this")
    who.wait_for("Ward workstation", "This profile names no server to try")
    who.settle()
    assert checks.remembered().profile_id == "ward"


def test_a_spoilt_store_does_not_keep_the_computer_from_being_checked(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    file = tmp_path / STORE_FILE
    file.write_bytes(b"no store any more" + file.read_bytes()[17:])
    before = file.read_bytes()
    who = sit(tmp_path, waits_for="This file is not an Inpatient Hub store")
    who.click("Check this computer")
    who.wait_for(QUESTION)
    who.settle()
    assert not who.window.rail.isVisible()
    who.press("R")
    who.wait_for(READY)
    who.settle()
    who.click("Back")
    who.wait_for("This file is not an Inpatient Hub store")
    assert file.read_bytes() == before


def test_before_anything_is_set_up_it_can_be_checked_and_the_set_up_goes_on(tmp_path: Path, sit: Sit) -> None:
    who = sit(tmp_path, waits_for="Set up my ward")
    who.click("Check this computer")
    who.wait_for(QUESTION)
    who.settle()
    who.press("R")
    who.wait_for(READY)
    who.settle()
    who.click("Back")
    who.wait_for("Set up my ward")
    who.fill_in("Ward name", "Keats Ward")
    who.fill_in("Your name", "Esther Summerson")
    who.fill_in("Your PIN or passphrase", "271828")
    who.fill_in("Type it again", "271828")
    who.click("Set up the ward")
    who.wait_for("Write down the recovery key")
    who.click("Not now")
    who.wait_for("The ward is set up. Is this computer fit for SystmOne?")
    who.settle()
    who.click("Check this computer")
    who.wait_for(READY)
    who.press("Ctrl+1")
    who.wait_for("Keats Ward is set up")
    assert not who.sees("Is this computer fit for SystmOne?")


def test_where_a_referral_is_started_a_bad_verdict_is_said_and_blocks_nothing(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path, checks=a_recorded(tmp_path))
    who.press("Ctrl+5")
    who.wait(lambda: who.rows("Referrals that can be started"))
    who.settle()
    assert not who.sees("This computer was not ready")
    who.press("Ctrl+8")
    who.wait_for("Not ready: 1 thing to fix")
    who.settle()
    who.press("Ctrl+5")
    who.wait_for("This computer was not ready at 16:42: 1 thing to fix.")
    assert len(who.rows("Referrals that can be started")) > 4
    who.click("Show")
    who.wait_for("Not ready: 1 thing to fix")


def test_this_very_computer_is_checked_without_sending_anything(
    tmp_path: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The real collectors of this system. SystmOne needs Windows, which the machines that run the tests are not."""
    from inpatient_hub.readiness.network_test import RealNetworkTest

    def refuse(*_asked: object, **_named: object) -> None:
        raise AssertionError("nothing may be sent")

    monkeypatch.setattr(RealNetworkTest, "run", refuse)
    a_ward(tmp_path)
    who = sit(tmp_path, checks=False)
    who.press("Ctrl+8")
    who.wait_for(QUESTION, "Suggested: Internet SystmOne at home.")
    who.settle()
    who.press("R")
    who.wait_for("Not ready: ", "This installation", "The way to SystmOne was not tested.")
    who.settle()
    assert page_of(who).to_fix.results.rows()[0].one.check_id == "OS-01"
    assert QApplication.activeModalWidget() is None
