"""A short word at the bottom right that something is done, with a way to undo it."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from inpatient_hub.gui.tokens import RADIUS_CARD, SIZES
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.labels import ElidedLabel
from inpatient_hub.gui.widgets.painting import box

_SHOWN_MS = 6000


class ToastHost(QObject):
    """Shows toasts over a window, one at a time; never for an error, never for a copied note."""

    undo_requested = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._token = ""
        self._clear = 0
        self._toast = Toast(window)
        self._toast.hide()
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_SHOWN_MS)
        self._clock.timeout.connect(self._on_time_up)
        self._toast.undo.clicked.connect(self._on_undo_clicked)
        self._toast.close_button.clicked.connect(self.hide_toast)
        window.installEventFilter(self)

    def show_toast(self, sentence: str, *, icon: str = "circle-check", undo_token: str = "") -> None:
        """Say that something is done for six seconds; with an ``undo_token`` it offers Undo and sends it back."""
        self._token = undo_token
        self._toast.say(sentence, icon, can_undo=bool(undo_token))
        self._settle()
        self._toast.show()
        self._toast.raise_()
        self._clock.start()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._toast, sentence))

    def keep_clear(self, height: int) -> None:
        """Stand so many pixels higher, above a bar that must not be covered."""
        self._clear = height
        self._settle()

    def hide_toast(self) -> None:
        """Take the toast away."""
        self._clock.stop()
        self._toast.hide()

    def is_shown(self) -> bool:
        """Say whether a toast is on the screen."""
        return self._toast.isVisibleTo(self._window)

    def undo(self) -> bool:
        """Undo what the toast shown is about (Ctrl+Z); False when there is nothing to undo."""
        if not (self._token and self.is_shown()):
            return False
        self._on_undo_clicked()
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        room = self._window.rect()
        size = self._toast.sizeHint()
        width = min(size.width(), room.width() - 40)
        foot = max(SIZES["strip"], scaled(SIZES["chip"]) + 16) + 12 + self._clear
        self._toast.setGeometry(room.right() - width - 19, room.bottom() - foot - size.height(), width, size.height())

    def _on_undo_clicked(self) -> None:
        token, self._token = self._token, ""
        self.hide_toast()
        if token:
            self.undo_requested.emit(token)

    def _on_time_up(self) -> None:
        if self._toast.is_held():
            self._clock.start()
        else:
            self._toast.hide()


class Toast(QWidget):
    """The toast itself: icon, sentence, Undo and a cross."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._icon = LineIcon("circle-check", "ok-text", 18)
        self._words = ElidedLabel("", "medium")
        self.undo = Button("Undo", kind="text", key="Ctrl+Z", small=True)
        self.close_button = IconButton("x", "Close this message", kind="quiet")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 8, 8)
        row.setSpacing(10)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        row.addWidget(self.undo)
        row.addWidget(self.close_button)

    def say(self, sentence: str, icon: str, *, can_undo: bool) -> None:
        """Show a sentence."""
        self._icon.show_icon(icon, "ok-text")
        self._words.setText(sentence)
        self.undo.setVisible(can_undo)
        self.setAccessibleName(sentence)
        self.layout().activate()  # type: ignore[union-attr]

    def is_held(self) -> bool:
        """Say whether the pointer or the keyboard's focus is on it."""
        return self.underMouse() or self.undo.hasFocus() or self.close_button.hasFocus()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), RADIUS_CARD, fill_token="surface", edge_token="line-strong")

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and getattr(event, "key", int)() == Qt.Key.Key_Escape:
            self.hide()
            return True
        return super().event(event)
