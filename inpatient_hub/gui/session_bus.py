"""Listens at a Linux desktop's message bus for what says that the person has left."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import SLOT, QObject, Signal, Slot
from PySide6.QtDBus import QDBusConnection

from inpatient_hub.host.session_watch import BusSign, bus_signs

_SLOTS: Mapping[str, Any] = {
    "bool": SLOT("on_active(bool)"),
    "nothing": SLOT("on_lock()"),
    "hint": SLOT("on_properties(QString,QVariantMap,QStringList)"),
}
"""Text, as PySide6 takes it, though its own types say bytes."""


class SessionBus(QObject):
    """A bus that is not there is not waited for, and nothing is asked of one that is."""

    left = Signal()

    def __init__(self, environ: Mapping[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._buses = {True: QDBusConnection.systemBus(), False: QDBusConnection.sessionBus()}
        self.heard = sum(self._listen(sign) for sign in bus_signs(environ))
        """How many signs are listened for."""

    def _listen(self, sign: BusSign) -> bool:
        bus = self._buses[sign.is_system]
        slot = _SLOTS[sign.takes]
        return bus.isConnected() and bus.connect("", sign.path, sign.interface, sign.member, self, slot)

    @Slot(bool)
    def on_active(self, active: bool) -> None:
        """A screen saver began or ended, or the computer goes to sleep or wakes."""
        if active:
            self.left.emit()

    @Slot()
    def on_lock(self) -> None:
        """The session was told to lock itself."""
        self.left.emit()

    @Slot("QString", "QVariantMap", "QStringList")
    def on_properties(self, _interface: str, changed: Mapping[str, Any], _gone: object) -> None:
        """Something about the session changed; that it is locked now counts."""
        if changed.get("LockedHint") is True:
            self.left.emit()
