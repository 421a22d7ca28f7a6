"""The curtain: takes everything about the ward off the screen at once, whatever is open."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QToolTip, QWidget
from typing_extensions import override

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.pages.unlock.sheet import UnlockSheet
from inpatient_hub.gui.widgets.button import Button
from inpatient_hub.gui.widgets.labels import WrapLabel
from inpatient_hub.gui.widgets.painting import fill

TITLE = "Inpatient Hub: locked"


class Curtain(UnlockSheet):
    """Lies over the whole window. Dialogs, lists that dropped down and tool tips are hidden, not only covered, and so
    is what is behind it: a screen reader and a picture of the task bar get nothing either."""

    lift_wanted = Signal()
    again_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, window: QMainWindow) -> None:
        super().__init__("lock", widest=520)
        self._window_behind = window
        self._hidden: list[QWidget] = []
        self._shortcuts: list[QShortcut] = []
        self._focus: QWidget | None = None
        self._window_title = window.windowTitle()
        self._remedy = WrapLabel("", "strong")
        self.unlock = Button("Unlock", kind="primary", icon="lock-open")
        self.again = Button("Try again", kind="primary", icon="refresh")
        self.quit = Button("Quit")
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.unlock, self.quit, self.again):
            buttons.addWidget(button)
            button.hide()
        buttons.addStretch(1)
        self._remedy.hide()
        self.body.addWidget(self._remedy)
        self.body.addLayout(buttons)
        self.setParent(window)
        self.hide()
        self.unlock.clicked.connect(self.lift_wanted)
        self.again.clicked.connect(self.again_wanted)
        self.quit.clicked.connect(self.quit_wanted)

    def fall(self, message: str, *, may_lift: bool) -> None:
        """Falls, and is painted before this returns. `may_lift` offers to take it away again."""
        self._focus = QApplication.focusWidget()
        self.set_words("Locked", message)
        self.unlock.setVisible(may_lift)
        QToolTip.hideText()
        self._window_title = self._window_behind.windowTitle()
        self._window_behind.setWindowTitle(TITLE)
        self.setGeometry(self._window_behind.rect())
        self.show()
        self.raise_()
        for widget in [*self._others()]:
            self._hidden.append(widget)
            widget.hide()
        self._shortcuts = [one for one in self._window_behind.findChildren(QShortcut) if one.isEnabled()]
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._window_behind.repaint()
        self._window_behind.activateWindow()
        (self.unlock if may_lift else self).setFocus(Qt.FocusReason.OtherFocusReason)

    def lift(self) -> None:
        """Puts everything back as it was."""
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        for shortcut in self._shortcuts:
            shortcut.setEnabled(True)
        hidden, self._hidden = self._hidden, []
        for widget in hidden:
            widget.show()
        self._window_behind.setWindowTitle(self._window_title)
        self.hide()
        if self._focus is not None and self._focus.isVisible():
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, error: HubError, *, may_try_again: bool) -> None:
        """Says why the locking went no further. What was on the screen does not come back."""
        self.set_words(error.title, error.message)
        self._remedy.setText(error.remedy)
        self._remedy.setVisible(bool(error.remedy))
        self.again.setVisible(may_try_again)
        self.quit.show()
        (self.again if may_try_again else self.quit).setFocus(Qt.FocusReason.OtherFocusReason)

    def _others(self) -> Iterator[QWidget]:
        """Other windows of ours, lists that dropped down first, and what stands beside the curtain."""
        for widget in sorted(QApplication.topLevelWidgets(), key=_popups_first):
            if widget is not self._window_behind and widget.isVisible():
                yield widget
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        for widget in self._window_behind.findChildren(QWidget, options=direct):
            if widget is not self and not widget.isWindow() and widget.isVisibleTo(self._window_behind):
                yield widget

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window_behind and event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window_behind.rect())
        elif event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and self._is_intruder(watched):
            watched.setWindowOpacity(0)
            QTimer.singleShot(0, watched, _hider(watched))
        return False

    def _is_intruder(self, widget: QWidget) -> bool:
        """What something still under way shows now, such as the words of a failure."""
        if widget is self or widget is self._window_behind:
            return False
        return widget.isWindow() or widget.parentWidget() is self._window_behind

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.accept()  # nothing typed here reaches what is behind

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        fill(QPainter(self), self.rect(), "bg")


def _popups_first(widget: QWidget) -> bool:
    return widget.windowType() is not Qt.WindowType.Popup


def _hider(widget: QWidget) -> Callable[[], None]:
    def hide() -> None:
        widget.hide()
        widget.setWindowOpacity(1)

    return hide
