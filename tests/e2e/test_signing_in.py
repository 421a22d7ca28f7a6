"""People of a ward with PINs at the real window: nothing is seen before a PIN, and a shared computer changes hands."""

import re
from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, open_hub
from inpatient_hub.domain.access import Role
from inpatient_hub.domain.sign_in import EmergencyReason
from inpatient_hub.services.patients import PatientDetails
from inpatient_hub.services.people import PersonDetails
from inpatient_hub.store.keys.person_secrets import Argon2idHasher
from tests.contracts.keepers import put_empty_store
from tests.e2e.conftest import Sit
from tests.e2e.keats import at
from tests.e2e.sitting import Sitting

ESTHERS, JANES = "271828", "heather on the moor"
QUESTION = "Who is using this computer?"
PATIENT = "DURBEYFIELD"


def a_ward(folder: Path) -> None:
    """Keats Ward with PINs: Esther, who looks after it, Jane, and one patient. Thrushcross Ward beside it."""
    put_empty_store(folder)
    hub = open_hub(Place(data_folder=folder), clock=at())
    try:
        made = hub.wards.set_up(
            ward_name="Keats Ward", person_name="Esther Summerson", person_role="RMN", secret=ESTHERS
        )
        hub.sign_in.sign_in(made.person.id, ESTHERS)
        jane = hub.people.add(made.ward.id, PersonDetails(name="Jane Eyre", role="RMN"))
        hub.patients.add(made.ward.id, PatientDetails(family_name="Durbeyfield", given_name="Tess"), by=made.person.id)
        with hub.seat.as_program():
            hub.wards.set_up(ward_name="Thrushcross Ward", person_name="Edgar Linton", person_role="RMN", secret=JANES)
        assert jane.start_code is not None
        hub.sign_in.choose_secret(jane.person.id, proof=jane.start_code, secret=JANES)
        hub.sign_in.sign_out()
    finally:
        hub.close()


def sign_in(who: Sitting, letters: str, secret: str) -> None:
    """Letters of the name, Enter, PIN, Enter."""
    who.dialog(QUESTION)
    who.type(letters)
    who.press("Return")
    who.type(secret)
    who.press("Return")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    a_ward(tmp_path)
    return tmp_path


def test_a_ward_is_set_up_with_a_pin_and_nobody_is_asked_for_it_again(tmp_path: Path, sit: Sit) -> None:
    who = sit(tmp_path, waits_for="Welcome to Inpatient Hub")
    who.fill_in("Ward name", "Byron Ward")
    who.fill_in("Your name", "Mary Garth")
    who.fill_in("Your PIN or passphrase", ESTHERS)
    who.fill_in("Type it again", ESTHERS)
    who.click("Set up the ward")
    who.wait_for("Write down the recovery key")
    who.click("Not now")
    who.wait_for("Byron Ward is set up")
    who.settle()
    who.close()
    who = sit(tmp_path, waits_for=QUESTION)
    assert who.sees("Nobody is signed in")
    who.wait_for("Mary Garth")
    who.type("1")
    who.press("Return")
    who.wait_for("4 tries are left")
    who.type(ESTHERS)
    who.press("Return")
    who.wait_for("Signed in: Mary Garth")


def test_nothing_of_the_ward_is_seen_before_somebody_has_signed_in(folder: Path, sit: Sit) -> None:
    who = sit(folder, waits_for=QUESTION)
    who.settle()
    assert who.sees("Nobody is signed in")
    assert not who.sees(PATIENT)
    sign_in(who, "est", ESTHERS)
    who.wait_for("Signed in: Esther Summerson, RMN")
    who.settle()
    who.press("Ctrl+4")
    who.wait_for(PATIENT)


