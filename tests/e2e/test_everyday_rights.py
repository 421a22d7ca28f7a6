"""A day at the real window with rights asked for: nothing is refused by surprise, and what is done bears its name."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Place, vault_of
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.store.backup import back_up
from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.sealing import Cost
from tests.contracts.keepers import KEY
from tests.e2e import keats, test_signing_in
from tests.e2e.conftest import Sit
from tests.e2e.keats import at
from tests.e2e.office import press_at, to_part, type_twice
from tests.e2e.sitting import Sitting
from tests.e2e.test_lock_settings import press_at as press_named
from tests.e2e.test_signing_in import ESTHERS, JANES, QUESTION, sign_in
from tests.fakes.seat import opened_by_program

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOT_ON_PAPER = "The ward's recovery key is not on paper yet."
PASSPHRASE = "four unrelated words"


@pytest.fixture(autouse=True)
def _cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "calibrated", lambda: Cost(8, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Keats Ward with PINs, whose recovery key nobody has written down."""
    test_signing_in.a_ward(tmp_path)
    vault_of(Place(data_folder=tmp_path)).new_recovery_key(KEY)
    return tmp_path


def recorded(folder: Path, *actions: AuditAction) -> list[tuple[AuditAction, str, str]]:
    """(act, whose, what), oldest first."""
    with opened_by_program(Place(data_folder=folder), clock=at()) as hub, hub.store.reading() as work:
        names = {one.id: one.name for one in work.staff.all()}
        found = work.audit.of_actions(actions)
    found = sorted(found, key=lambda event: event.seq or 0)
    return [(one.action, names.get(one.actor_id or "", ""), one.detail.get("what", "")) for one in found]


def test_a_nurse_is_not_shown_the_recovery_key_and_the_admin_who_comes_next_is_reminded(folder: Path, sit: Sit) -> None:
    """With it somebody could make themselves an admin."""
    who = sit(folder, waits_for=QUESTION)
    sign_in(who, "jan", JANES)
    who.wait_for("Signed in: Jane Eyre, RMN")
    who.settle()
    assert not who.sees(NOT_ON_PAPER)
    assert QApplication.activeModalWidget() is None, "and nobody is asked about it"
    who.press("Ctrl+Shift+L")
    who.dialog(QUESTION)
    sign_in(who, "est", ESTHERS)
    who.wait_for("Signed in: Esther Summerson, RMN", NOT_ON_PAPER)
    who.press("Ctrl+Shift+L")
    who.dialog(QUESTION)
    sign_in(who, "jan", JANES)
    who.wait_for("Signed in: Jane Eyre, RMN")
    who.settle()
    who.click("Show it")
    who.wait_for("You may not do this")
    who.settle()


def test_when_the_time_is_over_at_the_backups_one_signs_in_again_there(folder: Path, sit: Sit) -> None:
    """The backups' thread meets the end of the sign-in too."""
    clock = at()
    who = sit(folder, clock=clock, waits_for=QUESTION)
    sign_in(who, "est", ESTHERS)
    who.wait_for("Signed in: Esther Summerson, RMN")
    to_part(who, "Backups", "Back up now")
    clock.moment = at(minutes=12 * 60).moment
    press_at(who, "Back up now")
    who.dialog(QUESTION)
    who.wait_for("Esther Summerson, RMN")
    who.type(ESTHERS)
    who.press("Return")
    who.wait_for("You are signed in again")
    who.settle()
    press_at(who, "Back up now")
    who.wait_for("A backup was made and checked")


def at_the_office(folder: Path, sit: Sit, part: str, waits_for: str) -> Sitting:
    who = sit(folder)
    to_part(who, part, waits_for)
    return who


def test_what_is_done_to_the_lock_in_the_window_is_in_the_trail_under_its_name(tmp_path: Path, sit: Sit) -> None:
    keats.a_ward(tmp_path)
    who = at_the_office(tmp_path, sit, "Lock", "Ways in")
    press_named(who, "Make one: Passphrase")
    type_twice(who, PASSPHRASE)
    who.wait_for("The passphrase is set")
    who.settle()
    press_at(who, "Lock everything with a new key")
    type_twice(who, f"{PASSPHRASE} again")
    who.wait_for("Everything is locked with a new key")
    who.settle()
    who.close()
    assert recorded(tmp_path, AuditAction.LOCK_CHANGED) == [
        (AuditAction.LOCK_CHANGED, "Esther Summerson", "passphrase"),
        (AuditAction.LOCK_CHANGED, "Esther Summerson", "new-key"),
    ]


def test_a_backup_put_back_in_the_window_is_in_the_trail_under_its_name(tmp_path: Path, sit: Sit) -> None:
    keats.a_ward(tmp_path)
    back_up(tmp_path, key=KEY, clock=at())
    who = at_the_office(tmp_path, sit, "Backups", "Back up now")
    press_at(who, "Look into it and restore")
    who.dialog("Put the backup of today, 16:42 back?")
    press_at(who, "Put this backup back")
    who.wait_for("is in the store's place")
    who.settle()
    who.close()
    assert recorded(tmp_path, AuditAction.BACKUP_RESTORED) == [
        (AuditAction.BACKUP_RESTORED, "Esther Summerson", ""),
    ]
