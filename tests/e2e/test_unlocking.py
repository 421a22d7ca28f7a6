"""A locked ward at the window: each way in, each trouble told apart from the others, and each with its way forward."""

from pathlib import Path

import pytest

from inpatient_hub.bootstrap import Place, unlocked, unlocked_by, vault_of
from inpatient_hub.domain.lock_troubles import WrongPassphrase
from inpatient_hub.domain.locking import Way
from inpatient_hub.gui.pages.trouble.page import TroublePage
from inpatient_hub.host import device_secrets
from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.key_file import KEY_FILE
from inpatient_hub.store.keys.sealing import Cost
from tests.e2e.conftest import Sit
from tests.e2e.locked_ward import PASSPHRASE, PIN, a_locked_ward
from tests.e2e.sitting import Sitting
from tests.fakes.keyring import FakeKeyring

ESTHERS = "271828"
"""The PIN that Esther signs in with, once the ward is unlocked."""
LOCKED = "The ward's work is locked"
OPEN = "Signed in: Esther Summerson, RMN"


@pytest.fixture(autouse=True)
def _cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "calibrated", lambda: Cost(8, 1))


@pytest.fixture
def keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    return new_keyring(monkeypatch)


def new_keyring(monkeypatch: pytest.MonkeyPatch) -> FakeKeyring:
    """This user's keyring from now on."""
    made = FakeKeyring()
    monkeypatch.setattr(device_secrets, "this_users_keyring", lambda: made)
    return made


def give(who: Sitting, words: str) -> None:
    """Types it over whatever is marked, and Enter."""
    who.type(words)
    who.press("Return")
    who.settle()


@pytest.mark.usefixtures("keyring")
def test_a_wrong_passphrase_is_told_and_the_right_one_opens_the_ward(tmp_path: Path, sit: Sit) -> None:
    a_locked_ward(tmp_path)
    who = sit(tmp_path, waits_for=LOCKED)
    assert not who.window.rail.isVisible()
    give(who, "four unrelated birds")
    who.wait_for("This is not the passphrase", "Check Caps Lock")
    assert not who.sees("EARNSHAW")
    give(who, PASSPHRASE)
    who.wait_for(OPEN)
    assert who.window.rail.isVisible()


@pytest.mark.usefixtures("keyring")
def test_the_pin_comes_first_and_after_five_wrong_ones_the_passphrase(tmp_path: Path, sit: Sit) -> None:
    a_locked_ward(tmp_path, pin=PIN)
    who = sit(tmp_path, waits_for="After 5 wrong ones the PIN is switched off")
    for left in ("4 tries are left", "3 tries are left", "2 tries are left", "One more try is left"):
        give(who, "135791")
        who.wait_for(left)
    give(who, "135791")
    who.wait_for("The PIN is switched off", "Passphrase")
    assert not who.sees("Use the PIN")
    give(who, PASSPHRASE)
    who.wait_for(OPEN)


@pytest.mark.usefixtures("keyring")
def test_the_right_pin_opens_and_another_way_is_a_press_away(tmp_path: Path, sit: Sit) -> None:
    a_locked_ward(tmp_path, pin=PIN)
    who = sit(tmp_path, waits_for="PIN")
    who.click("Use the passphrase")
    who.click("Use the PIN")
    give(who, PIN)
    who.wait_for(OPEN)


def test_a_moved_folder_asks_for_the_recovery_key_and_can_be_remembered(
    tmp_path: Path, sit: Sit, monkeypatch: pytest.MonkeyPatch, keyring: FakeKeyring
) -> None:
    words = a_locked_ward(tmp_path, passphrase=None, keyring=True)
    new_keyring(monkeypatch)
    who = sit(tmp_path, waits_for="Enter the recovery key")
    assert who.sees("another computer or another user")
    wrong = words[:-1] + ("7" if words[-1] != "7" else "8")
    give(who, wrong)
    who.wait_for("Group 8 is not as it was written down.")
    who.press("Ctrl+A")
    give(who, words)
    who.wait_for("The ward's work is open")
    who.click("Remember on this computer")
    who.wait_for("This computer opens it from now on.")
    who.press("Return")
    who.wait_for(OPEN)
    assert unlocked(Place(data_folder=tmp_path)).key is not None
    assert keyring.kept, "nothing was taken out of the other computer's keyring"


@pytest.mark.usefixtures("keyring")
def test_whoever_needed_the_recovery_key_may_set_a_new_passphrase(tmp_path: Path, sit: Sit) -> None:
    words = a_locked_ward(tmp_path)
    who = sit(tmp_path, waits_for=LOCKED)
    who.click("Use the recovery key")
    give(who, words.lower().replace("-", " "))
    who.wait_for("The ward's work is open")
    who.fill_in("New passphrase", "other words altogether")
    give(who, "other words altogether")
    who.wait_for("The new passphrase is set.")
    who.click("Go on to the ward")
    who.wait_for(OPEN)
    place = Place(data_folder=tmp_path)
    assert unlocked_by(place, Way.PASSPHRASE, "other words altogether").key is not None
    with pytest.raises(WrongPassphrase):
        unlocked_by(place, Way.PASSPHRASE, PASSPHRASE)


@pytest.mark.usefixtures("keyring")
def test_somebody_else_s_recovery_key_is_told_from_a_mistyped_one(tmp_path: Path, sit: Sit) -> None:
    (tmp_path / "ours").mkdir()
    (tmp_path / "theirs").mkdir()
    a_locked_ward(tmp_path / "ours")
    theirs = a_locked_ward(tmp_path / "theirs")
    who = sit(tmp_path / "ours", waits_for=LOCKED)
    who.click("Use the recovery key")
    give(who, theirs)
    who.wait_for("This recovery key does not open this lock")


