"""Tells every open screen what was changed, so that each can look again."""

from PySide6.QtCore import QObject, Signal

from inpatient_hub.domain.changes import Changes


class ChangeFeed(QObject):
    """The one place where changes are announced."""

    changed = Signal(object)
    """Carries `Changes`."""

    def announce(self, changes: Changes) -> None:
        """Tells everyone. An empty change is kept quiet."""
        if changes:
            self.changed.emit(changes)
