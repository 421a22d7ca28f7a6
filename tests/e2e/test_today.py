"""A late shift at the real window: what is due is claimed, done, put off and moved, with keys and with the mouse."""

from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from inpatient_hub.bootstrap import Hub, Place
from inpatient_hub.domain.task_times import Timing
from inpatient_hub.domain.tasks import Priority, TaskKind, Team
from inpatient_hub.gui.models.row_layout import placed_keys
from inpatient_hub.gui.models.rows import RowFacts
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.host.clock import FixedClock
from inpatient_hub.services.new_tasks import NewTask
from tests.e2e.conftest import Sit
from tests.e2e.keats import TODAY, Keats, a_ward, at
from tests.e2e.sitting import Sitting
from tests.e2e.walking import the_list
from tests.fakes.seat import opened_by_program

BROTHER = "Ring brother about Saturday"
KITCHEN = "Kitchen assessment"


def a_shift(folder: Path) -> Keats:
    """Keats Ward with a shift's work, added a day before by Jane and seen at 16:42."""
    keats = a_ward(folder, alone=False)
    with opened_by_program(Place(data_folder=folder), clock=at(days=-1)) as hub:
        _plan(hub, keats)
    return keats


def _plan(hub: Hub, keats: Keats) -> None:
    def add(title: str, *, hour: int | None = None, minute: int = 0, days: int = 0, **changed: object) -> str:
        due = Timing(day=TODAY + timedelta(days=days), at=time(hour, minute) if hour is not None else None)
        about = {"kind": TaskKind.PATIENT, "patient_id": keats.cathy} | changed
        task, _ = hub.tasks.add(keats.ward, NewTask(title=title, due=due, **about), by=keats.jane)  # type: ignore[arg-type]
        return task.id

    add("Capacity assessment", hour=12, priority=Priority.URGENT)
    add(BROTHER, hour=17, minute=30)
    add("Care plan review", hour=21)
    add(KITCHEN, hour=20, offered_to=Team.OT)
    add("Count the keys", hour=22, kind=TaskKind.WARD, patient_id=None)
    add("Invite the care coordinator", days=3)
    add("Tribunal solicitor", hour=17, minute=15, kind=TaskKind.APPOINTMENT, place="Family room", duration=45)


def on_duty(sit: Sit, folder: Path, clock: FixedClock | None = None) -> Sitting:
    """Esther at the window."""
    who = sit(folder, clock=clock, waits_for="Who is using this computer?")
    who.press("Down", "Return")
    who.wait_for("Signed in: Esther Summerson, RMN")
    who.settle()
    who.wait(lambda: who.rows("This shift"))
    who.window.activateWindow()  # as every window manager does once a dialog is gone
    who.wait(who.window.isActiveWindow)
    return who


def the_rows(who: Sitting, name: str = "This shift") -> RowList:
    found = the_list(who, name)
    assert isinstance(found, RowList)
    return found


def row_of(who: Sitting, words: str) -> str:
    """The row with these words, empty when there is none."""
    return next((row for row in who.rows("This shift") if words in row), "")


def go_to(who: Sitting, words: str) -> None:
    """Goes to a row of the list with Tab and the arrows."""
    rows = the_rows(who)
    who.tab_to(rows)
    who.press("Home")
    for _ in who.rows("This shift"):
        facts = rows.row_model().row_at(rows.currentIndex())
        if isinstance(facts, RowFacts) and words in facts.sentence():
            return
        who.press("Down")
    raise AssertionError(f"no row {words!r}")


def press_key_on_row(who: Sitting, words: str, key: str) -> None:
    """Presses a row with the mouse, and then the key that is painted on it."""
    rows = the_rows(who)
    facts = [row for row in rows.row_model().rows() if isinstance(row, RowFacts)]
    wanted = next(row for row in facts if words in row.sentence())
    place = rows.visualRect(rows.row_model().index_of(wanted.id))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place.topLeft() + QPoint(200, 12))
    hint = next(where for painted, where in placed_keys(place, wanted) if painted.key == key)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=hint.center())


def wait_for_row(who: Sitting, words: str, holds: Callable[[str], bool]) -> None:
    who.wait(lambda: holds(row_of(who, words)))
    who.settle()


def test_a_shift_is_read_from_the_top_what_is_late_first(tmp_path: Path, sit: Sit) -> None:
    a_shift(tmp_path)
    who = on_duty(sit, tmp_path)
    where = "Bed 4, EARNSHAW, Catherine"
    assert who.rows("This shift") == [
        "Overdue, 1",
        f"Overdue by 4 hours 42 minutes, Capacity assessment, {where}, urgent, unclaimed",
        "Due this shift, 2",
        f"Due at 17:30, in 48 minutes, {BROTHER}, {where}, unclaimed",
        f"Due at 21:00, Care plan review, {where}, unclaimed",
        "Later today, 1 task, folded. Press Enter to open it.",
        "Next 7 days, 1 task, folded. Press Enter to open it.",
    ]
    assert who.rows("Appointments") == [f"17:15, in 33 min, Tribunal solicitor, {where}, Family room"]
    assert who.sees("3 to do", "Late shift, 14:00 to 21:30. 4 h 48 min left", "1 left today")


