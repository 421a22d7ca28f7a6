"""A ward that was just set up: its first page leads on to the team and to the first patient."""

from pathlib import Path

from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Place
from inpatient_hub.gui.app import make_app, open_window, put_away
from tests.e2e.conftest import Sit
from tests.e2e.keats import at
from tests.e2e.sitting import Sitting
from tests.fakes.seat import opened_by_program


def set_up(who: Sitting) -> None:
    """Types the ward and the person, and sets it up with Enter."""
    who.fill_in("Ward name", "Byron Ward")
    who.fill_in("Your name", "Mary Garth")
    who.fill_in("Your designation", "RMN")
    who.click("People sign in by name alone (for trying out)")
    who.click("Set up the ward")
    who.wait_for("Write down the recovery key")
    who.click("Not now")
    who.wait_for("Byron Ward is set up")
    who.settle()


def add(who: Sitting, name: str, role: str) -> None:
    """Adds somebody in the People tab."""
    who.click("Add a person")
    who.dialog("Add a person to Byron Ward")
    who.type(name)
    who.press("Return")
    who.type(role)
    who.press("Return")
    who.wait_for(f"{name} is added")
    who.settle()


def test_a_first_start_shows_no_rail_that_goes_away_again(tmp_path: Path, qapp: QApplication) -> None:
    window, opening = open_window(make_app(), Place(data_folder=tmp_path), clock=at())
    try:
        assert window.isVisible()
        assert not window.rail.isVisible()
    finally:
        put_away(window, opening)


def test_the_first_page_leads_to_the_team_and_to_the_first_patient(tmp_path: Path, sit: Sit) -> None:
    who = sit(tmp_path, waits_for="Welcome to Inpatient Hub")
    set_up(who)
    who.click("Add the team")
    who.wait_for("Mary Garth, RMN, Senior admin, signs in: By name")
    add(who, "Fred Vincy", "HCA")
    add(who, "Dr Tertius Lydgate", "Consultant psychiatrist")
    who.wait_for("Dr Tertius Lydgate, Consultant psychiatrist, Staff", "Fred Vincy, HCA, Staff")
    who.press("Ctrl+1")
    who.settle()
    assert not who.sees("Add the team"), "the team is there"
    who.click("Add the first patient")
    who.dialog("Add a patient to Byron Ward")
    who.fill_in("Family name", "Ladislaw")
    who.press("Ctrl+Return")
    who.wait_for("Ladislaw added")
    who.settle()
    assert who.sees("1 patient, Byron Ward")
    who.press("Ctrl+1")
    who.wait_for("Nothing is waiting on Byron Ward")
    assert not who.sees("Add the first patient")
    who.close()
    with opened_by_program(Place(data_folder=tmp_path), clock=at()) as hub:
        ward = hub.wards.all()[0]
        assert [one.name for one in hub.wards.staff(ward.id)] == ["Dr Tertius Lydgate", "Fred Vincy", "Mary Garth"]
        assert hub.patients.count(ward.id) == 1


def test_someone_who_is_there_already_is_not_added_twice_unseen(tmp_path: Path, sit: Sit) -> None:
    who = sit(tmp_path, waits_for="Welcome to Inpatient Hub")
    set_up(who)
    who.click("Add the team")
    who.wait_for("Mary Garth, RMN, Senior admin")
    who.click("Add a person")
    who.dialog("Add a person to Byron Ward")
    who.type("mary garth")
    who.press("Return", "Return")
    who.wait_for("Someone of this name is on the list already.")


def test_the_people_can_be_reached_later_from_the_palette(tmp_path: Path, sit: Sit) -> None:
    who = sit(tmp_path, waits_for="Welcome to Inpatient Hub")
    set_up(who)
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("team")
    who.wait(lambda: "The team: who works on this ward" in who.words(who.shown))
    who.press("Return")
    who.wait_for("Mary Garth, RMN, Senior admin")
