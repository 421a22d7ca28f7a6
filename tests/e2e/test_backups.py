"""Backups at the real window: made, copied to a second place, looked into, and put back with nothing lost."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Place, vault_of, with_new_lock
from inpatient_hub.domain.locking import Way
from inpatient_hub.gui.widgets.data_table import DataTable
from inpatient_hub.host.settings import read_settings
from inpatient_hub.store.backup import back_up, backups_in, check_copy
from inpatient_hub.store.keys import vault
from inpatient_hub.store.keys.sealing import Cost
from tests.contracts.keepers import KEY
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward, at
from tests.e2e.office import choose_file, opened_anew, press_at, to_part
from tests.e2e.sitting import Sitting
from tests.fakes.seat import opened_by_program
from tests.store.filling import is_whole

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CATHY = "EARNSHAW, Catherine"
PASSPHRASE = "four unrelated words"


@pytest.fixture(autouse=True)
def _cheap_guesses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "calibrated", lambda: Cost(8, 1))


def at_the_backups(folder: Path, sit: Sit) -> Sitting:
    who = sit(folder)
    to_part(who, "Backups", "Back up now")
    return who


def the_list(who: Sitting) -> DataTable:
    """The list of backups on the page."""
    return next(one for one in who.window.findChildren(DataTable) if one.isVisible())


def add_a_patient(folder: Path, name: str) -> None:
    """Somebody adds a patient while nobody is at the window."""
    from inpatient_hub.services.patients import PatientDetails

    with opened_by_program(Place(data_folder=folder), clock=at(minutes=5)) as hub:
        ward = hub.wards.all()[0]
        by = hub.wards.staff(ward.id)[0].id
        hub.patients.add(ward.id, PatientDetails(family_name=name, given_name="Bertha"), by=by)


def test_a_backup_is_made_checked_and_listed(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = at_the_backups(tmp_path, sit)
    assert who.sees("No backup has been made yet.", "Backups are kept on this computer only")
    who.click("Back up now")
    who.wait_for("Last backup: today, 16:42, by hand. It was compared with the store, and is whole.")
    who.wait_for("A backup was made and checked")
    who.settle()
    (made,) = backups_in(tmp_path)
    check_copy(made.path, key=KEY)
    assert who.sees("Today, 16:42, By hand")


def test_a_second_place_gets_the_newest_backup_at_once_and_each_one_after_it(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, sit: Sit
) -> None:
    a_ward(tmp_path)
    second = tmp_path_factory.mktemp("drive") / "copies"
    second.mkdir()
    who = at_the_backups(tmp_path, sit)
    who.click("Back up now")
    who.wait_for("Last backup: today")
    who.settle()
    press_at(who, "Choose a folder")
    choose_file(who, second)
    who.dialog("Use this folder all the same?")
    who.click("Use it all the same")
    who.wait_for(
        str(second), "It is on the same drive as the ward's work", "Last copied there and compared: today, 16:42."
    )
    who.settle()
    who.wait_for("Both places")
    assert len(list(second.rglob("hub.copy.*.db"))) == 1
    assert read_settings(tmp_path).second_backup_folder == str(second)
    who.click("Back up now")
    who.settle()
    assert len(list(second.rglob("hub.copy.*.db"))) == 2
    press_at(who, "Copy nowhere")
    who.wait_for("Backups are kept on this computer only")
    who.settle()
    assert read_settings(tmp_path).second_backup_folder == ""


def test_the_data_folder_is_refused_as_second_place_with_the_reason(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    (tmp_path / "backups").mkdir(exist_ok=True)
    who = at_the_backups(tmp_path, sit)
    press_at(who, "Choose a folder")
    choose_file(who, tmp_path / "backups")
    who.wait_for("The second place is no second place", "a broken disk would take with it")
    who.settle()
    assert read_settings(tmp_path).second_backup_folder == ""


def test_a_second_place_that_is_gone_is_told_calmly_and_the_backup_stands(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, sit: Sit
) -> None:
    a_ward(tmp_path)
    second = tmp_path_factory.mktemp("drive")
    who = at_the_backups(tmp_path, sit)
    press_at(who, "Choose a folder")
    choose_file(who, second)
    who.dialog("Use this folder all the same?")
    who.click("Use it all the same")
    who.wait_for("Copy nowhere")
    who.settle()
    shutil.rmtree(second)
    who.click("Back up now")
    who.wait_for("The backup was not copied to the second place", "Connect the drive or the network")
    who.settle()
    assert len(backups_in(tmp_path)) == 1
    assert who.sees("This computer only")
    who.press("Ctrl+1", "Ctrl+9")
    who.wait_for("The backup was not copied to the second place")


def test_the_wards_own_schedule_is_kept(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = at_the_backups(tmp_path, sit)
    assert who.sees("of the last 12 hours, 14 days and 8 weeks")
    press_at(who, "Change the schedule")
    who.fill_in("Make one, when something changed", "Every 4 hours")
    who.fill_in("Of each hour, for", "24")
    who.fill_in("Of each week, for", "0")
    press_at(who, "Save the schedule")
    who.wait_for("A backup is made every 4 hours", "of the last 24 hours and 14 days.")
    who.settle()
    assert read_settings(tmp_path).backup_plan["every_minutes"] == 240


def test_what_the_trust_has_set_is_shown_and_cannot_be_changed(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    policy = "[backups]\nhourly = 3\ndaily = 30\nweekly = 4\nevery_minutes = 30\n"
    (tmp_path / "trust-policy.toml").write_text(policy, encoding="utf-8")
    who = at_the_backups(tmp_path, sit)
    assert who.sees("every 30 minutes", "3 hours, 30 days and 4 weeks", "Your trust has set all of this.")
    assert not who.sees("Change the schedule")


def test_a_backup_is_looked_into_and_put_back_with_the_keyboard_alone(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    back_up(tmp_path, key=KEY, clock=at())
    add_a_patient(tmp_path, "Mason")
    who = at_the_backups(tmp_path, sit)
    who.tab_to(the_list(who))
    who.press("Return")
    dialog = who.dialog("Put the backup of today, 16:42 back?")
    assert who.sees("It holds 1 patient less than there are now.", within=dialog)
    assert who.sees("Nothing is removed.", within=dialog)
    who.press("Escape")
    who.wait(lambda: QApplication.activeModalWidget() is None)
    assert is_whole(tmp_path)
    who.tab_to(who.button("Look into it and restore"))
    who.press("Space")
    who.dialog("Put the backup of today, 16:42 back?")
    who.tab_to(who.button("Put this backup back"))
    who.press("Space")
    who.wait_for("The backup of 20 Nov 2026, 16:42 is in the store's place", "The store it replaced is kept")
    who.settle()
    assert who.sees("Patients on the ward", "3", "4")
    who.press("Ctrl+1", "Ctrl+9", "Ctrl+K", "F5")
    who = opened_anew(who, sit)
    who.press("Ctrl+4")
    who.wait_for(CATHY)
    assert not who.sees("MASON")
    kept = list(tmp_path.glob("hub.replaced-*.db"))
    assert len(kept) == 1


def test_a_damaged_backup_is_refused_and_the_ward_goes_on(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    made = back_up(tmp_path, key=KEY, clock=at())
    made.write_bytes(made.read_bytes()[:9000] + bytes(5000))
    who = at_the_backups(tmp_path, sit)
    who.tab_to(the_list(who))
    who.press("Return")
    who.wait_for("This backup cannot be used", "Choose another backup, or ask IT for one.")
    who.settle()
    who.press("Ctrl+4")
    who.wait_for(CATHY)


def test_a_backup_of_another_lock_asks_for_its_passphrase_and_is_put_back(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, sit: Sit
) -> None:
    theirs = tmp_path_factory.mktemp("other computer")
    place = with_new_lock(Place(data_folder=theirs), passphrase=PASSPHRASE)
    with opened_by_program(place, clock=at()) as hub:
        hub.wards.set_up(ward_name="Byron Ward", person_name="Mary Garth", person_role="RMN")
        hub.backups.make()
    vault_of(place).take_away(place.key, Way.KEYRING)
    stick = tmp_path_factory.mktemp("stick")
    for file in (theirs / "backups").iterdir():
        shutil.copy(file, stick)
    (backup,) = stick.glob("*.db")
    a_ward(tmp_path)
    who = at_the_backups(tmp_path, sit)
    press_at(who, "Restore from a file")
    choose_file(who, backup)
    dialog = who.dialog("This backup was made under another lock")
    who.type("four related words")
    who.press("Return")
    who.wait(lambda: who.sees("This is not the passphrase", within=dialog))
    who.settle()
    who.press("Ctrl+A")
    who.type(PASSPHRASE)
    who.press("Return")
    preview = who.dialog("Put the backup of today, 16:42 back?")
    assert who.sees("Byron Ward", "Keats Ward", within=preview)
    who.click("Put this backup back")
    who.wait_for("is in the store's place")
    who.settle()
    who = opened_anew(who, sit)
    who.wait_for("Byron Ward")
    assert read_settings(tmp_path).ward_id
    assert is_whole(tmp_path)


def test_closing_the_window_makes_a_backup_of_what_changed(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    done: list[bool] = []
    who.opening.finish(lambda: done.append(True))
    assert who.sees("Making a backup")
    who.wait(lambda: done == [True])
    who.settle()
    (made,) = backups_in(tmp_path)
    assert made.label == "quit"
    who.close()
    assert len(backups_in(tmp_path)) == 1, "nothing changed since"


@pytest.mark.expects_log("No backup was made")
def test_a_backup_that_failed_at_the_end_is_told_at_the_next_start_and_leads_to_the_page(
    tmp_path: Path, sit: Sit
) -> None:
    a_ward(tmp_path)
    (tmp_path / "backups").write_text("a file where the folder should be")
    sit(tmp_path).close()
    (tmp_path / "backups").unlink()
    who = sit(tmp_path)
    who.wait_for("The backup when the window was last closed was not made", "Open backups")
    who.settle()
    who.click("Open backups")
    who.wait_for("Back up now")
    who.settle()
    who.click("Back up now")
    who.wait_for("Last backup: today")
    who.settle()
    assert not who.sees("The backup when the window was last closed was not made")
