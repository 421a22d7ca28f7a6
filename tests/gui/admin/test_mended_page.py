"""After a restore or a rescue the window says what was done and what differs, with none and with 400 differences."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QPdfWriter
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from inpatient_hub.domain.errors import HubError
from inpatient_hub.domain.rescue import Difference, Origin, Rescue, TableSaved
from inpatient_hub.gui.pages.mended.page import MendedPage
from inpatient_hub.gui.pages.mended.words import backup_line, rescue_text, summary
from inpatient_hub.gui.rescue_paper import paint_text, save_text
from inpatient_hub.gui.store_away import StoreAway
from inpatient_hub.gui.widgets.recovery_key_steps import RecoveryKeySteps
from inpatient_hub.host.clock import SystemClock
from tests.fakes.store import FakeStore
from tests.gui.desk import Desk, Shown, click, heard

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

NOW = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)
LOCAL = SystemClock().local


def told(count: int, *, is_complete: bool = True) -> Rescue:
    kinds = tuple(Origin)
    return Rescue(
        tables=(TableSaved("patients", 150 - count, count, 0, 0), TableSaved("task_events", 3, 0, 0, 0)),
        differences=tuple(Difference("patients", f"{one:032x}", kinds[one % 3]) for one in range(count)),
        backup_made_at=NOW,
        is_complete=is_complete,
        kept="hub.damaged-20261120T164200Z.db",
    )


def test_with_nothing_different_there_is_no_list_and_no_alarm(shown: Shown) -> None:
    page: MendedPage = shown(MendedPage())
    page.show_rescue(told(0), LOCAL)
    assert "Nothing differs" in page.words()
    assert not page.list.isVisible()
    assert page.open_button.hasFocus()


def test_with_four_hundred_all_are_in_the_list_and_counted(shown: Shown, qtmodeltester: ModelTester) -> None:
    page: MendedPage = shown(MendedPage(), (1024, 720))
    page.show_rescue(told(400), LOCAL)
    model = page.list.model()
    qtmodeltester.check(model, force_py=True)
    assert model.rowCount() == 400
    assert "400 records are not as before" in page.words()
    assert model.index(0, 2).data() == "From the backup, without what changed since"


def test_what_could_not_be_counted_is_said_too() -> None:
    assert summary(told(1)) == "1 record is not as before; the list names each of them."
    assert "could not even be counted" in summary(told(0, is_complete=False))
    text = rescue_text(told(2, is_complete=False), LOCAL(NOW), LOCAL)
    assert "compare the newest work with SystmOne and the paper" in text
    assert f"Patients {0:032x}: From the backup, without what changed since\n" in text
    assert "Task events" in text


def test_people_who_are_from_the_backup_are_told_as_such() -> None:
    assert "Look through Admin, People" not in backup_line(told(2), LOCAL)
    with_people = replace(told(2), tables=(TableSaved("staff", 11, 1, 0, 0),))
    assert "who has left, has fewer rights or has another PIN" in backup_line(with_people, LOCAL)
    assert "Look through Admin, People." in rescue_text(with_people, LOCAL(NOW), LOCAL)


def test_a_new_recovery_key_that_nobody_writes_down_leaves_the_screen(
    desks: Callable[..., Desk], shown: Shown, qtbot: QtBot
) -> None:
    window = shown(QWidget())
    away = StoreAway(window, desks(FakeStore()).context, let_go=lambda: None, start_afresh=lambda: None)
    shown(away.page)
    away._show_steps("AAAAA-BBBBB", lambda _typed: None)
    steps = away.page.findChild(RecoveryKeySteps)
    assert steps is not None
    qtbot.waitUntil(steps.isVisible)
    (timer,) = [one for one in away.page.findChildren(QTimer) if one.interval() == 10 * 60_000]
    assert timer.isActive()
    timer.timeout.emit()
    assert not steps.isVisible()
    assert any("Admin, Lock shows it again" in label.text() for label in away.page.findChildren(QLabel))


def test_while_the_store_is_worked_on_nothing_can_be_pressed(shown: Shown) -> None:
    page: MendedPage = shown(MendedPage())
    page.show_working("Putting the backup back", "It is checked first.")
    for button in (page.open_button, page.save_button, page.print_button):
        assert not button.isVisible()
    page.show_failed(HubError("No room", "The disk is full.", remedy="Free some."), "The ward's work is as it was.")
    opened = heard(page.open_requested)
    click(page.open_button)
    assert len(opened) == 1
    assert page.words() == "No room The disk is full. The ward's work is as it was. Free some."


def test_the_list_is_saved_for_windows_own_editor_and_a_folder_that_refuses_is_told(tmp_path: Path) -> None:
    save_text(str(tmp_path / "list.txt"), "one\ntwo\n")
    assert (tmp_path / "list.txt").read_bytes() == b"\xef\xbb\xbfone\r\ntwo\r\n"
    with pytest.raises(HubError, match="The list was not saved"):
        save_text(str(tmp_path / "gone" / "list.txt"), "one")


@pytest.mark.usefixtures("look")
def test_four_hundred_differences_are_printed_on_several_pages(tmp_path: Path) -> None:
    file = tmp_path / "list.pdf"
    writer = QPdfWriter(str(file))
    paint_text(writer, rescue_text(told(400), LOCAL(NOW), LOCAL))
    del writer
    assert file.read_bytes().count(b"/Type /Page\n") > 3
