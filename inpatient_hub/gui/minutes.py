"""Tells when a minute of the ward's clock has begun, so that "in 18 min" and the shift on duty stay true."""

from PySide6.QtCore import QObject, QTimer, Signal

from inpatient_hub.services.ports import Clock

_MINUTE_MS = 60_000
_AFTER_MS = 40
"""A timer may be a little early; what is told must not still be of the minute before."""


class MinuteHand(QObject):
    """Ticks as the minute changes, not a minute after it was made."""

    passed = Signal()

    def __init__(self, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_timeout)
        self._wind()

    def left_ms(self) -> int:
        """How long until the next minute begins."""
        now = self._clock.now()
        return _MINUTE_MS - now.second * 1000 - now.microsecond // 1000 + _AFTER_MS

    def _wind(self) -> None:
        self._timer.start(self.left_ms())

    def _on_timeout(self) -> None:
        self._wind()
        self.passed.emit()