def test_a_task_is_claimed_given_back_and_done_with_single_keys_and_all_of_it_undone(tmp_path: Path, sit: Sit) -> None:
    a_shift(tmp_path)
    who = on_duty(sit, tmp_path)
    go_to(who, BROTHER)
    who.press("C")
    wait_for_row(who, BROTHER, lambda row: row.endswith("claimed by you"))
    who.press("C")
    wait_for_row(who, BROTHER, lambda row: row.endswith("unclaimed"))
    who.press("D")
    wait_for_row(who, BROTHER, lambda row: not row)
    who.press("Ctrl+Z")
    wait_for_row(who, BROTHER, lambda row: row.endswith("unclaimed"))


def test_the_same_with_the_mouse_on_the_keys_that_a_row_shows(tmp_path: Path, sit: Sit) -> None:
    a_shift(tmp_path)
    who = on_duty(sit, tmp_path)
    press_key_on_row(who, BROTHER, "C")
    wait_for_row(who, BROTHER, lambda row: row.endswith("claimed by you"))
    press_key_on_row(who, BROTHER, "D")
    wait_for_row(who, BROTHER, lambda row: not row)
    who.click("Undo")
    wait_for_row(who, BROTHER, lambda row: row.endswith("claimed by you"))


def test_what_is_late_is_done_with_a_reason_and_leaves_the_list(tmp_path: Path, sit: Sit) -> None:
    a_shift(tmp_path)
    who = on_duty(sit, tmp_path)
    who.press("D")
    who.wait(lambda: who.shown is not who.window)
    assert who.sees("Capacity assessment", within=who.shown)
    who.press("Escape")
    who.wait(lambda: who.shown is who.window)
    who.press("C")
    wait_for_row(who, "Capacity assessment", lambda row: row.endswith("claimed by you"))


def test_what_waits_and_what_moves_is_asked_about_in_a_dialog(tmp_path: Path, sit: Sit) -> None:
    a_shift(tmp_path)
    who = on_duty(sit, tmp_path)
    go_to(who, BROTHER)
    for key, question in (("S", "What does this wait on?"), ("M", "When is this to be done?")):
        who.press(key)
        who.dialog(question)
        who.press("Escape")
        who.wait(lambda: who.shown is who.window)


def test_v_shows_the_whole_ward_and_the_choice_stays_while_pages_are_walked(tmp_path: Path, sit: Sit) -> None:
    a_shift(tmp_path)
    who = on_duty(sit, tmp_path)
    assert not row_of(who, KITCHEN)
    who.press("V")
    assert row_of(who, KITCHEN)
    who.press("V")
    assert who.sees("Nothing here is yours", "Show the whole ward")
    who.press("Ctrl+4")
    who.wait_for("3 patients")
    who.press("Ctrl+1")
    who.wait_for("Nothing here is yours")
    who.click("Show the whole ward")
    who.wait(lambda: row_of(who, KITCHEN))
    assert the_rows(who).hasFocus()
    who.click("Team")
    who.wait(lambda: not row_of(who, KITCHEN))


def test_slash_finds_a_task_that_is_folded_and_it_can_be_claimed_there(tmp_path: Path, sit: Sit) -> None:
    a_shift(tmp_path)
    who = on_duty(sit, tmp_path)
    who.press("/")
    who.type("coordinator")
    who.wait(lambda: len(who.rows("This shift")) == 2)
    who.press("Return")
    who.press("C")
    wait_for_row(who, "care coordinator", lambda row: row.endswith("claimed by you"))
    who.press("/", "Escape", "Escape")
    who.wait(lambda: row_of(who, BROTHER))


def test_folded_days_open_with_the_keyboard_and_with_the_mouse(tmp_path: Path, sit: Sit) -> None:
    a_shift(tmp_path)
    who = on_duty(sit, tmp_path)
    go_to(who, "Care plan review")
    who.press("Down", "Return")
    assert row_of(who, "Count the keys")
    rows = the_rows(who)
    place = rows.visualRect(rows.row_model().index_of("fold:coming")).center()
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert row_of(who, "Invite the care coordinator")


def test_what_jane_did_meanwhile_is_told_until_it_is_read(tmp_path: Path, sit: Sit) -> None:
    keats = a_shift(tmp_path)
    with opened_by_program(Place(data_folder=tmp_path), clock=at(minutes=-30)) as hub:
        mine = next(line.task for line in hub.tasks.due_by(keats.ward, TODAY) if line.task.title == BROTHER)
        hub.tasks.claim(mine.id, by=keats.esther)
        hub.tasks.take_over(mine.id, seen=keats.esther, by=keats.jane)
    who = on_duty(sit, tmp_path)
    changes = who.rows("Since you were last on")
    assert changes[0].startswith(f"New: 16:12, Jane Eyre took it over from you, {BROTHER}")
    who.click("Mark as read")
    who.wait(lambda: not any(row.startswith("New") for row in who.rows("Since you were last on")))
    who.press("Ctrl+Z")
    who.wait(lambda: who.rows("Since you were last on") == changes)


def test_as_the_shift_ends_the_lists_and_the_strip_change_by_themselves(tmp_path: Path, sit: Sit) -> None:
    a_shift(tmp_path)
    clock = at()
    who = on_duty(sit, tmp_path, clock)
    assert who.sees("Late shift, ends 21:30")
    clock.moment += timedelta(hours=4, minutes=50)
    presenter = who.opening.presenter
    assert presenter is not None
    for hand in who.window.findChildren(type(presenter._minute)):
        hand.passed.emit()
    who.settle()
    who.wait(lambda: row_of(who, "Count the keys"))
    assert who.sees("Night shift, ends 07:30", "Overdue, 3")
    assert row_of(who, "Count the keys").startswith("Due at 22:00, in 28 minutes")
