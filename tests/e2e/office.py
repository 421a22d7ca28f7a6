"""What a ward manager does on the admin page: goes to a part of it, chooses files, and opens the ward anew."""

from pathlib import Path

from PySide6.QtWidgets import QApplication, QFileDialog

from inpatient_hub.gui.widgets.secret_field import SecretField
from tests.e2e.conftest import Sit
from tests.e2e.sitting import Sitting


def to_part(who: Sitting, label: str, waits_for: str) -> None:
    """Goes to a part of the admin page."""
    who.press("Ctrl+9")
    who.wait_for(label)
    who.click(label)
    who.wait_for(waits_for)
    who.settle()


def choose_file(who: Sitting, path: Path) -> None:
    """Answers the dialog that asks for a file or a folder."""

    def asked() -> bool:
        return isinstance(QApplication.activeModalWidget(), QFileDialog)

    who.wait(asked)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.setDirectory(str(path.parent))
    dialog.selectFile(str(path))
    dialog.accept()
    who.wait(lambda: not asked())
    who.settle()


def type_twice(who: Sitting, words: str) -> None:
    """Types a new passphrase or PIN twice, with the keyboard alone."""

    def asked() -> bool:
        here = QApplication.focusWidget()
        return any(here is not None and one.isAncestorOf(here) for one in who.shown.findChildren(SecretField))

    who.wait(asked)
    who.type(words)
    who.press("Return")
    who.type(words)
    who.press("Return")


def opened_anew(who: Sitting, sit: Sit, *, waits_for: str = "Signed in: ") -> Sitting:
    """Presses Open the ward, and is at the window that a fresh process would show."""
    replaced: list[bool] = []
    who.opening.replacer = lambda: replaced.append(True)
    who.click("Open the ward")
    assert replaced == [True]
    who.close()
    return sit(who.folder, waits_for=waits_for)


def press_at(who: Sitting, words: str) -> None:
    """Goes to a button with the keyboard alone, wherever the page has to be scrolled, and presses it."""
    who.tab_to(who.button(words))
    who.press("Space")
