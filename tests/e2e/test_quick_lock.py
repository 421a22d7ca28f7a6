"""Ctrl+L, or nobody at the window: nothing of the ward is left on the screen, in the clipboard or open."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from inpatient_hub.bootstrap import Place
from inpatient_hub.domain.audit import AuditAction
from inpatient_hub.domain.changes import Kind
from inpatient_hub.gui.app import _Closing, make_app, open_window, put_away
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.host.replacing import NotReplaced
from inpatient_hub.store.lock import is_taken
from tests.e2e import walking, walks
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_ward, at
from tests.e2e.sitting import Sitting
from tests.fakes.seat import opened_by_program

CATHY = "EARNSHAW, Catherine"


def watched(who: Sitting) -> list[str]:
    """Notes when the process would be replaced, instead of replacing that of the tests."""
    replaced: list[str] = []
    who.opening.replacer = lambda: replaced.append("replaced")
    who.wait(lambda: who.opening.quick_lock)
    return replaced


def lock(who: Sitting) -> None:
    """Ctrl+L, and waits until all is done."""
    replaced = watched(who)
    who.press("Ctrl+L")
    who.wait(lambda: replaced)


def seen(who: Sitting) -> str:
    """Everything that can be read in any window of the program, titles and tool tips too."""
    tops = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    return "\n".join(f"{one.windowTitle()}\n{one.toolTip()}\n{who.words(one)}" for one in tops)


def a_dialog(who: Sitting) -> None:
    who.press("Ctrl+4")
    who.wait(lambda: who.sees(CATHY))
    who.settle()
    who.press("N")
    who.dialog("Add a patient to Keats Ward")


def test_ctrl_l_takes_the_window_and_the_dialog_over_it_off_the_screen_and_closes_the_store(
    tmp_path: Path, sit: Sit
) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    a_dialog(who)
    replaced = watched(who)
    quick = who.opening.quick_lock
    assert quick is not None
    quick.lock()  # as idle time does: a dialog that is open takes the keys
    assert seen(who).splitlines()[0] == "Inpatient Hub: locked"
    assert "EARNSHAW" not in seen(who)
    assert "Keats" not in seen(who)
    assert "Esther" not in seen(who)
    assert QApplication.activeModalWidget() is None
    who.wait(lambda: replaced)
    assert not is_taken(tmp_path)
    assert who.opening.hub is None


def test_the_button_at_the_foot_locks_too(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    replaced = watched(who)
    assert who.window.strip._lock.toolTip() == "Lock Inpatient Hub now (Ctrl+L)"
    QTest.mouseClick(who.window.strip._lock, Qt.MouseButton.LeftButton)
    who.wait(lambda: replaced)


def test_the_clipboard_is_cleared_of_our_note_and_of_nothing_else(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.opening.presenter._context.clipboard.put("A note about somebody")  # type: ignore[union-attr]
    lock(who)
    assert who.clipboard() == ""
    who.close()
    other = sit(tmp_path)
    other.opening.presenter._context.clipboard.put("A note about somebody")  # type: ignore[union-attr]
    QGuiApplication.clipboard().setText("a shopping list")
    lock(other)
    assert other.clipboard() == "a shopping list"


def test_whoever_was_there_is_signed_out_and_the_next_start_waits_at_a_locked_page(tmp_path: Path, sit: Sit) -> None:
    made = a_ward(tmp_path, alone=False)
    who = sit(tmp_path, waits_for="Who is using this computer?")
    who.press("Down", "Return")
    who.wait_for("Signed in: Esther Summerson, RMN")
    who.settle()
    lock(who)
    who.close()
    with opened_by_program(Place(data_folder=tmp_path), clock=at()) as hub, hub.store.reading() as work:
        events = work.audit.of_entity(Kind.STAFF, made.esther)
    assert events[0].action is AuditAction.SIGNED_OUT
    again = sit(tmp_path, locked=True, waits_for="Locked")
    assert not again.window.rail.isVisible()
    assert again.opening.hub is None
    again.press("Shift")
    assert again.opening.hub is None
    again.press("x")
    again.wait_for("Who is using this computer?")


def test_the_window_comes_back_where_it_stood(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.window.resize(1024, 702)
    lock(who)
    who.close()
    window, opening = open_window(make_app(), Place(data_folder=tmp_path), locked=True, clock=at())
    try:
        assert window.height() == 702
    finally:
        put_away(window, opening)


def test_where_no_fresh_process_starts_the_old_one_says_so_and_shows_nothing_again(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    who.wait(lambda: who.opening.quick_lock)

    def fails() -> None:
        raise NotReplaced(OSError(8, "Exec format error"))

    who.opening.replacer = fails
    who.press("Ctrl+L")
    who.wait_for("Inpatient Hub could not lock itself fully", "Exec format error", "Quit")
    assert "EARNSHAW" not in seen(who)
    replaced = watched(who)
    who.click("Try again")
    who.wait(lambda: replaced)


def test_a_locked_window_can_be_closed_at_once(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    lock(who)
    closing = _Closing(who.window, who.opening, Place(data_folder=tmp_path))
    who.window.close_wanted.connect(closing.on_close_wanted)
    who.window.close()
    who.wait(lambda: not who.window.isVisible())


def test_keys_do_nothing_behind_the_curtain(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    lock(who)
    page = who.window.stack.currentWidget()
    for keys in ("Ctrl+4", "Ctrl+K", "F5", "Alt+Left"):
        QTest.keySequence(who.window, keys)
    assert who.window.stack.currentWidget() is page
    assert not who.window.stack.isVisible()


def test_what_shows_itself_after_the_curtain_fell_is_hidden_again(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    lock(who)
    who.opening.presenter.desk.say(f"Filed: the note of {CATHY}")  # type: ignore[union-attr]
    who.opening.presenter._show_keys()  # type: ignore[union-attr]
    who.wait(lambda: "All keys" not in seen(who) and CATHY not in seen(who))


def test_an_invented_ward_stays_open_behind_the_curtain(tmp_path: Path, sit: Sit) -> None:
    who = sit(tmp_path, demo=True)
    replaced = watched(who)
    who.press("Ctrl+4")
    who.wait(lambda: who.sees(CATHY))
    who.press("Ctrl+L")
    who.wait_for("This ward is invented")
    assert CATHY not in seen(who)
    assert who.opening.hub is not None
    who.press("Return")
    who.wait(lambda: who.sees(CATHY))
    assert "demo ward" in who.window.windowTitle()
    assert replaced == []
    who.press("Ctrl+1")
    who.wait(lambda: not who.sees(CATHY) or who.window.rail.current() == "today")


@pytest.fixture
def idle_ward(tmp_path: Path, sit: Sit) -> tuple[Sitting, FixedClock, Callable[[float], None]]:
    """A window that locks after ten minutes, its clock, and what lets so many minutes go by."""
    a_ward(tmp_path)
    clock = at()
    who = sit(tmp_path, clock=clock)
    watched(who)

    def pass_by(minutes: float) -> None:
        clock.moment += timedelta(minutes=minutes)
        assert who.opening.quick_lock is not None
        who.opening.quick_lock.idle.look()

    return who, clock, pass_by


Idle = tuple[Sitting, FixedClock, Callable[[float], None]]


def test_after_ten_idle_minutes_it_locks_and_warns_a_minute_before(idle_ward: Idle) -> None:
    who, _, pass_by = idle_ward
    replaced = watched(who)
    pass_by(8.9)
    assert not who.sees("Nobody is working here")
    pass_by(0.1)
    who.wait_for("Nobody is working here: locking in 60 seconds.")
    pass_by(0.9)
    who.wait_for("locking in 6 seconds.")
    pass_by(0.2)
    who.wait(lambda: replaced)


def test_a_hidden_window_locks_itself_too(idle_ward: Idle) -> None:
    who, _, pass_by = idle_ward
    replaced = watched(who)
    who.window.showMinimized()
    pass_by(10)
    who.wait(lambda: replaced)


def test_any_key_or_move_counts_and_the_key_that_ends_the_warning_does_nothing_else(idle_ward: Idle) -> None:
    who, _, pass_by = idle_ward
    window = who.window.windowHandle()
    for act in (
        lambda: QTest.keyClick(window, Qt.Key.Key_Shift),
        lambda: QTest.mouseMove(window, QPoint(50, 60)),
        lambda: QTest.mouseClick(window, Qt.MouseButton.LeftButton, pos=QPoint(700, 5)),
        lambda: QTest.wheelEvent(window, QPoint(700, 5), QPoint(0, 120)),
    ):
        pass_by(8)
        act()
        assert not who.sees("Nobody is working here")
    pass_by(9.5)
    who.wait_for("Nobody is working here")
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    who.wait(lambda: not who.sees("Nobody is working here"))
    assert who.window.rail.current() == "today", "the key only said that somebody is there"
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    who.wait(lambda: who.window.rail.current() == "patients")


def test_time_asleep_counts_and_the_first_key_after_it_locks(idle_ward: Idle) -> None:
    who, clock, _ = idle_ward
    replaced = watched(who)
    clock.moment += timedelta(hours=2)
    QTest.keyClick(who.window.windowHandle(), Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    who.wait(lambda: replaced)
    assert who.window.rail.current() == "today"


def test_a_clock_put_back_gives_nobody_more_time_than_they_have(idle_ward: Idle) -> None:
    who, clock, pass_by = idle_ward
    replaced = watched(who)
    clock.moment -= timedelta(hours=3)
    pass_by(0)
    pass_by(10)
    who.wait(lambda: replaced)


def test_a_note_being_typed_is_saved_before_the_store_closes(tmp_path: Path, sit: Sit) -> None:
    a_ward(tmp_path)
    who = sit(tmp_path)
    walking.start(who, walks.IMHA)
    walking.answer_steps(who, walks.IMHA)
    walking.fill_in_note(who, walks.IMHA)
    who.click("Edit the words")
    who.wait(lambda: not who.sheet().isReadOnly())
    who.sheet().setFocus()
    who.press("Ctrl+End")
    who.type(" Typed last.")
    lock(who)
    who.close()
    again = sit(tmp_path)
    walking.open_run(again, walks.IMHA.title)
    assert again.note().endswith("Typed last.")
