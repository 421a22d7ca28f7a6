"""One person at the real window on a real folder: looks, types, presses keys, and knows nothing of the program."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path

import shiboken6
from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from inpatient_hub.bootstrap import Place, ephemeral
from inpatient_hub.gui.app import make_app, open_window
from inpatient_hub.gui.doctor import Checks
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.gui.opening import Opening
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.field import Field
from inpatient_hub.gui.widgets.row_list import RowList
from inpatient_hub.gui.widgets.segment import Segment
from inpatient_hub.services.ports import Clock

Wait = Callable[[Callable[[], object]], None]
"""Waits, with events going on, until what it is given holds; fails when that takes too long."""

_MOST_TABS = 80


class Sitting:
    """A window opened on a folder. Everything is done with keys and the mouse, and read off the screen."""

    def __init__(
        self,
        folder: Path,
        clock: Clock | None,
        wait: Wait,
        *,
        checks: Checks | None = None,
        demo: bool = False,
        locked: bool = False,
        size: tuple[int, int] = (1366, 768),
        server: str | None = None,
    ) -> None:
        self.wait = wait
        self.folder = folder
        self.is_closed = False
        place = Place(data_folder=folder, database_url=server)
        self.window, self.opening = open_window(
            make_app(), ephemeral(place) if demo else place, demo=demo, locked=locked, clock=clock, checks=checks
        )
        self.opening.began.connect(self._on_began)
        self.window.showNormal()  # Qt's offscreen screen is a small one, on which the window fills all there is
        self.window.resize(*size)
        wait(self.window.isVisible)
        self.window.activateWindow()
        wait(self.window.isActiveWindow)

    @classmethod
    def over(cls, window: MainWindow, opening: Opening, folder: Path, wait: Wait) -> "Sitting":
        """A person at a window that is open already."""
        sitting = cls.__new__(cls)
        sitting.wait, sitting.folder, sitting.is_closed = wait, folder, False
        sitting.window, sitting.opening = window, opening
        return sitting

    def _on_began(self) -> None:
        if self.opening.presenter is not None:
            self.opening.presenter.closed.connect(self.window.let_close)

    # What is seen

    @property
    def shown(self) -> QWidget:
        """The page, or the dialog over it."""
        dialog = QApplication.activeModalWidget()
        return dialog if dialog is not None else self.window

    def words(self, within: QWidget | None = None) -> str:
        """Everything that can be read, one thing to a line."""
        return "\n".join(_words_of(within or self.window))

    def sees(self, *fragments: str, within: QWidget | None = None) -> bool:
        """Whether all of these can be read."""
        words = self.words(within)
        return all(fragment in words for fragment in fragments)

    def wait_for(self, *fragments: str) -> None:
        """Waits until all of these can be read in the window or in the dialog over it."""

        def there() -> bool:
            words = f"{self.words()}\n{self.words(self.shown)}"
            return all(fragment in words for fragment in fragments)

        try:
            self.wait(there)
        except Exception as late:
            raise AssertionError(f"never read: {fragments}; {self._screen()}") from late

    def settle(self) -> None:
        """Waits until everything given to the store, and everything asked about the computer, is done and shown."""
        opening = self.opening
        self.wait(lambda: opening.background.is_idle and opening.archive.is_idle and opening.doctor.is_idle)

    def dialog(self, title: str) -> QDialog:
        """Waits for the dialog with this question."""

        def there() -> bool:
            dialog = QApplication.activeModalWidget()
            return isinstance(dialog, QDialog) and title in dialog.windowTitle() + dialog.accessibleName()

        self.wait(there)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)

        def in_front() -> bool:
            if not dialog.isActiveWindow():
                self._activate()
            return dialog.isActiveWindow()

        self.wait(in_front)
        return dialog

    def button(self, words: str) -> QAbstractButton:
        """The button of these words in what is shown."""
        found = [one for one in self.shown.findChildren(QAbstractButton) if one.isVisible() and _label(one) == words]
        assert len(found) == 1, f"{len(found)} buttons say {words!r}; {self._screen()}"
        return found[0]

    def rows(self, name: str) -> list[str]:
        """The rows and heads of a list, each as its sentence; empty when it is not shown."""
        lists = [one for one in self.shown.findChildren(RowList) if one.isVisible() and one.accessibleName() == name]
        return [row.sentence() for one in lists for row in one.row_model().rows()]

    def note(self) -> str:
        """The exact text on the sheet of the page."""
        return self.sheet().text()  # type: ignore[attr-defined]

    def sheet(self) -> QTextEdit:
        """Waits for the note's sheet on the page."""

        def sheets() -> list[QTextEdit]:
            found = self.window.findChildren(QTextEdit)
            return [one for one in found if one.isVisible() and one.accessibleName() == "The note"]

        self.wait(lambda: len(sheets()) == 1)
        return sheets()[0]

    @staticmethod
    def clipboard() -> str:
        """The text on the clipboard, exactly."""
        return QGuiApplication.clipboard().text()

    # What is done

    def press(self, *keys: str) -> None:
        """Presses keys one after another, each written as on the keycap, wherever the keyboard is."""
        for key in keys:
            target = self._keyboard_at()
            if len(key) == 1:
                QTest.keyClicks(target, key)
            else:
                combination = QKeySequence(key)[0]
                QTest.keyClick(target, combination.key(), combination.keyboardModifiers())

    def type(self, words: str) -> None:
        """Types where the keyboard is."""
        QTest.keyClicks(self._keyboard_at(), words)

    def paste(self, words: str) -> None:
        """Pastes words that come from somewhere else."""
        QGuiApplication.clipboard().setText(words)
        self.press("Ctrl+V")

    def click(self, words: str) -> None:
        """Presses a button with the mouse."""
        button = self.button(words)
        assert button.isEnabled(), f"{words!r} is off"

        def can_be_hit() -> bool:
            scroll_to(button)
            return button.visibleRegion().contains(button.rect().center())

        self.wait(can_be_hit)  # a bar may still be rising
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def tab_to(self, *wanted: QWidget) -> None:
        """Goes to one of these with the Tab key alone."""
        for _ in range(_MOST_TABS):
            here = QApplication.focusWidget()
            if here is not None and any(one is here or one.isAncestorOf(here) for one in wanted):
                return
            self.press("Tab")
        raise AssertionError(f"Tab never reaches {[one.accessibleName() for one in wanted]}")

    def field(self, label: str) -> Field:
        """Waits for the field with this label."""

        def found() -> list[Field]:
            fields = self.shown.findChildren(Field)
            return [one for one in fields if one.isVisible() and one.label_text() == label]

        try:
            self.wait(lambda: len(found()) == 1)
        except Exception as late:
            raise AssertionError(f"no field {label!r}; {self._screen()}") from late
        return found()[0]

    def fill_in(self, label: str, answer: str | Sequence[str]) -> None:
        """Answers a field of a form by its kind, with the keyboard: types it, moves to it in a list, or ticks it."""
        field = self.field(label)
        ticks = {one.text(): one for one in field.findChildren(QAbstractButton) if one.isCheckable()}
        chosen = [answer] if isinstance(answer, str) else list(answer)
        combo = next(iter(field.findChildren(QComboBox)), None)
        if field.findChildren(Segment):
            self.tab_to(field)
            self.press("Space" if self._keyboard_at() is ticks[chosen[0]] else "Right")
            return
        if ticks:
            for words in chosen:
                self.tab_to(ticks[words])
                self.press("Space")
            return
        self.tab_to(field)
        if combo is not None and not combo.isEditable():
            assert chosen[0] in [combo.itemText(row) for row in range(combo.count())]
            while combo.currentText() != chosen[0]:
                self.press("Down")
            return
        self.press("Ctrl+A")
        self.type(chosen[0])
        self.press("Tab")

    def turn_to(self) -> None:
        """Goes to this window, where there are two."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)

    def close(self) -> None:
        """Takes the window down, whatever is shown, as the end of the process would."""
        if not self.is_closed:
            self.is_closed = True
            self.opening.close()
            shiboken6.delete(self.window)

    def _screen(self) -> str:
        return f"on the screen:\n{self.words(self.shown)[:3000]}"

    def _activate(self) -> bool:
        """What every window manager does when a dialog or a list is gone, and Qt's offscreen screen does not."""
        active = QApplication.activeWindow()
        if active is not None and active.isVisible():
            return True
        self.shown.activateWindow()
        return False

    def _keyboard_at(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        self.wait(self._activate)
        return QApplication.focusWidget() or QApplication.activeWindow() or self.window


def _label(button: QAbstractButton) -> str:
    return button.face().label if isinstance(button, Button) else button.text()


def _rows_of(model: QAbstractItemModel | None) -> list[str]:
    """Each row as a screen reader tells it, or as it is shown."""
    spoken, shown = Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole
    if model is None:
        return []
    columns = model.columnCount() if isinstance(model, QAbstractTableModel) else 1
    rows = [[model.index(row, column) for column in range(columns)] for row in range(model.rowCount())]
    return [", ".join(str(cell.data(spoken) or cell.data(shown) or "") for cell in row) for row in rows]


def _words_of(top: QWidget) -> list[str]:
    found: list[str] = []
    for one in top.findChildren(QWidget):
        if not one.isVisibleTo(top) or not one.isVisible():
            continue
        if isinstance(one, QAbstractItemView):
            found += _rows_of(one.model())
        elif isinstance(one, QLabel | QLineEdit):
            found.append(one.text())
        elif isinstance(one, QTextEdit):
            found.append(one.toPlainText())
        elif isinstance(one, QAbstractButton):
            found += [_label(one), one.accessibleName()]
        else:
            found.append(one.accessibleName())
    return [re.sub(r"\s+", " ", words) for words in found if words]


def scroll_to(widget: QWidget) -> None:
    """Turns the wheel, as somebody does who wants to press what is further down or up."""
    over = widget.parentWidget()
    while over is not None:
        if isinstance(over, QScrollArea):
            over.ensureWidgetVisible(widget)
        over = over.parentWidget()
