"""Looks every few minutes whether a backup is due, and says calmly in the window what somebody has to know."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from inpatient_hub.domain.errors import HubError
from inpatient_hub.gui.context import Context
from inpatient_hub.gui.main_window import MainWindow
from inpatient_hub.services.backup_health import Concern, Weight

_log = logging.getLogger(__name__)

LOOK_MS = 5 * 60_000
_ABOUT = "backups"
_KINDS = {Weight.NOTE: "warn", Weight.ACT: "act"}


class BackupWatch(QObject):
    """One for an open ward. `go` leads to the page of the backups."""

    def __init__(self, context: Context, window: MainWindow, go: Callable[[], None]) -> None:
        super().__init__(window)
        self._context = context
        self._window = window
        self._go = go
        self._looks = QTimer(self)
        self._looks.setInterval(LOOK_MS)
        self._looks.timeout.connect(self.look)
        self._looks.start()

    def look(self) -> None:
        """Makes a backup if one is due, then says how things stand."""
        backups = self._context.hub.backups
        self._context.archive.run(backups.make_if_due, owner=self, otherwise=_note_no_backup)
        self.tell()

    def tell(self) -> None:
        """Says how things stand."""
        backups = self._context.hub.backups
        self._context.archive.run(backups.concerns, owner=self, then=self._say)

    def stop(self) -> None:
        """Looks no more: the store is about to be closed."""
        self._looks.stop()

    def _say(self, concerns: tuple[Concern, ...]) -> None:
        loud = next((one for one in concerns if one.weight in _KINDS), None)
        if loud is not None:
            kind, sentence, remedy = calm_words(loud)
            self._window.notice.say(kind, sentence, remedy, "Open backups", self._go, about=_ABOUT)
        elif "notice" in vars(self._window):
            self._window.notice.fold(_ABOUT)


def calm_words(concern: Concern) -> tuple[str, str, str]:
    """Kind, sentence and remedy for the line at the foot. The whole story stands on the page its button leads to: with
    large text it would take the window from the work."""
    return _KINDS[concern.weight], f"{concern.title}.", concern.remedy


def _note_no_backup(fault: HubError) -> None:
    _log.warning("No backup was made: %s", fault.title)
