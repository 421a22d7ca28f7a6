"""The lock is changed at the real window: passphrase, PIN, recovery key, keyring, and a new key for everything."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Place, vault_of
from inpatient_hub.domain.lock_troubles import WrongPassphrase, WrongRecoveryKey
from inpatient_hub.domain.locking import Way
from inpatient_hub.domain.recovery_words import words_of
from inpatient_hub.gui.widgets.recovery_key_view import RecoveryKeyView
from inpatient_hub.services.vault import Vault
from inpatient_hub.store.backup import back_up, backups_in, check_copy
from inpatient_hub.store.file_kind import lock_id_of
from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.sealing import Cost
from tests.contracts.keepers import KEY
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward, at
from tests.e2e.office import opened_anew, to_part, type_twice
from tests.e2e.sitting import Sitting

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

PASSPHRASE, OTHER, PIN = "four unrelated words", "four words of another kind", "739150"


@pytest.fixture(autouse=True)
def _cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "calibrated", lambda: Cost(8, 1))


def at_the_lock(folder: Path, sit: Sit) -> Sitting:
    who = sit(folder)
    to_part(who, "Lock", "Ways in")
    return who


def lock_of(folder: Path) -> Vault:
    return vault_of(Place(data_folder=folder))


def press_at(who: Sitting, name: str) -> None:
    """Goes to a button by its whole name with the keyboard alone, and presses it."""
    from inpatient_hub.gui.widgets.button import Button

    def found() -> list[Button]:
        return [one for one in who.shown.findChildren(Button) if one.isVisible() and one.accessibleName() == name]

    who.wait(lambda: len(found()) == 1)
    who.tab_to(found()[0])
    who.press("Space")


def shown_key(who: Sitting) -> str:
    """The recovery key on the screen."""
    (view,) = [one for one in who.shown.findChildren(RecoveryKeyView) if one.isVisible()]
    return "-".join(view.groups())


def write_down(who: Sitting) -> str:
    """Copies the key from the screen, makes a slip, and types it back rightly. Returns it."""
    words = shown_key(who)
    who.click("I have written it down")
    who.type(words_of(bytes(20)))
    who.click("Check it")
    who.wait_for("This recovery key does not open this lock")
    who.settle()
    who.type(words)
    who.press("Return")
    return words


def test_a_passphrase_is_made_and_changed_with_the_keyboard_alone(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = at_the_lock(tmp_path, sit)
    press_at(who, "Make one: Passphrase")
    who.dialog("Choose a passphrase")
    type_twice(who, "short")
    who.wait_for("It has to have at least 12 characters.")
    who.settle()
    who.press("Escape")
    press_at(who, "Make one: Passphrase")
    type_twice(who, PASSPHRASE)
    who.wait_for("The passphrase is set")
    who.settle()
    assert lock_of(tmp_path).open_by_passphrase(PASSPHRASE) == KEY
    press_at(who, "Change: Passphrase")
    who.dialog("Choose another passphrase")
    type_twice(who, OTHER)
    who.wait(lambda: QApplication.activeModalWidget() is None)
    who.settle()
    with pytest.raises(WrongPassphrase):
        lock_of(tmp_path).open_by_passphrase(PASSPHRASE)
    assert lock_of(tmp_path).open_by_passphrase(OTHER) == KEY


def test_a_pin_is_made_and_removed_with_the_keyboard_alone(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = at_the_lock(tmp_path, sit)
    press_at(who, "Make one: PIN")
    who.dialog("Choose a PIN")
    type_twice(who, PIN)
    who.wait_for("The PIN is set", "5 wrong ones are let pass")
    who.settle()
    assert lock_of(tmp_path).open_by_pin(PIN) == KEY
    press_at(who, "Remove: PIN")
    who.dialog("Remove the PIN?")
    press_at(who, "Remove")
    who.wait_for("It no longer opens with the PIN")
    who.settle()
    assert Way.PIN not in lock_of(tmp_path).state().made


def test_the_keyring_forgets_and_remembers_and_never_as_the_last_way(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = at_the_lock(tmp_path, sit)
    press_at(who, "Forget: This computer's keyring")
    who.dialog("Let this computer's keyring forget it?")
    who.click("Forget")
    who.wait_for("This way in stays", "Make another way in first, such as a passphrase.")
    who.settle()
    press_at(who, "Make one: Passphrase")
    type_twice(who, PASSPHRASE)
    who.wait_for("The passphrase is set")
    who.settle()
    press_at(who, "Forget: This computer's keyring")
    who.dialog("Let this computer's keyring forget it?")
    who.click("Forget")
    who.wait_for("It no longer opens with this computer's keyring")
    who.settle()
    assert Way.KEYRING not in lock_of(tmp_path).state().made
    press_at(who, "Remember here: This computer's keyring")
    who.wait_for("This computer's keyring opens it from now on")
    who.settle()
    assert lock_of(tmp_path).open_unasked() == KEY


def test_a_new_recovery_key_is_shown_and_checked_back_and_the_paper_can_be_checked_later(
    tmp_path: Path, sit: Sit
) -> None:
    a_ward(tmp_path)
    lock = lock_of(tmp_path)
    old = lock.new_recovery_key(KEY)
    lock.recovery_key_written(KEY, old)
    who = at_the_lock(tmp_path, sit)
    assert who.sees("Made, and typed back from the paper.")
    press_at(who, "Make a new one: Recovery key")
    who.dialog("Make a new recovery key?")
    who.click("Make a new one")
    who.dialog("Write down the new recovery key")
    words = write_down(who)
    who.wait_for("Last typed back from the paper on 20 Nov 2026.")
    who.settle()
    assert lock.open_by_recovery_key(words) == KEY
    with pytest.raises(WrongRecoveryKey):
        lock.open_by_recovery_key(old)
    press_at(who, "Check the paper: Recovery key")
    dialog = who.dialog("Is the recovery key on the paper still the right one?")
    who.type(old)
    who.press("Return")
    who.wait(lambda: who.sees("a newer one has replaced it", within=dialog))
    who.settle()
    who.type(words)
    who.press("Return")
    who.wait_for("The recovery key on the paper is the right one")


def test_a_recovery_key_that_was_put_off_is_shown_again(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    words = lock_of(tmp_path).new_recovery_key(KEY)
    who = at_the_lock(tmp_path, sit)
    assert who.sees("The recovery key is not on paper yet.", "nobody has typed it back")
    press_at(who, "Show it: Recovery key")
    who.dialog("Write down the recovery key")
    assert shown_key(who) == words
    who.click("Not now")
    who.settle()
    assert lock_of(tmp_path).state().recovery_not_written
    press_at(who, "Show it: Recovery key")
    who.dialog("Write down the recovery key")
    write_down(who)
    who.wait_for("Last typed back from the paper on 20 Nov 2026.")
    who.settle()
    assert not who.sees("The ward's recovery key is not on paper yet."), "the reminder is gone too"


def test_everything_is_locked_with_a_new_key_and_the_new_recovery_key_is_asked_back(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    back_up(tmp_path, key=KEY, clock=at())
    lock = lock_of(tmp_path)
    lock.set_passphrase(KEY, PASSPHRASE)
    old = lock.new_recovery_key(KEY)
    who = at_the_lock(tmp_path, sit)
    press_at(who, "Lock everything with a new key")
    who.dialog("Lock everything with a new key?")
    type_twice(who, "short")
    who.wait_for("It has to have at least 12 characters.")
    who.settle()
    assert lock_of(tmp_path).open_by_passphrase(PASSPHRASE) == KEY, "the ward is not closed for a word that is refused"
    who.press("Escape")
    press_at(who, "Lock everything with a new key")
    type_twice(who, OTHER)
    who.wait_for("Everything is locked with a new key", "Write it on paper")
    who.settle()
    words = write_down(who)
    who.wait_for("The new recovery key is on paper.")
    who.settle()
    new = lock_of(tmp_path).open_by_recovery_key(words)
    assert new != KEY
    assert lock_of(tmp_path).open_by_passphrase(OTHER) == new
    with pytest.raises(WrongRecoveryKey):
        lock_of(tmp_path).open_by_recovery_key(old)
    (backup,) = backups_in(tmp_path)
    assert lock_id_of(backup.path) == new.lock_id
    check_copy(backup.path, key=new)
    who = opened_anew(who, sit)
    who.press("Ctrl+4")
    who.wait_for("EARNSHAW, Catherine")


def test_what_the_trust_forbids_is_said_and_not_offered(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    policy = '[unlock]\nways = ["keyring"]\n[lock]\nidle_minutes = 5\n'
    (tmp_path / "trust-policy.toml").write_text(policy, encoding="utf-8")
    who = at_the_lock(tmp_path, sit)
    assert who.sees("Your trust does not allow it.", "After 5 minutes", "Your trust has set this.")
    assert "Make one" not in who.words()