def test_a_keyring_that_does_not_answer_is_told_and_can_be_asked_again(
    tmp_path: Path, sit: Sit, keyring: FakeKeyring
) -> None:
    a_locked_ward(tmp_path, keyring=True)
    keyring.fault = "It is locked, or it was not allowed to answer."
    who = sit(tmp_path, waits_for="This computer's keyring cannot be used.")
    assert who.sees("It is locked, or it was not allowed to answer.", "Passphrase")
    keyring.fault = ""
    who.click("Ask it again")
    who.wait_for(OPEN)


@pytest.mark.usefixtures("keyring")
def test_a_damaged_key_file_is_told_and_its_copy_put_back(tmp_path: Path, sit: Sit) -> None:
    a_locked_ward(tmp_path, keyring=True)
    (tmp_path / KEY_FILE).write_text("not a key file")
    who = sit(tmp_path, waits_for="The file with the ward's lock is damaged")
    who.click("Use the copy that lies with the backups")
    who.wait_for(OPEN)


@pytest.mark.usefixtures("keyring")
def test_a_key_file_that_goes_while_the_passphrase_is_typed_is_no_wrong_passphrase(tmp_path: Path, sit: Sit) -> None:
    a_locked_ward(tmp_path)
    who = sit(tmp_path, waits_for=LOCKED)
    (tmp_path / KEY_FILE).unlink()
    give(who, PASSPHRASE)
    who.wait_for("The file with the ward's lock is missing")


@pytest.mark.usefixtures("keyring")
def test_a_policy_that_cannot_be_read_keeps_everything_locked_until_it_is_put_right(tmp_path: Path, sit: Sit) -> None:
    a_locked_ward(tmp_path, keyring=True)
    policy = tmp_path / "trust-policy.toml"
    policy.write_text("[lock]\nidle_minutes = 'long'\n")
    who = sit(tmp_path, waits_for="Your trust's policy for Inpatient Hub cannot be read")
    assert isinstance(who.window.stack.currentWidget(), TroublePage)
    policy.write_text("[lock]\nidle_minutes = 5\n")
    who.click("Try again")
    who.wait_for(OPEN)
    who.wait(lambda: who.opening.quick_lock)


def test_without_a_keyring_a_first_start_asks_for_a_passphrase_and_shows_the_recovery_key(
    tmp_path: Path, sit: Sit, keyring: FakeKeyring
) -> None:
    keyring.fault = "No keyring answers on this computer."
    (tmp_path / "trust-policy.toml").write_text("[unlock]\npassphrase_length = 14\n")
    who = sit(tmp_path, waits_for="Choose a passphrase for the ward's work")
    assert who.sees("No keyring answers on this computer.", "At least 14 characters")
    who.fill_in("New passphrase", "short words")
    give(who, "short words")
    who.wait_for("It has to have at least 14 characters.")
    give(who, PASSPHRASE)
    give(who, PASSPHRASE)
    set_the_ward_up(who)
    who.wait_for("Write down the recovery key")
    words = read_key(who)
    who.click("I have written it down")
    assert words not in who.words()
    give(who, words)
    who.wait_for("Keats Ward is set up")
    assert not who.sees("not on paper yet")
    who.close()
    again = sit(tmp_path, waits_for=LOCKED)
    give(again, PASSPHRASE)
    again.dialog("Who is using this computer?")
    assert not again.sees("Keats Ward is set up"), "unlocked, and nobody signed in yet"
    again.wait_for("Esther Summerson, RMN")
    give(again, ESTHERS)
    again.wait_for(OPEN)
    again.settle()
    assert not again.sees("not on paper yet")


@pytest.mark.usefixtures("keyring")
def test_a_recovery_key_put_off_comes_back_as_a_line_until_it_was_typed_back(tmp_path: Path, sit: Sit) -> None:
    first = sit(tmp_path, waits_for="Welcome to Inpatient Hub")
    set_the_ward_up(first)
    first.wait_for("Write down the recovery key")
    first.click("Not now")
    first.wait_for("Keats Ward is set up", "The ward's recovery key is not on paper yet.")
    first.close()
    who = sit(tmp_path, waits_for="Esther Summerson, RMN")
    give(who, ESTHERS)
    who.wait_for("The ward's recovery key is not on paper yet.")
    who.click("Show it")
    who.dialog("Write down the recovery key")
    words = read_key(who)
    who.click("I have written it down")
    give(who, words)
    who.wait(lambda: not who.sees("not on paper yet"))
    place = unlocked(Place(data_folder=tmp_path))
    assert vault_of(place).unwritten_recovery_key(place.key) is None


def test_a_ward_that_is_thrown_away_asks_for_nothing(tmp_path: Path, sit: Sit, keyring: FakeKeyring) -> None:
    keyring.fault = "No keyring answers on this computer."
    who = sit(tmp_path, demo=True)
    assert not who.sees("not on paper yet")
    assert keyring.calls == []


def set_the_ward_up(who: Sitting) -> None:
    """Fills in the first page."""
    who.wait_for("Welcome to Inpatient Hub")
    who.fill_in("Ward name", "Keats Ward")
    who.fill_in("Your name", "Esther Summerson")
    who.fill_in("Your designation", "RMN")
    who.fill_in("Your PIN or passphrase", ESTHERS)
    who.fill_in("Type it again", ESTHERS)
    who.click("Set up the ward")


def read_key(who: Sitting) -> str:
    """The recovery key as a person, or a screen reader, reads it off the screen."""
    line = next(words for words in who.words(who.shown).splitlines() if words.startswith("Recovery key. Group 1: "))
    return "-".join(part.partition(": ")[2].replace(" ", "") for part in line.partition(". ")[2].split(". "))
