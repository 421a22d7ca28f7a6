"""Notices that nobody is working at the window any more: no key, click, wheel or move of the mouse."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent
from typing_extensions import override

if TYPE_CHECKING:
    from inpatient_hub.services.ports import Clock

WARN_SECONDS = 60
_LOOK_MS = 30_000
"""How often it is looked at least: after a sleep of the computer, of which no system need tell, soon enough."""

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride})
_PRESSES = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin, QEvent.Type.TabletPress})
_MOVES = frozenset({QEvent.Type.MouseMove, QEvent.Type.Wheel, QEvent.Type.TabletMove})
_MODIFIERS = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})
_ACTIVITY = _KEYS | _PRESSES | _MOVES


class IdleWatch(QObject):
    """Goes by the computer's clock, so that time asleep counts. It listens where input enters the program, at its
    windows, and not to every event of every widget."""

    warned = Signal(int)
    """Seconds until it runs out."""
    stayed = Signal()
    """Somebody is there after all."""
    ran_out = Signal()

    def __init__(self, clock: "Clock", minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._allowed = timedelta(minutes=minutes)
        self._last: datetime = clock.now()
        self._is_on = False
        self._is_warning = False
        self._mouse: QPointF | None = None
        self._is_chord_spent = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)

    def begin(self) -> None:
        """Counts from now."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.connect(self._on_focus_window_changed)
        self._is_on = True
        self._last = self._clock.now()
        self._listen()
        self.look()

    def stop(self) -> None:
        """Counts no more."""
        self._is_on = self._is_warning = False
        self._timer.stop()

    def begin_again(self) -> None:
        """Counts from now, after a stop."""
        self._is_on = True
        self.stay()

    def stay(self) -> None:
        """Somebody is there."""
        self._last = self._clock.now()
        if self._is_warning:
            self._is_warning = False
            self.stayed.emit()
        self.look()

    def look(self) -> None:
        """Looks at the clock."""
        if not self._is_on:
            return
        left = self._left()
        if left <= timedelta():
            self.stop()
            self.ran_out.emit()
            return
        seconds = -int(-left.total_seconds() // 1)
        if seconds <= WARN_SECONDS:
            self._is_warning = True
            self.warned.emit(seconds)
        until_warning = int((left.total_seconds() - WARN_SECONDS) * 1000)
        self._timer.start(1_000 if self._is_warning else max(1_000, min(_LOOK_MS, until_warning)))

    def _left(self) -> timedelta:
        """A clock that was put back must not give anybody more time than they have."""
        now = self._clock.now()
        self._last = min(self._last, now)
        return self._last + self._allowed - now

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self._is_on:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyRelease:
            self._note_release(event)
            return False
        return event.type() in _ACTIVITY and self._is_swallowed(event)

    def _note_release(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS or not event.modifiers():
            self._is_chord_spent = False

    def _is_swallowed(self, event: QEvent) -> bool:
        """What ends the warning does nothing else: a key meant to stay must not file a note, and neither must the one
        pressed with it."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            if event.globalPosition() == self._mouse:
                return False  # the window moved under the mouse, or something opened there
            self._mouse = event.globalPosition()
        if self._left() <= timedelta():
            self.look()
            return True
        is_key, was_warning = event.type() in _KEYS, self._is_warning
        swallowed = (was_warning and event.type() in _PRESSES) or (is_key and (was_warning or self._is_chord_spent))
        if event.type() == QEvent.Type.ShortcutOverride:
            if swallowed:
                event.accept()  # else the key would be looked up as a shortcut before it comes here
            return swallowed
        self._is_chord_spent = self._is_chord_spent or (is_key and was_warning)
        self.stay() if was_warning else self._note_activity()
        return swallowed

    def _note_activity(self) -> None:
        self._last = self._clock.now()

    def _on_focus_window_changed(self, _window: object) -> None:
        self._listen()

    def _listen(self) -> None:
        for window in QGuiApplication.allWindows():
            window.removeEventFilter(self)
            window.installEventFilter(self)
