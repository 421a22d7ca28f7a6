"""Keeps a key or a click that comes twice from reaching the next task too, onto which the selection slid."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QCursor, QKeyEvent
from typing_extensions import override

from inpatient_hub.gui.actions import key_of
from inpatient_hub.gui.desk.wishes import TaskWish
from inpatient_hub.host.clock import steady_seconds

HELD_SECONDS = 2.5
"""How long the row that moved up is kept from the same key, unless the selection was moved first."""
_HURRY_SECONDS = 0.6
"""A second press so soon is the first one's echo: nothing need be said of it."""
_SAME_PLACE = 24
"""Pixels within which a pointer has not gone anywhere."""

WATCHED = {TaskWish.DONE: key_of("done"), TaskWish.CLAIM: key_of("claim")}
"""What a key does at once, and which: everything else is asked about first."""
_MODIFIERS = frozenset({Qt.Key.Key_Control, Qt.Key.Key_Shift, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta})


class DoubleKeys(QObject):
    """Watches what the hand does for a moment after an act: any other key, or a pointer that goes to another place,
    says that the next task is meant."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._wish: TaskWish | None = None
        self._task_id = ""
        self._since = 0.0
        self._again = False
        """Whether the same key, or a press of the mouse, came since."""
        self._place = QPoint()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(int(HELD_SECONDS * 1000))
        self._rest.timeout.connect(self._on_rest)

    def is_slip(self, wish: TaskWish, task_id: str) -> bool:
        """Whether this is the second press of what was done to another task."""
        return self._is_held() and self._again and wish is self._wish and task_id != self._task_id

    def is_echo(self) -> bool:
        """Whether it came so soon that nobody can have meant the next task."""
        return steady_seconds() - self._since < _HURRY_SECONDS

    def acted(self, wish: TaskWish, task_id: str) -> None:
        """This was wished of this task just now."""
        if wish not in WATCHED:
            return
        self._wish, self._task_id, self._again = wish, task_id, False
        self._since, self._place = steady_seconds(), QCursor.pos()
        self._rest.start()
        app = QCoreApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def moved_on(self) -> None:
        """The person chose where to go on: nothing is held back any more."""
        self._wish = None

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and isinstance(event, QKeyEvent):
            self._note_key(event)
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._again = (QCursor.pos() - self._place).manhattanLength() <= _SAME_PLACE
        return False

    def _note_key(self, event: QKeyEvent) -> None:
        if event.key() in _MODIFIERS or self._wish is None:
            return
        if event.text().upper() == WATCHED[self._wish]:
            self._again = True
        else:
            self.moved_on()

    def _is_held(self) -> bool:
        return self._wish is not None and steady_seconds() - self._since < HELD_SECONDS

    def _on_rest(self) -> None:
        if self._is_held():
            self._rest.start()
            return
        app = QCoreApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
