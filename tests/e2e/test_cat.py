"""A cat on the keyboard: whatever is pressed, clicked and typed, nothing breaks."""

import random
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from inpatient_hub.bootstrap import Place
from inpatient_hub.gui.actions import ACTIONS
from inpatient_hub.host.log import stop_log
from inpatient_hub.host.settings import read_settings, write_settings
from tests.e2e.conftest import Sit
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


def paw(who: Sitting, chance: random.Random) -> str:
    """One key, word or click somewhere. Returns what it was."""
    turn = chance.random()
    if turn < 0.7:
        key = chance.choice(KEYS)
        who.press(key)
        return key
    if turn < 0.8:
        word = chance.choice(WORDS)
        who.type(word)
        return repr(word)
    if turn < 0.95:
        buttons = [one for one in who.shown.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
        if buttons:
            button = chance.choice(buttons)
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            return f"click {button.text()}"
    widgets = [one for one in who.shown.findChildren(QWidget) if one.isVisible() and one.width() > 4]
    target = chance.choice(widgets)
    at = QPoint(chance.randrange(target.width()), chance.randrange(max(1, target.height())))
    QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=at)
    return f"click on {type(target).__name__}"


def check_keyboard(who: Sitting, steps: list[str]) -> None:
    """The keyboard is always somewhere: nobody should have to take the mouse to go on."""

    def is_somewhere() -> bool:
        in_the_way = (QApplication.activeModalWidget(), QApplication.activePopupWidget())
        return any(in_the_way) or not who.window.isActiveWindow() or QApplication.focusWidget() is not None

    try:
        who.wait(is_somewhere)
    except Exception as late:
        raise AssertionError(f"the keyboard is nowhere after {', '.join(steps[-12:])}") from late


class Chair:
    """Where the cat sits. Whoever locks the window or closes it finds it open again, as a fresh process shows it."""

    def __init__(self, folder: Path, sit: Sit) -> None:
        self._folder, self._sit = folder, sit
        self.faults: list[str] = []
        self.replaced: list[bool] = []
        self.who = self._sit_down()

    def look_up(self) -> None:
        """Sits down again where the window is gone: before the locked page, when it was locked."""
        if self.who.window.isVisible() and not self.replaced:
            return
        quick = self.who.opening.quick_lock
        if quick is not None and quick.is_locked:
            self.who.wait(lambda: self.replaced)
        was_locked, self.replaced = bool(self.replaced), []
        self.who.close()
        self.who = self._sit_down(locked=was_locked)

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
            chair.who.settle()
            check_keyboard(chair.who, steps)
        assert "UnexpectedFault" not in chair.faults, steps[-30:]
        chair.look_up()
    chair.who.settle()
    assert QApplication.instance() is not None
    chair.who.close()
    assert is_whole(tmp_path)
