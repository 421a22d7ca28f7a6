"""A short word at the bottom left of the page that something is done, with a way to undo it."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget
from typing_extensions import override

from inpatient_hub.gui.tokens import RADIUS_CARD
from inpatient_hub.gui.typography import scaled
from inpatient_hub.gui.widgets.action_bar import ActionBar
from inpatient_hub.gui.widgets.button import Button, IconButton
from inpatient_hub.gui.widgets.icon_line import LineIcon
from inpatient_hub.gui.widgets.labels import ElidedLabel
from inpatient_hub.gui.widgets.painting import box
from inpatient_hub.gui.widgets.side_panel import SidePanel

_SHOWN_MS = 6000
_MOST = 2
"""Toasts that stand at once."""
_EDGE, _GAP = 20, 12
_WIDEST = 760
_LEAST = 360
"""Where a panel leaves less than this of the page, a toast stands over it."""


class ToastHost(QObject):
    """Shows toasts over a window; never for an error, never for a copied note. The newest takes the place of the one
    before, unless that can still be undone: then both stand, so that a second act does not take the way back of the
    first. They never lie over what is pressed next, nor over a panel beside the page."""

    undo_requested = Signal(str)

    def __init__(self, window: QWidget, page: QWidget | None = None) -> None:
        super().__init__(window)
        self._window = window
        self._page = page or window
        """What they stand over."""
        self._toasts: list[Toast] = []
        self._toast = self._made()
        """The newest."""
        self._page.installEventFilter(self)
        if isinstance(self._page, QStackedWidget):
            self._page.currentChanged.connect(self.settle)

    def show_toast(self, sentence: str, *, icon: str = "circle-check", undo_token: str = "", about: str = "") -> None:
        """Say that something is done for six seconds; with an ``undo_token`` it offers Undo and sends it back. What was
        said before ``about`` the same thing goes: it can no longer be undone first."""
        for toast in self._toasts:
            if not toast.token or toast.token == undo_token or (about and toast.about == about):
                toast.put_away()
        standing = [toast for toast in self._toasts if self._is_on(toast)]
        for toast in standing[: max(0, len(standing) - _MOST + 1)]:
            toast.put_away()
        free = next((toast for toast in self._toasts if not self._is_on(toast)), None) or self._made()
        self._toasts.remove(free)
        for toast in self._toasts:
            toast.undo.set_key("")
        self._toasts.append(free)
        self._toast = free
        free.say(sentence, icon, undo_token)
        free.about = about
        self.settle()
        free.show()
        free.raise_()
        self.settle()
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(free, sentence))

    def hide_toast(self, token: str = "") -> None:
        """Take the toast of this token away, or all of them."""
        for toast in self._toasts:
            if token in ("", toast.token):
                toast.put_away()

    def is_shown(self) -> bool:
        """Say whether a toast is on the screen."""
        return any(self._is_on(toast) for toast in self._toasts)

    def undo(self) -> bool:
        """Undo what the newest toast shown is about (Ctrl+Z); False when there is nothing to undo."""
        found = next((one for one in reversed(self._toasts) if one.token and self._is_on(one)), None)
        if found is not None:
            self._on_undo_wanted(found)
        return found is not None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Resize:
            self.settle()
        return super().eventFilter(watched, event)

    def _made(self) -> "Toast":
        toast = Toast(self._window)
        toast.hide()
        toast.undo.clicked.connect(partial(self._on_undo_wanted, toast))
        toast.gone.connect(self.settle)
        self._toasts.append(toast)
        return toast

    def _is_on(self, toast: "Toast") -> bool:
        return toast.isVisibleTo(self._window)

    def settle(self) -> None:
        """Puts them where they cover nothing that matters. The newest stands at the bottom."""
        room = self._in_window(self._page)
        panels = [self._in_window(one) for one in self._page.findChildren(SidePanel) if one.isVisible()]
        right = min((one.left() for one in panels if one.left() - room.left() >= _LEAST), default=room.right() + 1)
        bottom = room.bottom() - _GAP
        for toast in reversed(self._toasts):
            if toast is not self._toast and not self._is_on(toast):
                continue
            size = toast.sizeHint()
            width = min(size.width(), scaled(_WIDEST), right - room.left() - 2 * _EDGE)
            place = QRect(room.left() + _EDGE, bottom - size.height(), width, size.height())
            toast.setGeometry(self._clear_of(place, room))
            bottom = toast.geometry().top() - 8

    def _clear_of(self, place: QRect, room: QRect) -> QRect:
        """The place itself, or the first above it where nothing that is pressed next lies."""
        taken = sorted((self._in_window(one) for one in self._to_press()), key=QRect.bottom, reverse=True)
        found = QRect(place)
        for one in taken:
            if one.adjusted(-_GAP, -_GAP, _GAP, _GAP).intersects(found):
                found.moveBottom(one.top() - _GAP - 1)
        return found if found.top() >= room.top() else place

    def _to_press(self) -> list[QWidget]:
        bars: list[QWidget] = [one for one in self._page.findChildren(ActionBar) if one.isVisible()]
        return bars + [
            one for one in self._page.findChildren(Button) if one.isVisible() and one.face().kind == "primary"
        ]

    def _in_window(self, widget: QWidget) -> QRect:
        return (
            QRect(widget.mapTo(self._window, QPoint()), widget.size())
            if widget is not self._window
            else self._window.rect()
        )

    def _on_undo_wanted(self, toast: "Toast") -> None:
        token = toast.token
        toast.put_away()
        if token:
            self.undo_requested.emit(token)


class Toast(QWidget):
    """The toast itself: icon, sentence, Undo and a cross."""

    gone = Signal()
    """It is off the screen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.token = ""
        """What it can be undone by, if it can."""
        self.about = ""
        """The id of what was done something with."""
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(_SHOWN_MS)
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
        self._clock.timeout.connect(self._on_time_up)
        self.close_button.clicked.connect(self.put_away)

    def say(self, sentence: str, icon: str, token: str) -> None:
        """Show a sentence; with a token it offers Undo."""
        self.token = token
        self.undo.set_key("Ctrl+Z")
        self._icon.show_icon(icon, "ok-text")
        self._words.setText(sentence)
        self.undo.setVisible(bool(token))
        self.setAccessibleName(sentence)
        self.layout().activate()  # type: ignore[union-attr]
        self._clock.start()

    def put_away(self) -> None:
        """Take it off the screen, with its way back."""
        self.token = ""
        self._clock.stop()
        self.hide()
        self.gone.emit()

    def _on_time_up(self) -> None:
        if self.is_held():
            self._clock.start()
        else:
            self.put_away()

    def is_held(self) -> bool:
        """Say whether the pointer or the keyboard's focus is on it."""
        return self.underMouse() or self.undo.hasFocus() or self.close_button.hasFocus()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        box(QPainter(self), self.rect(), RADIUS_CARD, fill_token="surface", edge_token="line-strong")

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and getattr(event, "key", int)() == Qt.Key.Key_Escape:
            self.put_away()
            return True
        return super().event(event)
