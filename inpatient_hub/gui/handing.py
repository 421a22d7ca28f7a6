"""A second start with a content pack hands it to the window that is open, and ends once that one has taken it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from inpatient_hub.host.place import Place

_LOOK_MS = 100
_LOOKS = 50
"""After five seconds the window that is open is an older version, or does not answer."""


class Handing(QObject):
    """Looks whether the pack was taken. `taken` is called then, else `left`: exactly one of them, once."""

    def __init__(self, place: Place, parent: QObject, *, taken: Callable[[], None], left: Callable[[], None]) -> None:
        super().__init__(parent)
        self._place = place
        self._taken = taken
        self._left = left
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self._timer.start()

    def _look(self) -> None:
        from inpatient_hub.bootstrap import is_handed_on, take_back

        self._looks += 1
        if is_handed_on(self._place):
            self._timer.stop()
            self._taken()
        elif self._looks >= _LOOKS:
            self._timer.stop()
            take_back(self._place)
            self._left()