def test_a_shared_computer_changes_hands_and_nothing_of_the_other_person_stays(
    folder: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    who = sit(folder, waits_for=QUESTION)
    sign_in(who, "est", ESTHERS)
    who.wait_for("Signed in: Esther Summerson, RMN")
    who.settle()
    who.press("Ctrl+9")
    who.wait_for("Add a person")
    who.press("Ctrl+4")
    who.wait_for(PATIENT)
    asked: list[str] = []
    matches = Argon2idHasher.matches

    def counted(self: Argon2idHasher, verifier: str, typed: str) -> bool:
        asked.append(verifier)
        return matches(self, verifier, typed)

    monkeypatch.setattr(Argon2idHasher, "matches", counted)
    who.press("Ctrl+Shift+L")
    sign_in(who, "jan", JANES)
    who.wait_for("Signed in: Jane Eyre, RMN")
    who.settle()
    assert len(asked) == 1, "the slow hash is asked once"
    assert not who.sees(PATIENT), "the list somebody else had open is gone"
    assert not who.sees("Esther Summerson")
    who.press("Alt+Left")
    who.settle()
    assert not who.sees(PATIENT), "there is no way back to what somebody else looked at"


def test_after_five_wrong_pins_only_a_reset_helps_and_the_start_code_leads_to_an_own_pin(
    folder: Path, sit: Sit
) -> None:
    who = sit(folder, waits_for=QUESTION)
    sign_in(who, "jan", "wrong")
    for left in ("4 tries are left", "3 tries are left", "2 tries are left", "One more try is left"):
        who.wait_for(left)
        who.type("wrong")
        who.press("Return")
    who.wait_for("is switched off", "Ask Esther Summerson")
    who.click("Another name")
    who.press("Ctrl+A")
    sign_in(who, "est", ESTHERS)
    who.wait_for("Signed in: Esther Summerson, RMN")
    who.press("Ctrl+9")
    who.wait_for("Jane Eyre, RMN, Staff, signs in: Switched off")
    who.settle()
    who.press("Down", "Down")
    who.click("Reset sign-in")
    who.dialog("Reset the sign-in of Jane Eyre?")
    who.click("Reset sign-in")
    shown = who.dialog("Hand over the start code")
    found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", who.words(shown))
    assert found is not None
    who.click("I have handed it over")
    who.press("Ctrl+Shift+L")
    sign_in(who, "jan", found.group())
    who.wait_for("Choose a PIN that only you know")
    who.type("314159")
    who.press("Return")
    who.type("314159")
    who.press("Return")
    who.wait_for("Signed in: Jane Eyre, RMN")


def test_one_changes_ones_own_pin_from_the_palette(folder: Path, sit: Sit) -> None:
    who = sit(folder, waits_for=QUESTION)
    sign_in(who, "est", ESTHERS)
    who.wait_for("Signed in: Esther Summerson, RMN")
    who.press("Ctrl+K")
    who.dialog("Find a patient, referral or action")
    who.type("my pin")
    who.wait(lambda: "Change my PIN or passphrase" in who.words(who.shown))
    who.press("Return")
    who.dialog("Change your PIN")
    who.type(ESTHERS)
    who.press("Return")
    for _ in range(2):
        who.type("314159")
        who.press("Return")
    who.wait_for("Your PIN is changed")
    who.settle()
    who.press("Ctrl+Shift+L")
    sign_in(who, "est", "314159")
    who.wait(lambda: not who.sees(QUESTION, within=who.shown))
    who.settle()


def test_another_ward_opens_in_an_emergency_and_closes_by_itself(folder: Path, sit: Sit) -> None:
    clock = at()
    who = sit(folder, clock=clock, waits_for=QUESTION)
    sign_in(who, "jan", JANES)
    who.wait_for("Signed in: Jane Eyre, RMN")
    who.settle()
    who.click("Keats Ward")
    who.dialog("Which ward?")
    who.press("Down", "Return")
    who.wait_for("You are not on the list of Thrushcross Ward")
    who.fill_in("Reason", "Called to the ward to help")
    who.tab_to(who.field("What brings you there?"))
    who.type("Called by the bleep holder")
    who.click("Open for 60 minutes")
    who.wait_for("Emergency access to Thrushcross Ward until 17:42", "Thrushcross Ward is set up")
    presenter = who.opening.presenter
    assert presenter is not None
    clock.moment = at(minutes=60).moment
    presenter.wards.look()
    who.wait_for("Emergency access to Thrushcross Ward is over", "Ward: Keats Ward")
    who.settle()
    assert not who.sees("Emergency access to Thrushcross Ward until")


def test_when_the_time_is_over_one_signs_in_again_and_the_page_stays(folder: Path, sit: Sit) -> None:
    clock = at()
    who = sit(folder, clock=clock, waits_for=QUESTION)
    sign_in(who, "est", ESTHERS)
    who.wait_for("Signed in: Esther Summerson, RMN")
    who.press("Ctrl+9")
    who.wait_for("Add a person")
    who.settle()
    hub = who.opening.hub
    assert hub is not None
    clock.moment = at(minutes=12 * 60).moment
    who.click("Add a person")
    who.dialog("Add a person to Keats Ward")
    who.type("Sam Weller")
    who.press("Return", "Return")
    who.dialog(QUESTION)
    who.wait_for("Esther Summerson, RMN")
    who.type(ESTHERS)
    who.press("Return")
    who.wait_for("You are signed in again")
    assert who.field("Name").value() == "Sam Weller"
    who.click("Add")
    who.wait_for("Hand over the start code")


def test_a_nurse_sees_who_works_here_and_changes_nothing(folder: Path, sit: Sit) -> None:
    who = sit(folder, waits_for=QUESTION)
    sign_in(who, "jan", JANES)
    who.wait_for("Signed in: Jane Eyre, RMN")
    hub, presenter = who.opening.hub, who.opening.presenter
    assert hub is not None
    assert presenter is not None
    assert hub.seat.person is not None
    assert hub.seat.person.access is Role.STAFF
    presenter.do("team")
    who.dialog("The team of Keats Ward")
    who.wait(lambda: len(who.rows("Staff of this ward")) == 2)
    assert not who.sees("Add a person", within=who.shown)


def test_when_the_time_is_over_in_an_emergency_one_signs_in_at_ones_own_ward(folder: Path, sit: Sit) -> None:
    clock = at()
    who = sit(folder, clock=clock, waits_for=QUESTION)
    sign_in(who, "jan", JANES)
    who.wait_for("Signed in: Jane Eyre, RMN")
    who.settle()
    hub, presenter = who.opening.hub, who.opening.presenter
    assert hub is not None
    assert presenter is not None
    other = next(ward for ward in hub.wards.all() if ward.name == "Thrushcross Ward")
    clock.moment = at(minutes=12 * 60 - 30).moment
    hub.emergencies.open_in_emergency(other.id, EmergencyReason.CALLED, "Called by the bleep holder")
    presenter.wards.go(other)
    who.wait_for("Emergency access to Thrushcross Ward")
    who.settle()
    clock.moment = at(minutes=12 * 60).moment
    presenter.do("another_ward")
    who.dialog(QUESTION)
    who.wait_for("Jane Eyre, RMN")
    who.type(JANES)
    who.press("Return")
    who.wait_for("You are signed in again", "Ward: Keats Ward")
