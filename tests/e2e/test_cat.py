"""A cat on the keyboard: whatever is pressed, clicked and typed, nothing breaks."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from inpatient_hub.bootstrap import Place
from inpatient_hub.gui.actions import ACTIONS
from inpatient_hub.host.log import stop_log
from inpatient_hub.host.settings import read_settings, write_settings
from tests.e2e.conftest import Sit
from tests.e2e.dragging import move
from tests.e2e.keats import a_busy_ward
from tests.e2e.sitting import Sitting
from tests.fakes.seat import opened_by_program
from tests.store.filling import is_whole

pytestmark = pytest.mark.slow

KEYS = [
    *(action.key for action in ACTIONS if "-" not in action.key),
    *"123456789",
    *("Tab", "Shift+Tab", "Down", "Up", "Left", "Right", "Home", "End", "Return", "Space", "Escape", "Backspace"),
    *("Ctrl+A", "Ctrl+V", "Delete", "F4"),
]
WORDS = ("cath", "1630", "20 nov", "[x]", "   ", "a" * 60, "9993395633", "O'Brien & <b>Sons</b>", "%s {{ x }}")
LINES = ("Bed 4 ECG every mon at 4 !urgent @HCA", "fridge in 3 working days", "23 nov 1730")
LEFT = Qt.MouseButton.LeftButton


def paw(who: Sitting, chance: random.Random) -> str:
    """One key, word or click somewhere. Returns what it was."""
    turn = chance.random()
    if turn < 0.7:
        key = chance.choice(KEYS)
        who.press(key)
        return key
    if turn < 0.8:
        word = chance.choice((*WORDS, *LINES))
        who.type(word)
        return repr(word)
    if turn < 0.92:
        buttons = [one for one in who.shown.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        if buttons:
            button = chance.choice(buttons)
            QTest.mouseClick(button, LEFT)
            return f"click {button.text()}"
    if turn < 0.97:
        views = [one for one in who.shown.findChildren(QAbstractItemView) if one.isVisible() and one.width() > 4]
        if views:
            return drag_in(chance.choice(views).viewport(), chance)
    widgets = [one for one in who.shown.findChildren(QWidget) if one.isVisible() and one.width() > 4]
    target = chance.choice(widgets)
    at = somewhere(target, chance)
    QTest.mouseClick(target, LEFT, pos=at)
    if chance.random() < 0.3 and shiboken6.isValid(target) and target.isVisible():
        QTest.mouseDClick(target, LEFT, pos=at)
        return f"two clicks on {type(target).__name__}"
    return f"click on {type(target).__name__}"


def somewhere(target: QWidget, chance: random.Random) -> QPoint:
    """A point of a widget."""
    return QPoint(chance.randrange(max(1, target.width())), chance.randrange(max(1, target.height())))


def drag_in(view: QWidget, chance: random.Random) -> str:
    """Carries whatever is there to another place of the same list, and may think better of it."""
    start, end = somewhere(view, chance), somewhere(view, chance)
    QTest.mousePress(view, LEFT, pos=start)
    for step in (1, 2, 3):
        if shiboken6.isValid(view) and view.isVisible():
            move(view, start + (end - start) * step / 3)
    if chance.random() < 0.2:
        QTest.keyClick(QApplication.focusWidget() or view.window(), Qt.Key.Key_Escape)
    if shiboken6.isValid(view):
        QTest.mouseRelease(view, LEFT, pos=end)
    return "drag"


class Chair:
    """Where the cat sits. Whoever locks the window or closes it finds it open again, as a fresh process shows it."""

    def __init__(self, folder: Path, sit: Sit) -> None:
        self._folder, self._sit = folder, sit
        self.faults: list[str] = []
        self.replaced: list[bool] = []
        self.who = self._sit_down()

    def look_up(self) -> None:
        """Sits down again where the window is gone: before the locked page, when it was locked."""
        quick = self.who.opening.quick_lock
        is_locked = quick is not None and quick.is_locked
        if self.who.window.isVisible() and not self.replaced and not is_locked:
            return
        if is_locked:
            self.who.wait(lambda: self.replaced)
        was_locked, self.replaced = bool(self.replaced), []
        self.who.close()
        self.who = self._sit_down(locked=was_locked)

    def check_keyboard(self, steps: list[str]) -> None:
        """The keyboard is always somewhere: nobody should have to take the mouse to go on. A locked window has given
        its place to a fresh one."""
        opening = self.who.opening
        self.who.wait(lambda: bool(self.replaced) or (opening.background.is_idle and opening.doctor.is_idle))

        def is_somewhere() -> bool:
            in_the_way = (QApplication.activeModalWidget(), QApplication.activePopupWidget())
            elsewhere = any(in_the_way) or not self.who.window.isActiveWindow() or bool(self.replaced)
            return elsewhere or QApplication.focusWidget() is not None

        try:
            self.who.wait(is_somewhere)
        except Exception as late:
            raise AssertionError(f"the keyboard is nowhere after {', '.join(steps[-12:])}") from late

    def _sit_down(self, *, locked: bool = False) -> Sitting:
        who: Sitting = self._sit(self._folder, locked=locked, waits_for="Locked" if locked else "Signed in: ")
        who.opening.replacer = lambda: self.replaced.append(True)
        who.opening.background.failed.connect(lambda error: self.faults.append(type(error).__name__))
        return who


def belongs_to(folder: Path, name: str) -> None:
    """Whose cat it is: somebody who looks after no lock, or it would take a way in away and shut itself out."""
    with opened_by_program(Place(data_folder=folder)) as hub:
        (whose,) = (one for one in hub.wards.staff(hub.wards.all()[0].id) if one.name == name)
    stop_log()
    write_settings(folder, replace(read_settings(folder), staff_id=whose.id))


@pytest.mark.parametrize("seed", range(3))
def test_a_cat_on_the_keyboard_breaks_nothing(tmp_path: Path, sit: Sit, seed: int) -> None:
    a_busy_ward(tmp_path)
    belongs_to(tmp_path, "Joe Gargery")
    chair = Chair(tmp_path, sit)
    chance = random.Random(seed)
    steps: list[str] = []
    for number in range(400):
        steps.append(paw(chair.who, chance))
        if number % 7 == 0 or "Ctrl" in steps[-1]:
            chair.check_keyboard(steps)
        assert "UnexpectedFault" not in chair.faults, steps[-30:]
        chair.look_up()
    chair.who.settle()
    assert QApplication.instance() is not None
    chair.who.close()
    assert is_whole(tmp_path)
