"""The Computer page over checks from memory: what is pressed is asked of the doctor, and what it says is shown."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.pages.computer.desk_text import DeskTextDialog
from inpatient_hub.gui.pages.computer.question import ProfileDialog
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.readiness.service import Change
from tests.gui.computer.conftest import Practice
from tests.gui.computer.fake_checks import FakeChecks, some_facts
from tests.gui.computer.made_up import FULL_DRIVE, NETWORK_FINE, NO_WAY, OLD_OFFICE, REMINDERS, a_result, fine_results
from tests.gui.desk import click, heard, press
from tests.gui.made_up import AT

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

Practices = Callable[..., Practice]
GOOD = (*fine_results(), *NETWORK_FINE, *REMINDERS)
BAD = (FULL_DRIVE, NO_WAY, OLD_OFFICE, *GOOD)


def an_open_page(practices: Practices, *results: object, profile_id: str = "home") -> Practice:
    practice = practices(FakeChecks(*results, profile_id=profile_id))
    practice.open()
    return practice


def words_in(widget: QWidget) -> list[str]:
    """Every label that is shown, from the top."""
    labels = [one for one in widget.findChildren(QLabel) if one.isVisible() and one.text()]
    return [one.text() for one in sorted(labels, key=lambda one: one.mapTo(widget, one.rect().topLeft()).y())]


def test_first_it_asks_what_the_computer_is_used_for_and_checks_nothing(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD, profile_id="")
    assert practice.page.question.isVisible()
    assert practice.page.question.chosen() == "ward"
    assert practice.page.question.options.ids() == ("ward", "home")
    assert practice.checks.asked == []
    assert not practice.page.header.profile.isVisible()


def test_asking_again_leaves_the_choice_and_the_keyboard_where_they_are(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD, profile_id="")
    press(QApplication.focusWidget(), "2")
    here = QApplication.focusWidget()
    practice.open()
    assert practice.page.question.chosen() == "home"
    assert QApplication.focusWidget() is here


def test_the_first_check_remembers_the_choice_and_sends_nothing(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD, profile_id="")
    press(QApplication.focusWidget(), "2")
    click(practice.page.header.check)
    practice.settle()
    assert practice.checks.kept.profile_id == "home"
    assert practice.checks.asked == [{"profile": "home", "network": False, "only": None}]
    assert not practice.page.question.isVisible()
    assert practice.page.verdict.sentence.text() == "This computer is ready as far as can be checked"


def test_with_a_profile_chosen_before_the_local_part_is_looked_at_at_once_and_only_once(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD)
    assert [one["network"] for one in practice.checks.asked] == [False]
    practice.page.left()
    practice.open()
    assert len(practice.checks.asked) == 1


def test_checks_run_on_a_thread_of_their_own(practices: Practices) -> None:
    assert an_open_page(practices, *GOOD).checks.thread == "readiness"


def test_what_only_the_window_sees_is_told(practices: Practices) -> None:
    QGuiApplication.clipboard().setText("something")
    practice = an_open_page(practices, *GOOD)
    (screen,) = practice.checks.screens
    assert (screen.width, screen.height, screen.scale, screen.is_primary) == (800, 800, 1.0, True)
    assert screen.bits
    assert practice.checks.clipboard == "usable"


def test_the_verdict_says_when_how_long_and_what_changed(practices: Practices) -> None:
    checks = FakeChecks(*BAD, profile_id="home")
    practice = practices(checks)
    practice.open()
    line = practice.page.verdict.line.text()
    assert line.startswith("18 of 19 checks done today at 16:40 in 2.4 s.")
    assert practice.page.verdict.sentence.text() == "Not ready: 2 things to fix"


def test_nothing_is_sent_until_the_button_is_pressed(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD)
    assert "The way to SystmOne was not tested." in practice.page.verdict.line.text()
    assert not any(one["network"] for one in practice.checks.asked)
    click(practice.page.way.test)
    practice.settle()
    assert practice.checks.asked[-1] == {"profile": "home", "network": True, "only": None}
    assert "was not tested" not in practice.page.verdict.line.text()


def test_after_a_test_the_button_waits_and_says_why(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD)
    click(practice.page.way.test)
    practice.settle()
    assert not practice.page.way.test.isEnabled()
    assert practice.page.way.why_not.text() == "Again in 30 s, so as not to trouble SystmOne's servers."
    practice.presenter._on_second()
    assert practice.page.way.why_not.text().startswith("Again in 29 s")
    practice.presenter._cool(0)
    assert practice.page.way.test.isEnabled()
    assert practice.page.way.why_not.text() == "Tested today at 16:42."


def test_check_again_keeps_what_was_seen_of_the_network_in_this_sitting(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD)
    click(practice.page.way.test)
    practice.settle()
    press(practice.page.header.check, "R")
    practice.settle()
    only = practice.checks.asked[-1]["only"]
    assert not practice.checks.asked[-1]["network"]
    assert {"OS-02", "HW-03", "N-01"} <= only
    assert not any(one.startswith("NW-") for one in only)


def test_one_check_can_be_run_again(practices: Practices) -> None:
    practice = an_open_page(practices, *BAD)
    row = practice.page.to_fix.results.rows()[0]
    practice.checks.results = GOOD
    click(next(one for one in row.findChildren(Button) if one.text() == "Check this"))
    practice.settle()
    assert practice.checks.asked[-1] == {"profile": "home", "network": False, "only": frozenset({"HW-06"})}
    assert not practice.page.to_fix.isVisible()


def test_one_network_check_is_run_again_over_the_network(practices: Practices) -> None:
    practice = an_open_page(practices, *BAD)
    practice.page.wishes.check_wanted.emit("NW-04")
    practice.settle()
    assert practice.checks.asked[-1] == {"profile": "home", "network": True, "only": frozenset({"NW-04"})}


def test_a_test_too_soon_is_refused_without_a_dialog_and_the_wait_is_shown(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD)
    practice.checks.cooling = 12.0
    practice.page.network_wanted.emit()
    practice.settle()
    assert practice.errors == []
    assert practice.page.way.why_not.text().startswith("Again in 12 s")


def test_a_check_can_be_stopped_and_the_page_goes_on(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD)
    practice.checks.holds = True
    practice.page.header.check.setFocus()
    press(practice.page.header.check, "R")
    practice.wait(lambda: practice.page.verdict.line.text() == "1 of 4: Read the memory")
    assert practice.page.header.stop.isVisible()
    assert practice.page.header.stop.hasFocus()
    assert not practice.page.header.check.isVisible()
    press(practice.page.header.stop, Qt.Key.Key_Escape)
    practice.settle()
    assert practice.page.header.check.hasFocus()
    assert not practice.page.header.stop.isVisible()


def test_a_second_press_while_checking_asks_nothing(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD)
    practice.checks.holds = True
    press(practice.page.header.check, "R")
    practice.page.check_wanted.emit()
    practice.page.network_wanted.emit()
    press(practice.page, Qt.Key.Key_Escape)
    practice.settle()
    assert len(practice.checks.asked) == 2


def test_another_profile_is_chosen_remembered_and_checked(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD)
    click(practice.page.header.profile)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ProfileDialog)
    assert dialog.options.chosen() == ("home",)
    press(dialog, "2")
    click(dialog.choose)
    practice.settle()
    assert practice.checks.kept.profile_id == "ward"
    assert practice.checks.asked[-1]["profile"] == "ward"
    assert practice.page.header.profile.text() == "Ward workstation, HSCN"
    assert words_in(practice.page.way)[1] == "This profile names no server to try"


def test_the_countdown_is_started_on_another_day_and_stopped(practices: Practices) -> None:
    practice = an_open_page(practices, *GOOD)
    device = practice.page.reminders.device
    assert device is not None
    click(device.start)
    practice.settle()
    assert practice.checks.kept.device_authenticated_on == AT.date()
    device = practice.page.reminders.device
    assert device is not None
    assert "Device authentication ends in 30 days" in device.accessibleName()
    device.on_day.value_changed.emit(date(2026, 10, 26))
    practice.settle()
    device = practice.page.reminders.device
    assert device is not None
    assert "Device authentication ends in 5 days. Wed 25 Nov 2026" in device.accessibleName()
    click(device.stop)
    practice.settle()
    assert practice.checks.kept.device_authenticated_on is None


def test_the_text_for_the_help_desk_is_shown_before_it_is_copied_and_names_the_computer_only_when_ticked(
    practices: Practices,
) -> None:
    practice = an_open_page(practices, *BAD)
    QGuiApplication.clipboard().setText("before")
    press(practice.page.header.check, "H")
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, DeskTextDialog)
    assert QGuiApplication.clipboard().text() == "before"
    assert not dialog.name_computer.isChecked()
    plain = dialog.shown()
    assert dialog.text.toPlainText() == plain.rstrip("\n") or dialog.text.toPlainText() == plain
    assert "Drive C is nearly full" in plain
    assert "Computer:" not in plain
    click(dialog.copy)
    assert QGuiApplication.clipboard().text() == plain
    dialog.name_computer.click()
    assert "Computer:" in dialog.shown()
    assert not dialog.done_line.isVisible()
    dialog.reject()


def test_the_text_of_one_finding_is_copied_for_the_network_team(practices: Practices) -> None:
    practice = an_open_page(practices, *BAD)
    toasts = heard(practice.page.toast_wanted)
    row = practice.page.to_fix.results.rows()[1]
    click(next(one for one in row.findChildren(Button) if one.text() == "Copy text"))
    copied = QGuiApplication.clipboard().text()
    assert "SystmOne cannot be reached on TCP 2134 to 2140" in copied
    assert "Drive C" not in copied
    assert len(toasts) == 1


def test_a_settings_page_is_opened_only_when_its_button_is_pressed(
    practices: Practices, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    monkeypatch.setattr("sys.platform", "win32")
    practice = an_open_page(practices, *BAD)
    row = practice.page.to_fix.results.rows()[0]
    button = next(one for one in row.findChildren(Button) if one.text() == "Open Storage")
    assert opened == []
    click(button)
    assert opened == ["ms-settings:storagesense"]


@pytest.mark.parametrize("kind", ["html", "json", "facts", "pdf"])
def test_a_report_is_saved(practices: Practices, tmp_path: Path, kind: str) -> None:
    practice = an_open_page(practices, *BAD)
    toasts = heard(practice.page.toast_wanted)
    path = tmp_path / "kept"
    practice.page.file_chosen.emit(kind, str(path))
    assert toasts == [("Saved: kept", None)]
    beginning = {"html": b"<!doctype html", "json": b"{", "facts": b"{", "pdf": b"%PDF-"}[kind]
    assert path.read_bytes().lower().startswith(beginning.lower())


def test_a_file_that_cannot_be_written_is_said_in_words(practices: Practices, tmp_path: Path) -> None:
    practice = an_open_page(practices, *BAD)
    practice.page.file_chosen.emit("html", str(tmp_path / "no such folder" / "x.html"))
    (error,) = practice.errors
    assert error.title == "x.html was not saved"
    assert error.remedy == "Choose a folder in which you may write."


def test_the_facts_of_another_computer_are_marked_and_nothing_can_be_run_on_them(
    practices: Practices, tmp_path: Path
) -> None:
    from inpatient_hub.readiness.facts_file import write_facts

    practice = an_open_page(practices, *GOOD)
    file = tmp_path / "ward pc.json"
    write_facts(file, some_facts().model_copy(update={"collected_at": AT - timedelta(days=2)}))
    practice.checks.results = BAD
    practice.page.facts_chosen.emit(str(file))
    practice.settle()
    page = practice.page
    assert page.elsewhere.isVisible()
    assert "Collected Wednesday at 16:42, read from ward pc.json." in page.elsewhere.accessibleName()
    assert page.verdict.sentence.text() == "Not ready: 2 things to fix"
    assert not page.header.check.isVisible()
    assert not page.way.test.isVisible()
    assert not [one for one in page.findChildren(Button) if one.isVisible() and one.text() == "Check this"]
    page.elsewhere.action_pressed.emit()
    practice.settle()
    assert not page.elsewhere.isVisible()
    assert page.verdict.sentence.text() == "This computer is ready as far as can be checked"
    assert page.header.check.isVisible()


def test_a_damaged_facts_file_is_refused_by_name(practices: Practices, tmp_path: Path) -> None:
    practice = an_open_page(practices, *GOOD)
    file = tmp_path / "broken.json"
    file.write_text("{", encoding="utf-8")
    practice.page.facts_chosen.emit(str(file))
    practice.settle()
    (error,) = practice.errors
    assert "broken.json" in error.title + error.message
    assert not practice.page.elsewhere.isVisible()


def test_checks_that_cannot_be_opened_are_said_in_the_page_and_tried_again(practices: Practices) -> None:
    broken = HubError(
        "A trust's own profile cannot be read", "profiles.toml, key home: no such check.", remedy="Put it right."
    )
    checks = FakeChecks(*GOOD, profile_id="home")
    practice = practices(checks)
    tries: list[int] = []

    def opener() -> FakeChecks:
        tries.append(1)
        if len(tries) == 1:
            raise broken
        return checks

    practice.doctor._opener = opener  # type: ignore[assignment]
    practice.open()
    assert practice.page.trouble.isVisible()
    assert "profiles.toml, key home" in practice.page.trouble.accessibleName()
    practice.page.trouble.action_pressed.emit()
    practice.settle()
    assert not practice.page.trouble.isVisible()
    assert practice.page.everything.isVisible()


def test_what_changed_since_the_last_run_is_told(practices: Practices) -> None:
    checks = FakeChecks(*BAD, profile_id="home")
    checks.changes = (Change("HW-06", "Drive C is nearly full: 1.4 GB free"),)
    practice = practices(checks)
    practice.open()
    run = practice.presenter._run
    assert run is not None
    practice.presenter._run = type(run)(run.facts, run.report, run.changes, run.report.made_at - timedelta(days=3))
    practice.presenter._show()
    assert practice.page.verdict.line.text().endswith("One thing changed since Tuesday: Drive C is nearly full.")


def test_a_failing_check_is_said_and_the_old_results_stay(practices: Practices) -> None:
    practice = an_open_page(practices, *BAD)
    practice.checks.refuses = HubError("It broke", "For a reason.", remedy="Try again.")
    press(practice.page.header.check, "R")
    practice.settle()
    assert [error.title for error in practice.errors] == ["It broke"]
    assert practice.page.to_fix.isVisible()
    assert practice.page.verdict.sentence.text() == "Not ready: 2 things to fix"


def test_a_required_check_that_could_not_run_has_a_card_of_its_own(practices: Practices) -> None:
    from inpatient_hub.domain.readiness import Status

    lost = a_result("AV-01", "Antivirus could not be asked", status=Status.ERROR, found="TimeoutError")
    practice = an_open_page(practices, lost, *GOOD)
    assert practice.page.verdict.sentence.text().startswith("Cannot say yet")
    assert practice.page.not_run.isVisible()
