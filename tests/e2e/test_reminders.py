"""The quiet list, with keys and with the mouse: it counts in the strip, and each reminder is told once."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from inpatient_hub.domain.changes import Kind
from inpatient_hub.domain.reminders import ReminderChoices
from inpatient_hub.domain.wards import WorkSettings
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.gui.reminders.presenter import RemindersPresenter
from inpatient_hub.gui.reminders.work_watch import WorkWatch
from inpatient_hub.gui.widgets.reminder_chip import ReminderChip
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.host.clock import FixedClock
from tests.e2e.conftest import Sit
from tests.e2e.keats import a_busy_ward, at
from tests.e2e.sitting import Sitting

RING = "Ring brother about Saturday visit"


class FakeTray:
    """Remembers what it was told to show."""

    def __init__(self, _parent: QObject, pressed: Callable[[], None]) -> None:
        self.pressed = pressed
        self.is_shown = False
        self.told: list[tuple[str, str]] = []

    def show(self) -> None:
        self.is_shown = True

    def hide(self) -> None:
        self.is_shown = False

    def tell(self, title: str, text: str) -> None:
        assert self.is_shown
        self.told.append((title, text))


def watch(who: Sitting) -> WorkWatch:
    who.wait(lambda: who.window.findChild(WorkWatch))
    who.settle()
    found = who.window.findChild(WorkWatch)
    assert found is not None
    return found


def look(who: Sitting, clock: FixedClock, **span: float) -> None:
    """Time passes, and the window looks at the clock."""
    clock.moment += timedelta(**span)
    watch(who).look()
    who.settle()


def chip(who: Sitting) -> ReminderChip:
    return who.window.strip.findChild(ReminderChip)  # type: ignore[return-value]


def titles(who: Sitting) -> str:
    return "\n".join(who.rows("Reminders"))


@pytest.fixture
def clock() -> FixedClock:
    return at()


@pytest.fixture
def esther(tmp_path: Path, sit: Sit, clock: FixedClock) -> Sitting:
    """Esther at the busy ward."""
    a_busy_ward(tmp_path)
    who = sit(tmp_path, clock=clock)
    watch(who)
    return who


def test_the_strip_counts_what_is_mine_and_ctrl_shift_r_lists_it(esther: Sitting) -> None:
    assert chip(esther).isVisible()
    before = int(chip(esther).text().split()[0])
    esther.press("Ctrl+Shift+R")
    esther.dialog("Reminders")
    assert len(esther.rows("Reminders")) == before
    shown = titles(esther)
    assert "Taken over, 15:58" in shown
    assert "Jane Eyre has it now" in shown
    assert "Last day for the patient to apply to the tribunal" in shown
    assert "Housing" in shown
    assert RING not in shown
    esther.press("Esc")
    assert not isinstance(QApplication.activeModalWidget(), QWidget)


def test_what_comes_due_is_added_without_a_word_over_the_work(esther: Sitting, clock: FixedClock) -> None:
    before = int(chip(esther).text().split()[0])
    look(esther, clock, minutes=35)
    assert int(chip(esther).text().split()[0]) == before + 1
    assert QApplication.activeModalWidget() is None
    QTest.mouseClick(chip(esther), Qt.MouseButton.LeftButton)
    esther.dialog("Reminders")
    assert f"Due soon, 17:30, in 13 min, {RING}" in titles(esther)


def test_z_and_a_number_put_it_off_and_it_comes_back_as_due(esther: Sitting, clock: FixedClock) -> None:
    look(esther, clock, minutes=35)
    esther.press("Ctrl+Shift+R")
    esther.dialog("Reminders")
    while RING not in _current(esther):
        esther.press("Down")
    esther.press("Z")
    esther.dialog("Put this reminder off?")
    esther.press("2")
    esther.wait(lambda: esther.shown.accessibleName() == "Reminders")
    esther.settle()
    assert RING not in titles(esther)
    look(esther, clock, hours=1)
    assert f"Due, 17:30, 47 min late, {RING}" in titles(esther)


def test_what_was_put_off_is_undone_in_the_list_and_later_from_the_window(esther: Sitting) -> None:
    esther.press("Ctrl+Shift+R")
    esther.dialog("Reminders")
    before = titles(esther)
    for leaves_list in (False, True):
        gone = _current(esther)
        esther.press("Z")
        esther.dialog("Put this reminder off?")
        esther.press("2")
        esther.wait(lambda: esther.shown.accessibleName() == "Reminders")
        esther.wait(lambda gone=gone: gone not in titles(esther))
        if leaves_list:
            esther.click("Close")
            esther.wait(lambda: QApplication.activeModalWidget() is None)
        esther.press("Ctrl+Z")
        if leaves_list:
            esther.settle()
            esther.press("Ctrl+Shift+R")
            esther.dialog("Reminders")
        esther.wait(lambda: titles(esther) == before)


def test_x_dismisses_it_and_nothing_is_done_to_the_task(esther: Sitting) -> None:
    esther.press("Ctrl+Shift+R")
    esther.dialog("Reminders")
    count = len(esther.rows("Reminders"))
    gone = _current(esther)
    esther.press("X")
    esther.settle()
    assert len(esther.rows("Reminders")) == count - 1
    assert gone not in titles(esther)
    look(esther, esther.opening.hub.clock, hours=2)  # type: ignore[union-attr, arg-type]
    assert gone.split(", ")[-2] not in titles(esther)


def test_what_was_dismissed_is_undone_in_the_list_and_later_from_the_window(esther: Sitting) -> None:
    esther.press("Ctrl+Shift+R")
    esther.dialog("Reminders")
    gone, before = _current(esther), titles(esther)
    esther.press("X")
    esther.settle()
    assert esther.sees("Dismissed: ", within=esther.shown)
    esther.press("Ctrl+Z")
    esther.settle()
    assert titles(esther) == before
    while _current(esther) != gone:
        esther.press("Up")
    esther.press("X")
    esther.settle()
    assert gone not in titles(esther)
    esther.click("Close")
    esther.wait(lambda: QApplication.activeModalWidget() is None)
    esther.press("Ctrl+Z")
    esther.settle()
    esther.press("Ctrl+Shift+R")
    esther.dialog("Reminders")
    assert titles(esther) == before


def test_enter_opens_the_task_and_d_wants_it_done_by_the_page_in_front(esther: Sitting, clock: FixedClock) -> None:
    page = esther.opening.presenter.navigator.page  # type: ignore[union-attr]
    assert page is not None
    opened: list[object] = []
    done: list[tuple[object, str]] = []
    page.task_wanted.connect(opened.append)
    page.task_act_wanted.connect(lambda task, wish: done.append((task, wish)))
    look(esther, clock, minutes=35)
    esther.press("Ctrl+Shift+R")
    esther.dialog("Reminders")
    while RING not in _current(esther):
        esther.press("Down")
    esther.press("D")
    assert [(task.title, wish) for task, wish in done] == [(RING, TaskWish.DONE)]  # type: ignore[attr-defined]
    esther.press("Return")
    assert [task.title for task in opened] == [RING]  # type: ignore[attr-defined]
    esther.wait(lambda: QApplication.activeModalWidget() is None)


def test_all_are_put_off_with_the_mouse_and_the_bell_is_gone(esther: Sitting) -> None:
    QTest.mouseClick(chip(esther), Qt.MouseButton.LeftButton)
    esther.dialog("Reminders")
    esther.click("All later")
    dialog = esther.dialog("off?")
    esther.click("Until tomorrow, when the shift begins")
    esther.wait(lambda: not dialog.isVisible())
    esther.settle()
    assert esther.rows("Reminders") == []
    assert esther.sees("Nothing to remind you of", within=esther.shown)
    esther.click("Close")
    assert not chip(esther).isVisible()


def test_done_in_the_window_it_leaves_the_list(esther: Sitting, clock: FixedClock) -> None:
    look(esther, clock, minutes=35)
    hub = esther.opening.hub
    assert hub is not None
    before = int(chip(esther).text().split()[0])
    [task] = [line.task for line in hub.tasks.find(hub.wards.all()[0].id, "ring brother")]
    presenter = esther.window.findChild(RemindersPresenter)
    assert presenter is not None
    presenter.write(lambda: hub.tasks.complete(task.id, by=presenter.by))
    esther.settle()
    assert int(chip(esther).text().split()[0]) == before - 1


def test_the_standing_work_of_a_new_day_is_made_after_midnight_also_after_a_sleep(
    esther: Sitting, clock: FixedClock
) -> None:
    hub = esther.opening.hub
    assert hub is not None
    ward_id = hub.wards.all()[0].id
    changed: list[object] = []
    feed = esther.window.findChild(RemindersPresenter).context.feed  # type: ignore[union-attr]
    feed.changed.connect(changed.append)
    look(esther, clock, hours=7)
    made = [
        item.made for lane in hub.diary.day(ward_id, clock.today() + timedelta(days=1)).lanes for item in lane.items
    ]
    assert not all(made), "tomorrow's are not tasks yet"
    look(esther, clock, minutes=30)
    items = [item for lane in hub.diary.day(ward_id, clock.today()).lanes for item in lane.items]
    assert len(items) >= 18
    assert all(item.made for item in items)
    assert any(change.touches(Kind.TASK) for change in changed)  # type: ignore[attr-defined]
    changed.clear()
    look(esther, clock, minutes=2)
    assert changed == []


def test_notices_are_off_until_they_are_wanted_and_then_one_names_nobody(esther: Sitting, clock: FixedClock) -> None:
    trays = with_fake_trays(esther)
    esther.press("Ctrl+Shift+R")
    esther.dialog("Reminders")
    esther.click("Settings")
    esther.dialog("How do you want to be reminded?")
    assert trays == []
    QTest.mouseClick(esther.button("Also by this computer's own notices"), Qt.MouseButton.LeftButton)
    esther.settle()
    [tray] = trays
    assert tray.is_shown
    esther.press("Esc", "Esc")
    other_program(esther, in_front=True)
    look(esther, clock, minutes=35)
    look(esther, clock, minutes=2)
    other_program(esther, in_front=False)
    look(esther, clock, minutes=40)
    assert tray.told == [("1 reminder", "1 due soon.")]
    tray.pressed()
    esther.dialog("Reminders")


def test_a_ward_may_let_notices_name_the_task_and_the_patient(esther: Sitting, clock: FixedClock) -> None:
    trays = with_fake_trays(esther)
    hub = esther.opening.hub
    assert hub is not None
    ward_id, by = hub.wards.all()[0].id, hub.seat.person.id  # type: ignore[union-attr]
    hub.wards.choose_work_settings(ward_id, WorkSettings(names_in_notices=True), by=by)
    hub.reminders.choose(ReminderChoices(notices=True), by=by)
    look(esther, clock, minutes=1)
    other_program(esther, in_front=True)
    look(esther, clock, minutes=35)
    assert trays[0].told == [("1 reminder", f"{RING} (bed 11, DASHWOOD, Marianne).")]


def test_nothing_is_told_while_the_window_is_locked_and_all_at_once_after(tmp_path: Path, sit: Sit) -> None:
    clock = at()
    who = sit(tmp_path, clock=clock, demo=True)
    watch(who)
    trays = with_fake_trays(who)
    hub = who.opening.hub
    assert hub is not None
    by = hub.seat.person.id  # type: ignore[union-attr]
    hub.reminders.choose(ReminderChoices(notices=True), by=by)
    look(who, clock, minutes=1)
    who.press("Ctrl+L")
    assert not trays[0].is_shown
    other_program(who, in_front=True)
    look(who, clock, hours=1)
    assert trays[0].told == []
    assert who.opening.quick_lock is not None
    who.opening.quick_lock._on_lift_wanted()
    who.settle()
    assert [title for title, _ in trays[-1].told] == ["1 reminder"]


def with_fake_trays(who: Sitting) -> list[FakeTray]:
    made: list[FakeTray] = []
    presenter = who.window.findChild(RemindersPresenter)
    assert presenter is not None

    def make(parent: QObject, pressed: Callable[[], None]) -> FakeTray:
        made.append(FakeTray(parent, pressed))
        return made[-1]

    presenter.notices._make_tray = make
    presenter.notices.can = lambda: True
    return made


def other_program(who: Sitting, *, in_front: bool) -> None:
    """Another program has the keyboard, or this one has it back."""
    presenter = who.window.findChild(RemindersPresenter)
    assert presenter is not None
    presenter.notices._in_front = lambda: not in_front


def _current(who: Sitting) -> str:
    [rows] = [one for one in who.shown.findChildren(RowList) if one.accessibleName() == "Reminders"]
    row = rows.row_model().row_at(rows.currentIndex())
    return row.sentence() if row is not None else ""
